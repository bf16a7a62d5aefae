#include "cli/shapes/receipt.h"

#include "cli/commands.h"
#include "cli/context.h"
#include "cli/print.h"
#include "cli/shapes/receipt_forms.h"

namespace nexor {

namespace {

struct ReceiptOptions {
  std::string word;
  std::optional<std::string> as;
};

void check(const ReceiptOptions& options, Context& context) {
  const GlobalOptions& globals = context.globals();
  if (!options.as || (!globals.format && !globals.get && globals.columns.empty())) return;
  throw Error(Fault::usage, "--as is a form of its own: it takes no --format, --json, --columns or --get");
}

std::string in_form(const std::string& form, const Receipt& receipt, Context& context) {
  if (form == "html") return page_form(receipt);
  if (form == "mail") return mail_form(receipt, context.surroundings().host);
  return text_form(receipt);
}

int print_receipt(const ReceiptOptions& options, Context& context) {
  check(options, context);
  const Receipt receipt = receipt_of(options.word, context, options.as ? Reader::customer : Reader::operating);
  if (options.as) {
    context.out() << in_form(*options.as, receipt, context);
  } else if (context.is_in_words()) {
    context.out() << render_card(card_of(receipt), context.width(), context.paint());
  } else {
    print_fields(context, document_of(receipt), receipt_fields());
  }
  return 0;
}

}  // namespace

Command receipt_command() {
  auto options = std::make_shared<ReceiptOptions>();
  return {.name = "receipt",
          .group = "End",
          .summary = "Print a cancellation's receipt, as often as it is wanted",
          .operands = {one("CONFIRMATION", options->word, "A confirmation number")},
          .options = {one_of({"text", "html", "mail"},
                             option("as", "FORM", options->as, "To hand over: lines, a page, or a message"))},
          .examples = {{"receipt NX-7K00-04KM", "Print it"},
                       {"receipt NX-7K00-04KM --json", "For a machine"},
                       {"receipt NX-7K00-04KM --as html -o receipt.html", "A page for the customer"}},
          .answer = [](Context&) { return AnswerForm{.documents = {"receipt"}, .columns = field_columns()}; },
          .run = [options](Context& context) { return print_receipt(*options, context); }};
}

}  // namespace nexor
