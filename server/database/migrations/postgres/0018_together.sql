-- One draft, two people. Since when more than one has had it in hand; none for almost all, which nobody has to look up.
ALTER TABLE form_sessions ADD COLUMN shared_at TIMESTAMPTZ;

-- At whose side the resident sent the form themselves.
ALTER TABLE cases ADD COLUMN assisted_by UUID REFERENCES staff (id);

-- Who has had a shared draft in hand, how, and where in it they were seen last.
CREATE TABLE form_hands (
    form_session_id UUID        NOT NULL REFERENCES form_sessions (id) ON DELETE CASCADE,
    actor_kind      TEXT        NOT NULL,
    actor_id        UUID        NOT NULL,
    channel         TEXT        NOT NULL,
    page            TEXT,
    last_seen_at    TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (form_session_id, actor_kind, actor_id)
);

-- The times that staff let the resident type in a draft by themselves. A code is kept as a hash, while it can be typed;
-- visitor is the browser in which the resident types.
CREATE TABLE form_guests (
    id              UUID        NOT NULL PRIMARY KEY,
    form_session_id UUID        NOT NULL REFERENCES form_sessions (id) ON DELETE CASCADE,
    staff_id        UUID        NOT NULL REFERENCES staff (id),
    kind            TEXT        NOT NULL,
    code_hash       TEXT        UNIQUE,
    visitor         UUID,
    page            TEXT,
    made_at         TIMESTAMPTZ NOT NULL,
    taken_at        TIMESTAMPTZ,
    last_seen_at    TIMESTAMPTZ,
    ended_at        TIMESTAMPTZ,
    ending          TEXT
);
CREATE INDEX form_guests_by_session ON form_guests (form_session_id, made_at, id);
