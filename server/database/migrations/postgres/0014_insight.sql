-- What was sent in a period is counted by service without reading what was sent before it.
CREATE INDEX submissions_by_time ON submissions (submitted_at);

-- What becomes true on a later day.
CREATE INDEX assertions_by_since ON assertions (since) WHERE since IS NOT NULL;
