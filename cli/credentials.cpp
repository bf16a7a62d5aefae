#include "cli/credentials.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <istream>

#include "cli/context.h"
#include "lib/secret/digest.h"
#include "lib/text/harmless.h"

namespace nexor {

namespace {

std::optional<std::string> set_variable(const Surroundings& surroundings, std::string_view name) {
  auto value = surroundings.environment(name);
  if (value && value->empty()) return {};
  return value;
}

// Below a home that isn't known, or one that is another in each folder, nothing would be found again.
std::string directory(const Surroundings& surroundings, std::string_view variable, std::string_view below_home,
                      std::string_view instead) {
  const auto value = set_variable(surroundings, variable);
  if (value && value->front() == '/') return *value;
  const std::string& home = surroundings.home;
  if (home.starts_with('/')) return home + "/" + std::string(below_home);
  throw Error(Fault::config_invalid,
              home.empty() ? "HOME is not set" : fmt::format("HOME is '{}', which is no absolute path", home))
      .with_hint(fmt::format("set HOME or {}, or {}", variable, instead));
}

std::string session_directory(const Surroundings& surroundings) {
  const auto runtime = set_variable(surroundings, "XDG_RUNTIME_DIR");
  if (runtime && runtime->front() == '/') return *runtime + "/nexor";
  return directory(surroundings, "XDG_STATE_HOME", ".local/state", "give a token with --token-file FILE") + "/nexor";
}

// One for each store, by the path of its file.
std::string session_path(Context& context) {
  constexpr std::size_t enough = 16;
  const std::string store = hex_of(Sha256().update(context.store_path()).finish()).substr(0, enough);
  return session_directory(context.surroundings()) + "/session-" + store;
}

// Closes a file's descriptor.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

Error unreadable(const std::string& path, std::string_view why) {
  return Error(Fault::input_invalid, fmt::format("'{}' can't be read: {}", path, why));
}

// A file that only its owner can read, and whose owner we are.
void check_private(int descriptor, const std::string& path) {
  struct stat status {};
  if (fstat(descriptor, &status) != 0) throw unreadable(path, std::strerror(errno));
  if (!S_ISREG(status.st_mode)) {
    throw Error(Fault::permission_denied, fmt::format("'{}' is no plain file", path))
        .with_hint("name a file of your own, of mode 600, whose first line it is");
  }
  if ((status.st_mode & 077U) != 0 || (status.st_uid != geteuid() && status.st_uid != 0)) {
    throw Error(Fault::permission_denied, fmt::format("'{}' could be read by others, so it is not used", path))
        .with_hint(fmt::format("chmod 600 '{}', and make a new token if somebody may have read it", path));
  }
}

std::string read_line(int descriptor, const std::string& path) {
  constexpr std::size_t longest = 4096;
  std::array<char, longest> buffer{};
  const ssize_t count = read(descriptor, buffer.data(), buffer.size());
  if (count < 0) throw unreadable(path, std::strerror(errno));
  std::string text(buffer.data(), static_cast<std::size_t>(count));
  text.resize(std::min(text.find('\n'), text.size()));
  if (!text.empty() && text.back() == '\r') text.pop_back();
  return text;
}

std::optional<Secret> read_private(const std::string& path, bool may_be_missing) {
  const Descriptor file(open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
  if (file.number() < 0) {
    if (may_be_missing && (errno == ENOENT || errno == ENOTDIR)) return {};
    if (errno == ELOOP)
      throw Error(Fault::permission_denied, fmt::format("'{}' is a link, which is not followed", path));
    throw unreadable(path, std::strerror(errno));
  }
  check_private(file.number(), path);
  return Secret(read_line(file.number(), path));
}

// A file that is named to hold the token, and must.
std::optional<std::string> named_file(Context& context) {
  if (context.globals().token_file) return context.globals().token_file;
  if (auto file = set_variable(context.surroundings(), "NEXOR_TOKEN_FILE")) return file;
  return {};
}

std::optional<std::string> systemd_file(Context& context) {
  const auto directory = set_variable(context.surroundings(), "CREDENTIALS_DIRECTORY");
  if (!directory) return {};
  std::string path = *directory + "/nexor.token";
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return {};
  return path;
}

}  // namespace

std::string data_home(const Surroundings& surroundings) {
  return directory(surroundings, "XDG_DATA_HOME", ".local/share", "name a store with --store sqlite:PATH");
}

Secret read_secret_line(Context& context, const std::string& file) {
  if (file == "-") {
    std::string line;
    std::getline(context.surroundings().in, line);
    if (!line.empty() && line.back() == '\r') line.pop_back();
    return Secret(std::move(line));
  }
  const Descriptor opened(open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (opened.number() < 0) throw unreadable(file, std::strerror(errno));
  struct stat status {};
  if (fstat(opened.number(), &status) == 0 && S_ISREG(status.st_mode) && (status.st_mode & 077U) != 0) {
    context.err() << fmt::format("nexor: warning: '{}' can be read by others\n", harmless(file));
  }
  return Secret(read_line(opened.number(), file));
}

Secret find_token(Context& context) {
  if (const auto file = named_file(context)) {
    if (*file == "-") return read_secret_line(context, "-");
    return *read_private(*file, false);
  }
  if (const auto file = systemd_file(context)) return *read_private(*file, false);
  if (auto token = set_variable(context.surroundings(), "NEXOR_TOKEN")) return Secret(std::move(*token));
  if (auto token = read_private(session_path(context), true)) return std::move(*token);
  throw Error(Fault::not_logged_in, "nobody is logged in").with_next("nexor login");
}

std::string token_source(Context& context) {
  if (const auto file = named_file(context)) return *file;
  if (const auto file = systemd_file(context)) return *file;
  if (set_variable(context.surroundings(), "NEXOR_TOKEN")) return "NEXOR_TOKEN";
  return session_path(context);
}

Error with_way_in(Context& context, Error error) {
  const bool is_given =
      named_file(context) || systemd_file(context) || set_variable(context.surroundings(), "NEXOR_TOKEN");
  error.next.clear();
  if (!is_given) return std::move(error).with_next("nexor login");
  return std::move(error).with_hint(
      fmt::format("the token is from {}, which stands above a log-in: leave it out and log in, or have an admin make "
                  "another with nexor token create",
                  token_source(context)));
}

Secret read_audit_key(const std::string& file) {
  constexpr std::size_t shortest = 32;
  Secret key;
  try {
    key = *read_private(file, false);
  } catch (Error& error) {
    if (error.fault == Fault::input_invalid) error.fault = Fault::config_invalid;
    error.message = "audit.key_file: " + error.message;
    error.hint = fmt::format("it has to be a file that only you can read: chmod 600 '{}'", file);
    throw;
  }
  if (key.view().size() >= shortest) return key;
  throw Error(Fault::config_invalid,
              fmt::format("audit.key_file: the first line of '{}' is shorter than {} characters", file, shortest))
      .with_hint("fill it as with: openssl rand -hex 32");
}

void make_session_folder(Context& context) {
  const std::string path = session_directory(context.surroundings());
  std::error_code ignored;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), ignored);
  constexpr mode_t owner_only = 0700;
  if (mkdir(path.c_str(), owner_only) != 0 && errno != EEXIST) {
    throw Error(Fault::permission_denied,
                fmt::format("'{}' can't be made, so no session could be kept: {}", path, std::strerror(errno)))
        .with_hint("set XDG_RUNTIME_DIR, or give a token with --token-file FILE");
  }
  struct stat status {};
  const bool is_ours = lstat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode) && status.st_uid == geteuid();
  if (!is_ours || (status.st_mode & 077U) != 0) {
    throw Error(Fault::permission_denied,
                fmt::format("'{}' is no folder of yours alone, so no session is kept there", path))
        .with_hint(fmt::format("chmod 700 '{}', or set XDG_RUNTIME_DIR", path));
  }
}

void save_session(Context& context, const Secret& token) {
  const std::string path = session_path(context);
  const std::string beside = fmt::format("{}.{}", path, getpid());
  unlink(beside.c_str());
  constexpr mode_t owner_only = 0600;
  const Descriptor file(open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, owner_only));
  const std::string_view text = token.view();
  const bool is_written = file.number() >= 0 &&
                          write(file.number(), text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                          fsync(file.number()) == 0 && std::rename(beside.c_str(), path.c_str()) == 0;
  if (is_written) return;
  const int error = errno;
  unlink(beside.c_str());
  throw Error(Fault::output_lost,
              fmt::format("the session is open, but '{}' can't be written: {}", path, std::strerror(error)));
}

void forget_session(Context& context) { unlink(session_path(context).c_str()); }

}  // namespace nexor
