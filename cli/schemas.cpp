#include "cli/schemas.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "cli/parse/suggest.h"
#include "lib/error.h"
#include "lib/text/json_writer.h"

namespace nexor {

namespace {

constexpr std::array definitions{
    Definition{"money", "amount_minor:integer currency:string"},
    Definition{"account_ref", "id:string key:string name:string"},
    Definition{"thing_ref", "id:string key:string"},
    Definition{"fault", "code:string exit:integer message:string hint:string? next:[string]"},
    Definition{"counts",
               "cancelled:integer pending:integer already:integer skipped:integer failed:integer remaining:integer"},
    Definition{"ending", "subscription:string confirmation:string effective_on:date"},
    Definition{"cancellation_part",
               "confirmation:string? subscription:string status:pending|effective|withdrawn|replaced at:string"
               " requested_at:instant effective_on:date effective_at:instant last_paid_day:date? reason:string"
               " voluntary:boolean feedback:string? by:string channel:interactive|script|batch on_behalf_of:string?"
               " batch:string? replaces:string? undo_until:instant? addons:[string] reason_label:string"
               " backdated:boolean override:boolean"},
    Definition{"notice", "id:string attempts:integer sent_at:instant? due_at:instant? output:string"},
    Definition{"target", "line:integer? subscription:string? outcome:string cancellation:cancellation_part?"},
    Definition{"batch_failure", "line:integer? subscription:string? error:fault"},
    Definition{"notices", "sent:integer failed:integer waiting:integer"},
    Definition{"receipt_plan", "key:string name:string period:string price:money"},
    Definition{"import_failure", "line:integer column:integer? field:string? error:fault"},
    Definition{"request_part",
               "id:string? key:string name:string email:string plan:string time_zone:string? note:string?"
               " status:pending|approved|declined created_at:instant decided_at:instant? decided_by:string?"
               " reason:string? decline_note:string? account:string? subscription:string?"},
    Definition{"made_account", "id:string? key:string name:string"},
    Definition{"made_subscription", "id:string? key:string plan:string start_on:date"},
    Definition{"decided",
               "line:integer? request:string? outcome:string registration_request:request_part?"
               " account:made_account? subscription:made_subscription?"},
    Definition{"statuses",
               "scheduled:integer trialing:integer active:integer pending_cancellation:integer cancelled:integer"
               " expired:integer"},

    Definition{"account", "id:string key:string name:string email:string? time_zone:string status:open|closed",
               "nexor.account/1"},
    Definition{"account_close",
               "dry_run:boolean batch:string? digest:string requested:integer exit:integer counts:counts account:any"
               " items:[target]",
               "nexor.account_close/1"},
    Definition{"approve",
               "dry_run:boolean batch:string? digest:string requested:integer exit:integer counts:any items:[decided]",
               "nexor.approve/1"},
    Definition{"audit", "head:string events:integer cancellations:integer sessions:integer findings:[string]",
               "nexor.audit/1"},
    Definition{"audit_head", "head:string number:integer", "nexor.audit_head/1"},
    Definition{"batch",
               "id:string key:string? status:finished|unfinished source:single|arguments|file|filter reason:string?"
               " at:string by:string created_at:instant finished_at:instant? rows:integer counts:counts",
               "nexor.batch/1"},
    Definition{"cancel",
               "dry_run:boolean batch:string? digest:string requested:integer exit:integer counts:counts"
               " items:[target]",
               "nexor.cancel/1"},
    Definition{"cancellation",
               "confirmation:string subscription:string status:pending|effective|withdrawn|replaced at:string"
               " requested_at:instant effective_on:date effective_at:instant last_paid_day:date? reason:string"
               " voluntary:boolean feedback:string? by:string channel:interactive|script|batch on_behalf_of:string?"
               " batch:string? replaces:string? undo_until:instant? addons:[string] reason_label:string"
               " backdated:boolean override:boolean",
               "nexor.cancellation/1"},
    Definition{"decline",
               "dry_run:boolean batch:string? digest:string requested:integer exit:integer counts:any items:[decided]",
               "nexor.decline/1"},
    Definition{"error", "error:fault", "nexor.error/1"},
    Definition{"event",
               "number:integer at:instant by:string credential:string? host:string? terminal:string? command:string?"
               " event:string subject:string? before:any after:any hash:string",
               "nexor.event/1"},
    Definition{"feedback", "confirmation:string subscription:string added_at:instant by:string feedback:string",
               "nexor.feedback/1"},
    Definition{"import",
               "kind:string dry_run:boolean rows:integer imported:integer updated:integer unchanged:integer"
               " failed:integer failures:[import_failure]",
               "nexor.import/1"},
    Definition{"list", "kind:string items:[any] total:integer? next:string?", "nexor.list/1"},
    Definition{"operator",
               "name:string role:viewer|operator|admin status:enabled|disabled password:boolean"
               " created_at:instant",
               "nexor.operator/1"},
    Definition{"plan",
               "key:string name:string period:string price:money trial_days:integer notice_days:integer"
               " minimum_terms:integer fixed_terms:integer? addon:boolean",
               "nexor.plan/1"},
    Definition{"process", "dry_run:boolean exit:integer recorded:integer notices:notices", "nexor.process/1"},
    Definition{"reason", "code:string label:string voluntary:boolean retired:boolean live:integer? ever:integer?",
               "nexor.reason/1"},
    Definition{"receipt",
               "confirmation:string issued_at:instant issued_at_local:string status:string account:account_ref"
               " subscription:thing_ref plan:receipt_plan cancellation:cancellation_part undo:string"
               " reinstate_until:instant? ends_with_base:string? audit_head:string support:string?",
               "nexor.receipt/1"},
    Definition{"redact",
               "id:string key:string accounts:integer cancellations:integer feedback:integer batch_rows:integer"
               " batches:integer notices:integer requests:integer",
               "nexor.redact/1"},
    Definition{"registration_request",
               "id:string key:string name:string email:string plan:string time_zone:string? note:string?"
               " status:pending|approved|declined created_at:instant decided_at:instant? decided_by:string?"
               " reason:string? decline_note:string? account:string? subscription:string?",
               "nexor.registration_request/1"},
    Definition{"reopen",
               "dry_run:boolean batch:string? digest:string requested:integer exit:integer counts:any items:[decided]",
               "nexor.reopen/1"},
    Definition{"report",
               "report:reasons|churn|upcoming by:[string] since:string? until:string? time_zone:string made_at:instant"
               " totals:any items:[any]",
               "nexor.report/1"},
    Definition{"session",
               "id:string operator:string status:open|ended opened_at:instant last_used_at:instant"
               " expires_at:instant revoked_at:instant?",
               "nexor.session/1"},
    Definition{"status",
               "operator:string role:string credential:string credential_source:string expires_at:instant store:string"
               " subscriptions:statuses ending_today:integer ending_in_7_days:integer last_batch:string?"
               " last_batch_status:string?",
               "nexor.status/1"},
    Definition{"subscription",
               "id:string key:string account:account_ref plan:string"
               " status:scheduled|trialing|active|pending_cancellation|cancelled|expired quantity:integer price:money"
               " start_on:date anchor_on:date billing_day:integer? term_start_on:date? term_end_on:date? base:string?"
               " ended_at:instant? ends_with:ending? cancellation:cancellation_part?",
               "nexor.subscription/1"},
    Definition{"token",
               "id:string label:string operator:string role:viewer|operator|admin status:valid|ended"
               " created_by:string created_at:instant expires_at:instant last_used_at:instant? revoked_at:instant?",
               "nexor.token/1"},
    Definition{"undo",
               "dry_run:boolean batch:string? digest:string requested:integer exit:integer counts:any items:[any]",
               "nexor.undo/1"},
};

const Definition* find(std::string_view name) {
  const auto* const found = std::ranges::find(definitions, name, &Definition::name);
  return found == definitions.end() ? nullptr : found;
}

// Writes one schema, and notes which others it names.
class Writer {
 public:
  Writer(JsonWriter& json, std::set<std::string_view>& named) : json_(json), named_(named) {}

