#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "cli/command_line.h"
#include "cli/commands.h"
#include "cli/context.h"
#include "cli/exit_code.h"
#include "cli/migrate.h"
#include "cli/output/counted.h"
#include "cli/shapes/finding.h"
#include "cli/store_owner.h"
#include "lib/ops/audit.h"
#include "lib/store/events.h"
#include "lib/store/operation.h"
#include "lib/store/operators.h"

namespace nexor {

namespace {

class Examination {
 public:
  Examination(Context& context, bool is_migrating) : context_(context), is_migrating_(is_migrating) {}

  std::vector<Finding> run() {
    check_configuration();
    check_environment();
    if (!is_configured_) return std::move(findings_);
    check_files();
    if (is_migrating_) attempt("schema", [&] { add({"schema", FindingLevel::good, migrate_store(context_)}); });
    if (open()) {
      check_file_content();
      check_trail();
      check_clock();
      check_admins();
      record();
    }
    return std::move(findings_);
  }

 private:
  std::string line(const std::string& command) const { return same_world(command, context_.globals()); }

  void add(Finding finding) { findings_.push_back(std::move(finding)); }

  void check_configuration() {
    try {
      context_.settings();
      is_configured_ = true;
    } catch (const Error& error) {
      return add({"configuration", FindingLevel::bad, error.message, error.hint, error.fault});
    }
    for (const ConfigFile& file : config_files(context_.globals().config, context_.surroundings().environment)) {
      struct stat status {};
      if (stat(file.path.c_str(), &status) != 0 || (status.st_mode & 022U) == 0) continue;
      add({"configuration", FindingLevel::bad, fmt::format("'{}' can be written by others", file.path),
           fmt::format("chmod go-w '{}': it names commands that are run", file.path), Fault::permission_denied});
    }
    if (findings_.empty()) add({"configuration", FindingLevel::good, "the configuration is right"});
  }

  void check_environment() {
    const auto token = context_.surroundings().environment("NEXOR_TOKEN");
    if (!token || token->empty()) return;
    add({"environment", FindingLevel::warning, "NEXOR_TOKEN holds a token, and every program that is started gets it",
         "keep it in a file of mode 0600 that NEXOR_TOKEN_FILE names"});
  }

  // Of the store, what stands beside it and its folder.
  void check_files() {
    const std::string path = context_.store_path();
    check_private(path);
    check_private(path + "-journal");
    check_private(path + "-batches");
    struct stat status {};
    const std::string folder = std::filesystem::path(path).parent_path().string();
    if (stat(folder.c_str(), &status) == 0 && (status.st_mode & 022U) != 0) {
      add({"permissions", FindingLevel::bad, fmt::format("the folder '{}' can be written by others", folder),
           fmt::format("chmod go-w '{}'", folder), Fault::permission_denied});
    }
    if (stat((path + ".unfinished").c_str(), &status) == 0) {
      add({"leftovers", FindingLevel::warning,
           fmt::format("'{}.unfinished' is what a restore left that was ended", path),
           "the next restore removes it; it can be removed by hand as well"});
    }
    if (std::ranges::none_of(findings_, [](const Finding& f) { return f.check == "permissions"; })) {
      add({"permissions", FindingLevel::good, "nobody else can read or write the store"});
    }
  }

  void check_private(const std::string& path) {
    struct stat status {};
    if (lstat(path.c_str(), &status) != 0) return;
    if (S_ISLNK(status.st_mode)) {
      return add({"permissions", FindingLevel::warning, fmt::format("'{}' is a link", path),
                  "name the file itself, so that nobody can point it elsewhere"});
    }
    if ((status.st_mode & 077U) == 0) return;
    const bool is_writable = (status.st_mode & 022U) != 0;
    add({"permissions", is_writable ? FindingLevel::bad : FindingLevel::warning,
         fmt::format("'{}' can be {} by others", path, is_writable ? "written" : "read"),
         fmt::format("chmod 600 '{}'", path), Fault::permission_denied});
  }

  bool open() {
    try {
      desk_ = &owners_desk(context_);
      add({"store", FindingLevel::good, fmt::format("{} opens; its schema is this nexor's", desk_->store.location())});
      add({"engine", FindingLevel::good, desk_->store.engine()});
      return true;
    } catch (const Error& error) {
      add({"store", FindingLevel::bad, error.message, error.hint, error.fault});
      return false;
    }
  }

  // Where the file is damaged, whatever is read from it may fail: that is told, and the next look begins.
  template <class Look>
  void attempt(const std::string& check, Look look) {
    try {
      look();
    } catch (const Error& error) {
      add({check, FindingLevel::bad, error.message, error.hint, error.fault});
    }
  }

