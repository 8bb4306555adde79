-- Work that is done after the answer has gone out, queued in the transaction that caused it. A claim is a lease: whoever
-- dies with one loses it. Errors are kept without anything about a person.
CREATE TABLE jobs (
    id           UUID        NOT NULL PRIMARY KEY,
    kind         TEXT        NOT NULL,
    payload      JSONB       NOT NULL,
    -- Names one run of a schedule, so that however many processes ask for it, it is there once.
    schedule_key TEXT        UNIQUE,
    run_at       TIMESTAMPTZ NOT NULL,
    attempts     BIGINT      NOT NULL,
    lease_owner  UUID,
    leased_until TIMESTAMPTZ,
    last_error   TEXT,
    created_at   TIMESTAMPTZ NOT NULL,
    finished_at  TIMESTAMPTZ,
    dead_at      TIMESTAMPTZ
);
CREATE INDEX jobs_waiting ON jobs (run_at, id) WHERE finished_at IS NULL AND dead_at IS NULL;
CREATE INDEX jobs_finished ON jobs (finished_at) WHERE finished_at IS NOT NULL;
CREATE INDEX jobs_dead ON jobs (dead_at, id) WHERE dead_at IS NOT NULL;

-- The outbox. What a message said is taken out once a mail server has it, for links in it open doors.
CREATE TABLE messages (
    id          UUID        NOT NULL PRIMARY KEY,
    kind        TEXT        NOT NULL,
    means       TEXT        NOT NULL,
    address     TEXT        NOT NULL,
    subject     TEXT        NOT NULL,
    text        TEXT,
    html        TEXT,
    language    TEXT        NOT NULL,
    person_id   UUID        REFERENCES people (id),
    case_id     UUID        REFERENCES cases (id),
    attempts    BIGINT      NOT NULL,
    created_at  TIMESTAMPTZ NOT NULL,
    sent_at     TIMESTAMPTZ,
    given_up_at TIMESTAMPTZ
);
CREATE INDEX messages_newest ON messages (created_at, id);
CREATE INDEX messages_by_person ON messages (person_id, created_at, id);
CREATE INDEX messages_by_case ON messages (case_id, created_at, id);
