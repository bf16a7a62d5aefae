#pragma once

#include <array>
#include <streambuf>

namespace nexor {

// Writes a stream's text to an open descriptor, which it owns: a std::ofstream opens by name only.
class DescriptorBuffer : public std::streambuf {
 public:
  DescriptorBuffer();
  ~DescriptorBuffer() override;
  DescriptorBuffer(const DescriptorBuffer&) = delete;
  DescriptorBuffer& operator=(const DescriptorBuffer&) = delete;

  void attach(int descriptor) { descriptor_ = descriptor; }
  int descriptor() const { return descriptor_; }

  // Writes what is left. False where not all that it was given could be written; then error() says why, as errno.
  bool close();
  int error() const { return error_; }

 protected:
  int_type overflow(int_type character) override;
  int sync() override;

 private:
  bool write_all();

  int descriptor_ = -1;
  int error_ = 0;
  std::array<char, 65536> text_{};
};

}  // namespace nexor
