-- +goose Up
-- Ways of looking at a requisition's candidates that a person has given a name.
CREATE TABLE saved_views (
    id             TEXT PRIMARY KEY,
    user_id        TEXT NOT NULL REFERENCES users (id),
    requisition_id TEXT NOT NULL REFERENCES requisitions (id),
    name           TEXT NOT NULL,
    query          TEXT NOT NULL,
    created_at     BIGINT NOT NULL,
    UNIQUE (user_id, requisition_id, name)
);

-- +goose Down
DROP TABLE saved_views;
