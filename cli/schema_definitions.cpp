#include "cli/schema_definitions.h"

#include <algorithm>
#include <array>

namespace nexor {

namespace {

constexpr std::string_view subscription_members =
    "id:string key:string account:account_ref plan:string"
    " status:scheduled|trialing|active|pending_cancellation|cancelled|expired quantity:integer price:money"
    " start_on:date anchor_on:date billing_day:integer? term_start_on:date? term_end_on:date?"
    " fixed_end_on:date? base:string? ended_at:instant? ends_with:ending? cancellation:cancellation_part?"
    " later_feedback?:[said_later]";

constexpr std::string_view decision_members =
    "dry_run:boolean batch:string? digest:string requested:integer exit:integer counts:counts items:[decided]";

constexpr std::string_view operator_change_members =
    "operator:string role:viewer|operator|admin enabled:boolean changed:boolean sessions_ended:integer"
    " tokens_ended:integer";

constexpr std::string_view report_members =
    "on?:date? month:string? plan:string? plan_name:string? reason:string? label:string? voluntary?:any"
    " ending?:integer cancelled:integer involuntary?:integer terms?:integer share:any"
    " lost_per_month?:money ending_per_month?:money";

constexpr std::string_view id_and_key = "id:string key:string";

constexpr std::array definitions{
    Definition{"money", "amount_minor:integer currency:string"},
    Definition{"account_ref", "id:string key:string name:string"},
    Definition{"thing_ref", "id:string key:string"},
    Definition{"fault",
               "code:string exit:integer message:string hint:string? next:[string] retry_after?:integer"
               " support?:string"},
    Definition{"counts",
               "cancelled:integer pending:integer already:integer skipped:integer failed:integer remaining:integer"
               " undone?:integer approved?:integer declined?:integer reopened?:integer"},
    Definition{"ending", "subscription:string confirmation:string effective_on:date"},
    Definition{"cancellation_part",
               "confirmation:string? subscription:string status:pending|effective|withdrawn|replaced at:string"
               " requested_at:instant effective_on:date effective_at:instant last_paid_day:date? reason:string"
               " voluntary:boolean feedback:string? by:string channel:interactive|script|batch on_behalf_of:string?"
               " batch:string? replaces:string? undo_until:instant? addons:[string] reason_label:string"
               " backdated:boolean override:boolean later_feedback?:[said_later] notices?:[notice]"},
    Definition{"subscription_part", subscription_members},
    Definition{"said_later", "confirmation:string added_at:instant by:string feedback:string"},
    Definition{"notice", "id:string attempts:integer sent_at:instant? due_at:instant? output:string"},
    Definition{"target",
               "line:integer? subscription:string? outcome:string cancellation:cancellation_part? error?:fault"},
    Definition{"undo_target",
               "line:integer? subscription:string? outcome:string cancellation:cancellation_part?"
               " live:cancellation_part? error?:fault"},
    Definition{"batch_failure", "line:integer? subscription:string? error:fault"},
    Definition{"notices", "sent:integer failed:integer waiting:integer?"},
    Definition{"receipt_plan", "key:string name:string period:string price:money"},
    Definition{"import_failure", "line:integer column:integer? field:string? error:fault"},
    Definition{"request_part",
               "id:string? key:string name:string email:string plan:string time_zone:string? note:string?"
               " status:pending|approved|declined created_at:instant decided_at:instant? decided_by:string?"
               " reason:string? decline_note:string? account:string? subscription:string?"},
    Definition{"closed_account", "id:string key:string name:string closed_at:instant?"},
    Definition{"made_account", "id:string? key:string name:string"},
    Definition{"made_subscription", "id:string? key:string plan:string start_on:date"},
    Definition{"decided",
               "line:integer? request:string? outcome:string registration_request:request_part?"
               " account:made_account? subscription:made_subscription? error?:fault"},
    Definition{"statuses",
               "scheduled:integer trialing:integer active:integer pending_cancellation:integer cancelled:integer"
               " expired:integer"},
    Definition{"report_totals",
               "cancelled:integer ending?:integer voluntary?:integer involuntary?:integer terms?:integer"
               " lost_per_month?:[money] ending_per_month?:[money]"},
    Definition{"report_item", report_members},

    Definition{"account",
               "id:string key:string name:string email:string? time_zone:string locale:string? note:string?"
               " status:open|closed created_at:instant closed_at:instant? subscriptions?:[subscription_part]"
               " cancellations?:[cancellation_part]",
               "nexor.account/1"},
    Definition{"account_add", id_and_key, "nexor.account_add/1"},
    Definition{"account_close",
               "dry_run:boolean batch:string? digest:string requested:integer exit:integer counts:counts"
               " account:closed_account items:[target]",
               "nexor.account_close/1"},
    Definition{"account_edit", "id:string key:string changed:boolean", "nexor.account_edit/1"},
    Definition{"account_reopen", id_and_key, "nexor.account_reopen/1"},
    Definition{"approve", decision_members, "nexor.approve/1"},
    Definition{"audit", "head:string events:integer cancellations:integer sessions:integer findings:[string]",
               "nexor.audit/1"},
    Definition{"audit_head", "head:string number:integer", "nexor.audit_head/1"},
    Definition{"backup", "file:string events:integer head:string", "nexor.backup/1"},
    Definition{"batch",
               "id:string key:string? status:finished|unfinished source:single|arguments|file|filter reason:string?"
               " at:string by:string created_at:instant finished_at:instant? rows:integer counts:counts"
               " withdrawn?:integer plans?:{integer} errors?:{integer} failures?:[batch_failure]",
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
               " backdated:boolean override:boolean later_feedback?:[said_later] notices?:[notice]",
               "nexor.cancellation/1"},
    Definition{"config_check", "ok:boolean", "nexor.config_check/1"},
    Definition{"config_file", "path:string read:boolean", "nexor.config_file/1"},
    Definition{"decline", decision_members, "nexor.decline/1"},
    Definition{"error", "error:fault", "nexor.error/1"},
    Definition{"event",
               "number:integer at:instant by:string credential:string? host:string? terminal:string? command:string?"
               " event:string subject:string? before:any after:any hash:string",
               "nexor.event/1"},
    Definition{"exported_account", "key:string name:string email:string? time_zone:string locale:string? note:string?",
               "nexor.exported_account/1", true},
    Definition{"exported_batch",
               "id:string key:string? status:string source:string reason:string? at:string by:string"
               " created_at:instant finished_at:instant? rows:integer cancelled:integer pending:integer already:integer"
               " skipped:integer failed:integer remaining:integer",
               "nexor.exported_batch/1", true},
    Definition{"exported_cancellation",
               "confirmation:string subscription:string status:pending|effective|withdrawn|replaced at:string"
               " requested_at:instant effective_on:date effective_at:instant reason:string reason_label:string"
               " voluntary:boolean feedback:string? by:string channel:interactive|script|batch on_behalf_of:string?"
               " batch:string? replaces:string? backdated:boolean override:boolean recorded_at:instant?",
               "nexor.exported_cancellation/1", true},
    Definition{"exported_event",
               "number:integer at:instant operation:string by:string credential:string? host:string? terminal:string?"
               " command:string? event:string subject:string? before:string? after:string? hash:string",
               "nexor.exported_event/1", true},
    Definition{"exported_outcome",
               "line:integer? subscription:string? outcome:string cancellation:cancellation_part? error?:fault",
               "nexor.exported_outcome/1", true},
    Definition{"exported_plan",
               "key:string name:string period:string price:string currency:string trial_days:integer"
               " notice_days:integer minimum_terms:integer fixed_terms:integer? addon:boolean",
               "nexor.exported_plan/1", true},
    Definition{"exported_request", "key:string name:string email:string plan:string time_zone:string? note:string?",
               "nexor.exported_request/1", true},
    Definition{"exported_subscription",
               "key:string account:string plan:string start_on:date billing_day:integer? quantity:integer base:string?",
               "nexor.exported_subscription/1", true},
    Definition{"feedback", "confirmation:string subscription:string added_at:instant by:string feedback:string",
               "nexor.feedback/1"},
    Definition{"finding", "check:string status:string message:string advice:string? code:string?", "nexor.finding/1"},
    Definition{"import",
               "kind:string dry_run:boolean rows:integer imported:integer updated:integer unchanged:integer"
               " failed:integer failures:[import_failure]",
               "nexor.import/1"},
    Definition{"init", "store:string series:string time_zone:string operator:string", "nexor.init/1"},
    Definition{"list", "kind:string items:[any] total:integer? next:string?", "nexor.list/1"},
    Definition{"login", "operator:string role:viewer|operator|admin session:string expires_at:instant",
               "nexor.login/1"},
    Definition{"logout", "operator:string session:string", "nexor.logout/1"},
    Definition{"not_shown", "id:string error:fault", "nexor.not_shown/1"},
    Definition{"operator",
               "name:string role:viewer|operator|admin status:enabled|disabled password:boolean"
               " created_at:instant",
               "nexor.operator/1"},
    Definition{"operator_add", "operator:string role:viewer|operator|admin password:boolean", "nexor.operator_add/1"},
    Definition{"operator_disable", operator_change_members, "nexor.operator_disable/1"},
    Definition{"operator_edit", operator_change_members, "nexor.operator_edit/1"},
    Definition{"operator_enable", operator_change_members, "nexor.operator_enable/1"},
    Definition{"passwd", "operator:string sessions_ended:integer", "nexor.passwd/1"},
    Definition{"plan",
               "key:string name:string period:string price:money trial_days:integer notice_days:integer"
               " minimum_terms:integer fixed_terms:integer? addon:boolean status:sold|retired created_at:instant"
               " retired_at:instant?",
               "nexor.plan/1"},
    Definition{"plan_add", "key:string", "nexor.plan_add/1"},
    Definition{"plan_edit", "key:string changed:boolean", "nexor.plan_edit/1"},
    Definition{"plan_retire", "key:string retired_at:instant subscriptions:integer", "nexor.plan_retire/1"},
    Definition{"process", "dry_run:boolean exit:integer recorded:integer notices:notices", "nexor.process/1"},
    Definition{"reason", "code:string label:string voluntary:boolean retired:boolean live:integer? ever:integer?",
               "nexor.reason/1"},
    Definition{"receipt",
               "notice?:string confirmation:string issued_at:instant issued_at_local:string status:string"
               " account:account_ref subscription:thing_ref plan:receipt_plan cancellation:cancellation_part"
               " later_feedback?:[said_later] undo:string reinstate_until:instant? ends_with_base:string?"
               " audit_head:string support:string?",
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
    Definition{"reopen", decision_members, "nexor.reopen/1"},
    Definition{"report",
               "report:reasons|churn|upcoming by:[string] since:string? until:string? time_zone:string made_at:instant"
               " totals:report_totals items:[report_item]",
               "nexor.report/1"},
    Definition{"report_row", report_members, "nexor.report_row/1"},
    Definition{"request_add", id_and_key, "nexor.request_add/1"},
    Definition{"reset_code", "operator:string code:string expires_at:instant", "nexor.reset_code/1"},
    Definition{"restore", "file:string events:integer lost:integer moved_aside:string?", "nexor.restore/1"},
    Definition{"revoke", "id:string outcome:revoked|already|failed operator:string? error:fault?", "nexor.revoke/1"},
    Definition{"session",
               "id:string operator:string status:open|ended opened_at:instant last_used_at:instant"
               " expires_at:instant revoked_at:instant?",
               "nexor.session/1"},
    Definition{"setting", "key:string value:any origin:string", "nexor.setting/1"},
    Definition{"standing", "id:string status:string? text:string? error:fault?", "nexor.standing/1"},
    Definition{"status",
               "operator:string role:string credential:string credential_source:string expires_at:instant store:string"
               " subscriptions:statuses ending_today:integer ending_in_7_days:integer requests_waiting:integer"
               " last_batch:string? last_batch_status:string?",
               "nexor.status/1"},
    Definition{"subscription", subscription_members, "nexor.subscription/1"},
    Definition{"subscription_add", id_and_key, "nexor.subscription_add/1"},
    Definition{"token",
               "id:string label:string operator:string role:viewer|operator|admin status:valid|ended"
               " created_by:string created_at:instant expires_at:instant last_used_at:instant? revoked_at:instant?",
               "nexor.token/1"},
    Definition{"token_create",
               "id:string token:string operator:string role:viewer|operator|admin label:string expires_at:instant",
               "nexor.token_create/1"},
    Definition{"undo",
               "dry_run:boolean batch:string? digest:string requested:integer exit:integer counts:counts"
               " items:[undo_target]",
               "nexor.undo/1"},
    Definition{"version", "version:string", "nexor.version/1"},
};

}  // namespace

std::span<const Definition> all_definitions() { return definitions; }

const Definition* find_definition(std::string_view name) {
  const auto* const found = std::ranges::find(definitions, name, &Definition::name);
  return found == definitions.end() ? nullptr : found;
}

std::vector<DefinedMember> members_of(const Definition& definition) {
  std::vector<DefinedMember> members;
  std::string_view rest = definition.members;
  while (!rest.empty()) {
    const std::string_view word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    const std::size_t colon = word.find(':');
    const bool may_be_absent = word[colon - 1] == '?';
    members.push_back({word.substr(0, may_be_absent ? colon - 1 : colon), word.substr(colon + 1), may_be_absent});
  }
  return members;
}

}  // namespace nexor
