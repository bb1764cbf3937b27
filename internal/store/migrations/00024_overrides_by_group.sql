-- +goose Up
-- How often scores were changed, by what candidates say of themselves. A form says which of its answers have been
-- counted, and the counts hold no person, no time of one and no row that grew by fewer than a batch.
ALTER TABLE self_identifications ADD COLUMN counted SMALLINT NOT NULL DEFAULT 0;
CREATE TABLE overrides_by_group (
    axis     TEXT NOT NULL,
    category TEXT NOT NULL,
    people   BIGINT NOT NULL,
    changed  BIGINT NOT NULL,
    raised   BIGINT NOT NULL,
    lowered  BIGINT NOT NULL,
    PRIMARY KEY (axis, category),
    CHECK (changed <= people AND raised + lowered <= changed)
);

-- +goose Down
DROP TABLE overrides_by_group;
ALTER TABLE self_identifications DROP COLUMN counted;
