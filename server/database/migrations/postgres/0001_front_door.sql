-- Whose form it is (subject), who typed it (actor) and how it reached us (channel) are on every row from the start.

CREATE TABLE people (
    id         UUID        NOT NULL PRIMARY KEY,
    name       TEXT        NOT NULL,
    email      TEXT,
    telephone  TEXT,
    created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX people_by_name ON people (lower(name), id);

CREATE TABLE staff (
    id            UUID        NOT NULL PRIMARY KEY,
    email         TEXT        NOT NULL UNIQUE,
    name          TEXT        NOT NULL,
    role          TEXT        NOT NULL,
    password_hash TEXT        NOT NULL,
    created_at    TIMESTAMPTZ NOT NULL
);

-- A version is never changed once it is stored: what was asked stays known.
CREATE TABLE forms (
    id           UUID        NOT NULL PRIMARY KEY,
    slug         TEXT        NOT NULL,
    version      BIGINT      NOT NULL,
    source       TEXT        NOT NULL,
    definition   JSONB       NOT NULL,
    checksum     TEXT        NOT NULL,
    created_at   TIMESTAMPTZ NOT NULL,
    published_at TIMESTAMPTZ,
    UNIQUE (slug, version)
);

CREATE TABLE form_sessions (
    id         UUID        NOT NULL PRIMARY KEY,
    form_id    UUID        NOT NULL REFERENCES forms (id),
    subject_id UUID        REFERENCES people (id),
    actor_kind TEXT        NOT NULL,
    actor_id   UUID        NOT NULL,
    channel    TEXT        NOT NULL,
    progress   JSONB       NOT NULL,
    revision   BIGINT      NOT NULL,
    case_id    UUID,
    created_at TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX form_sessions_by_actor ON form_sessions (actor_kind, actor_id, updated_at);

CREATE TABLE cases (
    id         UUID        NOT NULL PRIMARY KEY,
    reference  TEXT        NOT NULL UNIQUE,
    form_id    UUID        NOT NULL REFERENCES forms (id),
    slug       TEXT        NOT NULL,
    subject_id UUID        REFERENCES people (id),
    actor_kind TEXT        NOT NULL,
    actor_id   UUID        NOT NULL,
    channel    TEXT        NOT NULL,
    status     TEXT        NOT NULL,
    revision   BIGINT      NOT NULL,
    opened_at  TIMESTAMPTZ NOT NULL,
    updated_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX cases_newest ON cases (opened_at, id);
CREATE INDEX cases_by_service ON cases (slug, opened_at, id);
CREATE INDEX cases_by_status ON cases (status, opened_at, id);
CREATE INDEX cases_by_subject ON cases (subject_id, opened_at, id);

-- The evidence: frozen in the transaction that opens the case. One form session makes one submission.
CREATE TABLE submissions (
    id              UUID        NOT NULL PRIMARY KEY,
    form_session_id UUID        NOT NULL UNIQUE REFERENCES form_sessions (id),
    form_id         UUID        NOT NULL REFERENCES forms (id),
    case_id         UUID        NOT NULL UNIQUE REFERENCES cases (id),
    subject_id      UUID        REFERENCES people (id),
    actor_kind      TEXT        NOT NULL,
    actor_id        UUID        NOT NULL,
    channel         TEXT        NOT NULL,
    snapshot        JSONB       NOT NULL,
    submitted_at    TIMESTAMPTZ NOT NULL
);

-- Append-only: the case's story.
CREATE TABLE case_events (
    id          UUID        NOT NULL PRIMARY KEY,
    case_id     UUID        NOT NULL REFERENCES cases (id),
    actor_kind  TEXT        NOT NULL,
    actor_id    UUID        NOT NULL,
    event       JSONB       NOT NULL,
    happened_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX case_events_by_case ON case_events (case_id, happened_at, id);

-- Browser sessions, found by a hash of the cookie: a stolen copy of this table opens nothing.
CREATE TABLE sessions (
    id_hash    TEXT        NOT NULL PRIMARY KEY,
    contents   JSONB       NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);
