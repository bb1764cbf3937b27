-- +goose Up
-- How often scores were changed, by what candidates say of themselves. A form says which of its answers have been
-- counted; the counts hold no person, and grow by so many at a time that nobody's answer can be read off a difference.
ALTER TABLE self_identifications ADD COLUMN counted SMALLINT NOT NULL DEFAULT 0;
CREATE TABLE overrides_by_group (
    axis       TEXT NOT NULL,
    category   TEXT NOT NULL,
    people     BIGINT NOT NULL,
    changed    BIGINT NOT NULL,
    through    BIGINT NOT NULL,
    PRIMARY KEY (axis, category),
    CHECK (changed <= people)
);

-- +goose Down
DROP TABLE overrides_by_group;
ALTER TABLE self_identifications DROP COLUMN counted;
