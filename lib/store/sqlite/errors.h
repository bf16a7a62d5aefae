#pragma once

#include <string>

#include "lib/error.h"

namespace nexor::sqlite {

// What an SQLite result code (extended or not) means for whoever asked the store at `path`, in plain words.
Error error_of(int code, const std::string& path);

// A file that is no store of nexor's, or is none any more.
Error foreign(const std::string& path);

// A row that no nexor wrote.
Error corrupt(const std::string& what);

}  // namespace nexor::sqlite
