-- What staff may do, and what was done with it.

CREATE TABLE teams (
    id         UUID        NOT NULL PRIMARY KEY,
    name       TEXT        NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX teams_by_name ON teams (lower(name));

-- Services by slug: a team looks after a service whichever version of its form is published.
CREATE TABLE team_services (
    team_id UUID        NOT NULL REFERENCES teams (id),
    slug    TEXT        NOT NULL,
    PRIMARY KEY (team_id, slug)
);

-- Those whose volunteers are champions.
CREATE TABLE organisations (
    id         UUID        NOT NULL PRIMARY KEY,
    name       TEXT        NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX organisations_by_name ON organisations (lower(name));

-- An account that was ended stays, for what was done with it. A new one has no password until it is taken up.
ALTER TABLE staff ADD COLUMN ended_at TIMESTAMPTZ;
ALTER TABLE staff ALTER COLUMN password_hash DROP NOT NULL;
CREATE INDEX staff_by_name ON staff (lower(name), id);

-- The records of a member of staff as a resident, so that nobody works on their own case. Only ever added to by
-- signing in: whoever could put another in its place could get at their own.
CREATE TABLE staff_own_records (
    staff_id  UUID        NOT NULL REFERENCES staff (id),
    person_id UUID        NOT NULL REFERENCES people (id),
    linked_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (staff_id, person_id)
);

CREATE TABLE staff_roles (
    staff_id        UUID        NOT NULL REFERENCES staff (id),
    role            TEXT        NOT NULL,
    team_id         UUID        REFERENCES teams (id),
    organisation_id UUID        REFERENCES organisations (id)
);
CREATE UNIQUE INDEX staff_roles_once ON staff_roles
    (staff_id, role, coalesce(team_id, '00000000-0000-0000-0000-000000000000'), coalesce(organisation_id, '00000000-0000-0000-0000-000000000000'));
CREATE INDEX staff_roles_by_team ON staff_roles (team_id);
CREATE INDEX staff_roles_by_role ON staff_roles (role);
INSERT INTO staff_roles (staff_id, role) SELECT id, role FROM staff;
ALTER TABLE staff DROP COLUMN role;

-- Append-only. An absent actor is the program itself: a command or a job. Details hold no answers and no secrets.
CREATE TABLE audit_events (
    id          UUID        NOT NULL PRIMARY KEY,
    actor_kind  TEXT,
    actor_id    UUID,
    verb        TEXT        NOT NULL,
    thing_kind  TEXT        NOT NULL,
    thing_id    UUID,
    details     JSONB       NOT NULL,
    happened_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX audit_events_newest ON audit_events (happened_at, id);
CREATE INDEX audit_events_by_actor ON audit_events (actor_id, happened_at, id);
CREATE INDEX audit_events_by_thing ON audit_events (thing_id, happened_at, id);
