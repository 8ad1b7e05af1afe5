CREATE TABLE claim (
    entry integer NOT NULL,
    id text NOT NULL,
    document text NOT NULL,
    kind text NOT NULL,
    slots json NOT NULL,
    status text NOT NULL,
    source text,
    date text,
    valid_from text,
    valid_to text,
    day_from text NOT NULL,
    day_to text NOT NULL,
    evidence text NOT NULL,
    folded text NOT NULL,
    evidence_start integer,
    evidence_end integer,
    written json,
    implicit json,
    optional boolean NOT NULL,
    extractor text NOT NULL,
    reader text NOT NULL,
    rule text,
    run integer NOT NULL,
    recorded_at text NOT NULL,
    retracted_at text,
    retracted_by text,
    retracted_reason text,
    retracted_run integer
);
CREATE TABLE document (
    digest text NOT NULL,
    id text NOT NULL,
    title text,
    url text,
    place text,
    date text,
    lang text,
    outlet text,
    run integer NOT NULL,
    recorded_at text NOT NULL,
    text text NOT NULL
);
CREATE VIEW compute_history AS
 SELECT claim.id AS claim,
    document.id AS document,
    document.title,
    document.url,
    document.date AS published,
    document.lang,
    claim.date,
    claim.status,
    claim.source,
    ((claim.slots ->> 'owner'::text))::character varying AS owner,
    ((claim.slots ->> 'facility'::text))::character varying AS facility,
    (((claim.slots ->> 'accelerators'::text))::character varying)::numeric AS accelerators,
    ((claim.slots ->> 'accelerator_type'::text))::character varying AS accelerator_type,
    (((claim.slots ->> 'power_mw'::text))::character varying)::numeric AS power_mw,
    (((claim.slots #>> '{capex,value}'::text[]))::character varying)::numeric AS capex_value,
    ((claim.slots #>> '{capex,currency}'::text[]))::character varying AS capex_currency,
    ((claim.slots #>> '{capex,bound}'::text[]))::character varying AS capex_bound,
    ((claim.slots ->> 'location'::text))::character varying AS location,
    ((claim.slots ->> 'online'::text))::character varying AS online,
    claim.evidence,
    claim.extractor,
    claim.recorded_at,
    claim.retracted_at,
    claim.retracted_by,
    claim.retracted_reason
   FROM (claim
     JOIN document ON ((claim.document = document.digest)))
  WHERE (claim.kind = 'compute'::text);
CREATE VIEW compute AS
 SELECT compute_history.claim,
    compute_history.document,
    compute_history.title,
    compute_history.url,
    compute_history.published,
    compute_history.lang,
    compute_history.date,
    compute_history.status,
    compute_history.source,
    compute_history.owner,
    compute_history.facility,
    compute_history.accelerators,
    compute_history.accelerator_type,
    compute_history.power_mw,
    compute_history.capex_value,
    compute_history.capex_currency,
    compute_history.capex_bound,
    compute_history.location,
    compute_history.online,
    compute_history.evidence,
    compute_history.extractor,
    compute_history.recorded_at,
    compute_history.retracted_at,
    compute_history.retracted_by,
    compute_history.retracted_reason
   FROM compute_history
  WHERE (compute_history.retracted_at IS NULL);
CREATE VIEW deal_history AS
 SELECT claim.id AS claim,
    document.id AS document,
    document.title,
    document.url,
    document.date AS published,
    document.lang,
    claim.date,
    claim.status,
    claim.source,
    ((claim.slots ->> 'buyer'::text))::character varying AS buyer,
    ((claim.slots ->> 'target'::text))::character varying AS target,
    ((claim.slots ->> 'kind'::text))::character varying AS kind,
    (((claim.slots #>> '{amount,value}'::text[]))::character varying)::numeric AS amount_value,
    ((claim.slots #>> '{amount,currency}'::text[]))::character varying AS amount_currency,
    ((claim.slots #>> '{amount,bound}'::text[]))::character varying AS amount_bound,
    (((claim.slots ->> 'stake_pct'::text))::character varying)::numeric AS stake_pct,
    claim.evidence,
    claim.extractor,
    claim.recorded_at,
    claim.retracted_at,
    claim.retracted_by,
    claim.retracted_reason
   FROM (claim
     JOIN document ON ((claim.document = document.digest)))
  WHERE (claim.kind = 'deal'::text);
CREATE VIEW deal AS
 SELECT deal_history.claim,
    deal_history.document,
    deal_history.title,
    deal_history.url,
    deal_history.published,
    deal_history.lang,
    deal_history.date,
    deal_history.status,
    deal_history.source,
    deal_history.buyer,
    deal_history.target,
    deal_history.kind,
    deal_history.amount_value,
    deal_history.amount_currency,
    deal_history.amount_bound,
    deal_history.stake_pct,
    deal_history.evidence,
    deal_history.extractor,
    deal_history.recorded_at,
    deal_history.retracted_at,
    deal_history.retracted_by,
    deal_history.retracted_reason
   FROM deal_history
  WHERE (deal_history.retracted_at IS NULL);
CREATE VIEW funding_history AS
 SELECT claim.id AS claim,
    document.id AS document,
    document.title,
    document.url,
    document.date AS published,
    document.lang,
    claim.date,
    claim.status,
    claim.source,
    ((claim.slots ->> 'org'::text))::character varying AS org,
    (((claim.slots #>> '{amount,value}'::text[]))::character varying)::numeric AS amount_value,
    ((claim.slots #>> '{amount,currency}'::text[]))::character varying AS amount_currency,
    ((claim.slots #>> '{amount,bound}'::text[]))::character varying AS amount_bound,
    (((claim.slots #>> '{valuation,value}'::text[]))::character varying)::numeric AS valuation_value,
    ((claim.slots #>> '{valuation,currency}'::text[]))::character varying AS valuation_currency,
    ((claim.slots #>> '{valuation,bound}'::text[]))::character varying AS valuation_bound,
    ((claim.slots ->> 'kind'::text))::character varying AS kind,
    ((claim.slots ->> 'investor'::text))::character varying AS investor,
    claim.evidence,
    claim.extractor,
    claim.recorded_at,
    claim.retracted_at,
    claim.retracted_by,
    claim.retracted_reason
   FROM (claim
     JOIN document ON ((claim.document = document.digest)))
  WHERE (claim.kind = 'funding'::text);
CREATE VIEW funding AS
 SELECT funding_history.claim,
    funding_history.document,
    funding_history.title,
    funding_history.url,
    funding_history.published,
    funding_history.lang,
    funding_history.date,
    funding_history.status,
    funding_history.source,
    funding_history.org,
    funding_history.amount_value,
    funding_history.amount_currency,
    funding_history.amount_bound,
    funding_history.valuation_value,
    funding_history.valuation_currency,
    funding_history.valuation_bound,
    funding_history.kind,
    funding_history.investor,
    funding_history.evidence,
    funding_history.extractor,
    funding_history.recorded_at,
    funding_history.retracted_at,
    funding_history.retracted_by,
    funding_history.retracted_reason
   FROM funding_history
  WHERE (funding_history.retracted_at IS NULL);
CREATE TABLE judgement (
    entry integer NOT NULL,
    "left" text NOT NULL,
    "right" text NOT NULL,
    verdict text NOT NULL,
    score double precision,
    decided_by text NOT NULL,
    recorded_at text NOT NULL,
    retracted_at text
);
CREATE TABLE meta (
    name text NOT NULL,
    value text NOT NULL
);
CREATE VIEW move_history AS
 SELECT claim.id AS claim,
    document.id AS document,
    document.title,
    document.url,
    document.date AS published,
    document.lang,
    claim.date,
    claim.status,
    claim.source,
    ((claim.slots ->> 'person'::text))::character varying AS person,
    (((claim.slots ->> 'headcount'::text))::character varying)::numeric AS headcount,
    ((claim.slots ->> 'from_org'::text))::character varying AS from_org,
    ((claim.slots ->> 'to_org'::text))::character varying AS to_org,
    ((claim.slots ->> 'from_role'::text))::character varying AS from_role,
    ((claim.slots ->> 'to_role'::text))::character varying AS to_role,
    ((claim.slots ->> 'from_unit'::text))::character varying AS from_unit,
    ((claim.slots ->> 'to_unit'::text))::character varying AS to_unit,
    COALESCE(((claim.slots ->> 'seat'::text))::character varying, 'job'::character varying) AS seat,
    claim.evidence,
    claim.extractor,
    claim.recorded_at,
    claim.retracted_at,
    claim.retracted_by,
    claim.retracted_reason
   FROM (claim
     JOIN document ON ((claim.document = document.digest)))
  WHERE (claim.kind = 'move'::text);
CREATE VIEW move AS
 SELECT move_history.claim,
    move_history.document,
    move_history.title,
    move_history.url,
    move_history.published,
    move_history.lang,
    move_history.date,
    move_history.status,
    move_history.source,
    move_history.person,
    move_history.headcount,
    move_history.from_org,
    move_history.to_org,
    move_history.from_role,
    move_history.to_role,
    move_history.from_unit,
    move_history.to_unit,
    move_history.seat,
    move_history.evidence,
    move_history.extractor,
    move_history.recorded_at,
    move_history.retracted_at,
    move_history.retracted_by,
    move_history.retracted_reason
   FROM move_history
  WHERE (move_history.retracted_at IS NULL);
CREATE TABLE party (
    entry integer NOT NULL,
    slot text NOT NULL,
    "position" integer NOT NULL,
    type text NOT NULL,
    name text NOT NULL,
    written text,
    key text NOT NULL
);
CREATE VIEW pay_history AS
 SELECT claim.id AS claim,
    document.id AS document,
    document.title,
    document.url,
    document.date AS published,
    document.lang,
    claim.date,
    claim.status,
    claim.source,
    ((claim.slots ->> 'payer'::text))::character varying AS payer,
    (((claim.slots #>> '{amount,value}'::text[]))::character varying)::numeric AS amount_value,
    ((claim.slots #>> '{amount,currency}'::text[]))::character varying AS amount_currency,
    ((claim.slots #>> '{amount,bound}'::text[]))::character varying AS amount_bound,
    ((claim.slots ->> 'recipient'::text))::character varying AS recipient,
    ((claim.slots ->> 'kind'::text))::character varying AS kind,
    ((claim.slots ->> 'period'::text))::character varying AS period,
    claim.evidence,
    claim.extractor,
    claim.recorded_at,
    claim.retracted_at,
    claim.retracted_by,
    claim.retracted_reason
   FROM (claim
     JOIN document ON ((claim.document = document.digest)))
  WHERE (claim.kind = 'pay'::text);
CREATE VIEW pay AS
 SELECT pay_history.claim,
    pay_history.document,
    pay_history.title,
    pay_history.url,
    pay_history.published,
    pay_history.lang,
    pay_history.date,
    pay_history.status,
    pay_history.source,
    pay_history.payer,
    pay_history.amount_value,
    pay_history.amount_currency,
    pay_history.amount_bound,
    pay_history.recipient,
    pay_history.kind,
    pay_history.period,
    pay_history.evidence,
    pay_history.extractor,
    pay_history.recorded_at,
    pay_history.retracted_at,
    pay_history.retracted_by,
    pay_history.retracted_reason
   FROM pay_history
  WHERE (pay_history.retracted_at IS NULL);
CREATE VIEW position_history AS
 SELECT claim.id AS claim,
    document.id AS document,
    document.title,
    document.url,
    document.date AS published,
    document.lang,
    claim.date,
    claim.status,
    claim.source,
    ((claim.slots ->> 'person'::text))::character varying AS person,
    ((claim.slots ->> 'org'::text))::character varying AS org,
    ((claim.slots ->> 'role'::text))::character varying AS role,
    ((claim.slots ->> 'unit'::text))::character varying AS unit,
    ((claim.slots ->> 'current'::text))::boolean AS current,
    ((claim.slots ->> 'reports_to'::text))::character varying AS reports_to,
    claim.evidence,
    claim.extractor,
    claim.recorded_at,
    claim.retracted_at,
    claim.retracted_by,
    claim.retracted_reason
   FROM (claim
     JOIN document ON ((claim.document = document.digest)))
  WHERE (claim.kind = 'position'::text);
CREATE VIEW "position" AS
 SELECT position_history.claim,
    position_history.document,
    position_history.title,
    position_history.url,
    position_history.published,
    position_history.lang,
    position_history.date,
    position_history.status,
    position_history.source,
    position_history.person,
    position_history.org,
    position_history.role,
    position_history.unit,
    position_history.current,
    position_history.reports_to,
    position_history.evidence,
    position_history.extractor,
    position_history.recorded_at,
    position_history.retracted_at,
    position_history.retracted_by,
    position_history.retracted_reason
   FROM position_history
  WHERE (position_history.retracted_at IS NULL);
CREATE VIEW quote_history AS
 SELECT claim.id AS claim,
    document.id AS document,
    document.title,
    document.url,
    document.date AS published,
    document.lang,
    claim.date,
    claim.status,
    claim.source,
    ((claim.slots ->> 'speaker'::text))::character varying AS speaker,
    ((claim.slots ->> 'org'::text))::character varying AS org,
    claim.evidence,
    claim.extractor,
    claim.recorded_at,
    claim.retracted_at,
    claim.retracted_by,
    claim.retracted_reason
   FROM (claim
     JOIN document ON ((claim.document = document.digest)))
  WHERE (claim.kind = 'quote'::text);
CREATE VIEW quote AS
 SELECT quote_history.claim,
    quote_history.document,
    quote_history.title,
    quote_history.url,
    quote_history.published,
    quote_history.lang,
    quote_history.date,
    quote_history.status,
    quote_history.source,
    quote_history.speaker,
    quote_history.org,
    quote_history.evidence,
    quote_history.extractor,
    quote_history.recorded_at,
    quote_history.retracted_at,
    quote_history.retracted_by,
    quote_history.retracted_reason
   FROM quote_history
  WHERE (quote_history.retracted_at IS NULL);
CREATE TABLE reading (
    document text NOT NULL,
    extractor text NOT NULL,
    recorded_at text NOT NULL,
    version text NOT NULL,
    run integer NOT NULL
);
CREATE VIEW release_history AS
 SELECT claim.id AS claim,
    document.id AS document,
    document.title,
    document.url,
    document.date AS published,
    document.lang,
    claim.date,
    claim.status,
    claim.source,
    ((claim.slots ->> 'org'::text))::character varying AS org,
    ((claim.slots ->> 'product'::text))::character varying AS product,
    ((claim.slots ->> 'event'::text))::character varying AS event,
    claim.evidence,
    claim.extractor,
    claim.recorded_at,
    claim.retracted_at,
    claim.retracted_by,
    claim.retracted_reason
   FROM (claim
     JOIN document ON ((claim.document = document.digest)))
  WHERE (claim.kind = 'release'::text);
CREATE VIEW release AS
 SELECT release_history.claim,
    release_history.document,
    release_history.title,
    release_history.url,
    release_history.published,
    release_history.lang,
    release_history.date,
    release_history.status,
    release_history.source,
    release_history.org,
    release_history.product,
    release_history.event,
    release_history.evidence,
    release_history.extractor,
    release_history.recorded_at,
    release_history.retracted_at,
    release_history.retracted_by,
    release_history.retracted_reason
   FROM release_history
  WHERE (release_history.retracted_at IS NULL);
CREATE TABLE run (
    id integer NOT NULL,
    command text NOT NULL,
    program text NOT NULL,
    extractor text NOT NULL,
    version text NOT NULL,
    packs text,
    started text NOT NULL,
    ended text,
    documents integer,
    claims integer,
    skipped integer
);
CREATE VIEW workforce_history AS
 SELECT claim.id AS claim,
    document.id AS document,
    document.title,
    document.url,
    document.date AS published,
    document.lang,
    claim.date,
    claim.status,
    claim.source,
    ((claim.slots ->> 'org'::text))::character varying AS org,
    ((claim.slots ->> 'change'::text))::character varying AS change,
    ((claim.slots ->> 'group'::text))::character varying AS "group",
    (((claim.slots ->> 'count'::text))::character varying)::numeric AS count,
    (((claim.slots ->> 'percent'::text))::character varying)::numeric AS percent,
    claim.evidence,
    claim.extractor,
    claim.recorded_at,
    claim.retracted_at,
    claim.retracted_by,
    claim.retracted_reason
   FROM (claim
     JOIN document ON ((claim.document = document.digest)))
  WHERE (claim.kind = 'workforce'::text);
CREATE VIEW workforce AS
 SELECT workforce_history.claim,
    workforce_history.document,
    workforce_history.title,
    workforce_history.url,
    workforce_history.published,
    workforce_history.lang,
    workforce_history.date,
    workforce_history.status,
    workforce_history.source,
    workforce_history.org,
    workforce_history.change,
    workforce_history."group",
    workforce_history.count,
    workforce_history.percent,
    workforce_history.evidence,
    workforce_history.extractor,
    workforce_history.recorded_at,
    workforce_history.retracted_at,
    workforce_history.retracted_by,
    workforce_history.retracted_reason
   FROM workforce_history
  WHERE (workforce_history.retracted_at IS NULL);
INSERT INTO claim VALUES (5, 'f169a1cc12c704f0f163cc314e86f231', '339572b29cc90ff7807025d953e81b95', 'move', '{"person": "Bob Stone", "to_org": "Scale AI GmbH"}', 'asserted', NULL, '2025-06', '2025-06-01', '2025-06-30', '2025-06-01', '2025-06-30', 'Bob Stone kauft', 'bob stone kauft', 0, 15, NULL, NULL, false, 'builtin 1', 'builtin', NULL, 1, '2025-07-01T14:00:00.000000Z', NULL, NULL, NULL, NULL);
INSERT INTO claim VALUES (3, '0dedfd0a58090a21620edeee195547dc', 'df2a3044a1f6620768c9e6f88ea9353f', 'position', '{"person": "Ada Lovelace", "role": "author", "current": true}', 'asserted', NULL, NULL, NULL, NULL, '2025-07-03', '2025-07-03', 'Ada bleibt Autorin', 'ada bleibt autorin', 91, 109, '{"person": ["Ada"]}', NULL, false, 'builtin 1', 'builtin', NULL, 1, '2025-07-01T13:00:00.000000Z', '2025-07-01T17:00:00.000000Z', 'builtin 2', 'its reading of the document no longer holds it', 2);
INSERT INTO claim VALUES (1, '25d02c6eb3646f247a792461be0f86f3', 'df2a3044a1f6620768c9e6f88ea9353f', 'move', '{"person": "Ada Lovelace", "from_org": "Google", "to_org": "Meta"}', 'asserted', NULL, NULL, NULL, NULL, '2025-07-03', '2025-07-03', 'Ada Lovelace verlässt Google', 'ada lovelace verlasst google', 0, 28, NULL, NULL, false, 'builtin 1', 'builtin', NULL, 1, '2025-07-01T13:00:00.000000Z', '2025-07-01T18:00:00.000000Z', 'builtin 2', 'the document has a newer version', 2);
INSERT INTO claim VALUES (2, 'f38eb70aa561f88d564717938bb040af', 'df2a3044a1f6620768c9e6f88ea9353f', 'pay', '{"payer": "Meta", "amount": {"value": 3000000, "currency": "USD"}, "recipient": "Ada Lovelace"}', 'asserted', 'NZZ', NULL, NULL, NULL, '2025-07-03', '2025-07-03', 'für 3 Mio. Dollar', 'fur 3 mio. dollar', 38, 55, NULL, NULL, false, 'builtin 1', 'builtin', NULL, 1, '2025-07-01T13:00:00.000000Z', '2025-07-01T18:00:00.000000Z', 'builtin 2', 'the document has a newer version', 2);
INSERT INTO claim VALUES (6, 'e722a69b9f06acfde57c95099602adf9', 'd7f65aab63d4ff719abc7862adf55b14', 'move', '{"person": "Ada Lovelace", "from_org": "Google", "to_org": "Meta"}', 'asserted', NULL, NULL, NULL, NULL, '2025-07-03', '2025-07-03', 'Ada Lovelace verlässt Google', 'ada lovelace verlasst google', 0, 28, NULL, NULL, false, 'builtin 2', 'builtin', NULL, 2, '2025-07-01T18:00:00.000000Z', '2025-07-01T19:00:00.000000Z', 'ada', 'she stayed', NULL);
INSERT INTO claim VALUES (7, '0716ab0ee1f22440a0e0985d58ed901e', 'd7f65aab63d4ff719abc7862adf55b14', 'position', '{"person": "Ada Lovelace", "role": "author", "current": true}', 'asserted', NULL, NULL, NULL, NULL, '2025-07-03', '2025-07-03', 'Ada bleibt Autorin', 'ada bleibt autorin', 91, 109, '{"person": ["Ada"]}', NULL, false, 'editor:eve', 'editor:eve', NULL, 3, '2025-07-01T21:00:00.000000Z', NULL, NULL, NULL, NULL);
INSERT INTO claim VALUES (4, 'b908b160c50633392a407050e2d594f8', '339572b29cc90ff7807025d953e81b95', 'deal', '{"buyer": "Bob Stone", "target": "Scale AI GmbH", "kind": "acquisition"}', 'asserted', 'Ada Lovelace', NULL, NULL, NULL, '', '', 'Bob Stone kauft die Scale AI GmbH', 'bob stone kauft die scale ai gmbh', 0, 33, '{"target": ["Scale AI"]}', NULL, false, 'builtin 1', 'builtin', NULL, 1, '2025-07-01T14:00:00.000000Z', '2025-07-01T22:00:00.000000Z', 'eve', 'no deal', NULL);
INSERT INTO document VALUES ('df2a3044a1f6620768c9e6f88ea9353f', 'nzz-1', 'Wechsel', NULL, NULL, '2025-07-03', 'de', NULL, 1, '2025-07-01T13:00:00.000000Z', 'Ada Lovelace verlässt Google und geht für 3 Mio. Dollar zu Meta in Zürich, meldet die NZZ. Ada bleibt Autorin.');
INSERT INTO document VALUES ('339572b29cc90ff7807025d953e81b95', 'faz-1', 'Wechsel', NULL, NULL, NULL, 'de', NULL, 1, '2025-07-01T14:00:00.000000Z', 'Bob Stone kauft die Scale AI GmbH, sagt Ada Lovelace. Jane Doe widerspricht.');
INSERT INTO document VALUES ('d7f65aab63d4ff719abc7862adf55b14', 'nzz-1', 'Wechsel', NULL, NULL, '2025-07-03', 'de', NULL, 2, '2025-07-01T18:00:00.000000Z', 'Ada Lovelace verlässt Google und geht für 3 Mio. Dollar zu Meta in Zürich, meldet die NZZ. Ada bleibt Autorin. Berichtigt.');
INSERT INTO meta VALUES ('version', '1');
INSERT INTO meta VALUES ('views', 'c84dba0a224f6092697180da62fddcc7');
INSERT INTO party VALUES (1, 'person', 0, 'person', 'Ada Lovelace', NULL, 'ada lovelace');
INSERT INTO party VALUES (1, 'from_org', 0, 'org', 'Google', NULL, 'google');
INSERT INTO party VALUES (1, 'to_org', 0, 'org', 'Meta', NULL, 'meta');
INSERT INTO party VALUES (2, 'payer', 0, 'org', 'Meta', NULL, 'meta');
INSERT INTO party VALUES (2, 'source', 0, 'party', 'NZZ', NULL, 'nzz');
INSERT INTO party VALUES (3, 'person', 0, 'person', 'Ada Lovelace', 'Ada', 'ada lovelace');
INSERT INTO party VALUES (4, 'buyer', 0, 'party', 'Bob Stone', NULL, 'bobstone');
INSERT INTO party VALUES (4, 'target', 0, 'org', 'Scale AI GmbH', 'Scale AI', 'scaleai');
INSERT INTO party VALUES (4, 'source', 0, 'party', 'Ada Lovelace', NULL, 'adalovelace');
INSERT INTO party VALUES (5, 'person', 0, 'person', 'Bob Stone', NULL, 'bob stone');
INSERT INTO party VALUES (5, 'to_org', 0, 'org', 'Scale AI GmbH', NULL, 'scaleai');
INSERT INTO party VALUES (6, 'person', 0, 'person', 'Ada Lovelace', NULL, 'ada lovelace');
INSERT INTO party VALUES (6, 'from_org', 0, 'org', 'Google', NULL, 'google');
INSERT INTO party VALUES (6, 'to_org', 0, 'org', 'Meta', NULL, 'meta');
INSERT INTO party VALUES (7, 'person', 0, 'person', 'Ada Lovelace', 'Ada', 'ada lovelace');
INSERT INTO reading VALUES ('df2a3044a1f6620768c9e6f88ea9353f', 'builtin', '2025-07-01T13:00:00.000000Z', '1', 1);
INSERT INTO reading VALUES ('339572b29cc90ff7807025d953e81b95', 'builtin', '2025-07-01T14:00:00.000000Z', '1', 1);
INSERT INTO reading VALUES ('df2a3044a1f6620768c9e6f88ea9353f', 'builtin', '2025-07-01T17:00:00.000000Z', '2', 2);
INSERT INTO reading VALUES ('d7f65aab63d4ff719abc7862adf55b14', 'builtin', '2025-07-01T18:00:00.000000Z', '2', 2);
INSERT INTO run VALUES (1, 'ingest', '0.1.0', 'builtin', '1', 'abc', '2025-07-01T12:00:00.000000Z', '2025-07-01T15:00:00.000000Z', 2, 5, 0);
INSERT INTO run VALUES (2, 'ingest', '0.1.0', 'builtin', '2', NULL, '2025-07-01T16:00:00.000000Z', NULL, NULL, NULL, NULL);
INSERT INTO run VALUES (3, 'correct', '0.1.0', 'editor:eve', '', NULL, '2025-07-01T20:00:00.000000Z', NULL, NULL, NULL, NULL);
ALTER TABLE ONLY claim
    ADD CONSTRAINT claim_pkey PRIMARY KEY (entry);
ALTER TABLE ONLY document
    ADD CONSTRAINT document_pkey PRIMARY KEY (digest);
ALTER TABLE ONLY judgement
    ADD CONSTRAINT judgement_pkey PRIMARY KEY (entry);
ALTER TABLE ONLY meta
    ADD CONSTRAINT meta_pkey PRIMARY KEY (name);
ALTER TABLE ONLY party
    ADD CONSTRAINT party_pkey PRIMARY KEY (entry, slot, "position");
ALTER TABLE ONLY reading
    ADD CONSTRAINT reading_pkey PRIMARY KEY (document, extractor, recorded_at);
ALTER TABLE ONLY run
    ADD CONSTRAINT run_pkey PRIMARY KEY (id);
CREATE INDEX claim_day ON claim USING btree (day_from, recorded_at);
CREATE UNIQUE INDEX claim_entry ON claim USING btree (id, recorded_at);
CREATE INDEX claim_kind ON claim USING btree (kind, day_from);
CREATE UNIQUE INDEX claim_live ON claim USING btree (id, reader) WHERE (retracted_at IS NULL);
CREATE INDEX claim_recorded ON claim USING btree (recorded_at);
CREATE INDEX claim_retracted ON claim USING btree (retracted_at) WHERE (retracted_at IS NOT NULL);
CREATE INDEX ix_claim_document ON claim USING btree (document);
CREATE INDEX ix_document_id ON document USING btree (id);
CREATE INDEX ix_document_recorded_at ON document USING btree (recorded_at);
CREATE INDEX ix_party_key ON party USING btree (key);
CREATE INDEX ix_party_name ON party USING btree (name);
CREATE INDEX ix_reading_recorded_at ON reading USING btree (recorded_at);
CREATE UNIQUE INDEX judgement_live ON judgement USING btree ("left", "right") WHERE (retracted_at IS NULL);
ALTER TABLE ONLY claim
    ADD CONSTRAINT claim_document_fkey FOREIGN KEY (document) REFERENCES document(digest);
ALTER TABLE ONLY claim
    ADD CONSTRAINT claim_retracted_run_fkey FOREIGN KEY (retracted_run) REFERENCES run(id);
ALTER TABLE ONLY claim
    ADD CONSTRAINT claim_run_fkey FOREIGN KEY (run) REFERENCES run(id);
ALTER TABLE ONLY document
    ADD CONSTRAINT document_run_fkey FOREIGN KEY (run) REFERENCES run(id);
ALTER TABLE ONLY party
    ADD CONSTRAINT party_entry_fkey FOREIGN KEY (entry) REFERENCES claim(entry);
ALTER TABLE ONLY reading
    ADD CONSTRAINT reading_document_fkey FOREIGN KEY (document) REFERENCES document(digest);
ALTER TABLE ONLY reading
    ADD CONSTRAINT reading_run_fkey FOREIGN KEY (run) REFERENCES run(id);
