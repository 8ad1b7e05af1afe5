BEGIN TRANSACTION;
CREATE TABLE claim (
	entry INTEGER NOT NULL, 
	id TEXT NOT NULL, 
	document TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	slots JSON NOT NULL, 
	status TEXT NOT NULL, 
	source TEXT, 
	date TEXT, 
	valid_from TEXT, 
	valid_to TEXT, 
	day_from TEXT NOT NULL, 
	day_to TEXT NOT NULL, 
	evidence TEXT NOT NULL, 
	folded TEXT NOT NULL, 
	evidence_start INTEGER, 
	evidence_end INTEGER, 
	written JSON, 
	implicit JSON, 
	optional BOOLEAN NOT NULL, 
	extractor TEXT NOT NULL, 
	reader TEXT NOT NULL, 
	rule TEXT, 
	run INTEGER NOT NULL, 
	recorded_at TEXT NOT NULL, 
	retracted_at TEXT, 
	retracted_by TEXT, 
	retracted_reason TEXT, 
	retracted_run INTEGER, 
	PRIMARY KEY (entry), 
	FOREIGN KEY(document) REFERENCES document (digest), 
	FOREIGN KEY(run) REFERENCES run (id), 
	FOREIGN KEY(retracted_run) REFERENCES run (id)
);
INSERT INTO "claim" VALUES(1,'25d02c6eb3646f247a792461be0f86f3','df2a3044a1f6620768c9e6f88ea9353f','move','{"person": "Ada Lovelace", "from_org": "Google", "to_org": "Meta"}','asserted',NULL,NULL,NULL,NULL,'2025-07-03','2025-07-03','Ada Lovelace verlässt Google','ada lovelace verlasst google',0,28,NULL,NULL,0,'builtin 1','builtin',NULL,1,'2025-07-01T13:00:00.000000Z','2025-07-01T18:00:00.000000Z','builtin 2','the document has a newer version',2);
INSERT INTO "claim" VALUES(2,'f38eb70aa561f88d564717938bb040af','df2a3044a1f6620768c9e6f88ea9353f','pay','{"payer": "Meta", "amount": {"value": 3000000, "currency": "USD"}, "recipient": "Ada Lovelace"}','asserted','NZZ',NULL,NULL,NULL,'2025-07-03','2025-07-03','für 3 Mio. Dollar','fur 3 mio. dollar',38,55,NULL,NULL,0,'builtin 1','builtin',NULL,1,'2025-07-01T13:00:00.000000Z','2025-07-01T18:00:00.000000Z','builtin 2','the document has a newer version',2);
INSERT INTO "claim" VALUES(3,'0dedfd0a58090a21620edeee195547dc','df2a3044a1f6620768c9e6f88ea9353f','position','{"person": "Ada Lovelace", "role": "author", "current": true}','asserted',NULL,NULL,NULL,NULL,'2025-07-03','2025-07-03','Ada bleibt Autorin','ada bleibt autorin',91,109,'{"person": ["Ada"]}',NULL,0,'builtin 1','builtin',NULL,1,'2025-07-01T13:00:00.000000Z','2025-07-01T17:00:00.000000Z','builtin 2','its reading of the document no longer holds it',2);
INSERT INTO "claim" VALUES(4,'b908b160c50633392a407050e2d594f8','339572b29cc90ff7807025d953e81b95','deal','{"buyer": "Bob Stone", "target": "Scale AI GmbH", "kind": "acquisition"}','asserted','Ada Lovelace',NULL,NULL,NULL,'','','Bob Stone kauft die Scale AI GmbH','bob stone kauft die scale ai gmbh',0,33,'{"target": ["Scale AI"]}',NULL,0,'builtin 1','builtin',NULL,1,'2025-07-01T14:00:00.000000Z','2025-07-01T22:00:00.000000Z','eve','no deal',NULL);
INSERT INTO "claim" VALUES(5,'f169a1cc12c704f0f163cc314e86f231','339572b29cc90ff7807025d953e81b95','move','{"person": "Bob Stone", "to_org": "Scale AI GmbH"}','asserted',NULL,'2025-06','2025-06-01','2025-06-30','2025-06-01','2025-06-30','Bob Stone kauft','bob stone kauft',0,15,NULL,NULL,0,'builtin 1','builtin',NULL,1,'2025-07-01T14:00:00.000000Z',NULL,NULL,NULL,NULL);
INSERT INTO "claim" VALUES(6,'e722a69b9f06acfde57c95099602adf9','d7f65aab63d4ff719abc7862adf55b14','move','{"person": "Ada Lovelace", "from_org": "Google", "to_org": "Meta"}','asserted',NULL,NULL,NULL,NULL,'2025-07-03','2025-07-03','Ada Lovelace verlässt Google','ada lovelace verlasst google',0,28,NULL,NULL,0,'builtin 2','builtin',NULL,2,'2025-07-01T18:00:00.000000Z','2025-07-01T19:00:00.000000Z','ada','she stayed',NULL);
INSERT INTO "claim" VALUES(7,'0716ab0ee1f22440a0e0985d58ed901e','d7f65aab63d4ff719abc7862adf55b14','position','{"person": "Ada Lovelace", "role": "author", "current": true}','asserted',NULL,NULL,NULL,NULL,'2025-07-03','2025-07-03','Ada bleibt Autorin','ada bleibt autorin',91,109,'{"person": ["Ada"]}',NULL,0,'editor:eve','editor:eve',NULL,3,'2025-07-01T21:00:00.000000Z',NULL,NULL,NULL,NULL);
CREATE TABLE document (
	digest TEXT NOT NULL, 
	id TEXT NOT NULL, 
	title TEXT, 
	url TEXT, 
	place TEXT, 
	date TEXT, 
	lang TEXT, 
	outlet TEXT, 
	run INTEGER NOT NULL, 
	recorded_at TEXT NOT NULL, 
	text TEXT NOT NULL, 
	PRIMARY KEY (digest), 
	FOREIGN KEY(run) REFERENCES run (id)
);
INSERT INTO "document" VALUES('df2a3044a1f6620768c9e6f88ea9353f','nzz-1','Wechsel',NULL,NULL,'2025-07-03','de',NULL,1,'2025-07-01T13:00:00.000000Z','Ada Lovelace verlässt Google und geht für 3 Mio. Dollar zu Meta in Zürich, meldet die NZZ. Ada bleibt Autorin.');
INSERT INTO "document" VALUES('339572b29cc90ff7807025d953e81b95','faz-1','Wechsel',NULL,NULL,NULL,'de',NULL,1,'2025-07-01T14:00:00.000000Z','Bob Stone kauft die Scale AI GmbH, sagt Ada Lovelace. Jane Doe widerspricht.');
INSERT INTO "document" VALUES('d7f65aab63d4ff719abc7862adf55b14','nzz-1','Wechsel',NULL,NULL,'2025-07-03','de',NULL,2,'2025-07-01T18:00:00.000000Z','Ada Lovelace verlässt Google und geht für 3 Mio. Dollar zu Meta in Zürich, meldet die NZZ. Ada bleibt Autorin. Berichtigt.');
CREATE TABLE judgement (
	entry INTEGER NOT NULL, 
	"left" TEXT NOT NULL, 
	"right" TEXT NOT NULL, 
	verdict TEXT NOT NULL, 
	score FLOAT, 
	decided_by TEXT NOT NULL, 
	recorded_at TEXT NOT NULL, 
	retracted_at TEXT, 
	PRIMARY KEY (entry)
);
CREATE TABLE meta (
	name TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "meta" VALUES('version','1');
INSERT INTO "meta" VALUES('views','36944d21fb884849b176fa44ff7f239d');
CREATE TABLE party (
	entry INTEGER NOT NULL, 
	slot TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	type TEXT NOT NULL, 
	name TEXT NOT NULL, 
	written TEXT, 
	"key" TEXT NOT NULL, 
	PRIMARY KEY (entry, slot, position), 
	FOREIGN KEY(entry) REFERENCES claim (entry)
)
 WITHOUT ROWID

;
INSERT INTO "party" VALUES(1,'from_org',0,'org','Google',NULL,'google');
INSERT INTO "party" VALUES(1,'person',0,'person','Ada Lovelace',NULL,'ada lovelace');
INSERT INTO "party" VALUES(1,'to_org',0,'org','Meta',NULL,'meta');
INSERT INTO "party" VALUES(2,'payer',0,'org','Meta',NULL,'meta');
INSERT INTO "party" VALUES(2,'source',0,'party','NZZ',NULL,'nzz');
INSERT INTO "party" VALUES(3,'person',0,'person','Ada Lovelace','Ada','ada lovelace');
INSERT INTO "party" VALUES(4,'buyer',0,'party','Bob Stone',NULL,'bobstone');
INSERT INTO "party" VALUES(4,'source',0,'party','Ada Lovelace',NULL,'adalovelace');
INSERT INTO "party" VALUES(4,'target',0,'org','Scale AI GmbH','Scale AI','scaleai');
INSERT INTO "party" VALUES(5,'person',0,'person','Bob Stone',NULL,'bob stone');
INSERT INTO "party" VALUES(5,'to_org',0,'org','Scale AI GmbH',NULL,'scaleai');
INSERT INTO "party" VALUES(6,'from_org',0,'org','Google',NULL,'google');
INSERT INTO "party" VALUES(6,'person',0,'person','Ada Lovelace',NULL,'ada lovelace');
INSERT INTO "party" VALUES(6,'to_org',0,'org','Meta',NULL,'meta');
INSERT INTO "party" VALUES(7,'person',0,'person','Ada Lovelace','Ada','ada lovelace');
CREATE TABLE reading (
	document TEXT NOT NULL, 
	extractor TEXT NOT NULL, 
	recorded_at TEXT NOT NULL, 
	version TEXT NOT NULL, 
	run INTEGER NOT NULL, 
	PRIMARY KEY (document, extractor, recorded_at), 
	FOREIGN KEY(document) REFERENCES document (digest), 
	FOREIGN KEY(run) REFERENCES run (id)
);
INSERT INTO "reading" VALUES('df2a3044a1f6620768c9e6f88ea9353f','builtin','2025-07-01T13:00:00.000000Z','1',1);
INSERT INTO "reading" VALUES('339572b29cc90ff7807025d953e81b95','builtin','2025-07-01T14:00:00.000000Z','1',1);
INSERT INTO "reading" VALUES('df2a3044a1f6620768c9e6f88ea9353f','builtin','2025-07-01T17:00:00.000000Z','2',2);
INSERT INTO "reading" VALUES('d7f65aab63d4ff719abc7862adf55b14','builtin','2025-07-01T18:00:00.000000Z','2',2);
CREATE TABLE run (
	id INTEGER NOT NULL, 
	command TEXT NOT NULL, 
	program TEXT NOT NULL, 
	extractor TEXT NOT NULL, 
	version TEXT NOT NULL, 
	packs TEXT, 
	started TEXT NOT NULL, 
	ended TEXT, 
	documents INTEGER, 
	claims INTEGER, 
	skipped INTEGER, 
	PRIMARY KEY (id)
);
INSERT INTO "run" VALUES(1,'ingest','0.1.0','builtin','1','abc','2025-07-01T12:00:00.000000Z','2025-07-01T15:00:00.000000Z',2,5,0);
INSERT INTO "run" VALUES(2,'ingest','0.1.0','builtin','2',NULL,'2025-07-01T16:00:00.000000Z',NULL,NULL,NULL,NULL);
INSERT INTO "run" VALUES(3,'correct','0.1.0','editor:eve','',NULL,'2025-07-01T20:00:00.000000Z',NULL,NULL,NULL,NULL);
CREATE UNIQUE INDEX judgement_live ON judgement ("left", "right") WHERE retracted_at IS NULL;
CREATE INDEX ix_document_recorded_at ON document (recorded_at);
CREATE INDEX ix_document_id ON document (id);
CREATE INDEX ix_reading_recorded_at ON reading (recorded_at);
CREATE INDEX claim_kind ON claim (kind, day_from);
CREATE INDEX claim_day ON claim (day_from, recorded_at);
CREATE INDEX ix_claim_document ON claim (document);
CREATE UNIQUE INDEX claim_entry ON claim (id, recorded_at);
CREATE INDEX claim_retracted ON claim (retracted_at) WHERE retracted_at IS NOT NULL;
CREATE INDEX claim_recorded ON claim (recorded_at);
CREATE UNIQUE INDEX claim_live ON claim (id, reader) WHERE retracted_at IS NULL;
CREATE INDEX ix_party_key ON party ("key");
CREATE INDEX ix_party_name ON party (name);
CREATE VIEW move_history AS SELECT claim.id AS claim, document.id AS document, document.title, document.url, document.date AS published, document.lang, claim.date, claim.status, claim.source, CAST(JSON_EXTRACT(claim.slots, '$."person"') AS VARCHAR) AS person, CAST(CAST(JSON_EXTRACT(claim.slots, '$."headcount"') AS VARCHAR) AS NUMERIC) AS headcount, CAST(JSON_EXTRACT(claim.slots, '$."from_org"') AS VARCHAR) AS from_org, CAST(JSON_EXTRACT(claim.slots, '$."to_org"') AS VARCHAR) AS to_org, CAST(JSON_EXTRACT(claim.slots, '$."from_role"') AS VARCHAR) AS from_role, CAST(JSON_EXTRACT(claim.slots, '$."to_role"') AS VARCHAR) AS to_role, CAST(JSON_EXTRACT(claim.slots, '$."from_unit"') AS VARCHAR) AS from_unit, CAST(JSON_EXTRACT(claim.slots, '$."to_unit"') AS VARCHAR) AS to_unit, coalesce(CAST(JSON_EXTRACT(claim.slots, '$."seat"') AS VARCHAR), 'job') AS seat, claim.evidence, claim.extractor, claim.recorded_at, claim.retracted_at, claim.retracted_by, claim.retracted_reason 
FROM claim JOIN document ON claim.document = document.digest 
WHERE claim.kind = 'move';
CREATE VIEW move AS SELECT * FROM move_history WHERE retracted_at IS NULL;
CREATE VIEW position_history AS SELECT claim.id AS claim, document.id AS document, document.title, document.url, document.date AS published, document.lang, claim.date, claim.status, claim.source, CAST(JSON_EXTRACT(claim.slots, '$."person"') AS VARCHAR) AS person, CAST(JSON_EXTRACT(claim.slots, '$."org"') AS VARCHAR) AS org, CAST(JSON_EXTRACT(claim.slots, '$."role"') AS VARCHAR) AS role, CAST(JSON_EXTRACT(claim.slots, '$."unit"') AS VARCHAR) AS unit, CAST(JSON_EXTRACT(claim.slots, '$."current"') AS BOOLEAN) AS current, CAST(JSON_EXTRACT(claim.slots, '$."reports_to"') AS VARCHAR) AS reports_to, claim.evidence, claim.extractor, claim.recorded_at, claim.retracted_at, claim.retracted_by, claim.retracted_reason 
FROM claim JOIN document ON claim.document = document.digest 
WHERE claim.kind = 'position';
CREATE VIEW position AS SELECT * FROM position_history WHERE retracted_at IS NULL;
CREATE VIEW deal_history AS SELECT claim.id AS claim, document.id AS document, document.title, document.url, document.date AS published, document.lang, claim.date, claim.status, claim.source, CAST(JSON_EXTRACT(claim.slots, '$."buyer"') AS VARCHAR) AS buyer, CAST(JSON_EXTRACT(claim.slots, '$."target"') AS VARCHAR) AS target, CAST(JSON_EXTRACT(claim.slots, '$."kind"') AS VARCHAR) AS kind, CAST(CAST(JSON_EXTRACT(claim.slots, '$."amount"."value"') AS VARCHAR) AS NUMERIC) AS amount_value, CAST(JSON_EXTRACT(claim.slots, '$."amount"."currency"') AS VARCHAR) AS amount_currency, CAST(JSON_EXTRACT(claim.slots, '$."amount"."bound"') AS VARCHAR) AS amount_bound, CAST(CAST(JSON_EXTRACT(claim.slots, '$."stake_pct"') AS VARCHAR) AS NUMERIC) AS stake_pct, claim.evidence, claim.extractor, claim.recorded_at, claim.retracted_at, claim.retracted_by, claim.retracted_reason 
FROM claim JOIN document ON claim.document = document.digest 
WHERE claim.kind = 'deal';
CREATE VIEW deal AS SELECT * FROM deal_history WHERE retracted_at IS NULL;
CREATE VIEW funding_history AS SELECT claim.id AS claim, document.id AS document, document.title, document.url, document.date AS published, document.lang, claim.date, claim.status, claim.source, CAST(JSON_EXTRACT(claim.slots, '$."org"') AS VARCHAR) AS org, CAST(CAST(JSON_EXTRACT(claim.slots, '$."amount"."value"') AS VARCHAR) AS NUMERIC) AS amount_value, CAST(JSON_EXTRACT(claim.slots, '$."amount"."currency"') AS VARCHAR) AS amount_currency, CAST(JSON_EXTRACT(claim.slots, '$."amount"."bound"') AS VARCHAR) AS amount_bound, CAST(CAST(JSON_EXTRACT(claim.slots, '$."valuation"."value"') AS VARCHAR) AS NUMERIC) AS valuation_value, CAST(JSON_EXTRACT(claim.slots, '$."valuation"."currency"') AS VARCHAR) AS valuation_currency, CAST(JSON_EXTRACT(claim.slots, '$."valuation"."bound"') AS VARCHAR) AS valuation_bound, CAST(JSON_EXTRACT(claim.slots, '$."kind"') AS VARCHAR) AS kind, CAST(JSON_EXTRACT(claim.slots, '$."investor"') AS VARCHAR) AS investor, claim.evidence, claim.extractor, claim.recorded_at, claim.retracted_at, claim.retracted_by, claim.retracted_reason 
FROM claim JOIN document ON claim.document = document.digest 
WHERE claim.kind = 'funding';
CREATE VIEW funding AS SELECT * FROM funding_history WHERE retracted_at IS NULL;
CREATE VIEW pay_history AS SELECT claim.id AS claim, document.id AS document, document.title, document.url, document.date AS published, document.lang, claim.date, claim.status, claim.source, CAST(JSON_EXTRACT(claim.slots, '$."payer"') AS VARCHAR) AS payer, CAST(CAST(JSON_EXTRACT(claim.slots, '$."amount"."value"') AS VARCHAR) AS NUMERIC) AS amount_value, CAST(JSON_EXTRACT(claim.slots, '$."amount"."currency"') AS VARCHAR) AS amount_currency, CAST(JSON_EXTRACT(claim.slots, '$."amount"."bound"') AS VARCHAR) AS amount_bound, CAST(JSON_EXTRACT(claim.slots, '$."recipient"') AS VARCHAR) AS recipient, CAST(JSON_EXTRACT(claim.slots, '$."kind"') AS VARCHAR) AS kind, CAST(JSON_EXTRACT(claim.slots, '$."period"') AS VARCHAR) AS period, claim.evidence, claim.extractor, claim.recorded_at, claim.retracted_at, claim.retracted_by, claim.retracted_reason 
FROM claim JOIN document ON claim.document = document.digest 
WHERE claim.kind = 'pay';
CREATE VIEW pay AS SELECT * FROM pay_history WHERE retracted_at IS NULL;
CREATE VIEW compute_history AS SELECT claim.id AS claim, document.id AS document, document.title, document.url, document.date AS published, document.lang, claim.date, claim.status, claim.source, CAST(JSON_EXTRACT(claim.slots, '$."owner"') AS VARCHAR) AS owner, CAST(JSON_EXTRACT(claim.slots, '$."facility"') AS VARCHAR) AS facility, CAST(CAST(JSON_EXTRACT(claim.slots, '$."accelerators"') AS VARCHAR) AS NUMERIC) AS accelerators, CAST(JSON_EXTRACT(claim.slots, '$."accelerator_type"') AS VARCHAR) AS accelerator_type, CAST(CAST(JSON_EXTRACT(claim.slots, '$."power_mw"') AS VARCHAR) AS NUMERIC) AS power_mw, CAST(CAST(JSON_EXTRACT(claim.slots, '$."capex"."value"') AS VARCHAR) AS NUMERIC) AS capex_value, CAST(JSON_EXTRACT(claim.slots, '$."capex"."currency"') AS VARCHAR) AS capex_currency, CAST(JSON_EXTRACT(claim.slots, '$."capex"."bound"') AS VARCHAR) AS capex_bound, CAST(JSON_EXTRACT(claim.slots, '$."location"') AS VARCHAR) AS location, CAST(JSON_EXTRACT(claim.slots, '$."online"') AS VARCHAR) AS online, claim.evidence, claim.extractor, claim.recorded_at, claim.retracted_at, claim.retracted_by, claim.retracted_reason 
FROM claim JOIN document ON claim.document = document.digest 
WHERE claim.kind = 'compute';
CREATE VIEW compute AS SELECT * FROM compute_history WHERE retracted_at IS NULL;
CREATE VIEW workforce_history AS SELECT claim.id AS claim, document.id AS document, document.title, document.url, document.date AS published, document.lang, claim.date, claim.status, claim.source, CAST(JSON_EXTRACT(claim.slots, '$."org"') AS VARCHAR) AS org, CAST(JSON_EXTRACT(claim.slots, '$."change"') AS VARCHAR) AS change, CAST(JSON_EXTRACT(claim.slots, '$."group"') AS VARCHAR) AS "group", CAST(CAST(JSON_EXTRACT(claim.slots, '$."count"') AS VARCHAR) AS NUMERIC) AS count, CAST(CAST(JSON_EXTRACT(claim.slots, '$."percent"') AS VARCHAR) AS NUMERIC) AS percent, claim.evidence, claim.extractor, claim.recorded_at, claim.retracted_at, claim.retracted_by, claim.retracted_reason 
FROM claim JOIN document ON claim.document = document.digest 
WHERE claim.kind = 'workforce';
CREATE VIEW workforce AS SELECT * FROM workforce_history WHERE retracted_at IS NULL;
CREATE VIEW release_history AS SELECT claim.id AS claim, document.id AS document, document.title, document.url, document.date AS published, document.lang, claim.date, claim.status, claim.source, CAST(JSON_EXTRACT(claim.slots, '$."org"') AS VARCHAR) AS org, CAST(JSON_EXTRACT(claim.slots, '$."product"') AS VARCHAR) AS product, CAST(JSON_EXTRACT(claim.slots, '$."event"') AS VARCHAR) AS event, claim.evidence, claim.extractor, claim.recorded_at, claim.retracted_at, claim.retracted_by, claim.retracted_reason 
FROM claim JOIN document ON claim.document = document.digest 
WHERE claim.kind = 'release';
CREATE VIEW release AS SELECT * FROM release_history WHERE retracted_at IS NULL;
CREATE VIEW quote_history AS SELECT claim.id AS claim, document.id AS document, document.title, document.url, document.date AS published, document.lang, claim.date, claim.status, claim.source, CAST(JSON_EXTRACT(claim.slots, '$."speaker"') AS VARCHAR) AS speaker, CAST(JSON_EXTRACT(claim.slots, '$."org"') AS VARCHAR) AS org, claim.evidence, claim.extractor, claim.recorded_at, claim.retracted_at, claim.retracted_by, claim.retracted_reason 
FROM claim JOIN document ON claim.document = document.digest 
WHERE claim.kind = 'quote';
CREATE VIEW quote AS SELECT * FROM quote_history WHERE retracted_at IS NULL;
COMMIT;
