-- The first schema. Instants are seconds since 1970 in UTC, dates are ISO 8601 text, truths are 0 and 1.
-- Enumerations hold the words of the model's tables, so that the file can be read without nexor. Where very many rows
-- are inserted their words are compared one by one: for an IN of more than two SQLite builds a table, for every row.

CREATE TABLE store (
  one         INTEGER PRIMARY KEY CHECK (one = 1),
  id          TEXT    NOT NULL,
  series      TEXT    NOT NULL CHECK (length(series) = 2),
  time_zone   TEXT    NOT NULL,
  created_at  INTEGER NOT NULL,
  head_number INTEGER NOT NULL DEFAULT 0,   -- of the audit chain: what tells that its tail was cut
  head_hash   BLOB    NOT NULL DEFAULT x'0000000000000000000000000000000000000000000000000000000000000000'
) STRICT;

-- One row for each change that was ever committed: who made it, and the key by which a lost commit is found again.
CREATE TABLE operations (
  id         INTEGER PRIMARY KEY,
  key        BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
  by         TEXT NOT NULL,
  credential TEXT NOT NULL,
  host       TEXT NOT NULL,
  terminal   TEXT NOT NULL,
  command    TEXT NOT NULL
) STRICT;

CREATE TABLE events (
  number    INTEGER PRIMARY KEY,
  at        INTEGER NOT NULL,
  operation INTEGER NOT NULL REFERENCES operations (id),
  kind      TEXT    NOT NULL,
  subject   TEXT    NOT NULL,
  before    TEXT,
  after     TEXT,
  hash      BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE INDEX events_by_subject ON events (subject);
CREATE INDEX imports ON events (operation) WHERE kind = 'records.imported';

CREATE TABLE operators (
  id            INTEGER PRIMARY KEY,
  name          TEXT    NOT NULL UNIQUE,
  role          TEXT    NOT NULL CHECK (role IN ('viewer', 'operator', 'admin')),
  password_hash TEXT,
  is_enabled    INTEGER NOT NULL CHECK (is_enabled IN (0, 1)),
  created_at    INTEGER NOT NULL
) STRICT;

-- By name, not by operator: a name that nobody has is slowed down just as well.
CREATE TABLE login_failures (
  name    TEXT    PRIMARY KEY,
  count   INTEGER NOT NULL,
  last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- With what an operator may set its password once; only the hash of the code.
CREATE TABLE reset_codes (
  operator   INTEGER PRIMARY KEY REFERENCES operators (id),
  hash       BLOB    NOT NULL CHECK (length(hash) = 32),
  expires_at INTEGER NOT NULL
) STRICT;

CREATE TABLE sessions (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,  -- old ones go, and no number is given twice
  hash         BLOB    NOT NULL UNIQUE CHECK (length(hash) = 32),
  operator     INTEGER NOT NULL REFERENCES operators (id),
  opened_at    INTEGER NOT NULL,
  last_used_at INTEGER NOT NULL,
  expires_at   INTEGER NOT NULL,
  revoked_at   INTEGER
) STRICT;

CREATE TABLE tokens (
  id           INTEGER PRIMARY KEY,
  hash         BLOB    NOT NULL UNIQUE CHECK (length(hash) = 32),
  operator     INTEGER NOT NULL REFERENCES operators (id),
  role         TEXT    NOT NULL CHECK (role IN ('viewer', 'operator', 'admin')),
  label        TEXT    NOT NULL,
  created_by   TEXT    NOT NULL,
  created_at   INTEGER NOT NULL,
  expires_at   INTEGER NOT NULL,
  last_used_at INTEGER,
  revoked_at   INTEGER
) STRICT;

-- The salt is that of the personal text beside it: events know the text only as a salted hash.
CREATE TABLE accounts (
  id          INTEGER PRIMARY KEY,
  key         TEXT    NOT NULL UNIQUE,
  name        TEXT    NOT NULL,
  email       TEXT,
  time_zone   TEXT    NOT NULL,
  locale      TEXT,
  note        TEXT,
  salt        BLOB,
  created_at  INTEGER NOT NULL,
  closed_at   INTEGER,
  imported_in INTEGER REFERENCES operations (id)
) STRICT;

CREATE TABLE plans (
  id             INTEGER PRIMARY KEY,
  key            TEXT    NOT NULL UNIQUE,
  name           TEXT    NOT NULL,
  period         TEXT    NOT NULL,
  price_minor    INTEGER NOT NULL CHECK (price_minor >= 0),
  currency       TEXT    NOT NULL CHECK (length(currency) = 3),
  trial_days     INTEGER NOT NULL CHECK (trial_days >= 0),
  notice_days    INTEGER NOT NULL CHECK (notice_days >= 0),
  minimum_terms  INTEGER NOT NULL CHECK (minimum_terms >= 0),
  fixed_terms    INTEGER          CHECK (fixed_terms >= 1),
  is_addon       INTEGER NOT NULL CHECK (is_addon IN (0, 1)),
  created_at     INTEGER NOT NULL,
  retired_at     INTEGER,
  imported_in    INTEGER REFERENCES operations (id)
) STRICT;

-- starts_at, anchor_at and fixed_end_at are the dates in the account's zone, kept so that a status can be asked for.
CREATE TABLE subscriptions (
  id           INTEGER PRIMARY KEY,
  key          TEXT    NOT NULL UNIQUE,
  account      INTEGER NOT NULL REFERENCES accounts (id),
  plan         INTEGER NOT NULL REFERENCES plans (id),
  quantity     INTEGER NOT NULL CHECK (quantity >= 1),
  start_on     TEXT    NOT NULL,
  anchor_on    TEXT    NOT NULL CHECK (anchor_on >= start_on),
  billing_day  INTEGER          CHECK (billing_day BETWEEN 1 AND 31),
  base         INTEGER REFERENCES subscriptions (id) CHECK (base <> id),
  starts_at    INTEGER NOT NULL,
  anchor_at    INTEGER NOT NULL,
  fixed_end_at INTEGER,
  fixed_end_on TEXT    CHECK (fixed_end_on IS NULL OR fixed_end_at IS NOT NULL),
  created_at   INTEGER NOT NULL,
  imported_in  INTEGER REFERENCES operations (id)
) STRICT;

CREATE INDEX subscriptions_by_account ON subscriptions (account);
CREATE INDEX subscriptions_by_plan ON subscriptions (plan);
CREATE INDEX subscriptions_by_start ON subscriptions (start_on);
CREATE INDEX subscriptions_by_fixed_end ON subscriptions (fixed_end_at) WHERE fixed_end_at IS NOT NULL;
CREATE INDEX subscriptions_by_base ON subscriptions (base) WHERE base IS NOT NULL;

-- Somebody who asks for an account and a plan. What was decided stands here, what was decided before in the events. The
-- salt is that of name, email, note and decline_note.
CREATE TABLE registration_requests (
  id           INTEGER PRIMARY KEY,
  key          TEXT    NOT NULL UNIQUE,
  name         TEXT    NOT NULL,
  email        TEXT    NOT NULL,
  plan         INTEGER NOT NULL REFERENCES plans (id),
  time_zone    TEXT,
  note         TEXT,
  salt         BLOB,
  created_at   INTEGER NOT NULL,
  state        TEXT    NOT NULL CHECK (state IN ('pending', 'approved', 'declined')),
  decided_at   INTEGER CHECK ((decided_at IS NOT NULL) = (state <> 'pending')),
  decided_by   TEXT    CHECK ((decided_by IS NOT NULL) = (state <> 'pending')),
  reason       TEXT    CHECK ((reason IS NOT NULL) = (state = 'declined')),
  decline_note TEXT    CHECK (decline_note IS NULL OR state = 'declined'),
  account      INTEGER UNIQUE REFERENCES accounts (id)      CHECK ((account IS NOT NULL) = (state = 'approved')),
  subscription INTEGER UNIQUE REFERENCES subscriptions (id) CHECK ((subscription IS NOT NULL) = (state = 'approved')),
  imported_in  INTEGER REFERENCES operations (id)
) STRICT;

CREATE INDEX requests_by_state ON registration_requests (state, key);

-- A batch and the options that its rows share. The counts are those of the outcomes that stand.
CREATE TABLE batches (
  id           INTEGER PRIMARY KEY,
  key          TEXT    UNIQUE,
  source       TEXT    NOT NULL CHECK (source IN ('single', 'arguments', 'file', 'filter')),
  request      BLOB    NOT NULL CHECK (length(request) = 32),
  state        TEXT    NOT NULL CHECK (state IN ('staging', 'open', 'finished')),
  at           TEXT    NOT NULL,
  reason       TEXT,
  feedback     TEXT,
  on_behalf_of TEXT,
  is_backdate  INTEGER NOT NULL CHECK (is_backdate IN (0, 1)),
  is_override  INTEGER NOT NULL CHECK (is_override IN (0, 1)),
  by           TEXT    NOT NULL,
  created_at   INTEGER NOT NULL,
  finished_at  INTEGER CHECK ((finished_at IS NOT NULL) = (state = 'finished')),
  run          INTEGER NOT NULL CHECK (run >= 1),
  row_count    INTEGER NOT NULL,
  cancelled    INTEGER NOT NULL,
  pending      INTEGER NOT NULL,
  already      INTEGER NOT NULL,
  skipped      INTEGER NOT NULL,
  failed       INTEGER NOT NULL
) STRICT;

CREATE INDEX unfinished_batches ON batches (request) WHERE state <> 'finished';

-- The input as it was, in the order in which its rows are decided. target is null where the word named nothing then.
CREATE TABLE batch_rows (
  batch        INTEGER NOT NULL REFERENCES batches (id),
  position     INTEGER NOT NULL CHECK (position >= 1),
  line         INTEGER,
  subscription TEXT    NOT NULL,
  target       INTEGER,
  reason       TEXT,
  at           TEXT,
  feedback     TEXT,
  on_behalf_of TEXT,
  problem      TEXT,
  is_repeated  INTEGER NOT NULL CHECK (is_repeated IN (0, 1)),
  ending_at    INTEGER,
  PRIMARY KEY (batch, position)
) STRICT, WITHOUT ROWID;

-- A row that is tried again gets another outcome; that of the highest run holds.
CREATE TABLE batch_outcomes (
  batch         INTEGER NOT NULL,
  position      INTEGER NOT NULL,
  run           INTEGER NOT NULL CHECK (run >= 1),
  outcome       TEXT    NOT NULL CHECK (outcome = 'pending' OR outcome = 'cancelled' OR outcome = 'already' OR
                                        outcome = 'skipped' OR outcome = 'failed'),
  cancellation  INTEGER,
  error_code    TEXT,
  error_message TEXT,
  error_hint    TEXT,
  error_next    TEXT,               -- a command a line
  PRIMARY KEY (batch, position, run)
) STRICT, WITHOUT ROWID;

-- A confirmation number is series and id. Rows are never deleted, and only the state ever changes.
CREATE TABLE cancellations (
  id            INTEGER PRIMARY KEY,
  series        TEXT    NOT NULL CHECK (length(series) = 2),
  subscription  INTEGER NOT NULL REFERENCES subscriptions (id),
  state         TEXT    NOT NULL CHECK (state = 'live' OR state = 'withdrawn' OR state = 'replaced'),
  at            TEXT    NOT NULL,
  requested_at  INTEGER NOT NULL,
  effective_on  TEXT    NOT NULL,
  effective_at  INTEGER NOT NULL,
  reason        TEXT    NOT NULL,
  reason_label  TEXT    NOT NULL,
  is_voluntary  INTEGER NOT NULL CHECK (is_voluntary IN (0, 1)),
  by            TEXT    NOT NULL,
  channel       TEXT    NOT NULL CHECK (channel = 'interactive' OR channel = 'script' OR channel = 'batch'),
  batch         INTEGER REFERENCES batches (id),
  replaces      INTEGER REFERENCES cancellations (id),
  is_backdated  INTEGER NOT NULL CHECK (is_backdated IN (0, 1)),
  is_override   INTEGER NOT NULL CHECK (is_override IN (0, 1)),
  recorded_at   INTEGER                       -- when `process` noted that it has taken effect
) STRICT;

CREATE INDEX cancellations_by_subscription ON cancellations (subscription);
CREATE UNIQUE INDEX one_live_cancellation ON cancellations (subscription) WHERE state = 'live';
CREATE INDEX cancellations_by_batch ON cancellations (batch) WHERE batch IS NOT NULL;

-- A live one stands in one of these two: those of a batch take effect on any day, and each would write a page of another.
CREATE INDEX effects_to_record ON cancellations (effective_at) WHERE state = 'live' AND recorded_at IS NULL;
CREATE INDEX recorded_effects ON cancellations (effective_at) WHERE state = 'live' AND recorded_at IS NOT NULL;

-- When live cancellations take effect, to be asked for by a stretch of time.
CREATE VIEW effects AS
SELECT id, subscription, effective_at FROM cancellations WHERE state = 'live' AND recorded_at IS NULL
 UNION ALL
SELECT id, subscription, effective_at FROM cancellations WHERE state = 'live' AND recorded_at IS NOT NULL;

-- Those that came by an import, as they came. The hashes are of the words of then, with the salt that lies beside them.
CREATE TABLE imported_cancellations (
  cancellation     INTEGER PRIMARY KEY REFERENCES cancellations (id),
  operation        INTEGER NOT NULL REFERENCES operations (id),
  state            TEXT    NOT NULL CHECK (state IN ('live', 'withdrawn', 'replaced')),
  was_recorded     INTEGER NOT NULL CHECK (was_recorded IN (0, 1)),
  feedback_sha256  TEXT,
  on_behalf_sha256 TEXT
) STRICT;

-- What people said, apart from the decision, so that it can be blanked without touching one.
CREATE TABLE cancellation_words (
  cancellation INTEGER PRIMARY KEY REFERENCES cancellations (id),
  feedback     TEXT,
  on_behalf_of TEXT,
  salt         BLOB
) STRICT;

-- What was said about a cancellation after it was made. Without text and salt it was redacted.
CREATE TABLE later_feedback (
  id           INTEGER PRIMARY KEY,
  cancellation INTEGER NOT NULL REFERENCES cancellations (id),
  added_at     INTEGER NOT NULL,
  by           TEXT    NOT NULL,
  feedback     TEXT,
  salt         BLOB,
  CHECK ((feedback IS NULL) = (salt IS NULL))
) STRICT;

CREATE INDEX later_feedback_by_cancellation ON later_feedback (cancellation);

-- What `process` has to tell of each cancellation, and what came of it. attempts counts tries that were begun, also
-- those whose process was lost; output is that of the last one.
CREATE TABLE notices (
  id           INTEGER PRIMARY KEY,
  cancellation INTEGER NOT NULL REFERENCES cancellations (id),
  kind         TEXT    NOT NULL CHECK (kind IN ('requested', 'effective', 'withdrawn')),
  attempts     INTEGER NOT NULL,
  due_at       INTEGER NOT NULL,
  sent_at      INTEGER CHECK (sent_at IS NULL OR attempts > 0),
  output       TEXT    NOT NULL,
  UNIQUE (cancellation, kind)
) STRICT;

CREATE INDEX notices_to_send ON notices (due_at) WHERE sent_at IS NULL;

-- Up to which event there are notices of a kind.
CREATE TABLE noticed_events (
  kind   TEXT    PRIMARY KEY,
  number INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- When a live cancellation of its own, or its base's, ends a subscription: the model's ending_of() in SQL, so that
-- statuses can be asked for. A base's counts only where the add-on isn't ended before by itself.
CREATE VIEW endings AS
SELECT s.id AS subscription,
       CASE WHEN inherited.effective_at IS NOT NULL
             AND (own.effective_at IS NULL OR own.effective_at > inherited.effective_at)
             AND (s.fixed_end_at IS NULL OR s.fixed_end_at > inherited.effective_at)
            THEN inherited.effective_at
            ELSE own.effective_at
       END AS cancelled_at,
       CASE WHEN inherited.effective_at IS NOT NULL
             AND (own.effective_at IS NULL OR own.effective_at > inherited.effective_at)
             AND (s.fixed_end_at IS NULL OR s.fixed_end_at > inherited.effective_at)
            THEN inherited.effective_on
            ELSE own.effective_on
       END AS cancelled_on,
       CASE WHEN inherited.effective_at IS NOT NULL
             AND (own.effective_at IS NULL OR own.effective_at > inherited.effective_at)
             AND (s.fixed_end_at IS NULL OR s.fixed_end_at > inherited.effective_at)
            THEN inherited.id
            ELSE own.id
       END AS cancellation
  FROM subscriptions AS s
  LEFT JOIN cancellations AS own ON own.subscription = s.id AND own.state = 'live'
  LEFT JOIN cancellations AS inherited ON inherited.subscription = s.base AND inherited.state = 'live';
