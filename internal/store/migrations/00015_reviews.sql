-- +goose Up
-- What people made of a computed score: a row each, the score itself stays. The fit as they left it stands beside the
-- computed one; revision is how many rows of that score it was computed from.
CREATE TABLE reviews (
    id                  TEXT PRIMARY KEY,
    application_id      TEXT NOT NULL REFERENCES applications (id),
    score_id            TEXT NOT NULL REFERENCES scores (id),
    question_version_id TEXT NOT NULL REFERENCES question_versions (id),
    act                 TEXT NOT NULL CHECK (act IN ('accept', 'adjust', 'void')),
    points_before       DOUBLE PRECISION NOT NULL,
    points_after        DOUBLE PRECISION,
    reason              TEXT NOT NULL DEFAULT '',
    words               TEXT NOT NULL DEFAULT '',
    reviewed_by         TEXT NOT NULL REFERENCES users (id),
    reviewed_at         BIGINT NOT NULL,
    superseded_at       BIGINT,
    CHECK ((act = 'adjust') = (points_after IS NOT NULL))
);
CREATE UNIQUE INDEX reviews_current ON reviews (score_id, question_version_id) WHERE superseded_at IS NULL;
CREATE INDEX reviews_by_application ON reviews (application_id, reviewed_at);

CREATE TABLE reviewed_fits (
    score_id    TEXT NOT NULL REFERENCES scores (id),
    revision    BIGINT NOT NULL,
    result      TEXT NOT NULL,
    computed_at BIGINT NOT NULL,
    PRIMARY KEY (score_id, revision)
);

ALTER TABLE applications ADD COLUMN reviews BIGINT NOT NULL DEFAULT 0;
ALTER TABLE applications ADD COLUMN reviewed_fit DOUBLE PRECISION;
ALTER TABLE applications ADD COLUMN reviewed_lo DOUBLE PRECISION;
ALTER TABLE applications ADD COLUMN reviewed_hi DOUBLE PRECISION;
ALTER TABLE applications ADD COLUMN reviewed_undefined TEXT NOT NULL DEFAULT '';
ALTER TABLE applications ADD COLUMN reviewed_resampled TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE applications DROP COLUMN reviewed_resampled;
ALTER TABLE applications DROP COLUMN reviewed_undefined;
ALTER TABLE applications DROP COLUMN reviewed_hi;
ALTER TABLE applications DROP COLUMN reviewed_lo;
ALTER TABLE applications DROP COLUMN reviewed_fit;
ALTER TABLE applications DROP COLUMN reviews;
DROP TABLE reviewed_fits;
DROP TABLE reviews;
