-- What people prove with who they are, beside passwords and links.

-- A public key and its counter: nothing in it signs anybody in.
CREATE TABLE passkeys (
    id            BLOB        NOT NULL PRIMARY KEY,
    holder_kind   TEXT        NOT NULL,
    holder_id     BLOB        NOT NULL,
    credential_id TEXT        NOT NULL UNIQUE,
    credential    TEXT        NOT NULL,
    name          TEXT        NOT NULL,
    created_at    TEXT        NOT NULL,
    last_used_at  TEXT
) STRICT;
CREATE INDEX passkeys_by_holder ON passkeys (holder_kind, holder_id, created_at);

-- The secret is sealed with a key that is not in the database. The last step is that of the newest code that was
-- accepted: no code is accepted twice.
CREATE TABLE authenticator_apps (
    id            BLOB        NOT NULL PRIMARY KEY,
    staff_id      BLOB        NOT NULL REFERENCES staff (id),
    sealed_secret TEXT        NOT NULL,
    last_step     INTEGER     NOT NULL,
    created_at    TEXT        NOT NULL,
    last_used_at  TEXT
) STRICT;
CREATE INDEX authenticator_apps_by_staff ON authenticator_apps (staff_id, created_at);

-- Links are sent to staff, too.
ALTER TABLE tokens ADD COLUMN staff_id BLOB REFERENCES staff (id);
CREATE INDEX tokens_by_staff ON tokens (staff_id);

-- Links that open whichever accounts have an address: a new password makes them worthless.
ALTER TABLE tokens ADD COLUMN address TEXT;
CREATE INDEX tokens_by_address ON tokens (address);

-- Who saw the documents.
ALTER TABLE identities ADD COLUMN verified_by BLOB REFERENCES staff (id);
