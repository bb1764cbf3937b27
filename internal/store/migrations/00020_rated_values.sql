-- +goose Up
-- Of how many of the values with a fit people's ratings are: what rests on some of them does not stand for the whole.
ALTER TABLE applications ADD COLUMN combined_values BIGINT NOT NULL DEFAULT 0;
ALTER TABLE applications ADD COLUMN combined_of BIGINT NOT NULL DEFAULT 0;
-- What was rated before is put together once more. The jobs' ids are the applications' as version 8, which nobody else has.
INSERT INTO outbox (id, kind, dedupe, payload, run_at)
SELECT substr(id, 1, 14) || '8' || substr(id, 16), 'combine', 'combine-values:' || id, id, 0 FROM applications WHERE raters > 0;

-- +goose Down
DELETE FROM outbox WHERE kind = 'combine' AND dedupe LIKE 'combine-values:%';
ALTER TABLE applications DROP COLUMN combined_of;
ALTER TABLE applications DROP COLUMN combined_values;
