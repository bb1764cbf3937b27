-- +goose Up
-- The fit that counts, as reviewed where somebody has reviewed it: who stands next to whom, however many there are.
CREATE INDEX applications_by_standing_fit ON applications (requisition_id, (COALESCE(reviewed_fit, fit)), number);

-- +goose Down
DROP INDEX applications_by_standing_fit;
