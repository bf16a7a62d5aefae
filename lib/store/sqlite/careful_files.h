#pragma once

namespace nexor::sqlite {

// The name under which SQLite opens files with more care than by itself, over what is its default then:
//
//   - a read that ends before the file does is an error; SQLite takes what is missing for zeros, and would go on to
//     copy them;
//   - a read that the disk refuses is an error of the disk; SQLite would call the store damaged;
//   - a journal that is no plain file isn't opened: a FIFO would hold the process for ever.
//
// Registered when first asked for, after SQLite's own configuration.
const char* careful_files();

}  // namespace nexor::sqlite
