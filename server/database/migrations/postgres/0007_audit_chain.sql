-- The chain that the audit trail hangs on, one link for each event in the order of their commits. A link outlives its
-- event: to erase one is to delete it and forget its salt.

CREATE TABLE audit_links (
    sequence BIGINT NOT NULL PRIMARY KEY,
    event_id UUID   NOT NULL UNIQUE,
    salt     UUID,
    digest   BYTEA  NOT NULL,
    chain    BYTEA  NOT NULL
);

-- One row. Whoever commits events holds it meanwhile, so that links have one order.
CREATE TABLE audit_head (
    id       BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
    sequence BIGINT NOT NULL,
    chain    BYTEA  NOT NULL
);
INSERT INTO audit_head (id, sequence, chain) VALUES (1, 0, decode(repeat('00', 32), 'hex'));
