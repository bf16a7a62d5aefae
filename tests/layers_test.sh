#!/bin/sh
# tests/layers.sh is silent on this tree, and finds each breach that is planted in a copy of it.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
copy=$scratch/copy
before=$scratch/before
failures=0

fail() {
  echo "layers_test: $*" >&2
  failures=$((failures + 1))
}

# planted FILE INCLUDE: with that line at its end, FILE is the one that is named, once. FILE may be a new one.
planted() {
  file=$copy/$1
  mkdir -p "$(dirname "$file")"
  [ -e "$file" ] && cp "$file" "$before"
  printf '#include %s\n' "$2" >>"$file"
  if found=$("$root/tests/layers.sh" "$copy"); then
    fail "$1 may include $2"
  elif [ "${found%%:*}" != "$1" ] || [ "$(printf '%s\n' "$found" | wc -l)" -ne 1 ]; then
    fail "$2 in $1 is reported as: $found"
  fi
  if [ -e "$before" ]; then mv "$before" "$file"; else rm "$file"; fi
}

found=$("$root/tests/layers.sh" "$root") || fail "the tree breaks its own table"
[ -z "$found" ] || fail "not silent: $found"

if "$root/tests/layers.sh" "$scratch" >/dev/null 2>&1; then fail "a folder without sources passes"; fi

mkdir "$copy"
for folder in lib cli tests; do cp -R "$root/$folder" "$copy/"; done

planted lib/error.h               '"lib/model/date.h"'
planted lib/model/date.h          '"lib/store/store.h"'
planted lib/model/date.h          '"lib/text/csv.h"'
planted lib/text/csv.cpp          '"lib/secret/digest.h"'
planted lib/secret/digest.cpp     '"lib/store/store.h"'
planted lib/settings.cpp          '"lib/ops/desk.h"'
planted lib/store/store.h         '"lib/store/sqlite/sqlite_store.h"'
planted lib/store/sqlite/rows.cpp '"lib/ops/desk.h"'
planted lib/ops/find.cpp          '"lib/store/sqlite/sqlite_store.h"'
planted lib/ops/find.cpp          '"cli/context.h"'
planted cli/cancel.cpp            '"lib/store/sqlite/sqlite_store.h"'
planted cli/output/table.cpp      '"lib/store/store.h"'
planted cli/parse/parser.cpp      '"lib/ops/cancel.h"'
planted lib/clock.h               '<chrono>'
planted lib/model/date.cpp        '"date.h"'

planted cli/cancel.cpp            '<CLI/CLI.hpp>'
planted lib/ops/find.cpp          '<SQLiteCpp/Database.h>'
planted cli/main.cpp              '<sqlite3.h>'
planted lib/ops/login.cpp         '<sodium.h>'
planted cli/context.cpp           '<toml++/toml.h>'
planted lib/model/date.h          '<fmt/format.h>'
planted lib/model/date.cpp        '<doctest/doctest.h>'
planted lib/model/date.cpp        '<boost/format.hpp>'

# One file may include this; a second may not.
grep -rq 'include <nlohmann/' "$copy/lib" || echo '#include <nlohmann/json.hpp>' >"$copy/lib/text/json.cpp"
planted lib/text/zz.cpp           '<nlohmann/json.hpp>'

[ "$failures" -eq 0 ]
