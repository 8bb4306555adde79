-- An organisation is one that the council knows. The volunteers of some are champions; until now all were of that kind.
ALTER TABLE organisations ADD COLUMN champions_since TIMESTAMPTZ;
UPDATE organisations SET champions_since = created_at;

-- Nobody acts for an organisation twice at once.
CREATE UNIQUE INDEX organisation_people_once ON organisation_people (organisation_id, person_id) WHERE ended_at IS NULL;
