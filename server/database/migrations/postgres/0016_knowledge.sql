-- Articles about what the council does. What one says now is in article_texts; how it came to say so is in
-- article_versions.
CREATE TABLE articles (
    id         UUID        NOT NULL PRIMARY KEY,
    -- Its address, which never changes.
    slug       TEXT        COLLATE "C" NOT NULL UNIQUE,
    state      TEXT        NOT NULL,
    owner_id   UUID        NOT NULL REFERENCES staff (id),
    review_on  DATE        NOT NULL,
    revision   BIGINT      NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX articles_by_review ON articles (review_on) WHERE state = 'published';
CREATE INDEX articles_by_owner ON articles (owner_id);

CREATE TABLE article_texts (
    article_id        UUID        NOT NULL REFERENCES articles (id),
    language          TEXT        COLLATE "C" NOT NULL,
    title             TEXT        NOT NULL,
    summary           TEXT        NOT NULL,
    keywords          TEXT        NOT NULL,
    text              TEXT        NOT NULL,
    has_resident_part BOOLEAN     NOT NULL,
    changed_by        UUID        NOT NULL REFERENCES staff (id),
    changed_at        TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (article_id, language)
);

CREATE TABLE article_services (
    article_id UUID NOT NULL REFERENCES articles (id),
    slug       TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (article_id, slug)
);
CREATE INDEX article_services_by_slug ON article_services (slug);

-- Append-only: the article after each act, with who did it. The making is that of revision 0.
CREATE TABLE article_versions (
    article_id UUID        NOT NULL REFERENCES articles (id),
    revision   BIGINT      NOT NULL,
    act        TEXT        NOT NULL,
    state      TEXT        NOT NULL,
    owner_id   UUID        NOT NULL REFERENCES staff (id),
    review_on  DATE        NOT NULL,
    -- Slugs, with spaces between them.
    services   TEXT        NOT NULL,
    -- The words that were written, in one language; absent where none were.
    language   TEXT,
    title      TEXT,
    summary    TEXT,
    keywords   TEXT,
    text       TEXT,
    changed_by UUID        NOT NULL REFERENCES staff (id),
    changed_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (article_id, revision)
);

-- The words that articles are found by, and how much each counts; for residents 0 where it stands in what is for staff.
CREATE TABLE article_words (
    word            TEXT   COLLATE "C" NOT NULL,
    article_id      UUID   NOT NULL REFERENCES articles (id),
    language        TEXT   COLLATE "C" NOT NULL,
    weight          BIGINT NOT NULL,
    resident_weight BIGINT NOT NULL,
    PRIMARY KEY (word, article_id, language)
);
CREATE INDEX article_words_by_article ON article_words (article_id, language);

-- Words of articles with a letter missing. A word stays when no article has it any more: it then finds none.
CREATE TABLE article_word_slips (
    slip TEXT COLLATE "C" NOT NULL,
    word TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (slip, word)
);

-- What staff say of articles. It stands until its task is done.
CREATE TABLE article_feedback (
    id         UUID        NOT NULL PRIMARY KEY,
    article_id UUID        NOT NULL REFERENCES articles (id),
    task_id    UUID        NOT NULL REFERENCES tasks (id),
    kind       TEXT        NOT NULL,
    words      TEXT        NOT NULL,
    given_by   UUID        NOT NULL REFERENCES staff (id),
    given_at   TIMESTAMPTZ NOT NULL
);
CREATE INDEX article_feedback_by_article ON article_feedback (article_id, given_at, id);

-- The article that a task is about.
ALTER TABLE tasks ADD COLUMN article_id UUID REFERENCES articles (id);
CREATE INDEX tasks_by_article ON tasks (article_id) WHERE article_id IS NOT NULL;
