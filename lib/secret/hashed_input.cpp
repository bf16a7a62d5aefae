#include "lib/secret/hashed_input.h"

#include "lib/error.h"

namespace nexor {

HashedInput::int_type HashedInput::underflow() {
  input_.read(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
  const std::streamsize count = input_.gcount();
  if (input_.bad()) throw Error(Fault::input_invalid, "the input can't be read to its end");
  if (count == 0) return traits_type::eof();
  bytes_ += count;
  sum_.update({buffer_.data(), static_cast<std::size_t>(count)});
  setg(buffer_.data(), buffer_.data(), buffer_.data() + count);
  return traits_type::to_int_type(buffer_.front());
}

}  // namespace nexor
