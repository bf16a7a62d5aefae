#include "cli/commands.h"

#include <array>

#include "cli/ask/confirm.h"

namespace nexor {

namespace {

// A command that changes something and doesn't ask before it does.
template <Command (*make)()>
Command changing() {
  return with_yes(make());
}

constexpr std::array entries{
    CommandEntry{"login", changing<login_command>},
    CommandEntry{"logout", changing<logout_command>},
    CommandEntry{"passwd", passwd_command},
    CommandEntry{"status", status_command},
    CommandEntry{"list", list_command},
    CommandEntry{"show", show_command},
    CommandEntry{"history", history_command},
    CommandEntry{"report reasons", report_reasons_command},
    CommandEntry{"report churn", report_churn_command},
    CommandEntry{"report upcoming", report_upcoming_command},
    CommandEntry{"cancel", cancel_command},
    CommandEntry{"undo", undo_command},
    CommandEntry{"feedback", changing<feedback_command>},
    CommandEntry{"receipt", receipt_command},
    CommandEntry{"process", changing<process_command>},
    CommandEntry{"approve", approve_command},
    CommandEntry{"decline", decline_command},
    CommandEntry{"reopen", reopen_command},
    CommandEntry{"account add", changing<account_add_command>},
    CommandEntry{"account edit", changing<account_edit_command>},
    CommandEntry{"account close", account_close_command},
    CommandEntry{"account reopen", changing<account_reopen_command>},
    CommandEntry{"plan add", changing<plan_add_command>},
    CommandEntry{"plan edit", changing<plan_edit_command>},
    CommandEntry{"plan retire", plan_retire_command},
    CommandEntry{"subscription add", changing<subscription_add_command>},
    CommandEntry{"request add", changing<request_add_command>},
    CommandEntry{"import", changing<import_command>},
    CommandEntry{"export", export_command},
    CommandEntry{"redact", redact_command},
    CommandEntry{"operator add", changing<operator_add_command>},
    CommandEntry{"operator edit", changing<operator_edit_command>},
    CommandEntry{"operator disable", operator_disable_command},
    CommandEntry{"operator enable", changing<operator_enable_command>},
    CommandEntry{"token create", changing<token_create_command>},
    CommandEntry{"token revoke", token_revoke_command},
    CommandEntry{"session revoke", session_revoke_command},
    CommandEntry{"init", changing<init_command>},
    CommandEntry{"doctor", changing<doctor_command>},
    CommandEntry{"backup", changing<backup_command>},
    CommandEntry{"restore", restore_command},
    CommandEntry{"audit verify", audit_verify_command},
    CommandEntry{"audit head", audit_head_command},
    CommandEntry{"config show", config_show_command},
    CommandEntry{"config get", config_get_command},
    CommandEntry{"config path", config_path_command},
    CommandEntry{"config check", config_check_command},
    CommandEntry{"reasons", reasons_command},
    CommandEntry{"completion", completion_command},
    CommandEntry{"schema", schema_command},
    CommandEntry{"help", help_command},
    CommandEntry{"version", version_command},
    CommandEntry{"__complete", complete_command},
};

}  // namespace

std::span<const CommandEntry> command_index() { return entries; }

}  // namespace nexor
