-- The chain that the audit trail hangs on, one link for each event in the order of their commits. A link outlives its
-- event: to erase one is to delete it and forget its salt.

CREATE TABLE audit_links (
    sequence INTEGER NOT NULL PRIMARY KEY,
    event_id BLOB    NOT NULL UNIQUE,
    salt     BLOB,
    digest   BLOB    NOT NULL,
    chain    BLOB    NOT NULL
) STRICT;

-- One row. Whoever commits events holds it meanwhile, so that links have one order.
CREATE TABLE audit_head (
    id       INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    sequence INTEGER NOT NULL,
    chain    BLOB    NOT NULL
) STRICT;
INSERT INTO audit_head (id, sequence, chain) VALUES (1, 0, zeroblob(32));
