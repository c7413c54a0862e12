PRAGMA application_id = 1397572948;
PRAGMA user_version = 4;
BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
) STRICT;
INSERT INTO "_sqlite_migrations" VALUES(1,'smeeting','first_tables','');
INSERT INTO "_sqlite_migrations" VALUES(2,'smeeting','leads_and_targets','');
INSERT INTO "_sqlite_migrations" VALUES(3,'smeeting','histories_of_terms','');
INSERT INTO "_sqlite_migrations" VALUES(4,'smeeting','listening','');
CREATE TABLE action (
  id INTEGER PRIMARY KEY REFERENCES capture (id),
  owner TEXT NOT NULL COLLATE NOCASE,
  due TEXT,
  state TEXT NOT NULL CHECK (state IN ('open', 'done', 'dropped')),
  done_on TEXT,
  outcome TEXT NOT NULL,
  issue_id INTEGER REFERENCES issue (id)
) STRICT;
INSERT INTO "action" VALUES(2,'Anna',NULL,'open',NULL,'',1);
CREATE TABLE agreement (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  term_id TEXT NOT NULL,
  name TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('agreed', 'disputed')),
  definition TEXT NOT NULL,
  before TEXT NOT NULL,
  voices TEXT NOT NULL,
  "on" TEXT NOT NULL,
  meeting_id INTEGER REFERENCES meeting (id),
  in_file INTEGER NOT NULL CHECK (in_file IN (0, 1)),
  at TEXT NOT NULL
