-- What was sent in a period is counted by service without reading what was sent before it.
CREATE INDEX submissions_by_time ON submissions (submitted_at);
