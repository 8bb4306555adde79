-- What staff may do, and what was done with it.

CREATE TABLE teams (
    id         BLOB        NOT NULL PRIMARY KEY,
    name       TEXT        NOT NULL,
    created_at TEXT        NOT NULL
) STRICT;
CREATE UNIQUE INDEX teams_by_name ON teams (lower(name));

-- Services by slug: a team looks after a service whichever version of its form is published.
CREATE TABLE team_services (
    team_id BLOB        NOT NULL REFERENCES teams (id),
    slug    TEXT        NOT NULL,
    PRIMARY KEY (team_id, slug)
) STRICT;

-- Those whose volunteers are champions.
CREATE TABLE organisations (
    id         BLOB        NOT NULL PRIMARY KEY,
    name       TEXT        NOT NULL,
    created_at TEXT        NOT NULL
) STRICT;
CREATE UNIQUE INDEX organisations_by_name ON organisations (lower(name));

-- An account that was ended stays, for what was done with it. A new one has no password until it is taken up.
ALTER TABLE staff ADD COLUMN ended_at TEXT;
-- SQLite can't make a column nullable, and to make the table anew would break what refers to it.
ALTER TABLE staff ADD COLUMN password_hash_or_none TEXT;
UPDATE staff SET password_hash_or_none = password_hash;
ALTER TABLE staff DROP COLUMN password_hash;
ALTER TABLE staff RENAME COLUMN password_hash_or_none TO password_hash;
CREATE INDEX staff_by_name ON staff (lower(name), id);

-- The records of a member of staff as a resident, so that nobody works on their own case. Only ever added to by
-- signing in: whoever could put another in its place could get at their own.
CREATE TABLE staff_own_records (
    staff_id  BLOB        NOT NULL REFERENCES staff (id),
    person_id BLOB        NOT NULL REFERENCES people (id),
    linked_at TEXT        NOT NULL,
    PRIMARY KEY (staff_id, person_id)
) STRICT;

CREATE TABLE staff_roles (
    staff_id        BLOB        NOT NULL REFERENCES staff (id),
    role            TEXT        NOT NULL,
    team_id         BLOB        REFERENCES teams (id),
    organisation_id BLOB        REFERENCES organisations (id)
) STRICT;
CREATE UNIQUE INDEX staff_roles_once ON staff_roles
    (staff_id, role, coalesce(team_id, x''), coalesce(organisation_id, x''));
CREATE INDEX staff_roles_by_team ON staff_roles (team_id);
CREATE INDEX staff_roles_by_role ON staff_roles (role);
INSERT INTO staff_roles (staff_id, role) SELECT id, role FROM staff;
ALTER TABLE staff DROP COLUMN role;

-- Append-only. An absent actor is the program itself: a command or a job. Details hold no answers and no secrets.
CREATE TABLE audit_events (
    id          BLOB        NOT NULL PRIMARY KEY,
    actor_kind  TEXT,
    actor_id    BLOB,
    verb        TEXT        NOT NULL,
    thing_kind  TEXT        NOT NULL,
    thing_id    BLOB,
    details     TEXT        NOT NULL,
    happened_at TEXT        NOT NULL
) STRICT;
CREATE INDEX audit_events_newest ON audit_events (happened_at, id);
CREATE INDEX audit_events_by_actor ON audit_events (actor_id, happened_at, id);
CREATE INDEX audit_events_by_thing ON audit_events (thing_id, happened_at, id);
