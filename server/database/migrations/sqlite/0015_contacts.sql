-- Contacts: one conversation with somebody, on one channel, from its start to its wrap-up.
CREATE TABLE contacts (
    id         BLOB    NOT NULL PRIMARY KEY,
    channel    TEXT    NOT NULL,
    started_by BLOB    NOT NULL REFERENCES staff (id),
    -- Whoever has it; absent while it waits for somebody of the team that it was handed to.
    staff_id   BLOB    REFERENCES staff (id),
    team_id    BLOB    REFERENCES teams (id),
    started_at TEXT    NOT NULL,
    -- When it changed hands last.
    moved_at   TEXT    NOT NULL,
    ended_at   TEXT,
    resolved   TEXT,
    avoidable  TEXT,
    revision   INTEGER NOT NULL
) STRICT;
CREATE INDEX contacts_open_by_staff ON contacts (staff_id, started_at, id) WHERE ended_at IS NULL;
CREATE INDEX contacts_open_by_team ON contacts (team_id, moved_at, id) WHERE ended_at IS NULL AND staff_id IS NULL;
CREATE INDEX contacts_by_staff ON contacts (staff_id, started_at, id);
CREATE INDEX contacts_by_start ON contacts (started_at, id);

-- With whom it is, or about whom, and how surely that is known. One who was chosen by mistake stays, with when.
CREATE TABLE contact_people (
    contact_id      BLOB NOT NULL REFERENCES contacts (id),
    person_id       BLOB NOT NULL REFERENCES people (id),
    -- For whom they speak, where that is an organisation.
    organisation_id BLOB REFERENCES organisations (id),
    -- Who speaks for them, where it is not they themselves: somebody else of the contact.
    represented_by  BLOB REFERENCES people (id),
    rung            TEXT NOT NULL,
    method          TEXT,
    verified_at     TEXT,
    added_at        TEXT NOT NULL,
    removed_at      TEXT,
    PRIMARY KEY (contact_id, person_id)
) STRICT;
CREATE INDEX contact_people_by_person ON contact_people (person_id, added_at, contact_id);

-- Append-only: what happened in it.
CREATE TABLE contact_events (
    id          BLOB NOT NULL PRIMARY KEY,
    contact_id  BLOB NOT NULL REFERENCES contacts (id),
    staff_id    BLOB REFERENCES staff (id),
    event       TEXT NOT NULL,
    happened_at TEXT NOT NULL
) STRICT;
CREATE INDEX contact_events_by_contact ON contact_events (contact_id, happened_at, id);

-- What it was about and what came of that, as its wrap-up says.
CREATE TABLE contact_topics (
    contact_id BLOB    NOT NULL REFERENCES contacts (id),
    place      INTEGER NOT NULL,
    slug       TEXT,
    outcome    TEXT    NOT NULL,
    PRIMARY KEY (contact_id, place)
) STRICT;

-- In which contact a form was begun and a case opened.
ALTER TABLE form_sessions ADD COLUMN contact_id BLOB REFERENCES contacts (id);
CREATE INDEX form_sessions_by_contact ON form_sessions (contact_id) WHERE contact_id IS NOT NULL;
ALTER TABLE cases ADD COLUMN contact_id BLOB REFERENCES contacts (id);
CREATE INDEX cases_by_contact ON cases (contact_id) WHERE contact_id IS NOT NULL;