  void check_file_content() {
    attempt("integrity", [&] {
      constexpr std::size_t most = 20;
      const auto flaws = desk_->store.flaws(most);
      for (const std::string& flaw : flaws) {
        add({"integrity", FindingLevel::bad, flaw, "restore a backup: " + line("nexor restore FILE"),
             Fault::store_corrupt});
      }
      if (flaws.empty()) add({"integrity", FindingLevel::good, "every page, index and reference of the file holds"});
    });
  }

  void check_trail() {
    attempt("audit", [&] {
      const AuditReport report = verify_audit(*desk_, {});
      for (const std::string& finding : report.findings) {
        add({"audit", FindingLevel::bad, finding, "somebody went around nexor: compare it with a backup",
             Fault::audit_broken});
      }
      if (report.findings.empty()) {
        add({"audit", FindingLevel::good,
             fmt::format("{} hold; head {}", counted(report.events, "event"), text_of(report.head))});
      }
    });
  }

  void check_clock() {
    attempt("clock", [&] {
      std::vector<Event> newest;
      desk_->store.read([&](Transaction& transaction) { newest = transaction.events().newest(1); });
      constexpr auto tolerated = std::chrono::minutes{2};
      if (!newest.empty() && newest.front().at > context_.now() + tolerated) {
        return add({"clock", FindingLevel::warning,
                    fmt::format("the newest event is of {}, which is later than now: the clock says {}",
                                text_of(newest.front().at), text_of(context_.now())),
                    "set the clock: what is due is told by it"});
      }
      add({"clock", FindingLevel::good,
           fmt::format("no event is later than now: the clock says {}", text_of(context_.now()))});
    });
  }

  void check_admins() {
    attempt("operators", [&] {
      bool has_admin = false;
      desk_->store.read([&](Transaction& transaction) {
        has_admin = std::ranges::any_of(transaction.operators().all(), [](const Operator& each) {
          return each.role == Role::admin && each.is_enabled && each.password_hash;
        });
      });
      if (has_admin) return;
      add({"operators", FindingLevel::bad, "no admin can log in", line("nexor passwd NAME --recover"),
           Fault::permission_denied});
    });
  }

  // A store that is busy or broken can't be written; then only the answer tells of this look.
  void record() {
    const auto bad = std::ranges::count(findings_, FindingLevel::bad, &Finding::level);
    if (bad > 0) return;
    attempt("store", [&] {
      const Operation operation = new_operation(*desk_);
      desk_->store.atomically_if_free(operation, [&](Transaction& transaction) {
        Act act(transaction, *desk_, operation.key);
        act.record(EventKind::store_examined, "", {}, {});
        act.finish();
      });
    });
  }

  Context& context_;
  bool is_migrating_;
  Desk* desk_ = nullptr;
  bool is_configured_ = false;
  std::vector<Finding> findings_;
};

// What the command ends with: the worst of what was found.
const Finding* worst_of(const std::vector<Finding>& findings) {
  const Finding* worst = nullptr;
  for (const Finding& finding : findings) {
    if (finding.level != FindingLevel::bad) continue;
    if (worst == nullptr || exit_code_of(finding.fault) > exit_code_of(worst->fault)) worst = &finding;
  }
  return worst;
}

int doctor(bool is_migrating, Context& context) {
  auto findings = Examination(context, is_migrating).run();
  const Finding* worst = worst_of(findings);
  if (context.globals().quiet) {
    std::vector<Finding> told;
    std::ranges::copy_if(findings, std::back_inserter(told),
                         [](const Finding& f) { return f.level != FindingLevel::good; });
    if (!told.empty()) print_findings(context, told);
  } else {
    print_findings(context, findings);
  }
  if (worst == nullptr) return 0;
  const auto bad = std::ranges::count(findings, FindingLevel::bad, &Finding::level);
  Error error(worst->fault, bad == 1 ? worst->message : fmt::format("{} (and {} more)", worst->message, bad - 1));
  error.hint = worst->advice;
  throw Error(std::move(error));
}

}  // namespace

Command doctor_command() {
  auto is_migrating = std::make_shared<bool>(false);
  return {.name = "doctor",
          .group = "Store",
          .summary = "Look for what is wrong with the store and around it, and say what to do",
          .options = {flag("migrate", *is_migrating,
                           "Bring a store of an older nexor to this one's schema first; a backup stays beside it")},
          .examples = {{"doctor", "Before somebody has to ask"},
                       {"doctor --quiet", "From cron: only what is wrong"},
                       {"doctor --migrate", "After an upgrade that asks for it"}},
          .answer =
              [](Context&) {
                return AnswerForm{
                    .documents = {"finding"}, .columns = names_of(finding_shape().columns), .is_list = true};
              },
          .run = [is_migrating](Context& context) { return doctor(*is_migrating, context); }};
}

}  // namespace nexor
