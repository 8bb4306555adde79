-- An identity is how someone proves who they are; a person is who they are to the council. A person may have
-- several identities, and two people who share an e-mail address stay two people.

-- A record that was joined to another keeps its row: joining is a link, and cases stay where they are.
ALTER TABLE people ADD COLUMN joined_to UUID REFERENCES people (id);
CREATE INDEX people_by_joined_to ON people (joined_to);

CREATE TABLE identities (
    id                UUID        NOT NULL PRIMARY KEY,
    person_id         UUID        NOT NULL REFERENCES people (id),
    issuer            TEXT        NOT NULL,
    subject           TEXT        NOT NULL,
    email             TEXT        NOT NULL,
    password_hash     TEXT,
    preferences       JSONB       NOT NULL,
    verified_at       TIMESTAMPTZ,
    verified_how      TEXT,
    created_at        TIMESTAMPTZ NOT NULL,
    last_signed_in_at TIMESTAMPTZ,
    closed_at         TIMESTAMPTZ,
    UNIQUE (issuer, subject)
);
CREATE INDEX identities_by_email ON identities (email);
CREATE INDEX identities_by_person ON identities (person_id);

-- Who is signed in where. The browser's session names a row; ending the row ends the sign-in at once.
CREATE TABLE sign_ins (
    id           UUID        NOT NULL PRIMARY KEY,
    holder_kind  TEXT        NOT NULL,
    holder_id    UUID        NOT NULL,
    method       TEXT        NOT NULL,
    device       TEXT        NOT NULL,
    lifetime     TEXT        NOT NULL,
    signed_in_at TIMESTAMPTZ NOT NULL,
    last_seen_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX sign_ins_by_holder ON sign_ins (holder_kind, holder_id, last_seen_at);
CREATE INDEX sign_ins_by_last_seen ON sign_ins (last_seen_at);

-- Links and codes that were sent to somebody; only a hash of each is kept.
CREATE TABLE tokens (
    id          UUID        NOT NULL PRIMARY KEY,
    secret_hash TEXT        NOT NULL UNIQUE,
    purpose     TEXT        NOT NULL,
    identity_id UUID        REFERENCES identities (id),
    visitor     UUID        NOT NULL,
    payload     JSONB       NOT NULL,
    tries       BIGINT      NOT NULL,
    created_at  TIMESTAMPTZ NOT NULL,
    expires_at  TIMESTAMPTZ NOT NULL
);
CREATE INDEX tokens_by_identity ON tokens (identity_id);
CREATE INDEX tokens_by_expiry ON tokens (expires_at);

-- An e-mail address or telephone number that is known to reach a person, and how that is known.
CREATE TABLE verified_channels (
    person_id   UUID        NOT NULL REFERENCES people (id),
    means       TEXT        NOT NULL,
    address     TEXT        NOT NULL,
    how         TEXT        NOT NULL,
    verified_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (person_id, means, address)
);
CREATE INDEX verified_channels_by_address ON verified_channels (means, address);

-- How often something was tried, shared by all processes. The key is a hash: no addresses are kept.
CREATE TABLE rate_limits (
    key_hash   TEXT        NOT NULL PRIMARY KEY,
    count      BIGINT      NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX rate_limits_by_expiry ON rate_limits (expires_at);
