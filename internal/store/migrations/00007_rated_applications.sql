-- +goose Up
-- The newest rated applications of a requisition, however many wait to be rated: raters are counted in the transaction
-- that adds a rating.
CREATE INDEX applications_rated ON applications (requisition_id, number) WHERE raters > 0;

-- +goose Down
DROP INDEX applications_rated;
