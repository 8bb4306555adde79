-- What somebody has to do, whom it waits for, and by when. What it is about is kept by reference alone.
CREATE TABLE tasks (
    id              UUID        NOT NULL PRIMARY KEY,
    kind            TEXT        NOT NULL,
    -- Names what it was made for, so that however many ask for it, it is there once.
    once_key        TEXT        COLLATE "C" UNIQUE,
    person_id       UUID        REFERENCES people (id),
    case_id         UUID        REFERENCES cases (id),
    organisation_id UUID        REFERENCES organisations (id),
    details         JSONB       NOT NULL,
    -- Absent while it is no team's.
    team_id         UUID        REFERENCES teams (id),
    -- Absent while it waits for anybody of the team.
    owner_id        UUID        REFERENCES staff (id),
    due_on          DATE        NOT NULL,
    -- Absent where the program itself made it.
    created_by_kind TEXT,
    created_by_id   UUID,
    created_at      TIMESTAMPTZ NOT NULL,
    acknowledged_at TIMESTAMPTZ,
    acknowledged_by UUID        REFERENCES staff (id),
    done_at         TIMESTAMPTZ,
    done_by         UUID        REFERENCES staff (id),
    outcome         TEXT,
    revision        BIGINT      NOT NULL
);
CREATE INDEX tasks_waiting ON tasks (due_on, id) WHERE done_at IS NULL;
CREATE INDEX tasks_done ON tasks (due_on, id) WHERE done_at IS NOT NULL;
CREATE INDEX tasks_by_team ON tasks (team_id, due_on, id);
CREATE INDEX tasks_by_owner ON tasks (owner_id, due_on, id);
CREATE INDEX tasks_by_person ON tasks (person_id, due_on, id);
CREATE INDEX tasks_by_case ON tasks (case_id, due_on, id);
CREATE INDEX tasks_by_organisation ON tasks (organisation_id, due_on, id);

-- Append-only: the task's story. The event of its making is that of revision 0, and each change adds one to both.
CREATE TABLE task_events (
    id          UUID        NOT NULL PRIMARY KEY,
    task_id     UUID        NOT NULL REFERENCES tasks (id),
    actor_kind  TEXT,
    actor_id    UUID,
    event       JSONB       NOT NULL,
    happened_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX task_events_by_task ON task_events (task_id, happened_at, id);

-- Who was reminded on which day, so that nobody is told twice however often the reminding is begun.
CREATE TABLE task_reminders (
    staff_id    UUID        NOT NULL REFERENCES staff (id),
    reminded_on DATE        NOT NULL,
    PRIMARY KEY (staff_id, reminded_on)
);
