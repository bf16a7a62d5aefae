-- Of each row the terms of its texts, for searches (lib/store/sqlite/search_index.h). The terms come folded, with a
-- blank between any two: every other character is part of one.
CREATE VIRTUAL TABLE account_words USING fts5 (
  terms, content = '', columnsize = 0, detail = none,
  tokenize = "unicode61 remove_diacritics 0 categories 'C* L* M* N* P* S*'"
);
CREATE VIRTUAL TABLE subscription_words USING fts5 (
  terms, content = '', columnsize = 0, detail = none,
  tokenize = "unicode61 remove_diacritics 0 categories 'C* L* M* N* P* S*'"
);
CREATE VIRTUAL TABLE request_words USING fts5 (
  terms, content = '', columnsize = 0, detail = none,
  tokenize = "unicode61 remove_diacritics 0 categories 'C* L* M* N* P* S*'"
);

INSERT INTO account_words (rowid, terms) SELECT id, search_terms(key, name, email) FROM accounts;
INSERT INTO subscription_words (rowid, terms) SELECT id, search_terms(key) FROM subscriptions;
INSERT INTO request_words (rowid, terms) SELECT id, search_terms(key, name, email) FROM registration_requests;
