-- Articles about what the council does. What one says now is in article_texts; how it came to say so is in
-- article_versions.
CREATE TABLE articles (
    id         BLOB        NOT NULL PRIMARY KEY,
    -- Its address, which never changes.
    slug       TEXT        NOT NULL UNIQUE,
    state      TEXT        NOT NULL,
    owner_id   BLOB        NOT NULL REFERENCES staff (id),
    review_on  TEXT        NOT NULL,
    revision   INTEGER      NOT NULL,
    created_at TEXT        NOT NULL
) STRICT;
CREATE INDEX articles_by_review ON articles (review_on) WHERE state = 'published';
CREATE INDEX articles_by_owner ON articles (owner_id);

CREATE TABLE article_texts (
    article_id        BLOB        NOT NULL REFERENCES articles (id),
    language          TEXT        NOT NULL,
    title             TEXT        NOT NULL,
    summary           TEXT        NOT NULL,
    keywords          TEXT        NOT NULL,
    text              TEXT        NOT NULL,
    has_resident_part INTEGER     NOT NULL,
    changed_by        BLOB        NOT NULL REFERENCES staff (id),
    changed_at        TEXT        NOT NULL,
    PRIMARY KEY (article_id, language)
) STRICT;

CREATE TABLE article_services (
    article_id BLOB NOT NULL REFERENCES articles (id),
    slug       TEXT NOT NULL,
    PRIMARY KEY (article_id, slug)
) STRICT;
CREATE INDEX article_services_by_slug ON article_services (slug);

-- Append-only: the article after each act, with who did it. The making is that of revision 0.
CREATE TABLE article_versions (
    article_id BLOB        NOT NULL REFERENCES articles (id),
    revision   INTEGER      NOT NULL,
    act        TEXT        NOT NULL,
    state      TEXT        NOT NULL,
    owner_id   BLOB        NOT NULL REFERENCES staff (id),
    review_on  TEXT        NOT NULL,
    -- Slugs, with spaces between them.
    services   TEXT        NOT NULL,
    -- The words that were written, in one language; absent where none were.
    language   TEXT,
    title      TEXT,
    summary    TEXT,
    keywords   TEXT,
    text       TEXT,
    changed_by BLOB        NOT NULL REFERENCES staff (id),
    changed_at TEXT        NOT NULL,
    PRIMARY KEY (article_id, revision)
) STRICT;

-- The words that articles are found by, and how much each counts; for residents 0 where it stands in what is for staff.
CREATE TABLE article_words (
    word            TEXT   NOT NULL,
    article_id      BLOB   NOT NULL REFERENCES articles (id),
    language        TEXT   NOT NULL,
    weight          INTEGER NOT NULL,
    resident_weight INTEGER NOT NULL,
    PRIMARY KEY (word, article_id, language)
) STRICT;
CREATE INDEX article_words_by_article ON article_words (article_id, language);

-- Words of articles with a letter missing. A word stays when no article has it any more: it then finds none.
CREATE TABLE article_word_slips (
    slip TEXT NOT NULL,
    word TEXT NOT NULL,
    PRIMARY KEY (slip, word)
) STRICT;

-- What staff say of articles. It stands until its task is done.
CREATE TABLE article_feedback (
    id         BLOB        NOT NULL PRIMARY KEY,
    article_id BLOB        NOT NULL REFERENCES articles (id),
    task_id    BLOB        NOT NULL REFERENCES tasks (id),
    kind       TEXT        NOT NULL,
    words      TEXT        NOT NULL,
    given_by   BLOB        NOT NULL REFERENCES staff (id),
    given_at   TEXT        NOT NULL
) STRICT;
CREATE INDEX article_feedback_by_article ON article_feedback (article_id, given_at, id);

-- The article that a task is about.
ALTER TABLE tasks ADD COLUMN article_id BLOB REFERENCES articles (id);
CREATE INDEX tasks_by_article ON tasks (article_id) WHERE article_id IS NOT NULL;
