-- Who looked at whose record and why, and whose address is shown to whom.

-- Why a member of staff opened a record. Each look that counts on it is in the audit trail too, and counted here.
CREATE TABLE record_openings (
    id             BLOB        NOT NULL PRIMARY KEY,
    person_id      BLOB        NOT NULL REFERENCES people (id),
    -- Absent when it was done by a command; the role is what they were to the council then.
    staff_id       BLOB        REFERENCES staff (id),
    role           TEXT,
    reason         TEXT        NOT NULL,
    contact        TEXT,
    case_id        BLOB        REFERENCES cases (id),
    stated         TEXT,
    opened_at      TEXT        NOT NULL,
    last_viewed_at TEXT        NOT NULL,
    views          INTEGER     NOT NULL,
    -- Why the person is not told, until somebody releases it.
    withheld       TEXT,
    review_at      TEXT,
    reviewed_at    TEXT,
    reviewed_by    BLOB        REFERENCES staff (id),
    released_at    TEXT
) STRICT;
CREATE INDEX record_openings_by_person ON record_openings (person_id, opened_at, id);
CREATE INDEX record_openings_by_staff ON record_openings (staff_id, person_id, opened_at, id);
CREATE INDEX record_openings_withheld ON record_openings (opened_at, id) WHERE withheld IS NOT NULL AND released_at IS NULL;

-- People whose address is shown to these teams alone. One that was lifted stays, for what was done while it held.
CREATE TABLE protections (
    id        BLOB        NOT NULL PRIMARY KEY,
    person_id BLOB        NOT NULL REFERENCES people (id),
    reason    TEXT        NOT NULL,
    placed_by BLOB        NOT NULL REFERENCES staff (id),
    placed_at TEXT        NOT NULL,
    review_at TEXT        NOT NULL,
    lifted_by BLOB        REFERENCES staff (id),
    lifted_at TEXT
) STRICT;
CREATE UNIQUE INDEX protections_in_force ON protections (person_id) WHERE lifted_at IS NULL;

CREATE TABLE protection_teams (
    protection_id BLOB NOT NULL REFERENCES protections (id),
    team_id       BLOB NOT NULL REFERENCES teams (id),
    PRIMARY KEY (protection_id, team_id)
) STRICT;
