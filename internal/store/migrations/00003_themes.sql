-- +goose Up
-- What HR makes of the themes that top reps' texts share: a name, a merger, a dropping with its reason. Clusters are
-- computed anew whenever answers change; a row is found again by the hashes of its sentences, never by a cluster's
-- place. No sentence is kept here: when the reps who wrote it go, so does the text.
CREATE TABLE benchmark_themes (
    id                  TEXT PRIMARY KEY,
    benchmark_id        TEXT NOT NULL REFERENCES benchmarks (id),
    question_version_id TEXT NOT NULL REFERENCES question_versions (id),
    language            TEXT NOT NULL,
    theme               TEXT NOT NULL,
    name                TEXT NOT NULL DEFAULT '',
    sentences           TEXT NOT NULL,
    dropped_reason      TEXT NOT NULL DEFAULT '',
    dropped_by          TEXT REFERENCES users (id),
    dropped_at          BIGINT,
    created_at          BIGINT NOT NULL,
    version             BIGINT NOT NULL DEFAULT 1,
    UNIQUE (benchmark_id, question_version_id, language, theme)
);
ALTER TABLE benchmark_versions ADD COLUMN themes TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE benchmark_versions DROP COLUMN themes;
DROP TABLE benchmark_themes;
