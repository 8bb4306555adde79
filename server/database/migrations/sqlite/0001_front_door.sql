-- Whose form it is (subject), who typed it (actor) and how it reached us (channel) are on every row from the start.

CREATE TABLE people (
    id         BLOB        NOT NULL PRIMARY KEY,
    name       TEXT        NOT NULL,
    email      TEXT,
    telephone  TEXT,
    created_at TEXT        NOT NULL
) STRICT;
CREATE INDEX people_by_name ON people (lower(name), id);

CREATE TABLE staff (
    id            BLOB        NOT NULL PRIMARY KEY,
    email         TEXT        NOT NULL UNIQUE,
    name          TEXT        NOT NULL,
    role          TEXT        NOT NULL,
    password_hash TEXT        NOT NULL,
    created_at    TEXT        NOT NULL
) STRICT;

-- A version is never changed once it is stored: what was asked stays known.
CREATE TABLE forms (
    id           BLOB        NOT NULL PRIMARY KEY,
    slug         TEXT        NOT NULL,
    version      INTEGER      NOT NULL,
    source       TEXT        NOT NULL,
    definition   TEXT        NOT NULL,
    checksum     TEXT        NOT NULL,
    created_at   TEXT        NOT NULL,
    published_at TEXT,
    UNIQUE (slug, version)
) STRICT;

CREATE TABLE form_sessions (
    id         BLOB        NOT NULL PRIMARY KEY,
    form_id    BLOB        NOT NULL REFERENCES forms (id),
    subject_id BLOB        REFERENCES people (id),
    actor_kind TEXT        NOT NULL,
    actor_id   BLOB        NOT NULL,
    channel    TEXT        NOT NULL,
    progress   TEXT        NOT NULL,
    revision   INTEGER      NOT NULL,
    case_id    BLOB,
    created_at TEXT        NOT NULL,
    updated_at TEXT        NOT NULL
) STRICT;
CREATE INDEX form_sessions_by_actor ON form_sessions (actor_kind, actor_id, updated_at);

CREATE TABLE cases (
    id         BLOB        NOT NULL PRIMARY KEY,
    reference  TEXT        NOT NULL UNIQUE,
    form_id    BLOB        NOT NULL REFERENCES forms (id),
    slug       TEXT        NOT NULL,
    subject_id BLOB        REFERENCES people (id),
    actor_kind TEXT        NOT NULL,
    actor_id   BLOB        NOT NULL,
    channel    TEXT        NOT NULL,
    status     TEXT        NOT NULL,
    revision   INTEGER      NOT NULL,
    opened_at  TEXT        NOT NULL,
    updated_at TEXT        NOT NULL
) STRICT;
CREATE INDEX cases_newest ON cases (opened_at, id);
CREATE INDEX cases_by_service ON cases (slug, opened_at, id);
CREATE INDEX cases_by_status ON cases (status, opened_at, id);
CREATE INDEX cases_by_subject ON cases (subject_id, opened_at, id);

-- The evidence: frozen in the transaction that opens the case. One form session makes one submission.
CREATE TABLE submissions (
    id              BLOB        NOT NULL PRIMARY KEY,
    form_session_id BLOB        NOT NULL UNIQUE REFERENCES form_sessions (id),
    form_id         BLOB        NOT NULL REFERENCES forms (id),
    case_id         BLOB        NOT NULL UNIQUE REFERENCES cases (id),
    subject_id      BLOB        REFERENCES people (id),
    actor_kind      TEXT        NOT NULL,
    actor_id        BLOB        NOT NULL,
    channel         TEXT        NOT NULL,
    snapshot        TEXT        NOT NULL,
    submitted_at    TEXT        NOT NULL
) STRICT;

-- Append-only: the case's story.
CREATE TABLE case_events (
    id          BLOB        NOT NULL PRIMARY KEY,
    case_id     BLOB        NOT NULL REFERENCES cases (id),
    actor_kind  TEXT        NOT NULL,
    actor_id    BLOB        NOT NULL,
    event       TEXT        NOT NULL,
    happened_at TEXT        NOT NULL
) STRICT;
CREATE INDEX case_events_by_case ON case_events (case_id, happened_at, id);

-- Browser sessions, found by a hash of the cookie: a stolen copy of this table opens nothing.
CREATE TABLE sessions (
    id_hash    TEXT        NOT NULL PRIMARY KEY,
    contents   TEXT        NOT NULL,
    expires_at TEXT        NOT NULL
) STRICT;
CREATE INDEX sessions_by_expiry ON sessions (expires_at);
