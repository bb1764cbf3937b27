-- +goose Up
-- That a score was accepted with all that were left of a candidate: nobody says it was looked at alone, and how often
-- scores are changed is a share of those that were.
ALTER TABLE reviews ADD COLUMN at_once SMALLINT NOT NULL DEFAULT 0;

-- +goose Down
ALTER TABLE reviews DROP COLUMN at_once;
