#pragma once

#include <array>
#include <cstdint>
#include <istream>
#include <streambuf>

#include "lib/secret/digest.h"

namespace nexor {

// Passes a stream on and hashes what goes through. Throws input_invalid where it can't be read to its end; a stream
// over this has to let exceptions of `badbit` through.
class HashedInput final : public std::streambuf {
 public:
  explicit HashedInput(std::istream& input) : input_(input) {}

  // Of all that was read so far.
  Digest digest() const { return sum_.finish(); }
  std::int64_t bytes() const { return bytes_; }

 protected:
  int_type underflow() override;

 private:
  std::istream& input_;
  std::array<char, 65536> buffer_{};
  Sha256 sum_;
  std::int64_t bytes_ = 0;
};

}  // namespace nexor
