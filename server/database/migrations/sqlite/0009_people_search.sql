-- Where people are found: words of names in pairs, and with dates of birth and postcodes, each of these alone, and e-mail
-- addresses and telephone numbers. It is written in the transaction that writes the person; that they are there is not
-- checked again for each of so many words.
CREATE TABLE search_entries (
    kind      TEXT NOT NULL,
    word      TEXT NOT NULL,
    person_id BLOB NOT NULL,
    PRIMARY KEY (kind, word, person_id)
) STRICT, WITHOUT ROWID;

-- Every word that somebody's name has or had, and beside it what stays of it without a letter or two: a word with a slip
-- is looked up by what stays of that.
CREATE TABLE name_words (
    word TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;
CREATE TABLE name_word_slips (
    slip TEXT NOT NULL,
    word TEXT NOT NULL,
    PRIMARY KEY (slip, word)
) STRICT, WITHOUT ROWID;

-- What somebody stands in the index under, so that it can be taken out again. Those without it are indexed after the
-- migrations: folding the letters of a name is no work for SQL.
ALTER TABLE people ADD COLUMN searchable TEXT;
CREATE INDEX people_to_index ON people (id) WHERE searchable IS NULL;

-- Lists are in the order of how well people answer what was asked.
DROP INDEX people_by_name;
