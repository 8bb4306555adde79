-- Who is calling: what is asked, and what came of it. Answers and codes are not kept.

-- A question in somebody's account, whether it is they who are in touch.
CREATE TABLE verification_approvals (
    id          BLOB NOT NULL PRIMARY KEY,
    contact_id  BLOB NOT NULL REFERENCES contacts (id),
    person_id   BLOB NOT NULL REFERENCES people (id),
    -- Who asks.
    staff_id    BLOB NOT NULL REFERENCES staff (id),
    asked_at    TEXT NOT NULL,
    expires_at  TEXT NOT NULL,
    -- yes or no
    answer      TEXT,
    identity_id BLOB REFERENCES identities (id),
    answered_at TEXT
) STRICT;
CREATE INDEX verification_approvals_by_person ON verification_approvals (person_id, expires_at);
CREATE INDEX verification_approvals_by_contact ON verification_approvals (contact_id, person_id, asked_at);

-- What somebody is asked from their record, until it is answered in whichever contact, and how often that failed lately.
CREATE TABLE verification_questions (
    person_id BLOB NOT NULL PRIMARY KEY REFERENCES people (id),
    -- Another one with each try, so that of two who answer at once one counts.
    draw_id   BLOB NOT NULL,
    -- The words of the questions.
    drawn     TEXT NOT NULL,
    failures  TEXT NOT NULL
) STRICT;
