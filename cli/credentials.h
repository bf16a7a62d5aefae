#pragma once

#include <optional>
#include <string>

#include "cli/surroundings.h"
#include "lib/error.h"

namespace nexor {

class Context;

// $XDG_DATA_HOME, or what stands for it.
std::string data_home(const Surroundings& surroundings);

// What the caller shows to act: the first of `--token-file`, NEXOR_TOKEN_FILE, $CREDENTIALS_DIRECTORY/nexor.token,
// NEXOR_TOKEN and the session's file. Throws not_logged_in where there is none, and permission_denied for a file that
// others could read.
Secret find_token(Context& context);

// Where the token comes from, for people: `NEXOR_TOKEN`, or the path of a file.
std::string token_source(Context& context);

// Says of an error about the credential what mends it: a log-in, but where a token stands above the session.
Error with_way_in(Context& context, Error error);

// The key of the audit trail. Throws config_invalid where the file that the configuration names can't be read or holds
// too short a key, and permission_denied where others could read it.
Secret read_audit_key(const std::string& file);

// The session of one store: a file for its owner alone, in $XDG_RUNTIME_DIR/nexor or $XDG_STATE_HOME/nexor. The folder
// is made, or throws permission_denied, before a session is opened that couldn't be kept.
void make_session_folder(Context& context);
void save_session(Context& context, const Secret& token);
void forget_session(Context& context);

// The first line of standard input or of a file. Throws input_invalid where it can't be read.
Secret read_secret_line(Context& context, const std::string& file);

}  // namespace nexor
