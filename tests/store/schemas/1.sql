PRAGMA application_id = 1314410322;
PRAGMA user_version = 1;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE store (
  one         INTEGER PRIMARY KEY CHECK (one = 1),
  id          TEXT    NOT NULL,
  series      TEXT    NOT NULL CHECK (length(series) = 2),
  time_zone   TEXT    NOT NULL,
  created_at  INTEGER NOT NULL,
  head_number INTEGER NOT NULL DEFAULT 0,   -- of the audit chain: what tells that its tail was cut
  head_hash   BLOB    NOT NULL DEFAULT x'0000000000000000000000000000000000000000000000000000000000000000'
) STRICT;
INSERT INTO store VALUES(1,'WJD7EA09X26K93NNZFGBN0BYYS','T5','Europe/Berlin',1795168800,10,X'4230e909d1d71f68616159fe36e18f677f2df30bd84b36013ac395513f158f85');
CREATE TABLE operations (
  id         INTEGER PRIMARY KEY,
  key        BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
  by         TEXT NOT NULL,
  credential TEXT NOT NULL,
  host       TEXT NOT NULL,
  terminal   TEXT NOT NULL,
  command    TEXT NOT NULL
) STRICT;
INSERT INTO operations VALUES(1,X'9250295d7c16a062c99155002e9dc9e8','os:root','os','desk','','init');
INSERT INTO operations VALUES(2,X'd2e0bc16a920527f882edd5f75f4bfa9','unknown','','desk','','login');
INSERT INTO operations VALUES(3,X'a395e56b9abd4a273a9e4004fa4bbe78','ada','','desk','','login');
INSERT INTO operations VALUES(4,X'7d4d51899adf77e1498ecd8d4a7f92d2','ada','ses_0001Y','desk','','plan add');
INSERT INTO operations VALUES(5,X'299dec16956fc2a4b937cff74c3a0c2d','ada','ses_0001Y','desk','','account add');
INSERT INTO operations VALUES(6,X'299a06c163894eeed5d77cb8de34344d','ada','ses_0001Y','desk','','account add');
INSERT INTO operations VALUES(7,X'3713fa47524b4b4924714f7d79d44d02','ada','ses_0001Y','desk','','subscription add');
INSERT INTO operations VALUES(8,X'8a1e9b7a1c73723c09f4ed974e091a6d','ada','ses_0001Y','desk','','subscription add');
INSERT INTO operations VALUES(9,X'c6afe2f75ab8092b7f6b8ac2c5453c56','ada','ses_0001Y','desk','','request add');
INSERT INTO operations VALUES(10,X'73bfe21f4e488a99d123fc055f348b31','ada','ses_0001Y','desk','','cancel');
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
INSERT INTO events VALUES(1,1795168800,1,'store.created','',NULL,'{"store":"WJD7EA09X26K93NNZFGBN0BYYS","series":"T5","time_zone":"Europe/Berlin","created_at":"2026-11-20T10:00:00Z"}',X'ff1e2675fe9ed0a70faa0460a3762faf77a6ba4218731a5142fd48725679e491');
INSERT INTO events VALUES(2,1795168800,1,'operator.added','ada',NULL,'{"name":"ada","role":"admin","password":true,"enabled":true,"created_at":"2026-11-20T10:00:00Z"}',X'3e40f07c371f94bb9cc0c47f1e1776548fb686ec5d8a4a82ca30687568d60d0c');
INSERT INTO events VALUES(3,1795168800,3,'session.opened','ses_0001Y',NULL,'{"operator":"ada","token_sha256":"1f7e565694f9772dd8e974d628fd0990ae9e361266eeb0775e1d88730ef9fbd3","opened_at":"2026-11-20T10:00:00Z","expires_at":"2026-11-27T10:00:00Z"}',X'0192ed31e3ba5ea4ffd3dd8604250563eae741622c634a7cebcd4bb570db5d20');
INSERT INTO events VALUES(4,1795168800,4,'plan.added','month',NULL,'{"key":"month","name":"Monthly","period":"1 month","price":"19.99 EUR","trial_days":0,"notice_days":0,"minimum_terms":0,"fixed_terms":null,"addon":false}',X'5524ad1e8e1e7c50765b91bf7b468055eb2d3283c8c60e0cc3262250d060f9ba');
INSERT INTO events VALUES(5,1795168800,5,'account.added','acc_0001Y',NULL,'{"key":"C-1","name":"a6dd326b207da43ccb61ab733f4a059a12316bd905336a1e9fd5b133c5ec8181","email":"7dfc0bad2a3b1394f4be994ae661c304846e99e06f1f856ceedee9e5443676a1","time_zone":"Europe/Berlin","locale":null,"note":null}',X'e3eaf15ef575c2a43f740200520b4c43ca89e59c9894003f8fd9aee9beb0c92e');
INSERT INTO events VALUES(6,1795168800,6,'account.added','acc_0002W',NULL,'{"key":"C-2","name":"c23b903ef29b5ebf664ac4a66b098cc3dd0628b36d16d8cd62c4b189f80e34ab","email":null,"time_zone":"Europe/Berlin","locale":null,"note":null}',X'8ab4e919a0ac790dd42ef09ce69370fc99a9d95865498578bc7ed9c32dcecc53');
INSERT INTO events VALUES(7,1795168800,7,'subscription.added','sub_0001Y',NULL,'{"key":"K-1","account":"C-1","plan":"month","quantity":1,"start_on":"2024-01-31","anchor_on":"2024-01-31","billing_day":null,"base":null}',X'2ed455651bf2d147ea40871a35150213ee672d967a865643ae1d3f54ec2ff260');
INSERT INTO events VALUES(8,1795168800,8,'subscription.added','sub_0002W',NULL,'{"key":"K-2","account":"C-2","plan":"month","quantity":1,"start_on":"2024-01-31","anchor_on":"2024-01-31","billing_day":null,"base":null}',X'0c0c4ca0c2df49a436196a06540676b8ad551b6182a2700aeedf03929bc94f8e');
INSERT INTO events VALUES(9,1795168800,9,'request.added','req_0001Y',NULL,'{"key":"R-1","name":"9716ddae717de93468bb971bd260390f6c2700e367e3cadccf51ddce38fab03f","email":"0d2315ecd9079687b4321305da3911cc33c1c9937ce35efbf2d27bbbe92399e4","plan":"month","time_zone":null,"note":null,"created_at":"2026-11-20T10:00:00Z","status":"pending","decided_at":null,"decided_by":null,"reason":null,"decline_note":null,"account":null,"subscription":null}',X'93037687cd9642fa4210ecde7502d74c165b3fed5b4d6daa209b0903932579a1');
INSERT INTO events VALUES(10,1795168800,10,'cancellation.requested','sub_0001Y','{"status":"active","addons":[]}','{"confirmation":"NX-T500-0014","subscription":"sub_0001Y","at":"period-end","requested_at":"2026-11-20T10:00:00Z","effective_on":"2026-11-30","effective_at":"2026-11-29T23:00:00Z","reason":"unused","reason_label":"Not used enough","voluntary":true,"feedback":"82e5d0d25ea12b075ed39bb1eba239b5194421de8aa167661978007db12bd88b","on_behalf_of":null,"by":"ada","channel":"script","batch":null,"replaces":null,"backdated":false,"override":false}',X'4230e909d1d71f68616159fe36e18f677f2df30bd84b36013ac395513f158f85');
CREATE TABLE operators (
  id            INTEGER PRIMARY KEY,
  name          TEXT    NOT NULL UNIQUE,
  role          TEXT    NOT NULL CHECK (role IN ('viewer', 'operator', 'admin')),
  password_hash TEXT,
  is_enabled    INTEGER NOT NULL CHECK (is_enabled IN (0, 1)),
  created_at    INTEGER NOT NULL
) STRICT;
INSERT INTO operators VALUES(1,'ada','admin','$argon2id$v=19$m=65536,t=3,p=1$4F2ieVBzbcP1EruLG5EJfg$5U/gju/cEPZc2IAYrxrARnyvM3ChOxe6rgZfn7/2uyM',1,1795168800);
CREATE TABLE login_failures (
  name    TEXT    PRIMARY KEY,
  count   INTEGER NOT NULL,
  last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
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
INSERT INTO sessions VALUES(1,X'1f7e565694f9772dd8e974d628fd0990ae9e361266eeb0775e1d88730ef9fbd3',1,1795168800,1795168800,1795773600,NULL);
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
INSERT INTO accounts VALUES(1,'C-1','Ada Größmann','ada@example.com','Europe/Berlin',NULL,NULL,X'646981533060fed368ef62b45fb046d2',1795168800,NULL,NULL);
INSERT INTO accounts VALUES(2,'C-2','東京太郎',NULL,'Europe/Berlin',NULL,NULL,X'0b558ebf2031bbd219136aa569e87287',1795168800,NULL,NULL);
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
INSERT INTO plans VALUES(1,'month','Monthly','1 month',1999,'EUR',0,0,0,NULL,0,1795168800,NULL,NULL);
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
INSERT INTO subscriptions VALUES(1,'K-1',1,1,1,'2024-01-31','2024-01-31',NULL,NULL,1706655600,1706655600,NULL,NULL,1795168800,NULL);
INSERT INTO subscriptions VALUES(2,'K-2',2,1,1,'2024-01-31','2024-01-31',NULL,NULL,1706655600,1706655600,NULL,NULL,1795168800,NULL);
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
INSERT INTO registration_requests VALUES(1,'R-1','Grace Hopper','grace@example.org',1,NULL,NULL,X'e06225e7c38539f6111466e382bd5318',1795168800,'pending',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
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
INSERT INTO cancellations VALUES(1,'T5',1,'live','period-end',1795168800,'2026-11-30',1795993200,'unused','Not used enough',1,'ada','script',NULL,NULL,0,0,NULL);
CREATE TABLE imported_cancellations (
  cancellation     INTEGER PRIMARY KEY REFERENCES cancellations (id),
  operation        INTEGER NOT NULL REFERENCES operations (id),
  state            TEXT    NOT NULL CHECK (state IN ('live', 'withdrawn', 'replaced')),
  was_recorded     INTEGER NOT NULL CHECK (was_recorded IN (0, 1)),
  feedback_sha256  TEXT,
  on_behalf_sha256 TEXT
) STRICT;
CREATE TABLE cancellation_words (
  cancellation INTEGER PRIMARY KEY REFERENCES cancellations (id),
  feedback     TEXT,
  on_behalf_of TEXT,
  salt         BLOB
) STRICT;
INSERT INTO cancellation_words VALUES(1,'too big',NULL,X'68582a91f78fe9706b786093d169ad16');
CREATE TABLE later_feedback (
  id           INTEGER PRIMARY KEY,
  cancellation INTEGER NOT NULL REFERENCES cancellations (id),
  added_at     INTEGER NOT NULL,
  by           TEXT    NOT NULL,
  feedback     TEXT,
  salt         BLOB,
  CHECK ((feedback IS NULL) = (salt IS NULL))
) STRICT;
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
CREATE TABLE noticed_events (
  kind   TEXT    PRIMARY KEY,
  number INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('sessions',1);
CREATE INDEX events_by_subject ON events (subject);
CREATE INDEX imports ON events (operation) WHERE kind = 'records.imported';
CREATE INDEX subscriptions_by_account ON subscriptions (account);
CREATE INDEX subscriptions_by_plan ON subscriptions (plan);
CREATE INDEX subscriptions_by_start ON subscriptions (start_on);
CREATE INDEX subscriptions_by_fixed_end ON subscriptions (fixed_end_at) WHERE fixed_end_at IS NOT NULL;
CREATE INDEX subscriptions_by_base ON subscriptions (base) WHERE base IS NOT NULL;
CREATE INDEX requests_by_state ON registration_requests (state, key);
CREATE INDEX unfinished_batches ON batches (request) WHERE state <> 'finished';
CREATE INDEX cancellations_by_subscription ON cancellations (subscription);
CREATE UNIQUE INDEX one_live_cancellation ON cancellations (subscription) WHERE state = 'live';
CREATE INDEX cancellations_by_batch ON cancellations (batch) WHERE batch IS NOT NULL;
CREATE INDEX effects_to_record ON cancellations (effective_at) WHERE state = 'live' AND recorded_at IS NULL;
CREATE INDEX recorded_effects ON cancellations (effective_at) WHERE state = 'live' AND recorded_at IS NOT NULL;
CREATE VIEW effects AS
SELECT id, subscription, effective_at FROM cancellations WHERE state = 'live' AND recorded_at IS NULL
 UNION ALL
SELECT id, subscription, effective_at FROM cancellations WHERE state = 'live' AND recorded_at IS NOT NULL;
CREATE INDEX later_feedback_by_cancellation ON later_feedback (cancellation);
CREATE INDEX notices_to_send ON notices (due_at) WHERE sent_at IS NULL;
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
COMMIT;
