-- +goose Up
-- Of how many candidates answers wait for a rater, without reading through every answer that anybody was ever to rate.
CREATE INDEX rating_items_open ON rating_items (requisition_id, rater_id, application_id, state)
    WHERE application_id IS NOT NULL AND state IN ('waiting', 'skipped', 'draft');

-- +goose Down
DROP INDEX rating_items_open;
