#include "cli/commands.h"

#include <array>

namespace nexor {

namespace {

constexpr std::array entries{
    CommandEntry{"login", login_command},
    CommandEntry{"logout", logout_command},
    CommandEntry{"status", status_command},
    CommandEntry{"list", list_command},
    CommandEntry{"show", show_command},
    CommandEntry{"history", history_command},
    CommandEntry{"cancel", cancel_command},
    CommandEntry{"undo", undo_command},
    CommandEntry{"receipt", receipt_command},
    CommandEntry{"account add", account_add_command},
    CommandEntry{"account edit", account_edit_command},
    CommandEntry{"plan add", plan_add_command},
    CommandEntry{"subscription add", subscription_add_command},
    CommandEntry{"import", import_command},
    CommandEntry{"operator add", operator_add_command},
    CommandEntry{"token create", token_create_command},
    CommandEntry{"init", init_command},
    CommandEntry{"audit verify", audit_verify_command},
    CommandEntry{"audit head", audit_head_command},
    CommandEntry{"config show", config_show_command},
    CommandEntry{"config path", config_path_command},
    CommandEntry{"config check", config_check_command},
    CommandEntry{"reasons", reasons_command},
    CommandEntry{"completion", completion_command},
    CommandEntry{"help", help_command},
    CommandEntry{"version", version_command},
    CommandEntry{"__complete", complete_command},
};

}  // namespace

std::span<const CommandEntry> command_index() { return entries; }

}  // namespace nexor
