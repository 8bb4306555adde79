-- Work that is done after the answer has gone out, queued in the transaction that caused it. A claim is a lease: whoever
-- dies with one loses it. Errors are kept without anything about a person.
CREATE TABLE jobs (
    id           BLOB        NOT NULL PRIMARY KEY,
    kind         TEXT        NOT NULL,
    payload      TEXT        NOT NULL,
    -- Names one run of a schedule, so that however many processes ask for it, it is there once.
    schedule_key TEXT        UNIQUE,
    run_at       TEXT        NOT NULL,
    attempts     INTEGER     NOT NULL,
    lease_owner  BLOB,
    leased_until TEXT,
    last_error   TEXT,
    created_at   TEXT        NOT NULL,
    finished_at  TEXT,
    dead_at      TEXT
) STRICT;
CREATE INDEX jobs_waiting ON jobs (run_at, id) WHERE finished_at IS NULL AND dead_at IS NULL;
CREATE INDEX jobs_finished ON jobs (finished_at) WHERE finished_at IS NOT NULL;
CREATE INDEX jobs_dead ON jobs (dead_at, id) WHERE dead_at IS NOT NULL;

-- The outbox. What a message said is taken out once a mail server has it, for links in it open doors.
CREATE TABLE messages (
    id          BLOB        NOT NULL PRIMARY KEY,
    kind        TEXT        NOT NULL,
    means       TEXT        NOT NULL,
    address     TEXT        NOT NULL,
    subject     TEXT        NOT NULL,
    text        TEXT,
    html        TEXT,
    language    TEXT        NOT NULL,
    person_id   BLOB        REFERENCES people (id),
    case_id     BLOB        REFERENCES cases (id),
    attempts    INTEGER     NOT NULL,
    created_at  TEXT        NOT NULL,
    sent_at     TEXT,
    given_up_at TEXT
) STRICT;
CREATE INDEX messages_newest ON messages (created_at, id);
CREATE INDEX messages_by_person ON messages (person_id, created_at, id);
CREATE INDEX messages_by_case ON messages (case_id, created_at, id);
