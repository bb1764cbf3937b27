-- +goose Up
-- How many written answers the program left to people for their language: a fit without them looks
-- as sure as one with them, and a list says so.
ALTER TABLE applications ADD COLUMN uncompared BIGINT NOT NULL DEFAULT 0;
ALTER TABLE fits ADD COLUMN uncompared BIGINT NOT NULL DEFAULT 0;
ALTER TABLE rescored_fits ADD COLUMN uncompared BIGINT NOT NULL DEFAULT 0;

-- What was scored before is gone through once more, some hundreds at a time. A replica of the version before knows no job
-- of this kind, and leaves it.
INSERT INTO outbox (id, kind, dedupe, payload, run_at)
SELECT substr(r.id, 1, 14) || '8' || substr(r.id, 16), 'fits-again', 'fits-again:' || r.id || ':0', '{"requisition":"' || r.id || '","after":0}', 0 FROM requisitions AS r
WHERE EXISTS (SELECT 1 FROM applications AS a JOIN scores AS s ON s.application_id = a.id WHERE a.requisition_id = r.id);

-- +goose Down
DELETE FROM outbox WHERE kind = 'fits-again';
ALTER TABLE rescored_fits DROP COLUMN uncompared;
ALTER TABLE fits DROP COLUMN uncompared;
ALTER TABLE applications DROP COLUMN uncompared;
