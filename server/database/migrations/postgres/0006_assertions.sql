-- What the council has been told, each time it was told. Append-only: nothing here is changed but the sealing of a
-- value under a newer key, and the record of somebody is worked out from it.
CREATE TABLE assertions (
    id           UUID        NOT NULL PRIMARY KEY,
    subject_kind TEXT        NOT NULL,
    subject_id   UUID        NOT NULL,
    attribute    TEXT        NOT NULL,
    act          TEXT        NOT NULL,
    -- Absent where the value is sealed, and where there is none: an end, a dispute.
    value        JSONB,
    sealed       BYTEA,
    -- From when it is true, as a date, where that was said.
    since        TEXT,
    valid_until  TIMESTAMPTZ,
    source       TEXT        NOT NULL,
    verified     TEXT        NOT NULL,
    -- Absent where the program itself did it.
    actor_kind   TEXT,
    actor_id     UUID,
    channel      TEXT        NOT NULL,
    case_id      UUID        REFERENCES cases (id),
    -- The assertion that this one confirms, disputes or ends.
    about_id     UUID        REFERENCES assertions (id),
    reason       TEXT,
    asserted_at  TIMESTAMPTZ NOT NULL
);
CREATE INDEX assertions_by_subject ON assertions (subject_id, attribute, asserted_at, id);
CREATE INDEX assertions_by_case ON assertions (case_id);

-- What lists and searches show of somebody's record, kept as it is worked out.
ALTER TABLE people ADD COLUMN date_of_birth TEXT;
ALTER TABLE people ADD COLUMN address_line TEXT;
ALTER TABLE people ADD COLUMN postcode TEXT;
ALTER TABLE people ADD COLUMN died_on TEXT;

-- Those who may act for an organisation. An authority that ended stays, for what was done with it.
CREATE TABLE organisation_people (
    organisation_id UUID        NOT NULL REFERENCES organisations (id),
    person_id       UUID        NOT NULL REFERENCES people (id),
    capacity        TEXT        NOT NULL,
    added_at        TIMESTAMPTZ NOT NULL,
    ended_at        TIMESTAMPTZ,
    PRIMARY KEY (organisation_id, person_id, added_at)
);
CREATE INDEX organisation_people_by_person ON organisation_people (person_id);

-- For whom a form is filled in, if that is an organisation; the subject is then the one who acts for it.
ALTER TABLE form_sessions ADD COLUMN organisation_id UUID REFERENCES organisations (id);
ALTER TABLE cases ADD COLUMN organisation_id UUID REFERENCES organisations (id);
ALTER TABLE submissions ADD COLUMN organisation_id UUID REFERENCES organisations (id);
CREATE INDEX cases_by_organisation ON cases (organisation_id, opened_at, id);
CREATE INDEX form_sessions_by_subject ON form_sessions (subject_id, updated_at);

-- How surely the one it is about is known to whoever fills it in: nothing is filled in below that.
ALTER TABLE form_sessions ADD COLUMN known_as TEXT NOT NULL DEFAULT 'none';

-- What reuse saved, counted as a form was sent.
ALTER TABLE submissions ADD COLUMN answers_needed BIGINT NOT NULL DEFAULT 0;
ALTER TABLE submissions ADD COLUMN answers_reused BIGINT NOT NULL DEFAULT 0;
ALTER TABLE submissions ADD COLUMN pages_saved BIGINT NOT NULL DEFAULT 0;
ALTER TABLE submissions ADD COLUMN keystrokes_saved BIGINT NOT NULL DEFAULT 0;

-- What was held before there were assertions is one each, so that nothing that is known is lost.
INSERT INTO assertions (id, subject_kind, subject_id, attribute, act, value, source, verified, channel, asserted_at)
    SELECT gen_random_uuid(), 'person', id, 'person.name', 'stated', jsonb_build_object('type', 'text', 'value', name), 'import', 'unverified', 'online', created_at
    FROM people WHERE coalesce(name, '') <> '';
INSERT INTO assertions (id, subject_kind, subject_id, attribute, act, value, source, verified, channel, asserted_at)
    SELECT gen_random_uuid(), 'person', id, 'contact.email', 'stated', jsonb_build_object('type', 'text', 'value', email), 'import', 'unverified', 'online', created_at
    FROM people WHERE coalesce(email, '') <> '';
INSERT INTO assertions (id, subject_kind, subject_id, attribute, act, value, source, verified, channel, asserted_at)
    SELECT gen_random_uuid(), 'person', id, 'contact.telephone', 'stated', jsonb_build_object('type', 'text', 'value', telephone), 'import', 'unverified', 'online', created_at
    FROM people WHERE coalesce(telephone, '') <> '';
