-- What somebody told once and others rely on. Who was told, and who has seen it, are the tasks made for it.
CREATE TABLE changes (
    id         BLOB        NOT NULL PRIMARY KEY,
    person_id  BLOB        NOT NULL REFERENCES people (id),
    attributes TEXT        NOT NULL,
    actor_kind TEXT,
    actor_id   BLOB,
    channel    TEXT        NOT NULL,
    -- The case that it was told in, if it was a form.
    case_id    BLOB        REFERENCES cases (id),
    changed_at TEXT        NOT NULL
) STRICT;
CREATE INDEX changes_by_person ON changes (person_id, changed_at, id);
