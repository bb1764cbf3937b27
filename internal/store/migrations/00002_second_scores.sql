-- +goose Up
-- A second score beside the first, jobs that wait for the engine they need, and what people's ratings add to a fit.

-- The version this one publishes again, unchanged, for a newer engine.
ALTER TABLE benchmark_versions ADD COLUMN republishes TEXT REFERENCES benchmark_versions (id);

-- A batch is the jobs of one order; waits_for is the engine without which a job cannot be done.
ALTER TABLE outbox ADD COLUMN batch TEXT NOT NULL DEFAULT '';
ALTER TABLE outbox ADD COLUMN waits_for TEXT NOT NULL DEFAULT '';
DROP INDEX outbox_waiting;
CREATE INDEX outbox_waiting ON outbox (run_at, id) WHERE done_at IS NULL AND dead_at IS NULL AND waits_for = '';
CREATE INDEX outbox_held ON outbox (waits_for) WHERE waits_for <> '' AND done_at IS NULL AND dead_at IS NULL;
CREATE INDEX outbox_by_batch ON outbox (batch, done_at, dead_at, waits_for, locked_until) WHERE batch <> '';
-- Jobs that died because another engine was needed are tried once more, and wait from then on.
UPDATE outbox SET dead_at = NULL, attempts = 0, locked_until = 0
WHERE kind = 'score' AND dead_at IS NOT NULL AND last_error LIKE '%another engine version%';

ALTER TABLE applications ADD COLUMN fit_mode TEXT NOT NULL DEFAULT '';
ALTER TABLE applications ADD COLUMN fit_exemplars BIGINT NOT NULL DEFAULT 0;
ALTER TABLE applications ADD COLUMN fit_resampled TEXT NOT NULL DEFAULT '';
ALTER TABLE applications ADD COLUMN raters BIGINT NOT NULL DEFAULT 0;
ALTER TABLE applications ADD COLUMN human DOUBLE PRECISION;
ALTER TABLE applications ADD COLUMN combined DOUBLE PRECISION;
ALTER TABLE applications ADD COLUMN combined_lo DOUBLE PRECISION;
ALTER TABLE applications ADD COLUMN combined_hi DOUBLE PRECISION;
UPDATE applications SET fit_mode = CASE WHEN EXISTS (
    SELECT 1 FROM attempts JOIN scores ON scores.attempt_id = attempts.id
    WHERE attempts.application_id = applications.id AND attempts.mode = 'link') THEN 'link' ELSE 'interview' END
WHERE fit IS NOT NULL OR fit_undefined <> '';
-- What was rated before is combined once.
INSERT INTO outbox (id, kind, dedupe, payload, run_at)
SELECT DISTINCT application_id, 'combine', 'combine:' || application_id, application_id, 0 FROM ratings;

CREATE TABLE rescorings (
    id                   TEXT PRIMARY KEY,
    requisition_id       TEXT NOT NULL REFERENCES requisitions (id),
    benchmark_version_id TEXT NOT NULL REFERENCES benchmark_versions (id),
    engine               TEXT NOT NULL,
    reason               TEXT NOT NULL,
    asked_by             TEXT NOT NULL REFERENCES users (id),
    asked_at             BIGINT NOT NULL,
    queued_at            BIGINT,
    UNIQUE (requisition_id, benchmark_version_id, engine)
);
CREATE TABLE rescored_fits (
    rescoring_id   TEXT NOT NULL REFERENCES rescorings (id),
    application_id TEXT NOT NULL REFERENCES applications (id),
    fit            DOUBLE PRECISION,
    fit_lo         DOUBLE PRECISION,
    fit_hi         DOUBLE PRECISION,
    fit_undefined  TEXT NOT NULL DEFAULT '',
    fit_mode       TEXT NOT NULL,
    fit_exemplars  BIGINT NOT NULL DEFAULT 0,
    fit_resampled  TEXT NOT NULL DEFAULT '',
    coverage       DOUBLE PRECISION,
    must_review    SMALLINT NOT NULL DEFAULT 0,
    scored_at      BIGINT NOT NULL,
    PRIMARY KEY (rescoring_id, application_id)
);
CREATE INDEX rescored_fits_by_application ON rescored_fits (application_id);
CREATE INDEX requisitions_by_benchmark_version ON requisitions (benchmark_version_id);

-- How reliable the fits of a requisition are, once enough candidates are scored.
CREATE TABLE fit_reliabilities (
    requisition_id       TEXT NOT NULL REFERENCES requisitions (id),
    benchmark_version_id TEXT NOT NULL REFERENCES benchmark_versions (id),
    candidates           BIGINT NOT NULL,
    reliability          DOUBLE PRECISION NOT NULL,
    sem                  DOUBLE PRECISION NOT NULL,
    computed_at          BIGINT NOT NULL,
    PRIMARY KEY (requisition_id, benchmark_version_id)
);

-- +goose Down
DROP TABLE fit_reliabilities;
DROP INDEX requisitions_by_benchmark_version;
DROP TABLE rescored_fits;
DROP TABLE rescorings;
ALTER TABLE applications DROP COLUMN combined_hi;
ALTER TABLE applications DROP COLUMN combined_lo;
ALTER TABLE applications DROP COLUMN combined;
ALTER TABLE applications DROP COLUMN human;
ALTER TABLE applications DROP COLUMN raters;
ALTER TABLE applications DROP COLUMN fit_resampled;
ALTER TABLE applications DROP COLUMN fit_exemplars;
ALTER TABLE applications DROP COLUMN fit_mode;
DROP INDEX outbox_by_batch;
DROP INDEX outbox_held;
DROP INDEX outbox_waiting;
CREATE INDEX outbox_waiting ON outbox (run_at, id) WHERE done_at IS NULL AND dead_at IS NULL;
ALTER TABLE outbox DROP COLUMN waits_for;
ALTER TABLE outbox DROP COLUMN batch;
ALTER TABLE benchmark_versions DROP COLUMN republishes;
