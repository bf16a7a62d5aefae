#!/bin/sh
# Which folder may include which: docs/architecture.md as a table. Prints every include that breaks it and fails;
# silent otherwise. Usage: tests/layers.sh [ROOT]
set -eu

cd "${1:-$(dirname "$0")/..}"

# A part of the house, then what it may include besides itself. The longest part that fits a file is its own.
ours='
lib/error
lib/model/         lib/error
lib/settings       lib/error lib/model/
lib/zoneinfo       lib/error lib/model/
lib/text/          lib/error lib/model/
lib/secret/        lib/error lib/model/
lib/spill/         lib/error lib/model/
lib/store/         lib/error lib/model/
lib/store/sqlite/  lib/error lib/model/ lib/store/
lib/ops/           lib/error lib/model/ lib/store/ lib/text/ lib/secret/ lib/spill/ lib/zoneinfo
cli/command.h      lib/error lib/model/
cli/parse/         lib/error lib/model/ cli/command.h
cli/output/        lib/error lib/model/ lib/text/ cli/command.h
cli/               lib/error lib/model/ lib/store/ lib/text/ lib/secret/ lib/spill/ lib/zoneinfo lib/settings lib/ops/ cli/
cli/main.cpp       lib/ cli/
tests/             lib/ cli/
'

# A library, then where its headers may stand: in .cpp files only, but for those that tests are written with.
theirs='
CLI/         cli/parse/parser.cpp
SQLiteCpp/   lib/store/sqlite/ tests/
sqlite3      lib/store/sqlite/ tests/
sodium       lib/secret/ tests/
nettle/      lib/secret/digest.cpp
toml++/      lib/settings_file.cpp
nlohmann/    lib/text/ tests/
fmt/         lib/ cli/ tests/
utf8proc.h   lib/model/unicode.cpp lib/model/search.cpp lib/text/ cli/output/ tests/
doctest/     tests/
rapidcheck   tests/
'

find lib cli tests -type f \( -name '*.h' -o -name '*.cpp' \) | LC_ALL=C sort |
  OURS=$ours THEIRS=$theirs awk '
    function starts(text, beginning) { return substr(text, 1, length(beginning)) == beginning }
    function longest(table, name,    key, best) {
      for (key in table) if (starts(name, key) && length(key) > length(best)) best = key
      return best
    }
    function read_table(text, table,    lines, n, i, key, rest) {
      n = split(text, lines, "\n")
      for (i = 1; i <= n; i++) {
        if (lines[i] == "") continue
        key = rest = lines[i]
        sub(/ .*/, "", key)
        sub(/^[^ ]* */, "", rest)
        table[key] = rest
      }
    }
    # A word stands for that part alone, as the parts below it have rows of their own; `lib/` and `cli/` stand for all.
    function may(words, name, part,    list, n, i) {
      n = split(words, list, " ")
      for (i = 1; i <= n; i++) if (list[i] == part || (list[i] ~ /^(lib|cli)\/$/ && starts(name, list[i]))) return 1
      return 0
    }
    function stands_in(file, words,    list, n, i) {
      n = split(words, list, " ")
      for (i = 1; i <= n; i++) if (starts(file, list[i])) return 1
      return 0
    }
    function breach(file, line, why) { print file ":" line ": " why; breaches++ }

    function check_ours(file, line, name,    from, to) {
      from = longest(parts, file)
      to = longest(parts, name)
      if (from == to && to != "") return
      if (starts(file, "tests/") && starts(name, "tests/")) return
      if (to == "") breach(file, line, from " may not include " name ": no such part in this table")
      else if (!may(parts[from], name, to)) breach(file, line, from " may not include " name)
    }
    function check_theirs(file, line, name,    library) {
      library = longest(libraries, name)
      if (library == "") {
        # The C++ library has no dot, C and POSIX no folder but these.
        if (name ~ /\// && name !~ /^(sys|linux|net|netinet|arpa)\//)
          breach(file, line, "may not include <" name ">: no such library in this table")
        return
      }
      if (!stands_in(file, libraries[library])) breach(file, line, longest(parts, file) " may not include <" name ">")
      else if (file ~ /\.h$/ && !starts(file, "tests/")) breach(file, line, "a header may not include <" name ">")
      else if (library == "nlohmann/" && !starts(file, "tests/")) {
        if (first != "" && first != file) breach(file, line, "may not include <" name ">: " first " does")
        first = file
      }
    }

    BEGIN {
      read_table(ENVIRON["OURS"], parts)
      read_table(ENVIRON["THEIRS"], libraries)
      while ((getline file) > 0) {
        files++
        if (longest(parts, file) == "") breach(file, 1, "may not include anything: its folder is not in this table")
        for (line = 1; (getline text < file) > 0; line++) {
          if (text !~ /^[ \t]*#[ \t]*include/) continue
          sub(/^[ \t]*#[ \t]*include[ \t]*/, "", text)
          name = substr(text, 2)
          sub(/[">].*/, "", name)
          if (starts(text, "\"")) check_ours(file, line, name)
          else check_theirs(file, line, name)
        }
        close(file)
      }
      if (files == 0) { print "no sources here"; breaches++ }
      exit breaches > 0
    }'