  // The members of the object of a definition.
  void write(const Definition& definition) {
    json_.member("type", "object");
    json_.key("properties");
    json_.begin_object();
    if (!definition.schema.empty()) write_constant("schema", definition.schema);
    const auto members = members_of(definition);
    for (const auto& [name, type] : members) {
      json_.key(name);
      write_type(type);
    }
    json_.end_object();
    json_.key("required");
    json_.begin_array();
    if (!definition.schema.empty()) json_.value("schema");
    for (const auto& [name, type] : members) json_.value(name);
    json_.end_array();
  }

 private:
  struct Member {
    std::string_view name;
    std::string_view type;
  };

  static std::vector<Member> members_of(const Definition& definition) {
    std::vector<Member> members;
    std::string_view rest = definition.members;
    while (!rest.empty()) {
      const std::string_view word = rest.substr(0, rest.find(' '));
      rest.remove_prefix(std::min(word.size() + 1, rest.size()));
      const std::size_t colon = word.find(':');
      members.push_back({word.substr(0, colon), word.substr(colon + 1)});
    }
    return members;
  }

  void write_constant(std::string_view name, std::string_view value) {
    json_.key(name);
    json_.begin_object();
    json_.member("const", value);
    json_.end_object();
  }

  void write_type(std::string_view type) {
    json_.begin_object();
    if (type.ends_with('?')) {
      json_.key("anyOf");
      json_.begin_array();
      json_.begin_object();
      json_.member("type", "null");
      json_.end_object();
      write_type(type.substr(0, type.size() - 1));
      json_.end_array();
    } else {
      write_plain(type);
    }
    json_.end_object();
  }

