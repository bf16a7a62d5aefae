#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/model/account.h"
#include "lib/model/redaction.h"
#include "lib/store/origin.h"
#include "lib/store/page.h"
#include "lib/store/reference.h"

namespace nexor {

// Which accounts; what is absent doesn't restrict.
struct AccountFilter {
  std::optional<bool> is_closed;
  std::optional<Instant> created_from;   // inclusive
  std::optional<Instant> created_until;  // exclusive
  std::vector<std::string> search;       // words, as parse_search() gives them, in the key, the name or the e-mail
  RecordSort sort = RecordSort::key;
  bool is_descending = false;
};

class Accounts {
 public:
  virtual ~Accounts() = default;

  // One answer for each reference, in their order; null where there is none.
  virtual std::vector<std::optional<Account>> find(std::span<const Reference<AccountId>> references) = 0;

  // The ids given to them, in order. Throws conflict, naming the key, where one is taken: then none is added.
  virtual std::vector<AccountId> add(std::span<const Account> accounts, Origin origin) = 0;

  // Overwrites everything but key and creation.
  virtual void save(const Account& account) = 0;

  // The salt of an account's personal text, made by `fresh` when it is first asked for.
  virtual std::string salt(AccountId id, std::string_view fresh) = 0;

  // The same as it stands; empty where none was made, or it was redacted.
  virtual std::string salt(AccountId id) = 0;

  // Blanks its name, e-mail, note and salt, and every word that was said about its subscriptions with their salts,
  // wherever it stands. Says how many records held any.
  virtual Redaction redact(AccountId id) = 0;

  // Whether it would find nothing to blank.
  virtual bool is_redacted(AccountId id) = 0;

  virtual Page<Account> list(const PageRequest& page, const AccountFilter& filter) = 0;
  Page<Account> list(const PageRequest& page) { return list(page, {}); }

  // At most `most` behind `after`, in the order in which they were added.
  virtual std::vector<Account> added_after(AccountId after, std::size_t most) = 0;
  // The same of those that are closed.
  virtual std::vector<Account> closed_after(AccountId after, std::size_t most) = 0;

  virtual OriginCounts origins() = 0;

  // Keys that stand near `key` in order, for suggestions; at most `most` on either side.
  virtual std::vector<std::string> neighbours(std::string_view key, std::size_t most) = 0;
};

}  // namespace nexor
