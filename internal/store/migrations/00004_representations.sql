-- +goose Up
-- Services that turn texts into numbers, and what they gave.

CREATE TABLE representations (
    id       TEXT PRIMARY KEY,
    url      TEXT NOT NULL,
    model    TEXT NOT NULL,
    size     BIGINT NOT NULL,
    pinned   TEXT NOT NULL, -- what benchmarks name it by
    set_by   TEXT NOT NULL REFERENCES users (id),
    set_at   BIGINT NOT NULL,
    ended_by TEXT REFERENCES users (id),
    ended_at BIGINT
);
-- At most one is in use.
CREATE UNIQUE INDEX representations_in_use ON representations ((1)) WHERE ended_at IS NULL;

-- One row for each text a service was asked about, by the SHA-256 of the text. subject is the attempt of the candidate
-- who wrote it, so that it can be forgotten with the person, or '' for what belongs to a benchmark.
CREATE TABLE vectors (
    representation TEXT NOT NULL,
    hash           TEXT NOT NULL,
    subject        TEXT NOT NULL,
    vector         TEXT NOT NULL, -- base64 of float32, the lowest byte first
    PRIMARY KEY (representation, hash)
);
CREATE INDEX vectors_by_subject ON vectors (subject) WHERE subject <> '';

-- +goose Down
DROP TABLE vectors;
DROP TABLE representations;
