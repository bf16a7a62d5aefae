#include "cli/output/descriptor_buffer.h"

#include <unistd.h>

#include <cerrno>
#include <utility>

namespace nexor {

DescriptorBuffer::DescriptorBuffer() { setp(text_.data(), text_.data() + text_.size()); }

DescriptorBuffer::~DescriptorBuffer() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

bool DescriptorBuffer::write_all() {
  const char* from = pbase();
  while (from < pptr()) {
    const ssize_t count = ::write(descriptor_, from, static_cast<std::size_t>(pptr() - from));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      error_ = errno;
      return false;
    }
    from += count;
  }
  setp(text_.data(), text_.data() + text_.size());
  return true;
}

DescriptorBuffer::int_type DescriptorBuffer::overflow(int_type character) {
  if (!write_all()) return traits_type::eof();
  if (!traits_type::eq_int_type(character, traits_type::eof())) sputc(traits_type::to_char_type(character));
  return traits_type::not_eof(character);
}

int DescriptorBuffer::sync() { return write_all() ? 0 : -1; }

bool DescriptorBuffer::close() {
  if (error_ != 0 || !write_all()) return false;
  if (::close(std::exchange(descriptor_, -1)) == 0) return true;
  error_ = errno;
  return false;
}

}  // namespace nexor