  void write_plain(std::string_view type) {
    if (type == "any") return;
    if (type == "string" || type == "integer" || type == "boolean") return json_.member("type", type);
    if (type == "date") return write_pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
    if (type == "instant") return write_pattern("^-?[0-9]{4,}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$");
    if (type.starts_with('[')) return write_list(type.substr(1, type.size() - 2));
    if (type.find('|') != std::string_view::npos) return write_choice(type);
    named_.insert(type);
    json_.member("$ref", fmt::format("#/$defs/{}", type));
  }

  void write_pattern(std::string_view pattern) {
    json_.member("type", "string");
    json_.member("pattern", pattern);
  }

  void write_list(std::string_view type) {
    json_.member("type", "array");
    json_.key("items");
    write_type(type);
  }

  void write_choice(std::string_view words) {
    json_.key("enum");
    json_.begin_array();
    while (!words.empty()) {
      const std::string_view word = words.substr(0, words.find('|'));
      json_.value(word);
      words.remove_prefix(std::min(word.size() + 1, words.size()));
    }
    json_.end_array();
  }

  JsonWriter& json_;
  std::set<std::string_view>& named_;
};

// What is named, and what that names in turn.
void write_parts(JsonWriter& json, std::set<std::string_view> named) {
  std::set<std::string_view> written;
  while (written.size() < named.size()) {
    for (const std::string_view name : std::set(named)) {
      if (!written.insert(name).second) continue;
      json.key(name);
      json.begin_object();
      Writer(json, named).write(*find(name));
      json.end_object();
    }
  }
}

}  // namespace

std::vector<std::string> schema_names() {
  std::vector<std::string> names;
  for (const Definition& definition : definitions) {
    if (!definition.schema.empty()) names.emplace_back(definition.name);
  }
  std::ranges::sort(names);
  return names;
}

std::string json_schema(const std::string& name) {
  const Definition* definition = find(name);
  if (definition == nullptr || definition->schema.empty()) {
    check_choice("NAME", schema_names(), name);
  }
  std::string text;
  JsonWriter json(text);
  json.begin_object();
  json.member("$schema", "https://json-schema.org/draft/2020-12/schema");
  json.member("title", definition->schema);
  std::set<std::string_view> named;
  Writer(json, named).write(*definition);
  json.key("$defs");
  json.begin_object();
  write_parts(json, std::move(named));
  json.end_object();
  json.end_object();
  return text;
}

}  // namespace nexor