, rounds TEXT NOT NULL DEFAULT '[]') STRICT;
INSERT INTO "agreement" VALUES(1,'mql','MQL','agreed','a lead that fits','','{"marketing":"live with","sales":"like"}','2026-03-04',1,0,'2026-03-04T10:00:00+00:00','[]');
INSERT INTO "agreement" VALUES(2,'sal','SAL','disputed','a lead that sales took','','{"marketing":"uncomfortable","sales":"like"}','2026-03-04',1,0,'2026-03-04T10:00:00+00:00','[{"definition":"a lead that sales saw","voices":{"marketing":"uncomfortable","sales":"like"},"objection":"seeing is not taking"}]');
CREATE TABLE anonymous_issue (key TEXT PRIMARY KEY, text TEXT NOT NULL, held TEXT NOT NULL DEFAULT '') STRICT, WITHOUT ROWID;
INSERT INTO "anonymous_issue" VALUES('00000000000000000000000000000000','the hand-off is a mess','');
CREATE TABLE attendance (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  meeting_id INTEGER NOT NULL REFERENCES meeting (id),
  person_id INTEGER NOT NULL REFERENCES person (id),
  presence TEXT NOT NULL CHECK (presence IN ('here', 'regrets', 'left')),
  UNIQUE (meeting_id, person_id)
) STRICT;
INSERT INTO "attendance" VALUES(1,1,1,'here');
CREATE TABLE blind_text (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  meeting_id INTEGER NOT NULL REFERENCES meeting (id),
  term_id TEXT NOT NULL,
  side TEXT NOT NULL,
  text TEXT NOT NULL,
  revealed INTEGER NOT NULL CHECK (revealed IN (0, 1)),
  UNIQUE (meeting_id, term_id, side)
) STRICT;
INSERT INTO "blind_text" VALUES(1,1,'sal','sales','one we took',0);
CREATE TABLE capture (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  side TEXT,
  meeting_id INTEGER REFERENCES meeting (id),
  item INTEGER,
  at TEXT,
  after_room INTEGER NOT NULL CHECK (after_room IN (0, 1)),
  term_id TEXT
) STRICT;
INSERT INTO "capture" VALUES(1,'issue','leads are cold',NULL,1,1,'2026-03-04T10:00:00+00:00',0,NULL);
INSERT INTO "capture" VALUES(2,'action','call them',NULL,1,NULL,'2026-03-04T10:00:00+00:00',0,NULL);
CREATE TABLE change (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  verb TEXT NOT NULL,
  label TEXT NOT NULL,
  via TEXT NOT NULL,
  meeting TEXT,
  undoes INTEGER REFERENCES change (id)
) STRICT;
INSERT INTO "change" VALUES(1,'2026-03-04T10:00:00+00:00','meeting.start','start','test','2026-03-04-monthly',NULL);
INSERT INTO "change" VALUES(2,'2026-03-04T10:00:00+00:00','capture.add','I1','test','2026-03-04-monthly',NULL);
INSERT INTO "change" VALUES(3,'2026-03-04T10:00:00+00:00','capture.add','A2','test','2026-03-04-monthly',NULL);
INSERT INTO "change" VALUES(4,'2026-03-04T10:00:00+00:00','metric.set','MQL','test',NULL,NULL);
INSERT INTO "change" VALUES(5,'2026-03-04T10:00:00+00:00','term.agree','MQL','test','2026-03-04-monthly',NULL);
INSERT INTO "change" VALUES(6,'2026-03-04T10:00:00+00:00','lead.import','import of leads.csv','test',NULL,NULL);
INSERT INTO "change" VALUES(7,'2026-03-04T10:00:00+00:00','term.settle','SAL disputed','test','2026-03-04-monthly',NULL);
INSERT INTO "change" VALUES(8,'2026-03-04T10:00:00+00:00','issue.heard','I1 heard','test','2026-03-04-monthly',NULL);
CREATE TABLE clock (
  meeting_id INTEGER PRIMARY KEY REFERENCES meeting (id) ON DELETE CASCADE,
  mark_at TEXT,
  mark_awake_ms INTEGER,
  mark_up_ms INTEGER,
  mark_boot TEXT,
  used_ms TEXT NOT NULL,
  paused_ms INTEGER NOT NULL,
  slept_ms INTEGER NOT NULL
, speaking TEXT NOT NULL DEFAULT '', talk_ms TEXT NOT NULL DEFAULT '{}') STRICT;
INSERT INTO "clock" VALUES(1,NULL,NULL,NULL,NULL,'[0,0]',0,0,'sales','{"sales":5}');
CREATE TABLE funnel_month (
  source_id INTEGER NOT NULL,
  month INTEGER NOT NULL,
  stage TEXT NOT NULL,
  entered INTEGER NOT NULL,
  reached INTEGER NOT NULL,
  PRIMARY KEY (source_id, month, stage)
) STRICT, WITHOUT ROWID;
INSERT INTO "funnel_month" VALUES(-1,24314,'mql',3,2);
CREATE TABLE issue (
  id INTEGER PRIMARY KEY REFERENCES capture (id),
  state TEXT NOT NULL CHECK (state IN ('aired', 'heard', 'owned', 'answered', 'closed', 'withdrawn')),
  anonymous INTEGER NOT NULL CHECK (anonymous IN (0, 1)),
  heard TEXT NOT NULL,
  owner TEXT NOT NULL COLLATE NOCASE,
  answer_by TEXT,
  answer TEXT NOT NULL,
  answered_on TEXT
, understood TEXT NOT NULL DEFAULT '' CHECK (understood IN ('', 'yes', 'not quite')), helps TEXT NOT NULL DEFAULT '' CHECK (helps IN ('', 'yes', 'no')), merged_into INTEGER REFERENCES issue (id)) STRICT;
INSERT INTO "issue" VALUES(1,'aired',0,'nobody calls','',NULL,'',NULL,'yes','',NULL);
CREATE TABLE issue_move (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  issue_id INTEGER NOT NULL REFERENCES capture (id),
  verb TEXT NOT NULL,
  who TEXT NOT NULL,
  text TEXT NOT NULL,
  meeting_id INTEGER REFERENCES meeting (id),
  at TEXT NOT NULL
) STRICT;
INSERT INTO "issue_move" VALUES(1,1,'heard','marketing','nobody calls',1,'2026-03-04T10:00:00+00:00');
CREATE TABLE lead (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  lead_id INTEGER REFERENCES lead (id),
  link TEXT NOT NULL DEFAULT '',
  source_id INTEGER REFERENCES lead_source (id),
  stage TEXT NOT NULL,
  amount REAL,
  label TEXT NOT NULL,
  kept TEXT NOT NULL,
  came INTEGER
) STRICT;
INSERT INTO "lead" VALUES(1,'contact:7',NULL,'',1,'mql',12.5,'Dune Camping','{}',29000000);
CREATE TABLE lead_import (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  file TEXT NOT NULL,
  profile TEXT NOT NULL,
  new INTEGER NOT NULL,
  changed INTEGER NOT NULL,
  same INTEGER NOT NULL,
  refused INTEGER NOT NULL
) STRICT;
INSERT INTO "lead_import" VALUES(1,'2026-03-04','leads.csv','',1,0,0,0);
CREATE TABLE lead_snapshot (
  meeting_id INTEGER PRIMARY KEY REFERENCES meeting (id),
  numbers TEXT NOT NULL
) STRICT;
CREATE TABLE lead_source (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  folded TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO "lead_source" VALUES(1,'Referral','referral');
CREATE TABLE lead_stage (
  subject INTEGER NOT NULL,
  stage TEXT NOT NULL,
  lead_id INTEGER NOT NULL,
  at INTEGER,
  PRIMARY KEY (subject, stage, lead_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "lead_stage" VALUES(1,'mql',1,29000000);
CREATE TABLE me_too (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  issue_id INTEGER NOT NULL REFERENCES capture (id),
  side TEXT NOT NULL,
  meeting_id INTEGER REFERENCES meeting (id),
  at TEXT NOT NULL
) STRICT;
INSERT INTO "me_too" VALUES(1,1,'marketing',1,'2026-03-04T10:00:00+00:00');
CREATE TABLE meeting (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  agenda TEXT NOT NULL,
  title TEXT NOT NULL,
  held_on TEXT NOT NULL,
  teams TEXT NOT NULL,
  items TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('planned', 'running', 'paused', 'closed', 'final')),
  timezone TEXT NOT NULL,
  wall_s INTEGER NOT NULL,
  current INTEGER NOT NULL,
  started_at TEXT,
  closed_at TEXT,
  facilitator TEXT NOT NULL,
  scribe TEXT NOT NULL,
  next_on TEXT
) STRICT;
INSERT INTO "meeting" VALUES(1,'2026-03-04-monthly','monthly','Monthly','2026-03-04','[{"name":"Marketing"},{"name":"Sales"}]','[{"kind":"opening","title":"Opening","planned_s":300},{"kind":"metrics","title":"Metrics","planned_s":900,"show":["mql","sql"]}]','running','Europe/Berlin',3600,0,'2026-03-04T10:00:00+00:00',NULL,'','',NULL);
CREATE TABLE metric_value (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  term_id TEXT NOT NULL,
  period TEXT NOT NULL,
  actual REAL,
  target REAL,
  note TEXT NOT NULL,
  source TEXT NOT NULL,
  UNIQUE (term_id, period)
) STRICT;
INSERT INTO "metric_value" VALUES(1,'mql','2026-03',132.0,120.0,'','typed');
CREATE TABLE person (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  side TEXT
) STRICT;
INSERT INTO "person" VALUES(1,'Anna','sales');
CREATE TABLE rating (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  meeting_id INTEGER NOT NULL REFERENCES meeting (id),
  side TEXT NOT NULL,
  score INTEGER NOT NULL CHECK (score BETWEEN 1 AND 10),
  reason TEXT NOT NULL,
  UNIQUE (meeting_id, side)
) STRICT;
INSERT INTO "rating" VALUES(1,1,'sales',7,'too long');
CREATE TABLE record_link (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  capture_id INTEGER NOT NULL REFERENCES capture (id),
  kind TEXT NOT NULL CHECK (kind IN ('term', 'metric', 'lead', 'record')),
  target TEXT NOT NULL,
  UNIQUE (capture_id, kind, target)
) STRICT;
INSERT INTO "record_link" VALUES(1,1,'term','mql');
CREATE TABLE row_history (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  change_id INTEGER NOT NULL REFERENCES change (id),
  tbl TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  before TEXT,
  after TEXT
) STRICT;
INSERT INTO "row_history" VALUES(1,1,'meeting',1,NULL,'{"id":1,"name":"2026-03-04-monthly","agenda":"monthly","title":"Monthly","held_on":"2026-03-04","teams":"[{\"name\":\"Marketing\"},{\"name\":\"Sales\"}]","items":"[{\"kind\":\"opening\",\"title\":\"Opening\",\"planned_s\":300},{\"kind\":\"metrics\",\"title\":\"Metrics\",\"planned_s\":900,\"show\":[\"mql\",\"sql\"]}]","state":"running","timezone":"Europe/Berlin","wall_s":3600,"current":0,"started_at":"2026-03-04T10:00:00+00:00","closed_at":null,"facilitator":"","scribe":"","next_on":null}');
INSERT INTO "row_history" VALUES(2,1,'person',1,NULL,'{"id":1,"name":"Anna","side":"sales"}');
INSERT INTO "row_history" VALUES(3,1,'attendance',1,NULL,'{"id":1,"meeting_id":1,"person_id":1,"presence":"here"}');
INSERT INTO "row_history" VALUES(4,1,'rating',1,NULL,'{"id":1,"meeting_id":1,"side":"sales","score":7,"reason":"too long"}');
INSERT INTO "row_history" VALUES(5,2,'capture',1,NULL,'{"id":1,"kind":"issue","text":"leads are cold","side":null,"meeting_id":1,"item":1,"at":"2026-03-04T10:00:00+00:00","after_room":0,"term_id":null}');
INSERT INTO "row_history" VALUES(6,2,'issue',1,NULL,'{"id":1,"state":"aired","anonymous":0,"heard":"","owner":"","answer_by":null,"answer":"","answered_on":null,"understood":"","helps":"","merged_into":null}');
INSERT INTO "row_history" VALUES(7,3,'capture',2,NULL,'{"id":2,"kind":"action","text":"call them","side":null,"meeting_id":1,"item":null,"at":"2026-03-04T10:00:00+00:00","after_room":0,"term_id":null}');
INSERT INTO "row_history" VALUES(8,3,'action',2,NULL,'{"id":2,"owner":"Anna","due":null,"state":"open","done_on":null,"outcome":"","issue_id":1}');
INSERT INTO "row_history" VALUES(9,4,'metric_value',1,NULL,'{"id":1,"term_id":"mql","period":"2026-03","actual":132.0,"target":120.0,"note":"","source":"typed"}');
INSERT INTO "row_history" VALUES(10,5,'agreement',1,NULL,'{"id":1,"term_id":"mql","name":"MQL","outcome":"agreed","definition":"a lead that fits","before":"","voices":"{\"marketing\":\"live with\",\"sales\":\"like\"}","on":"2026-03-04","meeting_id":1,"in_file":0,"at":"2026-03-04T10:00:00+00:00","rounds":"[]"}');
INSERT INTO "row_history" VALUES(11,6,'lead_import',1,NULL,'{"id":1,"at":"2026-03-04","file":"leads.csv","profile":"","new":1,"changed":0,"same":0,"refused":0}');
INSERT INTO "row_history" VALUES(12,7,'agreement',2,NULL,'{"id":2,"term_id":"sal","name":"SAL","outcome":"disputed","definition":"a lead that sales took","before":"","voices":"{\"marketing\":\"uncomfortable\",\"sales\":\"like\"}","on":"2026-03-04","meeting_id":1,"in_file":0,"at":"2026-03-04T10:00:00+00:00","rounds":"[{\"definition\":\"a lead that sales saw\",\"voices\":{\"marketing\":\"uncomfortable\",\"sales\":\"like\"},\"objection\":\"seeing is not taking\"}]"}');
INSERT INTO "row_history" VALUES(13,7,'blind_text',1,NULL,'{"id":1,"meeting_id":1,"term_id":"sal","side":"sales","text":"one we took","revealed":0}');
INSERT INTO "row_history" VALUES(14,7,'term_example',1,NULL,'{"id":1,"meeting_id":1,"term_id":"sal","text":"a fair lead","lead_key":"contact:7","said":"{\"marketing\":true,\"sales\":false}","outcome":"issue","issue_id":1,"rule":"","at":"2026-03-04T10:00:00+00:00"}');
INSERT INTO "row_history" VALUES(15,8,'issue',1,'{"id":1,"state":"aired","anonymous":0,"heard":"","owner":"","answer_by":null,"answer":"","answered_on":null,"understood":"","helps":"","merged_into":null}','{"id":1,"state":"aired","anonymous":0,"heard":"nobody calls","owner":"","answer_by":null,"answer":"","answered_on":null,"understood":"yes","helps":"","merged_into":null}');
INSERT INTO "row_history" VALUES(16,8,'issue_move',1,NULL,'{"id":1,"issue_id":1,"verb":"heard","who":"marketing","text":"nobody calls","meeting_id":1,"at":"2026-03-04T10:00:00+00:00"}');
INSERT INTO "row_history" VALUES(17,8,'me_too',1,NULL,'{"id":1,"issue_id":1,"side":"marketing","meeting_id":1,"at":"2026-03-04T10:00:00+00:00"}');
INSERT INTO "row_history" VALUES(18,8,'record_link',1,NULL,'{"id":1,"capture_id":1,"kind":"term","target":"mql"}');
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO "setting" VALUES('theme','dark');
CREATE TABLE stage_lag (
  source_id INTEGER NOT NULL,
  basis TEXT NOT NULL CHECK (basis IN ('period', 'cohort')),
  month INTEGER NOT NULL,
  stage TEXT NOT NULL,
  days TEXT NOT NULL,
  PRIMARY KEY (source_id, basis, month, stage)
) STRICT, WITHOUT ROWID;
INSERT INTO "stage_lag" VALUES(-1,'period',24314,'mql','{"14":2}');
CREATE TABLE target_change (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  term_id TEXT NOT NULL,
  period TEXT NOT NULL,
  before REAL,
  target REAL NOT NULL,
  yes TEXT NOT NULL,
  agreed INTEGER NOT NULL CHECK (agreed IN (0, 1)),
  meeting_id INTEGER REFERENCES meeting (id),
  at TEXT NOT NULL
) STRICT;
CREATE TABLE term_example (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  meeting_id INTEGER NOT NULL REFERENCES meeting (id),
  term_id TEXT NOT NULL,
  text TEXT NOT NULL,
  lead_key TEXT NOT NULL,
  said TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('counts', 'does not count', 'open', 'issue', 'rule')),
  issue_id INTEGER REFERENCES issue (id),
  rule TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
INSERT INTO "term_example" VALUES(1,1,'sal','a fair lead','contact:7','{"marketing":true,"sales":false}','issue',1,'','2026-03-04T10:00:00+00:00');
CREATE TABLE term_version (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  term_id TEXT NOT NULL,
  name TEXT NOT NULL,
  at TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('program', 'file', 'meeting')),
  meeting_id INTEGER REFERENCES meeting (id),
  side TEXT NOT NULL,
  was TEXT NOT NULL,
  body TEXT
) STRICT;
INSERT INTO "term_version" VALUES(1,'mql','MQL','2026-03-04T10:00:00+00:00','file',NULL,'','','{"id":"mql","term":"MQL","agreed":{"definition":"it fits","voices":{"sales":"like","marketing":"live with"}}}');
INSERT INTO "term_version" VALUES(2,'mql','MQL','2026-03-04T10:00:00+00:00','program',1,'sales','it fits','{"id":"mql","term":"MQL","agreed":{"definition":"it fits us","voices":{"sales":"like","marketing":"live with"}}}');
INSERT INTO "term_version" VALUES(3,'old','Old','2026-03-04T10:00:00+00:00','meeting',NULL,'','',NULL);
CREATE TABLE verdict (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  lead_id INTEGER NOT NULL,
  lead_key TEXT NOT NULL,
  source TEXT NOT NULL,
  meeting_id INTEGER NOT NULL REFERENCES meeting (id),
  item INTEGER NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'recycled', 'rejected')),
  reason TEXT NOT NULL,
  worked TEXT NOT NULL,
  did_not TEXT NOT NULL,
  at TEXT NOT NULL,
  UNIQUE (meeting_id, lead_id)
) STRICT;
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX change_undoes ON change (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX row_history_change ON row_history (change_id);
CREATE INDEX row_history_row ON row_history (tbl, row_id);
CREATE UNIQUE INDEX meeting_only_one_live ON meeting ((1)) WHERE state IN ('running', 'paused');
CREATE INDEX meeting_state ON meeting (state, held_on);
CREATE INDEX meeting_started ON meeting (started_at);
CREATE INDEX attendance_person ON attendance (person_id);
CREATE INDEX capture_item ON capture (meeting_id, item);
CREATE INDEX capture_meeting ON capture (meeting_id);
CREATE INDEX capture_kind ON capture (kind);
CREATE INDEX issue_state ON issue (state);
CREATE INDEX issue_owner ON issue (owner, state);
CREATE INDEX issue_late ON issue (answer_by) WHERE state IN ('aired', 'heard', 'owned');
CREATE INDEX action_state ON action (state, due);
CREATE INDEX action_owner ON action (owner, state, due);
CREATE INDEX action_issue ON action (issue_id) WHERE issue_id IS NOT NULL;
CREATE INDEX metric_value_period ON metric_value (period, term_id);
CREATE INDEX agreement_term ON agreement (term_id);
CREATE INDEX agreement_meeting ON agreement (meeting_id);
CREATE INDEX agreement_pending ON agreement (term_id) WHERE in_file = 0;
CREATE INDEX target_change_term ON target_change (term_id, period);
CREATE INDEX target_change_meeting ON target_change (meeting_id);
CREATE INDEX lead_lead ON lead (lead_id) WHERE lead_id IS NOT NULL;
CREATE INDEX lead_link ON lead (link) WHERE link <> '';
CREATE INDEX lead_of_source ON lead (source_id);
CREATE INDEX lead_came ON lead (came);
CREATE INDEX lead_amount ON lead (amount) WHERE amount IS NOT NULL;
CREATE INDEX lead_stage_at ON lead_stage (stage, at);
CREATE INDEX verdict_lead ON verdict (lead_id);
CREATE INDEX term_version_term ON term_version (term_id);
CREATE INDEX term_version_at ON term_version (at);
CREATE INDEX term_version_meeting ON term_version (meeting_id) WHERE meeting_id IS NOT NULL;
CREATE INDEX term_version_was ON term_version (term_id) WHERE was <> '';
CREATE INDEX term_example_term ON term_example (term_id);
CREATE INDEX term_example_meeting ON term_example (meeting_id);
CREATE INDEX issue_merged ON issue (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX capture_side ON capture (side, kind) WHERE side IS NOT NULL;
CREATE INDEX capture_term ON capture (term_id) WHERE term_id IS NOT NULL;
CREATE INDEX issue_move_issue ON issue_move (issue_id);
CREATE INDEX issue_move_meeting ON issue_move (meeting_id) WHERE meeting_id IS NOT NULL;
CREATE INDEX me_too_issue ON me_too (issue_id, side);
CREATE INDEX me_too_meeting ON me_too (meeting_id) WHERE meeting_id IS NOT NULL;
CREATE INDEX record_link_target ON record_link (kind, target);
CREATE TRIGGER "meeting_insert_history" AFTER INSERT ON "meeting" BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'meeting', NEW.id, NULL, '{' || '"id":' || lower(quote(NEW."id")) || ',' || '"name":' || coalesce('"' || replace(replace(NEW."name", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"agenda":' || coalesce('"' || replace(replace(NEW."agenda", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"title":' || coalesce('"' || replace(replace(NEW."title", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"held_on":' || coalesce('"' || replace(replace(NEW."held_on", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"teams":' || coalesce('"' || replace(replace(NEW."teams", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"items":' || coalesce('"' || replace(replace(NEW."items", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"state":' || coalesce('"' || replace(replace(NEW."state", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"timezone":' || coalesce('"' || replace(replace(NEW."timezone", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"wall_s":' || lower(quote(NEW."wall_s")) || ',' || '"current":' || lower(quote(NEW."current")) || ',' || '"started_at":' || coalesce('"' || replace(replace(NEW."started_at", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"closed_at":' || coalesce('"' || replace(replace(NEW."closed_at", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"facilitator":' || coalesce('"' || replace(replace(NEW."facilitator", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"scribe":' || coalesce('"' || replace(replace(NEW."scribe", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"next_on":' || coalesce('"' || replace(replace(NEW."next_on", '\', '\\'), '"', '\"') || '"', 'null') || '}'); END;
CREATE TRIGGER "meeting_update_history" AFTER UPDATE ON "meeting" WHEN (OLD."id" IS NOT NEW."id" OR OLD."name" IS NOT NEW."name" OR OLD."agenda" IS NOT NEW."agenda" OR OLD."title" IS NOT NEW."title" OR OLD."held_on" IS NOT NEW."held_on" OR OLD."teams" IS NOT NEW."teams" OR OLD."items" IS NOT NEW."items" OR OLD."state" IS NOT NEW."state" OR OLD."timezone" IS NOT NEW."timezone" OR OLD."wall_s" IS NOT NEW."wall_s" OR OLD."current" IS NOT NEW."current" OR OLD."started_at" IS NOT NEW."started_at" OR OLD."closed_at" IS NOT NEW."closed_at" OR OLD."facilitator" IS NOT NEW."facilitator" OR OLD."scribe" IS NOT NEW."scribe" OR OLD."next_on" IS NOT NEW."next_on") BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'meeting', OLD.id, '{' || '"id":' || lower(quote(OLD."id")) || ',' || '"name":' || coalesce('"' || replace(replace(OLD."name", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"agenda":' || coalesce('"' || replace(replace(OLD."agenda", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"title":' || coalesce('"' || replace(replace(OLD."title", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"held_on":' || coalesce('"' || replace(replace(OLD."held_on", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"teams":' || coalesce('"' || replace(replace(OLD."teams", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"items":' || coalesce('"' || replace(replace(OLD."items", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"state":' || coalesce('"' || replace(replace(OLD."state", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"timezone":' || coalesce('"' || replace(replace(OLD."timezone", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"wall_s":' || lower(quote(OLD."wall_s")) || ',' || '"current":' || lower(quote(OLD."current")) || ',' || '"started_at":' || coalesce('"' || replace(replace(OLD."started_at", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"closed_at":' || coalesce('"' || replace(replace(OLD."closed_at", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"facilitator":' || coalesce('"' || replace(replace(OLD."facilitator", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"scribe":' || coalesce('"' || replace(replace(OLD."scribe", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"next_on":' || coalesce('"' || replace(replace(OLD."next_on", '\', '\\'), '"', '\"') || '"', 'null') || '}', '{' || '"id":' || lower(quote(NEW."id")) || ',' || '"name":' || coalesce('"' || replace(replace(NEW."name", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"agenda":' || coalesce('"' || replace(replace(NEW."agenda", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"title":' || coalesce('"' || replace(replace(NEW."title", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"held_on":' || coalesce('"' || replace(replace(NEW."held_on", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"teams":' || coalesce('"' || replace(replace(NEW."teams", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"items":' || coalesce('"' || replace(replace(NEW."items", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"state":' || coalesce('"' || replace(replace(NEW."state", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"timezone":' || coalesce('"' || replace(replace(NEW."timezone", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"wall_s":' || lower(quote(NEW."wall_s")) || ',' || '"current":' || lower(quote(NEW."current")) || ',' || '"started_at":' || coalesce('"' || replace(replace(NEW."started_at", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"closed_at":' || coalesce('"' || replace(replace(NEW."closed_at", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"facilitator":' || coalesce('"' || replace(replace(NEW."facilitator", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"scribe":' || coalesce('"' || replace(replace(NEW."scribe", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"next_on":' || coalesce('"' || replace(replace(NEW."next_on", '\', '\\'), '"', '\"') || '"', 'null') || '}'); END;
CREATE TRIGGER "meeting_delete_history" AFTER DELETE ON "meeting" BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'meeting', OLD.id, '{' || '"id":' || lower(quote(OLD."id")) || ',' || '"name":' || coalesce('"' || replace(replace(OLD."name", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"agenda":' || coalesce('"' || replace(replace(OLD."agenda", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"title":' || coalesce('"' || replace(replace(OLD."title", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"held_on":' || coalesce('"' || replace(replace(OLD."held_on", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"teams":' || coalesce('"' || replace(replace(OLD."teams", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"items":' || coalesce('"' || replace(replace(OLD."items", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"state":' || coalesce('"' || replace(replace(OLD."state", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"timezone":' || coalesce('"' || replace(replace(OLD."timezone", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"wall_s":' || lower(quote(OLD."wall_s")) || ',' || '"current":' || lower(quote(OLD."current")) || ',' || '"started_at":' || coalesce('"' || replace(replace(OLD."started_at", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"closed_at":' || coalesce('"' || replace(replace(OLD."closed_at", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"facilitator":' || coalesce('"' || replace(replace(OLD."facilitator", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"scribe":' || coalesce('"' || replace(replace(OLD."scribe", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"next_on":' || coalesce('"' || replace(replace(OLD."next_on", '\', '\\'), '"', '\"') || '"', 'null') || '}', NULL); END;
CREATE TRIGGER "person_insert_history" AFTER INSERT ON "person" BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'person', NEW.id, NULL, '{' || '"id":' || lower(quote(NEW."id")) || ',' || '"name":' || coalesce('"' || replace(replace(NEW."name", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"side":' || coalesce('"' || replace(replace(NEW."side", '\', '\\'), '"', '\"') || '"', 'null') || '}'); END;
CREATE TRIGGER "person_update_history" AFTER UPDATE ON "person" WHEN (OLD."id" IS NOT NEW."id" OR OLD."name" IS NOT NEW."name" OR OLD."side" IS NOT NEW."side") BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'person', OLD.id, '{' || '"id":' || lower(quote(OLD."id")) || ',' || '"name":' || coalesce('"' || replace(replace(OLD."name", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"side":' || coalesce('"' || replace(replace(OLD."side", '\', '\\'), '"', '\"') || '"', 'null') || '}', '{' || '"id":' || lower(quote(NEW."id")) || ',' || '"name":' || coalesce('"' || replace(replace(NEW."name", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"side":' || coalesce('"' || replace(replace(NEW."side", '\', '\\'), '"', '\"') || '"', 'null') || '}'); END;
CREATE TRIGGER "person_delete_history" AFTER DELETE ON "person" BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'person', OLD.id, '{' || '"id":' || lower(quote(OLD."id")) || ',' || '"name":' || coalesce('"' || replace(replace(OLD."name", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"side":' || coalesce('"' || replace(replace(OLD."side", '\', '\\'), '"', '\"') || '"', 'null') || '}', NULL); END;
CREATE TRIGGER "attendance_insert_history" AFTER INSERT ON "attendance" BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'attendance', NEW.id, NULL, '{' || '"id":' || lower(quote(NEW."id")) || ',' || '"meeting_id":' || lower(quote(NEW."meeting_id")) || ',' || '"person_id":' || lower(quote(NEW."person_id")) || ',' || '"presence":' || coalesce('"' || replace(replace(NEW."presence", '\', '\\'), '"', '\"') || '"', 'null') || '}'); END;
CREATE TRIGGER "attendance_update_history" AFTER UPDATE ON "attendance" WHEN (OLD."id" IS NOT NEW."id" OR OLD."meeting_id" IS NOT NEW."meeting_id" OR OLD."person_id" IS NOT NEW."person_id" OR OLD."presence" IS NOT NEW."presence") BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'attendance', OLD.id, '{' || '"id":' || lower(quote(OLD."id")) || ',' || '"meeting_id":' || lower(quote(OLD."meeting_id")) || ',' || '"person_id":' || lower(quote(OLD."person_id")) || ',' || '"presence":' || coalesce('"' || replace(replace(OLD."presence", '\', '\\'), '"', '\"') || '"', 'null') || '}', '{' || '"id":' || lower(quote(NEW."id")) || ',' || '"meeting_id":' || lower(quote(NEW."meeting_id")) || ',' || '"person_id":' || lower(quote(NEW."person_id")) || ',' || '"presence":' || coalesce('"' || replace(replace(NEW."presence", '\', '\\'), '"', '\"') || '"', 'null') || '}'); END;
CREATE TRIGGER "attendance_delete_history" AFTER DELETE ON "attendance" BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'attendance', OLD.id, '{' || '"id":' || lower(quote(OLD."id")) || ',' || '"meeting_id":' || lower(quote(OLD."meeting_id")) || ',' || '"person_id":' || lower(quote(OLD."person_id")) || ',' || '"presence":' || coalesce('"' || replace(replace(OLD."presence", '\', '\\'), '"', '\"') || '"', 'null') || '}', NULL); END;
CREATE TRIGGER "rating_insert_history" AFTER INSERT ON "rating" BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'rating', NEW.id, NULL, '{' || '"id":' || lower(quote(NEW."id")) || ',' || '"meeting_id":' || lower(quote(NEW."meeting_id")) || ',' || '"side":' || coalesce('"' || replace(replace(NEW."side", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"score":' || lower(quote(NEW."score")) || ',' || '"reason":' || coalesce('"' || replace(replace(NEW."reason", '\', '\\'), '"', '\"') || '"', 'null') || '}'); END;
CREATE TRIGGER "rating_update_history" AFTER UPDATE ON "rating" WHEN (OLD."id" IS NOT NEW."id" OR OLD."meeting_id" IS NOT NEW."meeting_id" OR OLD."side" IS NOT NEW."side" OR OLD."score" IS NOT NEW."score" OR OLD."reason" IS NOT NEW."reason") BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'rating', OLD.id, '{' || '"id":' || lower(quote(OLD."id")) || ',' || '"meeting_id":' || lower(quote(OLD."meeting_id")) || ',' || '"side":' || coalesce('"' || replace(replace(OLD."side", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"score":' || lower(quote(OLD."score")) || ',' || '"reason":' || coalesce('"' || replace(replace(OLD."reason", '\', '\\'), '"', '\"') || '"', 'null') || '}', '{' || '"id":' || lower(quote(NEW."id")) || ',' || '"meeting_id":' || lower(quote(NEW."meeting_id")) || ',' || '"side":' || coalesce('"' || replace(replace(NEW."side", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"score":' || lower(quote(NEW."score")) || ',' || '"reason":' || coalesce('"' || replace(replace(NEW."reason", '\', '\\'), '"', '\"') || '"', 'null') || '}'); END;
CREATE TRIGGER "rating_delete_history" AFTER DELETE ON "rating" BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'rating', OLD.id, '{' || '"id":' || lower(quote(OLD."id")) || ',' || '"meeting_id":' || lower(quote(OLD."meeting_id")) || ',' || '"side":' || coalesce('"' || replace(replace(OLD."side", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"score":' || lower(quote(OLD."score")) || ',' || '"reason":' || coalesce('"' || replace(replace(OLD."reason", '\', '\\'), '"', '\"') || '"', 'null') || '}', NULL); END;
CREATE TRIGGER "capture_insert_history" AFTER INSERT ON "capture" WHEN NOT (NEW."at" IS NULL) BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'capture', NEW.id, NULL, '{' || '"id":' || lower(quote(NEW."id")) || ',' || '"kind":' || coalesce('"' || replace(replace(NEW."kind", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"text":' || coalesce('"' || replace(replace(NEW."text", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"side":' || coalesce('"' || replace(replace(NEW."side", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"meeting_id":' || lower(quote(NEW."meeting_id")) || ',' || '"item":' || lower(quote(NEW."item")) || ',' || '"at":' || coalesce('"' || replace(replace(NEW."at", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"after_room":' || lower(quote(NEW."after_room")) || ',' || '"term_id":' || coalesce('"' || replace(replace(NEW."term_id", '\', '\\'), '"', '\"') || '"', 'null') || '}'); END;
CREATE TRIGGER "capture_update_history" AFTER UPDATE ON "capture" WHEN (OLD."id" IS NOT NEW."id" OR OLD."kind" IS NOT NEW."kind" OR OLD."text" IS NOT NEW."text" OR OLD."side" IS NOT NEW."side" OR OLD."meeting_id" IS NOT NEW."meeting_id" OR OLD."item" IS NOT NEW."item" OR OLD."at" IS NOT NEW."at" OR OLD."after_room" IS NOT NEW."after_room" OR OLD."term_id" IS NOT NEW."term_id") AND NOT (OLD."at" IS NULL) AND NOT (NEW."at" IS NULL) BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'capture', OLD.id, '{' || '"id":' || lower(quote(OLD."id")) || ',' || '"kind":' || coalesce('"' || replace(replace(OLD."kind", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"text":' || coalesce('"' || replace(replace(OLD."text", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"side":' || coalesce('"' || replace(replace(OLD."side", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"meeting_id":' || lower(quote(OLD."meeting_id")) || ',' || '"item":' || lower(quote(OLD."item")) || ',' || '"at":' || coalesce('"' || replace(replace(OLD."at", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"after_room":' || lower(quote(OLD."after_room")) || ',' || '"term_id":' || coalesce('"' || replace(replace(OLD."term_id", '\', '\\'), '"', '\"') || '"', 'null') || '}', '{' || '"id":' || lower(quote(NEW."id")) || ',' || '"kind":' || coalesce('"' || replace(replace(NEW."kind", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"text":' || coalesce('"' || replace(replace(NEW."text", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"side":' || coalesce('"' || replace(replace(NEW."side", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"meeting_id":' || lower(quote(NEW."meeting_id")) || ',' || '"item":' || lower(quote(NEW."item")) || ',' || '"at":' || coalesce('"' || replace(replace(NEW."at", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"after_room":' || lower(quote(NEW."after_room")) || ',' || '"term_id":' || coalesce('"' || replace(replace(NEW."term_id", '\', '\\'), '"', '\"') || '"', 'null') || '}'); END;
CREATE TRIGGER "capture_delete_history" AFTER DELETE ON "capture" WHEN NOT (OLD."at" IS NULL) BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'capture', OLD.id, '{' || '"id":' || lower(quote(OLD."id")) || ',' || '"kind":' || coalesce('"' || replace(replace(OLD."kind", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"text":' || coalesce('"' || replace(replace(OLD."text", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"side":' || coalesce('"' || replace(replace(OLD."side", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"meeting_id":' || lower(quote(OLD."meeting_id")) || ',' || '"item":' || lower(quote(OLD."item")) || ',' || '"at":' || coalesce('"' || replace(replace(OLD."at", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"after_room":' || lower(quote(OLD."after_room")) || ',' || '"term_id":' || coalesce('"' || replace(replace(OLD."term_id", '\', '\\'), '"', '\"') || '"', 'null') || '}', NULL); END;
CREATE TRIGGER "issue_insert_history" AFTER INSERT ON "issue" WHEN NOT (NEW."anonymous" = 1) BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'issue', NEW.id, NULL, '{' || '"id":' || lower(quote(NEW."id")) || ',' || '"state":' || coalesce('"' || replace(replace(NEW."state", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"anonymous":' || lower(quote(NEW."anonymous")) || ',' || '"heard":' || coalesce('"' || replace(replace(NEW."heard", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"owner":' || coalesce('"' || replace(replace(NEW."owner", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"answer_by":' || coalesce('"' || replace(replace(NEW."answer_by", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"answer":' || coalesce('"' || replace(replace(NEW."answer", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"answered_on":' || coalesce('"' || replace(replace(NEW."answered_on", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"understood":' || coalesce('"' || replace(replace(NEW."understood", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"helps":' || coalesce('"' || replace(replace(NEW."helps", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"merged_into":' || lower(quote(NEW."merged_into")) || '}'); END;
CREATE TRIGGER "issue_update_history" AFTER UPDATE ON "issue" WHEN (OLD."id" IS NOT NEW."id" OR OLD."state" IS NOT NEW."state" OR OLD."anonymous" IS NOT NEW."anonymous" OR OLD."heard" IS NOT NEW."heard" OR OLD."owner" IS NOT NEW."owner" OR OLD."answer_by" IS NOT NEW."answer_by" OR OLD."answer" IS NOT NEW."answer" OR OLD."answered_on" IS NOT NEW."answered_on" OR OLD."understood" IS NOT NEW."understood" OR OLD."helps" IS NOT NEW."helps" OR OLD."merged_into" IS NOT NEW."merged_into") BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'issue', OLD.id, '{' || '"id":' || lower(quote(OLD."id")) || ',' || '"state":' || coalesce('"' || replace(replace(OLD."state", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"anonymous":' || lower(quote(OLD."anonymous")) || ',' || '"heard":' || coalesce('"' || replace(replace(OLD."heard", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"owner":' || coalesce('"' || replace(replace(OLD."owner", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"answer_by":' || coalesce('"' || replace(replace(OLD."answer_by", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"answer":' || coalesce('"' || replace(replace(OLD."answer", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"answered_on":' || coalesce('"' || replace(replace(OLD."answered_on", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"understood":' || coalesce('"' || replace(replace(OLD."understood", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"helps":' || coalesce('"' || replace(replace(OLD."helps", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"merged_into":' || lower(quote(OLD."merged_into")) || '}', '{' || '"id":' || lower(quote(NEW."id")) || ',' || '"state":' || coalesce('"' || replace(replace(NEW."state", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"anonymous":' || lower(quote(NEW."anonymous")) || ',' || '"heard":' || coalesce('"' || replace(replace(NEW."heard", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"owner":' || coalesce('"' || replace(replace(NEW."owner", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"answer_by":' || coalesce('"' || replace(replace(NEW."answer_by", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"answer":' || coalesce('"' || replace(replace(NEW."answer", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"answered_on":' || coalesce('"' || replace(replace(NEW."answered_on", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"understood":' || coalesce('"' || replace(replace(NEW."understood", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"helps":' || coalesce('"' || replace(replace(NEW."helps", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"merged_into":' || lower(quote(NEW."merged_into")) || '}'); END;
CREATE TRIGGER "issue_delete_history" AFTER DELETE ON "issue" WHEN NOT (OLD."anonymous" = 1) BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'issue', OLD.id, '{' || '"id":' || lower(quote(OLD."id")) || ',' || '"state":' || coalesce('"' || replace(replace(OLD."state", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"anonymous":' || lower(quote(OLD."anonymous")) || ',' || '"heard":' || coalesce('"' || replace(replace(OLD."heard", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"owner":' || coalesce('"' || replace(replace(OLD."owner", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"answer_by":' || coalesce('"' || replace(replace(OLD."answer_by", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"answer":' || coalesce('"' || replace(replace(OLD."answer", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"answered_on":' || coalesce('"' || replace(replace(OLD."answered_on", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"understood":' || coalesce('"' || replace(replace(OLD."understood", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"helps":' || coalesce('"' || replace(replace(OLD."helps", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"merged_into":' || lower(quote(OLD."merged_into")) || '}', NULL); END;
CREATE TRIGGER "action_insert_history" AFTER INSERT ON "action" BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'action', NEW.id, NULL, '{' || '"id":' || lower(quote(NEW."id")) || ',' || '"owner":' || coalesce('"' || replace(replace(NEW."owner", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"due":' || coalesce('"' || replace(replace(NEW."due", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"state":' || coalesce('"' || replace(replace(NEW."state", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"done_on":' || coalesce('"' || replace(replace(NEW."done_on", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"outcome":' || coalesce('"' || replace(replace(NEW."outcome", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"issue_id":' || lower(quote(NEW."issue_id")) || '}'); END;
CREATE TRIGGER "action_update_history" AFTER UPDATE ON "action" WHEN (OLD."id" IS NOT NEW."id" OR OLD."owner" IS NOT NEW."owner" OR OLD."due" IS NOT NEW."due" OR OLD."state" IS NOT NEW."state" OR OLD."done_on" IS NOT NEW."done_on" OR OLD."outcome" IS NOT NEW."outcome" OR OLD."issue_id" IS NOT NEW."issue_id") BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'action', OLD.id, '{' || '"id":' || lower(quote(OLD."id")) || ',' || '"owner":' || coalesce('"' || replace(replace(OLD."owner", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"due":' || coalesce('"' || replace(replace(OLD."due", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"state":' || coalesce('"' || replace(replace(OLD."state", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"done_on":' || coalesce('"' || replace(replace(OLD."done_on", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"outcome":' || coalesce('"' || replace(replace(OLD."outcome", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"issue_id":' || lower(quote(OLD."issue_id")) || '}', '{' || '"id":' || lower(quote(NEW."id")) || ',' || '"owner":' || coalesce('"' || replace(replace(NEW."owner", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"due":' || coalesce('"' || replace(replace(NEW."due", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"state":' || coalesce('"' || replace(replace(NEW."state", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"done_on":' || coalesce('"' || replace(replace(NEW."done_on", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"outcome":' || coalesce('"' || replace(replace(NEW."outcome", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"issue_id":' || lower(quote(NEW."issue_id")) || '}'); END;
CREATE TRIGGER "action_delete_history" AFTER DELETE ON "action" BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'action', OLD.id, '{' || '"id":' || lower(quote(OLD."id")) || ',' || '"owner":' || coalesce('"' || replace(replace(OLD."owner", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"due":' || coalesce('"' || replace(replace(OLD."due", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"state":' || coalesce('"' || replace(replace(OLD."state", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"done_on":' || coalesce('"' || replace(replace(OLD."done_on", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"outcome":' || coalesce('"' || replace(replace(OLD."outcome", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"issue_id":' || lower(quote(OLD."issue_id")) || '}', NULL); END;
CREATE TRIGGER "metric_value_insert_history" AFTER INSERT ON "metric_value" BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'metric_value', NEW.id, NULL, '{' || '"id":' || lower(quote(NEW."id")) || ',' || '"term_id":' || coalesce('"' || replace(replace(NEW."term_id", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"period":' || coalesce('"' || replace(replace(NEW."period", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"actual":' || lower(quote(NEW."actual")) || ',' || '"target":' || lower(quote(NEW."target")) || ',' || '"note":' || coalesce('"' || replace(replace(NEW."note", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"source":' || coalesce('"' || replace(replace(NEW."source", '\', '\\'), '"', '\"') || '"', 'null') || '}'); END;
CREATE TRIGGER "metric_value_update_history" AFTER UPDATE ON "metric_value" WHEN (OLD."id" IS NOT NEW."id" OR OLD."term_id" IS NOT NEW."term_id" OR OLD."period" IS NOT NEW."period" OR OLD."actual" IS NOT NEW."actual" OR OLD."target" IS NOT NEW."target" OR OLD."note" IS NOT NEW."note" OR OLD."source" IS NOT NEW."source") BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'metric_value', OLD.id, '{' || '"id":' || lower(quote(OLD."id")) || ',' || '"term_id":' || coalesce('"' || replace(replace(OLD."term_id", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"period":' || coalesce('"' || replace(replace(OLD."period", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"actual":' || lower(quote(OLD."actual")) || ',' || '"target":' || lower(quote(OLD."target")) || ',' || '"note":' || coalesce('"' || replace(replace(OLD."note", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"source":' || coalesce('"' || replace(replace(OLD."source", '\', '\\'), '"', '\"') || '"', 'null') || '}', '{' || '"id":' || lower(quote(NEW."id")) || ',' || '"term_id":' || coalesce('"' || replace(replace(NEW."term_id", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"period":' || coalesce('"' || replace(replace(NEW."period", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"actual":' || lower(quote(NEW."actual")) || ',' || '"target":' || lower(quote(NEW."target")) || ',' || '"note":' || coalesce('"' || replace(replace(NEW."note", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"source":' || coalesce('"' || replace(replace(NEW."source", '\', '\\'), '"', '\"') || '"', 'null') || '}'); END;
CREATE TRIGGER "metric_value_delete_history" AFTER DELETE ON "metric_value" BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'metric_value', OLD.id, '{' || '"id":' || lower(quote(OLD."id")) || ',' || '"term_id":' || coalesce('"' || replace(replace(OLD."term_id", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"period":' || coalesce('"' || replace(replace(OLD."period", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"actual":' || lower(quote(OLD."actual")) || ',' || '"target":' || lower(quote(OLD."target")) || ',' || '"note":' || coalesce('"' || replace(replace(OLD."note", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"source":' || coalesce('"' || replace(replace(OLD."source", '\', '\\'), '"', '\"') || '"', 'null') || '}', NULL); END;
CREATE TRIGGER "agreement_insert_history" AFTER INSERT ON "agreement" BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'agreement', NEW.id, NULL, '{' || '"id":' || lower(quote(NEW."id")) || ',' || '"term_id":' || coalesce('"' || replace(replace(NEW."term_id", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"name":' || coalesce('"' || replace(replace(NEW."name", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"outcome":' || coalesce('"' || replace(replace(NEW."outcome", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"definition":' || coalesce('"' || replace(replace(NEW."definition", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"before":' || coalesce('"' || replace(replace(NEW."before", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"voices":' || coalesce('"' || replace(replace(NEW."voices", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"on":' || coalesce('"' || replace(replace(NEW."on", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"meeting_id":' || lower(quote(NEW."meeting_id")) || ',' || '"in_file":' || lower(quote(NEW."in_file")) || ',' || '"at":' || coalesce('"' || replace(replace(NEW."at", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"rounds":' || coalesce('"' || replace(replace(NEW."rounds", '\', '\\'), '"', '\"') || '"', 'null') || '}'); END;
CREATE TRIGGER "agreement_update_history" AFTER UPDATE ON "agreement" WHEN (OLD."id" IS NOT NEW."id" OR OLD."term_id" IS NOT NEW."term_id" OR OLD."name" IS NOT NEW."name" OR OLD."outcome" IS NOT NEW."outcome" OR OLD."definition" IS NOT NEW."definition" OR OLD."before" IS NOT NEW."before" OR OLD."voices" IS NOT NEW."voices" OR OLD."on" IS NOT NEW."on" OR OLD."meeting_id" IS NOT NEW."meeting_id" OR OLD."in_file" IS NOT NEW."in_file" OR OLD."at" IS NOT NEW."at" OR OLD."rounds" IS NOT NEW."rounds") BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'agreement', OLD.id, '{' || '"id":' || lower(quote(OLD."id")) || ',' || '"term_id":' || coalesce('"' || replace(replace(OLD."term_id", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"name":' || coalesce('"' || replace(replace(OLD."name", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"outcome":' || coalesce('"' || replace(replace(OLD."outcome", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"definition":' || coalesce('"' || replace(replace(OLD."definition", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"before":' || coalesce('"' || replace(replace(OLD."before", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"voices":' || coalesce('"' || replace(replace(OLD."voices", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"on":' || coalesce('"' || replace(replace(OLD."on", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"meeting_id":' || lower(quote(OLD."meeting_id")) || ',' || '"in_file":' || lower(quote(OLD."in_file")) || ',' || '"at":' || coalesce('"' || replace(replace(OLD."at", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"rounds":' || coalesce('"' || replace(replace(OLD."rounds", '\', '\\'), '"', '\"') || '"', 'null') || '}', '{' || '"id":' || lower(quote(NEW."id")) || ',' || '"term_id":' || coalesce('"' || replace(replace(NEW."term_id", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"name":' || coalesce('"' || replace(replace(NEW."name", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"outcome":' || coalesce('"' || replace(replace(NEW."outcome", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"definition":' || coalesce('"' || replace(replace(NEW."definition", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"before":' || coalesce('"' || replace(replace(NEW."before", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"voices":' || coalesce('"' || replace(replace(NEW."voices", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"on":' || coalesce('"' || replace(replace(NEW."on", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"meeting_id":' || lower(quote(NEW."meeting_id")) || ',' || '"in_file":' || lower(quote(NEW."in_file")) || ',' || '"at":' || coalesce('"' || replace(replace(NEW."at", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"rounds":' || coalesce('"' || replace(replace(NEW."rounds", '\', '\\'), '"', '\"') || '"', 'null') || '}'); END;
CREATE TRIGGER "agreement_delete_history" AFTER DELETE ON "agreement" BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'agreement', OLD.id, '{' || '"id":' || lower(quote(OLD."id")) || ',' || '"term_id":' || coalesce('"' || replace(replace(OLD."term_id", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"name":' || coalesce('"' || replace(replace(OLD."name", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"outcome":' || coalesce('"' || replace(replace(OLD."outcome", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"definition":' || coalesce('"' || replace(replace(OLD."definition", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"before":' || coalesce('"' || replace(replace(OLD."before", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"voices":' || coalesce('"' || replace(replace(OLD."voices", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"on":' || coalesce('"' || replace(replace(OLD."on", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"meeting_id":' || lower(quote(OLD."meeting_id")) || ',' || '"in_file":' || lower(quote(OLD."in_file")) || ',' || '"at":' || coalesce('"' || replace(replace(OLD."at", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"rounds":' || coalesce('"' || replace(replace(OLD."rounds", '\', '\\'), '"', '\"') || '"', 'null') || '}', NULL); END;
CREATE TRIGGER "target_change_insert_history" AFTER INSERT ON "target_change" BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'target_change', NEW.id, NULL, '{' || '"id":' || lower(quote(NEW."id")) || ',' || '"term_id":' || coalesce('"' || replace(replace(NEW."term_id", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"period":' || coalesce('"' || replace(replace(NEW."period", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"before":' || lower(quote(NEW."before")) || ',' || '"target":' || lower(quote(NEW."target")) || ',' || '"yes":' || coalesce('"' || replace(replace(NEW."yes", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"agreed":' || lower(quote(NEW."agreed")) || ',' || '"meeting_id":' || lower(quote(NEW."meeting_id")) || ',' || '"at":' || coalesce('"' || replace(replace(NEW."at", '\', '\\'), '"', '\"') || '"', 'null') || '}'); END;
CREATE TRIGGER "target_change_update_history" AFTER UPDATE ON "target_change" WHEN (OLD."id" IS NOT NEW."id" OR OLD."term_id" IS NOT NEW."term_id" OR OLD."period" IS NOT NEW."period" OR OLD."before" IS NOT NEW."before" OR OLD."target" IS NOT NEW."target" OR OLD."yes" IS NOT NEW."yes" OR OLD."agreed" IS NOT NEW."agreed" OR OLD."meeting_id" IS NOT NEW."meeting_id" OR OLD."at" IS NOT NEW."at") BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'target_change', OLD.id, '{' || '"id":' || lower(quote(OLD."id")) || ',' || '"term_id":' || coalesce('"' || replace(replace(OLD."term_id", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"period":' || coalesce('"' || replace(replace(OLD."period", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"before":' || lower(quote(OLD."before")) || ',' || '"target":' || lower(quote(OLD."target")) || ',' || '"yes":' || coalesce('"' || replace(replace(OLD."yes", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"agreed":' || lower(quote(OLD."agreed")) || ',' || '"meeting_id":' || lower(quote(OLD."meeting_id")) || ',' || '"at":' || coalesce('"' || replace(replace(OLD."at", '\', '\\'), '"', '\"') || '"', 'null') || '}', '{' || '"id":' || lower(quote(NEW."id")) || ',' || '"term_id":' || coalesce('"' || replace(replace(NEW."term_id", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"period":' || coalesce('"' || replace(replace(NEW."period", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"before":' || lower(quote(NEW."before")) || ',' || '"target":' || lower(quote(NEW."target")) || ',' || '"yes":' || coalesce('"' || replace(replace(NEW."yes", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"agreed":' || lower(quote(NEW."agreed")) || ',' || '"meeting_id":' || lower(quote(NEW."meeting_id")) || ',' || '"at":' || coalesce('"' || replace(replace(NEW."at", '\', '\\'), '"', '\"') || '"', 'null') || '}'); END;
CREATE TRIGGER "target_change_delete_history" AFTER DELETE ON "target_change" BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'target_change', OLD.id, '{' || '"id":' || lower(quote(OLD."id")) || ',' || '"term_id":' || coalesce('"' || replace(replace(OLD."term_id", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"period":' || coalesce('"' || replace(replace(OLD."period", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"before":' || lower(quote(OLD."before")) || ',' || '"target":' || lower(quote(OLD."target")) || ',' || '"yes":' || coalesce('"' || replace(replace(OLD."yes", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"agreed":' || lower(quote(OLD."agreed")) || ',' || '"meeting_id":' || lower(quote(OLD."meeting_id")) || ',' || '"at":' || coalesce('"' || replace(replace(OLD."at", '\', '\\'), '"', '\"') || '"', 'null') || '}', NULL); END;
CREATE TRIGGER "verdict_insert_history" AFTER INSERT ON "verdict" BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'verdict', NEW.id, NULL, '{' || '"id":' || lower(quote(NEW."id")) || ',' || '"lead_id":' || lower(quote(NEW."lead_id")) || ',' || '"lead_key":' || coalesce('"' || replace(replace(NEW."lead_key", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"source":' || coalesce('"' || replace(replace(NEW."source", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"meeting_id":' || lower(quote(NEW."meeting_id")) || ',' || '"item":' || lower(quote(NEW."item")) || ',' || '"verdict":' || coalesce('"' || replace(replace(NEW."verdict", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"reason":' || coalesce('"' || replace(replace(NEW."reason", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"worked":' || coalesce('"' || replace(replace(NEW."worked", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"did_not":' || coalesce('"' || replace(replace(NEW."did_not", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"at":' || coalesce('"' || replace(replace(NEW."at", '\', '\\'), '"', '\"') || '"', 'null') || '}'); END;
CREATE TRIGGER "verdict_update_history" AFTER UPDATE ON "verdict" WHEN (OLD."id" IS NOT NEW."id" OR OLD."lead_id" IS NOT NEW."lead_id" OR OLD."lead_key" IS NOT NEW."lead_key" OR OLD."source" IS NOT NEW."source" OR OLD."meeting_id" IS NOT NEW."meeting_id" OR OLD."item" IS NOT NEW."item" OR OLD."verdict" IS NOT NEW."verdict" OR OLD."reason" IS NOT NEW."reason" OR OLD."worked" IS NOT NEW."worked" OR OLD."did_not" IS NOT NEW."did_not" OR OLD."at" IS NOT NEW."at") BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'verdict', OLD.id, '{' || '"id":' || lower(quote(OLD."id")) || ',' || '"lead_id":' || lower(quote(OLD."lead_id")) || ',' || '"lead_key":' || coalesce('"' || replace(replace(OLD."lead_key", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"source":' || coalesce('"' || replace(replace(OLD."source", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"meeting_id":' || lower(quote(OLD."meeting_id")) || ',' || '"item":' || lower(quote(OLD."item")) || ',' || '"verdict":' || coalesce('"' || replace(replace(OLD."verdict", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"reason":' || coalesce('"' || replace(replace(OLD."reason", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"worked":' || coalesce('"' || replace(replace(OLD."worked", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"did_not":' || coalesce('"' || replace(replace(OLD."did_not", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"at":' || coalesce('"' || replace(replace(OLD."at", '\', '\\'), '"', '\"') || '"', 'null') || '}', '{' || '"id":' || lower(quote(NEW."id")) || ',' || '"lead_id":' || lower(quote(NEW."lead_id")) || ',' || '"lead_key":' || coalesce('"' || replace(replace(NEW."lead_key", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"source":' || coalesce('"' || replace(replace(NEW."source", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"meeting_id":' || lower(quote(NEW."meeting_id")) || ',' || '"item":' || lower(quote(NEW."item")) || ',' || '"verdict":' || coalesce('"' || replace(replace(NEW."verdict", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"reason":' || coalesce('"' || replace(replace(NEW."reason", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"worked":' || coalesce('"' || replace(replace(NEW."worked", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"did_not":' || coalesce('"' || replace(replace(NEW."did_not", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"at":' || coalesce('"' || replace(replace(NEW."at", '\', '\\'), '"', '\"') || '"', 'null') || '}'); END;
CREATE TRIGGER "verdict_delete_history" AFTER DELETE ON "verdict" BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'verdict', OLD.id, '{' || '"id":' || lower(quote(OLD."id")) || ',' || '"lead_id":' || lower(quote(OLD."lead_id")) || ',' || '"lead_key":' || coalesce('"' || replace(replace(OLD."lead_key", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"source":' || coalesce('"' || replace(replace(OLD."source", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"meeting_id":' || lower(quote(OLD."meeting_id")) || ',' || '"item":' || lower(quote(OLD."item")) || ',' || '"verdict":' || coalesce('"' || replace(replace(OLD."verdict", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"reason":' || coalesce('"' || replace(replace(OLD."reason", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"worked":' || coalesce('"' || replace(replace(OLD."worked", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"did_not":' || coalesce('"' || replace(replace(OLD."did_not", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"at":' || coalesce('"' || replace(replace(OLD."at", '\', '\\'), '"', '\"') || '"', 'null') || '}', NULL); END;
CREATE TRIGGER "lead_import_insert_history" AFTER INSERT ON "lead_import" BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'lead_import', NEW.id, NULL, '{' || '"id":' || lower(quote(NEW."id")) || ',' || '"at":' || coalesce('"' || replace(replace(NEW."at", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"file":' || coalesce('"' || replace(replace(NEW."file", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"profile":' || coalesce('"' || replace(replace(NEW."profile", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"new":' || lower(quote(NEW."new")) || ',' || '"changed":' || lower(quote(NEW."changed")) || ',' || '"same":' || lower(quote(NEW."same")) || ',' || '"refused":' || lower(quote(NEW."refused")) || '}'); END;
CREATE TRIGGER "lead_import_update_history" AFTER UPDATE ON "lead_import" WHEN (OLD."id" IS NOT NEW."id" OR OLD."at" IS NOT NEW."at" OR OLD."file" IS NOT NEW."file" OR OLD."profile" IS NOT NEW."profile" OR OLD."new" IS NOT NEW."new" OR OLD."changed" IS NOT NEW."changed" OR OLD."same" IS NOT NEW."same" OR OLD."refused" IS NOT NEW."refused") BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'lead_import', OLD.id, '{' || '"id":' || lower(quote(OLD."id")) || ',' || '"at":' || coalesce('"' || replace(replace(OLD."at", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"file":' || coalesce('"' || replace(replace(OLD."file", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"profile":' || coalesce('"' || replace(replace(OLD."profile", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"new":' || lower(quote(OLD."new")) || ',' || '"changed":' || lower(quote(OLD."changed")) || ',' || '"same":' || lower(quote(OLD."same")) || ',' || '"refused":' || lower(quote(OLD."refused")) || '}', '{' || '"id":' || lower(quote(NEW."id")) || ',' || '"at":' || coalesce('"' || replace(replace(NEW."at", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"file":' || coalesce('"' || replace(replace(NEW."file", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"profile":' || coalesce('"' || replace(replace(NEW."profile", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"new":' || lower(quote(NEW."new")) || ',' || '"changed":' || lower(quote(NEW."changed")) || ',' || '"same":' || lower(quote(NEW."same")) || ',' || '"refused":' || lower(quote(NEW."refused")) || '}'); END;
CREATE TRIGGER "lead_import_delete_history" AFTER DELETE ON "lead_import" BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'lead_import', OLD.id, '{' || '"id":' || lower(quote(OLD."id")) || ',' || '"at":' || coalesce('"' || replace(replace(OLD."at", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"file":' || coalesce('"' || replace(replace(OLD."file", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"profile":' || coalesce('"' || replace(replace(OLD."profile", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"new":' || lower(quote(OLD."new")) || ',' || '"changed":' || lower(quote(OLD."changed")) || ',' || '"same":' || lower(quote(OLD."same")) || ',' || '"refused":' || lower(quote(OLD."refused")) || '}', NULL); END;
CREATE TRIGGER "blind_text_insert_history" AFTER INSERT ON "blind_text" BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'blind_text', NEW.id, NULL, '{' || '"id":' || lower(quote(NEW."id")) || ',' || '"meeting_id":' || lower(quote(NEW."meeting_id")) || ',' || '"term_id":' || coalesce('"' || replace(replace(NEW."term_id", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"side":' || coalesce('"' || replace(replace(NEW."side", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"text":' || coalesce('"' || replace(replace(NEW."text", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"revealed":' || lower(quote(NEW."revealed")) || '}'); END;
CREATE TRIGGER "blind_text_update_history" AFTER UPDATE ON "blind_text" WHEN (OLD."id" IS NOT NEW."id" OR OLD."meeting_id" IS NOT NEW."meeting_id" OR OLD."term_id" IS NOT NEW."term_id" OR OLD."side" IS NOT NEW."side" OR OLD."text" IS NOT NEW."text" OR OLD."revealed" IS NOT NEW."revealed") BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'blind_text', OLD.id, '{' || '"id":' || lower(quote(OLD."id")) || ',' || '"meeting_id":' || lower(quote(OLD."meeting_id")) || ',' || '"term_id":' || coalesce('"' || replace(replace(OLD."term_id", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"side":' || coalesce('"' || replace(replace(OLD."side", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"text":' || coalesce('"' || replace(replace(OLD."text", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"revealed":' || lower(quote(OLD."revealed")) || '}', '{' || '"id":' || lower(quote(NEW."id")) || ',' || '"meeting_id":' || lower(quote(NEW."meeting_id")) || ',' || '"term_id":' || coalesce('"' || replace(replace(NEW."term_id", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"side":' || coalesce('"' || replace(replace(NEW."side", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"text":' || coalesce('"' || replace(replace(NEW."text", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"revealed":' || lower(quote(NEW."revealed")) || '}'); END;
CREATE TRIGGER "blind_text_delete_history" AFTER DELETE ON "blind_text" BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'blind_text', OLD.id, '{' || '"id":' || lower(quote(OLD."id")) || ',' || '"meeting_id":' || lower(quote(OLD."meeting_id")) || ',' || '"term_id":' || coalesce('"' || replace(replace(OLD."term_id", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"side":' || coalesce('"' || replace(replace(OLD."side", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"text":' || coalesce('"' || replace(replace(OLD."text", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"revealed":' || lower(quote(OLD."revealed")) || '}', NULL); END;
CREATE TRIGGER "term_example_insert_history" AFTER INSERT ON "term_example" BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'term_example', NEW.id, NULL, '{' || '"id":' || lower(quote(NEW."id")) || ',' || '"meeting_id":' || lower(quote(NEW."meeting_id")) || ',' || '"term_id":' || coalesce('"' || replace(replace(NEW."term_id", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"text":' || coalesce('"' || replace(replace(NEW."text", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"lead_key":' || coalesce('"' || replace(replace(NEW."lead_key", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"said":' || coalesce('"' || replace(replace(NEW."said", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"outcome":' || coalesce('"' || replace(replace(NEW."outcome", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"issue_id":' || lower(quote(NEW."issue_id")) || ',' || '"rule":' || coalesce('"' || replace(replace(NEW."rule", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"at":' || coalesce('"' || replace(replace(NEW."at", '\', '\\'), '"', '\"') || '"', 'null') || '}'); END;
CREATE TRIGGER "term_example_update_history" AFTER UPDATE ON "term_example" WHEN (OLD."id" IS NOT NEW."id" OR OLD."meeting_id" IS NOT NEW."meeting_id" OR OLD."term_id" IS NOT NEW."term_id" OR OLD."text" IS NOT NEW."text" OR OLD."lead_key" IS NOT NEW."lead_key" OR OLD."said" IS NOT NEW."said" OR OLD."outcome" IS NOT NEW."outcome" OR OLD."issue_id" IS NOT NEW."issue_id" OR OLD."rule" IS NOT NEW."rule" OR OLD."at" IS NOT NEW."at") BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'term_example', OLD.id, '{' || '"id":' || lower(quote(OLD."id")) || ',' || '"meeting_id":' || lower(quote(OLD."meeting_id")) || ',' || '"term_id":' || coalesce('"' || replace(replace(OLD."term_id", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"text":' || coalesce('"' || replace(replace(OLD."text", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"lead_key":' || coalesce('"' || replace(replace(OLD."lead_key", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"said":' || coalesce('"' || replace(replace(OLD."said", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"outcome":' || coalesce('"' || replace(replace(OLD."outcome", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"issue_id":' || lower(quote(OLD."issue_id")) || ',' || '"rule":' || coalesce('"' || replace(replace(OLD."rule", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"at":' || coalesce('"' || replace(replace(OLD."at", '\', '\\'), '"', '\"') || '"', 'null') || '}', '{' || '"id":' || lower(quote(NEW."id")) || ',' || '"meeting_id":' || lower(quote(NEW."meeting_id")) || ',' || '"term_id":' || coalesce('"' || replace(replace(NEW."term_id", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"text":' || coalesce('"' || replace(replace(NEW."text", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"lead_key":' || coalesce('"' || replace(replace(NEW."lead_key", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"said":' || coalesce('"' || replace(replace(NEW."said", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"outcome":' || coalesce('"' || replace(replace(NEW."outcome", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"issue_id":' || lower(quote(NEW."issue_id")) || ',' || '"rule":' || coalesce('"' || replace(replace(NEW."rule", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"at":' || coalesce('"' || replace(replace(NEW."at", '\', '\\'), '"', '\"') || '"', 'null') || '}'); END;
CREATE TRIGGER "term_example_delete_history" AFTER DELETE ON "term_example" BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'term_example', OLD.id, '{' || '"id":' || lower(quote(OLD."id")) || ',' || '"meeting_id":' || lower(quote(OLD."meeting_id")) || ',' || '"term_id":' || coalesce('"' || replace(replace(OLD."term_id", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"text":' || coalesce('"' || replace(replace(OLD."text", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"lead_key":' || coalesce('"' || replace(replace(OLD."lead_key", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"said":' || coalesce('"' || replace(replace(OLD."said", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"outcome":' || coalesce('"' || replace(replace(OLD."outcome", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"issue_id":' || lower(quote(OLD."issue_id")) || ',' || '"rule":' || coalesce('"' || replace(replace(OLD."rule", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"at":' || coalesce('"' || replace(replace(OLD."at", '\', '\\'), '"', '\"') || '"', 'null') || '}', NULL); END;
CREATE TRIGGER "issue_move_insert_history" AFTER INSERT ON "issue_move" BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'issue_move', NEW.id, NULL, '{' || '"id":' || lower(quote(NEW."id")) || ',' || '"issue_id":' || lower(quote(NEW."issue_id")) || ',' || '"verb":' || coalesce('"' || replace(replace(NEW."verb", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"who":' || coalesce('"' || replace(replace(NEW."who", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"text":' || coalesce('"' || replace(replace(NEW."text", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"meeting_id":' || lower(quote(NEW."meeting_id")) || ',' || '"at":' || coalesce('"' || replace(replace(NEW."at", '\', '\\'), '"', '\"') || '"', 'null') || '}'); END;
CREATE TRIGGER "issue_move_update_history" AFTER UPDATE ON "issue_move" WHEN (OLD."id" IS NOT NEW."id" OR OLD."issue_id" IS NOT NEW."issue_id" OR OLD."verb" IS NOT NEW."verb" OR OLD."who" IS NOT NEW."who" OR OLD."text" IS NOT NEW."text" OR OLD."meeting_id" IS NOT NEW."meeting_id" OR OLD."at" IS NOT NEW."at") BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'issue_move', OLD.id, '{' || '"id":' || lower(quote(OLD."id")) || ',' || '"issue_id":' || lower(quote(OLD."issue_id")) || ',' || '"verb":' || coalesce('"' || replace(replace(OLD."verb", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"who":' || coalesce('"' || replace(replace(OLD."who", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"text":' || coalesce('"' || replace(replace(OLD."text", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"meeting_id":' || lower(quote(OLD."meeting_id")) || ',' || '"at":' || coalesce('"' || replace(replace(OLD."at", '\', '\\'), '"', '\"') || '"', 'null') || '}', '{' || '"id":' || lower(quote(NEW."id")) || ',' || '"issue_id":' || lower(quote(NEW."issue_id")) || ',' || '"verb":' || coalesce('"' || replace(replace(NEW."verb", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"who":' || coalesce('"' || replace(replace(NEW."who", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"text":' || coalesce('"' || replace(replace(NEW."text", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"meeting_id":' || lower(quote(NEW."meeting_id")) || ',' || '"at":' || coalesce('"' || replace(replace(NEW."at", '\', '\\'), '"', '\"') || '"', 'null') || '}'); END;
CREATE TRIGGER "issue_move_delete_history" AFTER DELETE ON "issue_move" BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'issue_move', OLD.id, '{' || '"id":' || lower(quote(OLD."id")) || ',' || '"issue_id":' || lower(quote(OLD."issue_id")) || ',' || '"verb":' || coalesce('"' || replace(replace(OLD."verb", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"who":' || coalesce('"' || replace(replace(OLD."who", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"text":' || coalesce('"' || replace(replace(OLD."text", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"meeting_id":' || lower(quote(OLD."meeting_id")) || ',' || '"at":' || coalesce('"' || replace(replace(OLD."at", '\', '\\'), '"', '\"') || '"', 'null') || '}', NULL); END;
CREATE TRIGGER "me_too_insert_history" AFTER INSERT ON "me_too" BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'me_too', NEW.id, NULL, '{' || '"id":' || lower(quote(NEW."id")) || ',' || '"issue_id":' || lower(quote(NEW."issue_id")) || ',' || '"side":' || coalesce('"' || replace(replace(NEW."side", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"meeting_id":' || lower(quote(NEW."meeting_id")) || ',' || '"at":' || coalesce('"' || replace(replace(NEW."at", '\', '\\'), '"', '\"') || '"', 'null') || '}'); END;
CREATE TRIGGER "me_too_update_history" AFTER UPDATE ON "me_too" WHEN (OLD."id" IS NOT NEW."id" OR OLD."issue_id" IS NOT NEW."issue_id" OR OLD."side" IS NOT NEW."side" OR OLD."meeting_id" IS NOT NEW."meeting_id" OR OLD."at" IS NOT NEW."at") BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'me_too', OLD.id, '{' || '"id":' || lower(quote(OLD."id")) || ',' || '"issue_id":' || lower(quote(OLD."issue_id")) || ',' || '"side":' || coalesce('"' || replace(replace(OLD."side", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"meeting_id":' || lower(quote(OLD."meeting_id")) || ',' || '"at":' || coalesce('"' || replace(replace(OLD."at", '\', '\\'), '"', '\"') || '"', 'null') || '}', '{' || '"id":' || lower(quote(NEW."id")) || ',' || '"issue_id":' || lower(quote(NEW."issue_id")) || ',' || '"side":' || coalesce('"' || replace(replace(NEW."side", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"meeting_id":' || lower(quote(NEW."meeting_id")) || ',' || '"at":' || coalesce('"' || replace(replace(NEW."at", '\', '\\'), '"', '\"') || '"', 'null') || '}'); END;
CREATE TRIGGER "me_too_delete_history" AFTER DELETE ON "me_too" BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'me_too', OLD.id, '{' || '"id":' || lower(quote(OLD."id")) || ',' || '"issue_id":' || lower(quote(OLD."issue_id")) || ',' || '"side":' || coalesce('"' || replace(replace(OLD."side", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"meeting_id":' || lower(quote(OLD."meeting_id")) || ',' || '"at":' || coalesce('"' || replace(replace(OLD."at", '\', '\\'), '"', '\"') || '"', 'null') || '}', NULL); END;
CREATE TRIGGER "record_link_insert_history" AFTER INSERT ON "record_link" BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'record_link', NEW.id, NULL, '{' || '"id":' || lower(quote(NEW."id")) || ',' || '"capture_id":' || lower(quote(NEW."capture_id")) || ',' || '"kind":' || coalesce('"' || replace(replace(NEW."kind", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"target":' || coalesce('"' || replace(replace(NEW."target", '\', '\\'), '"', '\"') || '"', 'null') || '}'); END;
CREATE TRIGGER "record_link_update_history" AFTER UPDATE ON "record_link" WHEN (OLD."id" IS NOT NEW."id" OR OLD."capture_id" IS NOT NEW."capture_id" OR OLD."kind" IS NOT NEW."kind" OR OLD."target" IS NOT NEW."target") BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'record_link', OLD.id, '{' || '"id":' || lower(quote(OLD."id")) || ',' || '"capture_id":' || lower(quote(OLD."capture_id")) || ',' || '"kind":' || coalesce('"' || replace(replace(OLD."kind", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"target":' || coalesce('"' || replace(replace(OLD."target", '\', '\\'), '"', '\"') || '"', 'null') || '}', '{' || '"id":' || lower(quote(NEW."id")) || ',' || '"capture_id":' || lower(quote(NEW."capture_id")) || ',' || '"kind":' || coalesce('"' || replace(replace(NEW."kind", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"target":' || coalesce('"' || replace(replace(NEW."target", '\', '\\'), '"', '\"') || '"', 'null') || '}'); END;
CREATE TRIGGER "record_link_delete_history" AFTER DELETE ON "record_link" BEGIN INSERT INTO row_history (change_id, tbl, row_id, before, after) VALUES ((SELECT max(id) FROM change), 'record_link', OLD.id, '{' || '"id":' || lower(quote(OLD."id")) || ',' || '"capture_id":' || lower(quote(OLD."capture_id")) || ',' || '"kind":' || coalesce('"' || replace(replace(OLD."kind", '\', '\\'), '"', '\"') || '"', 'null') || ',' || '"target":' || coalesce('"' || replace(replace(OLD."target", '\', '\\'), '"', '\"') || '"', 'null') || '}', NULL); END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('change',8);
INSERT INTO "sqlite_sequence" VALUES('row_history',18);
INSERT INTO "sqlite_sequence" VALUES('meeting',1);
INSERT INTO "sqlite_sequence" VALUES('person',1);
INSERT INTO "sqlite_sequence" VALUES('attendance',1);
INSERT INTO "sqlite_sequence" VALUES('rating',1);
INSERT INTO "sqlite_sequence" VALUES('capture',2);
INSERT INTO "sqlite_sequence" VALUES('metric_value',1);
INSERT INTO "sqlite_sequence" VALUES('agreement',2);
INSERT INTO "sqlite_sequence" VALUES('lead_import',1);
INSERT INTO "sqlite_sequence" VALUES('term_version',3);
INSERT INTO "sqlite_sequence" VALUES('blind_text',1);
INSERT INTO "sqlite_sequence" VALUES('term_example',1);
INSERT INTO "sqlite_sequence" VALUES('issue_move',1);
INSERT INTO "sqlite_sequence" VALUES('me_too',1);
INSERT INTO "sqlite_sequence" VALUES('record_link',1);
COMMIT;
CREATE VIRTUAL TABLE capture_words USING fts5(
  text, kind, content='', columnsize=0, detail=column, prefix='1 2', tokenize='unicode61 remove_diacritics 2'
);
