#include "lib/text/csv.h"

#include <algorithm>
#include <cstring>
#include <istream>

#include "lib/error.h"
#include "lib/text/utf8.h"

namespace nexor {

namespace {

constexpr std::size_t buffer_size = 4 * CsvReader::row_limit;
// The largest row with its CRLF: what has to be in the buffer before a row is read.
constexpr std::size_t window_size = CsvReader::row_limit + 2;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// Takes one row off the start of a text. The text holds the whole row, unless the row is larger than the limit.
class RowScan {
 public:
  RowScan(std::string_view text, bool input_ends_here, std::vector<std::string>& fields)
      : text_(text), input_ends_here_(input_ends_here), fields_(fields) {}

  std::optional<RowProblem> run() {
    while (problem_.empty() && read_field()) ++column_;
    if (problem_.empty()) check_size();
    if (!problem_.empty()) return RowProblem{column_, std::string{problem_}};
    fields_.resize(column_);
    return {};
  }

  std::size_t bytes() const { return at_; }
  std::int64_t lines() const { return lines_; }

 private:
  bool at_end() const { return at_ == text_.size(); }

  // True where another field follows.
  bool read_field() {
    if (fields_.size() < column_) fields_.emplace_back();
    std::string& field = fields_[column_ - 1];
    if (!at_end() && text_[at_] == '"') {
      read_quoted(field);
    } else {
      read_plain(field);
    }
    if (at_end() || !problem_.empty()) return false;
    return text_[at_++] == ',';
  }

  // Leaves `at_` on the comma or the LF that ends the field, or at the end.
  void read_plain(std::string& field) {
    const std::size_t start = at_;
    while (!at_end() && text_[at_] != ',' && text_[at_] != '\n') ++at_;
    const bool ends_row = at_end() || text_[at_] == '\n';
    const bool with_return = ends_row && at_ > start && text_[at_ - 1] == '\r';
    field.assign(text_, start, at_ - start - (with_return ? 1 : 0));
  }

  void read_quoted(std::string& field) {
    field.clear();
    for (;;) {
      const std::size_t start = at_ + 1;
      const std::size_t quote = text_.find('"', start);
      if (quote == std::string_view::npos) return refuse_open_quote();
      const std::string_view part = text_.substr(start, quote - start);
      field.append(part);
      lines_ += std::count(part.begin(), part.end(), '\n');
      at_ = quote + 1;
      if (at_end() || text_[at_] != '"') break;
      field.push_back('"');
    }
    if (!at_end() && text_[at_] == '\r' && (at_ + 1 == text_.size() || text_[at_ + 1] == '\n')) ++at_;
    if (!at_end() && text_[at_] != ',' && text_[at_] != '\n') problem_ = "the quote is followed by text";
  }

  void refuse_open_quote() {
    problem_ = input_ends_here_ ? "the quote is not closed" : "the quote is not closed within 64 KiB";
  }

  void check_size() {
    std::string_view content = text_.substr(0, at_);
    const bool has_ended = content.ends_with('\n') || input_ends_here_;
    if (content.ends_with('\n')) content.remove_suffix(1);
    if (content.ends_with('\r')) content.remove_suffix(1);
    if (!has_ended || content.size() > CsvReader::row_limit) problem_ = "the row is larger than 64 KiB";
  }

  std::string_view text_;
  bool input_ends_here_;
  std::vector<std::string>& fields_;
  std::size_t at_ = 0;
  std::size_t column_ = 1;
  std::int64_t lines_ = 1;
  std::string_view problem_;
};

bool is_text(std::string_view bytes) { return bytes.find('\0') == std::string_view::npos && is_utf8(bytes); }

// The first field that isn't text.
RowProblem not_text(const std::vector<std::string>& fields) {
  const auto bad = std::find_if_not(fields.begin(), fields.end(), is_text);
  const auto column = static_cast<std::size_t>(bad - fields.begin()) + 1;
  const bool has_nul = bad != fields.end() && bad->find('\0') != std::string::npos;
  return {column, has_nul ? "the field holds a NUL byte" : "the field is not UTF-8"};
}

}  // namespace

CsvReader::CsvReader(std::istream& in) : in_(in), buffer_(buffer_size) {
  fill();
  if (ahead().starts_with(byte_order_mark)) pass(byte_order_mark.size());
}

bool CsvReader::next(CsvRow& row) {
  if (!pass_empty_lines()) return false;
  const std::string_view window = ahead().substr(0, window_size);
  RowScan scan{window, ended_ && window.size() == ahead().size(), row.fields};
  row.line = line_;
  row.problem = scan.run();
  if (row.problem) {
    pass_line();
  } else {
    if (!is_text(window.substr(0, scan.bytes()))) row.problem = not_text(row.fields);
    pass(scan.bytes());
    line_ += scan.lines();
  }
  if (row.problem) row.fields.clear();
  return true;
}

void CsvReader::fill() {
  if (ended_ || end_ - begin_ >= window_size) return;
  std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
  const std::size_t room = buffer_.size() - end_;
  in_.read(buffer_.data() + end_, static_cast<std::streamsize>(room));
  if (in_.bad()) throw Error{Fault::input_invalid, "the input can't be read to its end"};
  const auto got = static_cast<std::size_t>(in_.gcount());
  end_ += got;
  ended_ = got < room;
}

// A line may be far larger than the buffer.
void CsvReader::pass_line() {
  for (; begin_ < end_; fill()) {
    const std::size_t line_end = ahead().find('\n');
    pass(line_end == std::string_view::npos ? ahead().size() : line_end + 1);
    if (line_end != std::string_view::npos) break;
  }
  ++line_;
}

// False where nothing else comes.
bool CsvReader::pass_empty_lines() {
  for (;; ++line_) {
    fill();
    const std::string_view text = ahead();
    if (text.empty() || text == "\r") return false;
    if (text[0] == '\n') {
      pass(1);
    } else if (text.starts_with("\r\n")) {
      pass(2);
    } else {
      return true;
    }
  }
}

}  // namespace nexor
