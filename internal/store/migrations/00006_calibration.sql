-- +goose Up
-- Calibration. A set's answers are copies without names, which know the attempt they came from so that they go with
-- it. What is given to them, in a pass or to a planted one, stands apart from ratings: it never counts for a candidate.
CREATE TABLE calibration_sets (
    id           TEXT PRIMARY KEY,
    benchmark_id TEXT NOT NULL REFERENCES benchmarks (id),
    value_id     TEXT NOT NULL REFERENCES company_values (id),
    language     TEXT NOT NULL,
    name         TEXT NOT NULL,
    created_by   TEXT NOT NULL REFERENCES users (id),
    created_at   BIGINT NOT NULL,
    agreed_at    BIGINT,
    retired_at   BIGINT,
    version      BIGINT NOT NULL DEFAULT 1
);
CREATE TABLE calibration_panel (
    set_id   TEXT NOT NULL REFERENCES calibration_sets (id),
    user_id  TEXT NOT NULL REFERENCES users (id),
    added_at BIGINT NOT NULL,
    PRIMARY KEY (set_id, user_id)
);
CREATE TABLE calibration_answers (
    id                  TEXT PRIMARY KEY,
    set_id              TEXT NOT NULL REFERENCES calibration_sets (id),
    attempt_id          TEXT NOT NULL REFERENCES attempts (id),
    question_version_id TEXT NOT NULL REFERENCES question_versions (id),
    body                TEXT NOT NULL,
    blanked             BIGINT NOT NULL DEFAULT 0,
    confirmed_by        TEXT NOT NULL REFERENCES users (id),
    confirmed_at        BIGINT NOT NULL,
    withdrawn_at        BIGINT,
    UNIQUE (set_id, attempt_id, question_version_id)
);
CREATE INDEX calibration_answers_by_attempt ON calibration_answers (attempt_id);
CREATE TABLE calibration_agreements (
    id          TEXT PRIMARY KEY,
    answer_id   TEXT NOT NULL REFERENCES calibration_answers (id),
    number      BIGINT NOT NULL,
    level       BIGINT NOT NULL CHECK (level BETWEEN 1 AND 5),
    reason      TEXT NOT NULL,
    recorded_by TEXT NOT NULL REFERENCES users (id),
    recorded_at BIGINT NOT NULL,
    UNIQUE (answer_id, number)
);
CREATE TABLE calibration_passes (
    id          TEXT PRIMARY KEY,
    set_id      TEXT NOT NULL REFERENCES calibration_sets (id),
    user_id     TEXT NOT NULL REFERENCES users (id),
    purpose     TEXT NOT NULL CHECK (purpose IN ('panel', 'practice')),
    started_at  BIGINT NOT NULL,
    finished_at BIGINT
);
CREATE UNIQUE INDEX calibration_passes_one_open ON calibration_passes (set_id, user_id) WHERE finished_at IS NULL;
CREATE INDEX calibration_passes_by_user ON calibration_passes (user_id, set_id);
CREATE TABLE calibration_ratings (
    pass_id   TEXT NOT NULL REFERENCES calibration_passes (id),
    answer_id TEXT NOT NULL REFERENCES calibration_answers (id),
    level     BIGINT NOT NULL CHECK (level BETWEEN 1 AND 5),
    evidence  TEXT NOT NULL,
    rated_at  BIGINT NOT NULL,
    PRIMARY KEY (pass_id, answer_id)
);
CREATE TABLE requisition_calibrations (
    requisition_id TEXT PRIMARY KEY REFERENCES requisitions (id),
    plant_every    BIGINT NOT NULL CHECK (plant_every > 0),
    set_by         TEXT NOT NULL REFERENCES users (id),
    set_at         BIGINT NOT NULL
);
CREATE TABLE calibration_plants (
    id             TEXT PRIMARY KEY,
    requisition_id TEXT NOT NULL REFERENCES requisitions (id),
    user_id        TEXT NOT NULL REFERENCES users (id),
    answer_id      TEXT NOT NULL REFERENCES calibration_answers (id),
    planted_at     BIGINT NOT NULL,
    rated_at       BIGINT,
    level          BIGINT CHECK (level BETWEEN 1 AND 5),
    evidence       TEXT NOT NULL DEFAULT '',
    UNIQUE (user_id, answer_id)
);
CREATE INDEX calibration_plants_by_requisition ON calibration_plants (requisition_id, user_id);

-- +goose Down
DROP TABLE calibration_plants;
DROP TABLE requisition_calibrations;
DROP TABLE calibration_ratings;
DROP TABLE calibration_passes;
DROP TABLE calibration_agreements;
DROP TABLE calibration_answers;
DROP TABLE calibration_panel;
DROP TABLE calibration_sets;
