"""Every JSON document in the transcripts, held to the schema that nexor prints of it.

schema_test.py NEXOR TRANSCRIPTS
"""

import json
import os
import subprocess
import sys
import unittest

import jsonschema

TRANSCRIPTS = sys.argv.pop()
NEXOR = sys.argv.pop()


def schema(name):
    done = subprocess.run([NEXOR, "schema", name], text=True, capture_output=True)
    return json.loads(done.stdout) if done.returncode == 0 else None


def closed(own):
    """The same schema, which takes no other members."""
    if isinstance(own, list):
        return [closed(each) for each in own]
    if not isinstance(own, dict):
        return own
    more = {"additionalProperties": False} if "properties" in own else {}
    return more | {name: closed(each) for name, each in own.items()}


def documents():
    """Each with the transcript that it stands in."""
    for name in sorted(os.listdir(TRANSCRIPTS)):
        if not name.endswith(".txt"):
            continue
        with open(os.path.join(TRANSCRIPTS, name)) as file:
            for line in file:
                if line[2:].startswith('{"schema":"nexor.') and not line.rstrip().endswith("…"):
                    yield name, json.loads(line[2:])


class Schemas(unittest.TestCase):

    def test_every_document_is_as_its_schema_says(self):
        known = {}
        seen = set()
        for transcript, document in documents():
            name = document["schema"].removeprefix("nexor.").split("/")[0]
            known.setdefault(name, schema(name))
            with self.subTest(transcript=transcript, schema=name):
                if known[name] is None:
                    continue
                seen.add(name)
                jsonschema.validate(document, known[name])
        self.assertGreater(len(seen), 10)
        for name in ("list", "subscription", "cancel", "undo", "error", "status", "receipt", "batch"):
            self.assertIn(name, seen)

    def test_no_document_has_a_member_that_its_schema_does_not_name(self):
        for transcript, document in documents():
            own = schema(document["schema"].removeprefix("nexor.").split("/")[0])
            if own is not None:
                with self.subTest(transcript=transcript, schema=document["schema"]):
                    jsonschema.validate(document, closed(own))

    def test_the_items_of_lists_are_as_their_kinds_are(self):
        kinds = {"subscriptions": "subscription", "accounts": "account", "plans": "plan", "batches": "batch",
                 "cancellations": "cancellation", "events": "event", "requests": "registration_request", "reasons": "reason",
                 "operators": "operator", "sessions": "session", "tokens": "token"}
        checked = set()
        for transcript, document in documents():
            if document["schema"] != "nexor.list/1" or document["kind"] not in kinds:
                continue
            own = schema(kinds[document["kind"]])
            own["required"].remove("schema")
            for item in document["items"]:
                with self.subTest(transcript=transcript, kind=document["kind"]):
                    jsonschema.validate(item, own)
                    checked.add(document["kind"])
        self.assertGreater(len(checked), 1)

    def test_every_schema_is_one(self):
        names = json.loads(subprocess.run([NEXOR, "schema", "commands"], capture_output=True).stdout)["commands"]
        [choices] = [command["operands"][0]["choices"] for command in names if command["name"] == "schema"]
        self.assertGreater(len(choices), 15)
        for name in choices[1:]:
            with self.subTest(schema=name):
                jsonschema.Draft202012Validator.check_schema(schema(name))

    def test_a_wrong_document_is_found(self):
        wrong = {"schema": "nexor.error/1", "error": {"code": "x", "exit": "1", "message": "", "hint": None, "next": []}}
        with self.assertRaises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema("error"))


if __name__ == "__main__":
    unittest.main()
