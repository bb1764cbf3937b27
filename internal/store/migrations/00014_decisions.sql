-- +goose Up
-- A decision's reasons are of a list besides its words; what there was to see and where it goes against that is kept
-- with it; another person may have to confirm; and it can be taken back, which is a row as well.
CREATE TABLE decisions_now (
    id               TEXT PRIMARY KEY,
    application_id   TEXT NOT NULL REFERENCES applications (id),
    outcome          TEXT NOT NULL CHECK (outcome IN ('advance', 'hire', 'hold', 'decline', 'reopened')),
    reasons          TEXT NOT NULL DEFAULT '[]',
    reason           TEXT NOT NULL,
    on_merit         SMALLINT NOT NULL DEFAULT 1,
    evidence         TEXT NOT NULL DEFAULT '{}',
    departures       TEXT NOT NULL DEFAULT '[]',
    departure_reason TEXT NOT NULL DEFAULT '',
    decided_by       TEXT NOT NULL REFERENCES users (id),
    decided_at       BIGINT NOT NULL,
    confirmed_by     TEXT REFERENCES users (id),
    confirmed_at     BIGINT,
    superseded_at    BIGINT
);
INSERT INTO decisions_now (id, application_id, outcome, reason, decided_by, decided_at, superseded_at)
SELECT id, application_id, outcome, reason, decided_by, decided_at, superseded_at FROM decisions;
DROP TABLE decisions;
ALTER TABLE decisions_now RENAME TO decisions;
CREATE UNIQUE INDEX decisions_current ON decisions (application_id) WHERE superseded_at IS NULL;
CREATE INDEX decisions_by_application ON decisions (application_id, decided_at);
-- Who was decided about, however many are not.
CREATE INDEX applications_decided ON applications (requisition_id, decision) WHERE decision <> '';

CREATE TABLE decision_proposals (
    id               TEXT PRIMARY KEY,
    application_id   TEXT NOT NULL REFERENCES applications (id),
    instead_of       TEXT REFERENCES decisions (id),
    outcome          TEXT NOT NULL CHECK (outcome IN ('advance', 'hire', 'hold', 'decline')),
    reasons          TEXT NOT NULL,
    reason           TEXT NOT NULL,
    evidence         TEXT NOT NULL,
    departures       TEXT NOT NULL,
    departure_reason TEXT NOT NULL,
    proposed_by      TEXT NOT NULL REFERENCES users (id),
    proposed_at      BIGINT NOT NULL,
    state            TEXT NOT NULL CHECK (state IN ('proposed', 'confirmed', 'returned', 'withdrawn')),
    answered_by      TEXT REFERENCES users (id),
    answered_at      BIGINT,
    answer           TEXT NOT NULL DEFAULT '',
    CHECK ((state = 'proposed') = (answered_at IS NULL)),
    CHECK (state <> 'confirmed' OR answered_by <> proposed_by)
);
CREATE UNIQUE INDEX decision_proposals_waiting ON decision_proposals (application_id) WHERE state = 'proposed';
CREATE INDEX decision_proposals_by_application ON decision_proposals (application_id, proposed_at);

-- +goose Down
DROP TABLE decision_proposals;
DROP INDEX applications_decided;
CREATE TABLE decisions_before (
    id             TEXT PRIMARY KEY,
    application_id TEXT NOT NULL REFERENCES applications (id),
    outcome        TEXT NOT NULL CHECK (outcome IN ('advance', 'hire', 'hold', 'decline')),
    reason         TEXT NOT NULL,
    decided_by     TEXT NOT NULL REFERENCES users (id),
    decided_at     BIGINT NOT NULL,
    superseded_at  BIGINT
);
INSERT INTO decisions_before (id, application_id, outcome, reason, decided_by, decided_at, superseded_at)
SELECT id, application_id, outcome, reason, decided_by, decided_at, superseded_at FROM decisions WHERE outcome <> 'reopened';
DROP TABLE decisions;
ALTER TABLE decisions_before RENAME TO decisions;
CREATE UNIQUE INDEX decisions_current ON decisions (application_id) WHERE superseded_at IS NULL;
CREATE INDEX decisions_by_application ON decisions (application_id, decided_at);
