-- What somebody told once and others rely on. Who was told, and who has seen it, are the tasks made for it.
CREATE TABLE changes (
    id         UUID        NOT NULL PRIMARY KEY,
    person_id  UUID        NOT NULL REFERENCES people (id),
    attributes JSONB       NOT NULL,
    actor_kind TEXT,
    actor_id   UUID,
    channel    TEXT        NOT NULL,
    -- The case that it was told in, if it was a form.
    case_id    UUID        REFERENCES cases (id),
    changed_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX changes_by_person ON changes (person_id, changed_at, id);
