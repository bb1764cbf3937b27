-- +goose Up
-- What raters report as giving somebody away, and what was hidden because of it: of an answer in an attempt, or of a
-- planted calibration answer. The answer itself is never changed.
CREATE TABLE leak_reports (
    id                  TEXT PRIMARY KEY,
    requisition_id      TEXT NOT NULL REFERENCES requisitions (id),
    question_version_id TEXT NOT NULL REFERENCES question_versions (id),
    application_id      TEXT REFERENCES applications (id),
    attempt_id          TEXT REFERENCES attempts (id),
    answer_id           TEXT REFERENCES calibration_answers (id),
    words               TEXT NOT NULL,
    reported_by         TEXT NOT NULL REFERENCES users (id),
    reported_at         BIGINT NOT NULL,
    outcome             TEXT NOT NULL DEFAULT '' CHECK (outcome IN ('', 'hidden', 'dismissed')),
    reason              TEXT NOT NULL DEFAULT '',
    closed_by           TEXT REFERENCES users (id),
    closed_at           BIGINT,
    CHECK ((attempt_id IS NULL) <> (answer_id IS NULL)),
    CHECK ((outcome = '') = (closed_at IS NULL))
);
CREATE INDEX leak_reports_by_requisition ON leak_reports (requisition_id, closed_at, reported_at);
CREATE TABLE redactions (
    id                  TEXT PRIMARY KEY,
    attempt_id          TEXT REFERENCES attempts (id),
    question_version_id TEXT NOT NULL REFERENCES question_versions (id),
    answer_id           TEXT REFERENCES calibration_answers (id),
    words               TEXT NOT NULL,
    leak_id             TEXT NOT NULL REFERENCES leak_reports (id),
    hidden_by           TEXT NOT NULL REFERENCES users (id),
    hidden_at           BIGINT NOT NULL,
    CHECK ((attempt_id IS NULL) <> (answer_id IS NULL))
);
CREATE INDEX redactions_of_attempt ON redactions (attempt_id, question_version_id) WHERE attempt_id IS NOT NULL;
CREATE INDEX redactions_of_answer ON redactions (answer_id) WHERE answer_id IS NOT NULL;

-- +goose Down
DROP TABLE redactions;
DROP TABLE leak_reports;
