#pragma once

#include <span>

#include "cli/command.h"

namespace nexor {

// Every command, in the order in which help tells of them.
std::span<const CommandEntry> command_index();

Command login_command();
Command logout_command();
Command passwd_command();
Command status_command();
Command list_command();
Command show_command();
Command history_command();
Command report_reasons_command();
Command report_churn_command();
Command report_upcoming_command();
Command cancel_command();
Command undo_command();
Command feedback_command();
Command receipt_command();
Command process_command();
Command approve_command();
Command decline_command();
Command reopen_command();
Command account_add_command();
Command account_edit_command();
Command account_close_command();
Command account_reopen_command();
Command plan_add_command();
Command plan_edit_command();
Command plan_retire_command();
Command subscription_add_command();
Command request_add_command();
Command import_command();
Command export_command();
Command redact_command();
Command operator_add_command();
Command operator_edit_command();
Command operator_disable_command();
Command operator_enable_command();
Command token_create_command();
Command token_revoke_command();
Command session_revoke_command();
Command init_command();
Command backup_command();
Command restore_command();
Command doctor_command();
Command audit_verify_command();
Command audit_head_command();
Command config_show_command();
Command config_get_command();
Command config_path_command();
Command config_check_command();
Command reasons_command();
Command completion_command();
Command schema_command();
Command help_command();
Command version_command();
Command complete_command();

}  // namespace nexor
