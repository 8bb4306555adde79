-- Who looked at whose record and why, and whose address is shown to whom.

-- Why a member of staff opened a record. Each look that counts on it is in the audit trail too, and counted here.
CREATE TABLE record_openings (
    id             UUID        NOT NULL PRIMARY KEY,
    person_id      UUID        NOT NULL REFERENCES people (id),
    -- Absent when it was done by a command; the role is what they were to the council then.
    staff_id       UUID        REFERENCES staff (id),
    role           TEXT,
    reason         TEXT        NOT NULL,
    contact        TEXT,
    case_id        UUID        REFERENCES cases (id),
    stated         TEXT,
    opened_at      TIMESTAMPTZ NOT NULL,
    last_viewed_at TIMESTAMPTZ NOT NULL,
    views          BIGINT      NOT NULL,
    -- Why the person is not told, until somebody releases it.
    withheld       TEXT,
    review_at      TIMESTAMPTZ,
    reviewed_at    TIMESTAMPTZ,
    reviewed_by    UUID        REFERENCES staff (id),
    released_at    TIMESTAMPTZ
);
CREATE INDEX record_openings_by_person ON record_openings (person_id, opened_at, id);
CREATE INDEX record_openings_by_staff ON record_openings (staff_id, person_id, opened_at, id);
CREATE INDEX record_openings_withheld ON record_openings (opened_at, id) WHERE withheld IS NOT NULL AND released_at IS NULL;

-- People whose address is shown to these teams alone. One that was lifted stays, for what was done while it held.
CREATE TABLE protections (
    id        UUID        NOT NULL PRIMARY KEY,
    person_id UUID        NOT NULL REFERENCES people (id),
    reason    TEXT        NOT NULL,
    placed_by UUID        NOT NULL REFERENCES staff (id),
    placed_at TIMESTAMPTZ NOT NULL,
    review_at TIMESTAMPTZ NOT NULL,
    lifted_by UUID        REFERENCES staff (id),
    lifted_at TIMESTAMPTZ
);
CREATE UNIQUE INDEX protections_in_force ON protections (person_id) WHERE lifted_at IS NULL;

CREATE TABLE protection_teams (
    protection_id UUID NOT NULL REFERENCES protections (id),
    team_id       UUID NOT NULL REFERENCES teams (id),
    PRIMARY KEY (protection_id, team_id)
);
