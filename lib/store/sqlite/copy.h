#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

namespace nexor::sqlite {

class Connection;

// Copies a database over another one through SQLite's online backup: the target is the source as it stood at one
// instant, or what it was before. Throws store_busy where a lock isn't had within `patience`.
void copy_database(Connection& source, Connection& target, std::chrono::milliseconds patience);

// What SQLite finds wrong: broken pages and indexes, and rows that name others that aren't there.
std::vector<std::string> flaws_of(Connection& connection, std::size_t most);

}  // namespace nexor::sqlite
