-- What the directory says of a team: what it deals with, when and how it is reached, and how it rings people back.
ALTER TABLE teams ADD COLUMN dealings TEXT NOT NULL DEFAULT '';
ALTER TABLE teams ADD COLUMN telephone TEXT NOT NULL DEFAULT '';
ALTER TABLE teams ADD COLUMN email TEXT NOT NULL DEFAULT '';
-- Absent where nobody has said: then office hours count.
ALTER TABLE teams ADD COLUMN hours JSONB;
-- How callbacks are asked for, within how many open hours they are made, and what is asked then.
ALTER TABLE teams ADD COLUMN callback_words TEXT NOT NULL DEFAULT '';
ALTER TABLE teams ADD COLUMN callback_hours BIGINT NOT NULL DEFAULT 8;
ALTER TABLE teams ADD COLUMN callback_questions JSONB NOT NULL DEFAULT '[]';
ALTER TABLE teams ADD COLUMN revision BIGINT NOT NULL DEFAULT 0;

-- A task may be due by a minute of its day, counted from midnight where the council is; most are due by its end.
ALTER TABLE tasks ADD COLUMN due_minute BIGINT NOT NULL DEFAULT 1440;
-- When something last happened to it.
ALTER TABLE tasks ADD COLUMN changed_at TIMESTAMPTZ;
UPDATE tasks SET changed_at = coalesce((SELECT max(happened_at) FROM task_events WHERE task_id = tasks.id), created_at);
ALTER TABLE tasks ALTER COLUMN changed_at SET NOT NULL;
DROP INDEX tasks_waiting;
DROP INDEX tasks_done;
DROP INDEX tasks_by_team;
DROP INDEX tasks_by_owner;
CREATE INDEX tasks_waiting ON tasks (due_on, due_minute, id) WHERE done_at IS NULL;
CREATE INDEX tasks_done ON tasks (due_on, due_minute, id) WHERE done_at IS NOT NULL;
CREATE INDEX tasks_waiting_by_team ON tasks (team_id, due_on, due_minute, id) WHERE done_at IS NULL;
CREATE INDEX tasks_waiting_by_owner ON tasks (owner_id, due_on, due_minute, id) WHERE done_at IS NULL;
CREATE INDEX tasks_done_by_team ON tasks (team_id, due_on, due_minute, id) WHERE done_at IS NOT NULL;
CREATE INDEX tasks_done_by_owner ON tasks (owner_id, due_on, due_minute, id) WHERE done_at IS NOT NULL;
CREATE INDEX tasks_of_kind_waiting ON tasks (kind, due_on, due_minute, id) WHERE done_at IS NULL;
CREATE INDEX tasks_of_kind_done ON tasks (kind, due_on, due_minute, id) WHERE done_at IS NOT NULL;
CREATE INDEX tasks_made_by ON tasks (created_by_id, kind, due_on, due_minute, id);
CREATE INDEX tasks_changed_by_team ON tasks (team_id, changed_at, id);
CREATE INDEX tasks_changed_by_owner ON tasks (owner_id, changed_at, id);
CREATE INDEX tasks_changed_by_maker ON tasks (created_by_id, changed_at, id);

-- Somebody wants to be rung. Whom it waits for, by when, and how far it has come is in the task.
CREATE TABLE callbacks (
    task_id      UUID        NOT NULL PRIMARY KEY REFERENCES tasks (id),
    contact_id   UUID,
    -- Whom to ask for, at which number.
    name         TEXT        NOT NULL,
    telephone    TEXT        NOT NULL,
    best_time    TEXT        NOT NULL,
    -- The service that it is about, by slug, where it is about one.
    slug         TEXT,
    -- What the team wants to know beforehand, each question with its answer.
    answers      JSONB       NOT NULL,
    -- How often it was tried, and what came of it last; each try is in the task's story.
    attempts     BIGINT     NOT NULL,
    last_outcome TEXT
);
CREATE INDEX callbacks_by_contact ON callbacks (contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX callbacks_by_service ON callbacks (slug) WHERE slug IS NOT NULL;

-- Until when a member of staff has seen what changed. Append-only: the one marked last counts, so that one that was
-- marked too soon is taken back by marking again.
CREATE TABLE staff_looks (
    id        UUID        NOT NULL PRIMARY KEY,
    staff_id  UUID        NOT NULL REFERENCES staff (id),
    marked_at TIMESTAMPTZ NOT NULL,
    looked_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX staff_looks_by_staff ON staff_looks (staff_id, marked_at, id);

-- The open cases of a team, and what changed among its cases.
CREATE INDEX cases_by_service_and_status ON cases (slug, status, opened_at, id);
CREATE INDEX cases_changed_by_service ON cases (slug, updated_at, id);
CREATE INDEX cases_by_actor ON cases (actor_id, opened_at, id);
CREATE INDEX cases_changed_by_actor ON cases (actor_id, updated_at, id);
