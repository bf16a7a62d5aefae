#include "cli/parse/topic.h"

#include <array>

namespace nexor {

namespace {

constexpr std::array exit_codes{
    TopicEntry{"0", "Done as asked; also an empty list, and what was done before."},
    TopicEntry{"1", "Unexpected, or the answer of a read could not be written. Nothing was changed."},
    TopicEntry{"2", "Wrong words, configuration or input; or a question that nobody could be asked. Mend it."},
    TopicEntry{"3", "Several targets, and at least one failed; each is reported."},
    TopicEntry{"4", "No valid credential. Log in."},
    TopicEntry{"5", "The role, or a file's mode, forbids it."},
    TopicEntry{"6", "There is no such thing; what is near is named."},
    TopicEntry{"7", "The state is not what the request assumed. Look first."},
    TopicEntry{"8", "The store is busy, missing, unreadable or full. Try again later."},
    TopicEntry{"9", "The store is damaged, foreign, of a newer nexor, or was tampered with. A person has to look."},
    TopicEntry{"10", "The answer to a question was no."},
    TopicEntry{"11", "Nobody knows whether it was done: the answer was lost. The message names what will tell."},
    TopicEntry{"12", "It is done and durable, but the answer could not be written. Don't repeat it."},
    TopicEntry{"128+N", "A signal ended it between two changes; what is done stays done."}};

constexpr std::array environment{
    TopicEntry{"NEXOR_STORE", "Where the store is: sqlite:PATH."},
    TopicEntry{"NEXOR_CONFIG", "A configuration file over the usual ones."},
    TopicEntry{"NEXOR_TOKEN_FILE", "A file of mode 0600 that holds a token."},
    TopicEntry{"CREDENTIALS_DIRECTORY", "systemd's: nexor.token in it is used as a token."},
    TopicEntry{"NEXOR_TOKEN", "A token itself; a file is better, as every program that is started sees it."},
    TopicEntry{"NEXOR_LOCK_TIMEOUT, NEXOR_COLOR, NEXOR_TIME", "As the options of these names."},
    TopicEntry{
        "NEXOR_SECTION_KEY",
        "Other keys of the configuration, as NEXOR_SESSION_IDLE for session.idle; nexor-config(5) names them all."},
    TopicEntry{"NO_COLOR, CLICOLOR_FORCE, TERM", "Whether there are colours, as elsewhere."},
    TopicEntry{"NEXOR_ACCESSIBLE",
               "1: choices are asked for with plain numbered lists, as a screen reader wants them."},
    TopicEntry{"NEXOR_PAGER, PAGER", "What shows long answers on a terminal."},
    TopicEntry{"COLUMNS, LINES", "The terminal's size where it doesn't say."},
    TopicEntry{"XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_RUNTIME_DIR, XDG_STATE_HOME", "Where files are looked for."}};

constexpr std::array formatting{
    TopicEntry{"table", "For people, and the default on a terminal; fits its width and cuts no id."},
    TopicEntry{"tsv", "The default elsewhere: no header, a documented order, \\\\ \\t \\n \\r escaped, nothing cut."},
    TopicEntry{"csv", "With a header. Cells that a spreadsheet would run begin with a quote; not with --csv-raw."},
    TopicEntry{"json", "One document, which begins with its schema; --json is short for it."},
    TopicEntry{"jsonl", "An object a line."},
    TopicEntry{"id", "The ids alone, to go on with."},
    TopicEntry{"--columns A,B", "These columns, in this order."},
    TopicEntry{"--get FIELD", "One raw value; cancellation.effective_on reaches inside."},
    TopicEntry{"-o FILE", "Into a file, whole or not at all."}};

constexpr std::array scripting{
    TopicEntry{"--yes", "Confirms. With a filter --expect or --max is needed as well."},
    TopicEntry{"--dry-run", "Changes nothing, says all that would happen, and gives a digest of it."},
    TopicEntry{"--expect N|DIGEST", "Refuses where it would be another number, or another digest, by now."},
    TopicEntry{"--max N", "Refuses where more than N would change."},
    TopicEntry{"--key KEY", "Names a run for ever: said again it goes on, or answers the same."},
    TopicEntry{"--no-input", "Nobody is asked, also on a terminal."},
    TopicEntry{"--quiet", "Says only what failed, so that cron mails only that."},
    TopicEntry{"--lock-timeout TIME", "How long another one that writes is waited for; then exit 8."}};

constexpr std::array time_entries{
    TopicEntry{"2026-12-01", "A date, as people mean it: in the account's zone, or the store's."},
    TopicEntry{"2026-12-01T08:00:00Z", "An instant. All output but tables has them so, in UTC."},
    TopicEntry{"today", "For bounds of lists: the beginning of today, in the store's zone."},
    TopicEntry{"7d, 12h, 30m", "For bounds: so long ago or, for what ends, so long ahead."},
    TopicEntry{"--time relative|local|iso", "How tables write times; --utc is iso."}};

constexpr std::array topics{
    Topic{"exit-codes", "What a command's exit code says",
          "They never change their meaning. One target gives its precise code, several give 0 or 3.", exit_codes},
    Topic{"environment", "The variables that are heeded",
          "Options stand over variables, and variables over files. An empty one counts as not set.", environment},
    Topic{
        "formatting", "How answers are written",
        "Results go to standard output; questions, warnings and errors to standard error. With --json an error is one "
        "line of JSON, the last on standard error.",
        formatting},
    Topic{"scripting", "What scripts and cron rely on",
          "A script acts with a token of its own. Where nobody can be asked, a command that asks needs --yes, and what "
          "is "
          "missing is exit 2, named in one error.",
          scripting},
    Topic{
        "time", "How dates and times are read and written",
        "Terms are made of dates in the account's time zone; every end is the first day that is not paid for. Nothing "
        "has to run for a cancellation to take effect.",
        time_entries}};

}  // namespace

std::span<const Topic> help_topics() { return topics; }

}  // namespace nexor
