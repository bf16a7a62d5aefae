#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string_view>

#include "lib/error.h"

// What libFuzzer calls with each input, and replay.cpp with each file of the corpus.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace nexor::fuzz {

// What has to hold for every input. A breach ends the process, as a crash does, and the input is kept.
inline void must(bool holds, std::string_view sentence) {
  if (holds) return;
  std::cerr << "this must hold: " << sentence << '\n';
  std::abort();
}

// Where what is read can be refused, it is refused as bad input.
template <class Read>
void read_or_refuse(const Read& read) {
  try {
    read();
  } catch (const Error& error) {
    must(error.fault == Fault::input_invalid, "what can't be read is invalid input");
  }
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

// Takes the input's first byte, which chooses among `count` ways; 0 where there is none.
inline std::size_t choice(std::string_view& input, std::size_t count) {
  if (input.empty()) return 0;
  const auto byte = static_cast<unsigned char>(input.front());
  input.remove_prefix(1);
  return byte % count;
}

}  // namespace nexor::fuzz
