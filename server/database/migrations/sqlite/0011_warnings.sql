-- What staff have to know before they meet somebody, and what somebody needs: for a while, never for ever.
CREATE TABLE warnings (
    id         BLOB        NOT NULL PRIMARY KEY,
    person_id  BLOB        NOT NULL REFERENCES people (id),
    kind       TEXT        NOT NULL,
    words      TEXT        NOT NULL,
    -- Absent where the person sees it.
    withheld   TEXT,
    -- Who answers for it: whoever noted or changed it last.
    owner_id   BLOB        NOT NULL REFERENCES staff (id),
    placed_at  TEXT        NOT NULL,
    -- The last day on which it is shown.
    expires_on TEXT        NOT NULL,
    ended_at   TEXT,
    ended_by   BLOB        REFERENCES staff (id),
    revision   INTEGER     NOT NULL
) STRICT;
CREATE INDEX warnings_by_person ON warnings (person_id, placed_at, id);
CREATE INDEX warnings_by_expiry ON warnings (expires_on, id) WHERE ended_at IS NULL;
