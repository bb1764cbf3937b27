-- +goose Up
-- Structured interviews. A guide belongs to a requisition and is the same for all its candidates from the first
-- interview on. A panelist is a user, or a guest known by a personal link for that one interview. A scorecard is
-- one panelist's; its lines are of a question or of a value, and are locked when it is submitted. What a debrief
-- changes is a revision beside them: what was rated before stays.
CREATE TABLE interview_guides (
    requisition_id TEXT PRIMARY KEY REFERENCES requisitions (id),
    questions      TEXT NOT NULL,
    opening        TEXT NOT NULL,
    closing        TEXT NOT NULL,
    avoid          TEXT NOT NULL,
    minutes        TEXT NOT NULL,
    shows_answers  SMALLINT NOT NULL DEFAULT 0,
    practices      TEXT NOT NULL DEFAULT '[]',
    frozen_at      BIGINT,
    created_at     BIGINT NOT NULL,
    version        BIGINT NOT NULL DEFAULT 1
);
CREATE TABLE interviews (
    id             TEXT PRIMARY KEY,
    application_id TEXT NOT NULL REFERENCES applications (id),
    requisition_id TEXT NOT NULL REFERENCES requisitions (id),
    starts_at      BIGINT NOT NULL,
    minutes        BIGINT NOT NULL,
    time_zone      TEXT NOT NULL,
    place          TEXT NOT NULL DEFAULT '',
    video          TEXT NOT NULL DEFAULT '',
    language       TEXT NOT NULL,
    closes_at      BIGINT NOT NULL,
    cancelled_at   BIGINT,
    cancel_reason  TEXT NOT NULL DEFAULT '',
    sequence       BIGINT NOT NULL DEFAULT 0,
    notified_at    BIGINT,
    send_error     TEXT NOT NULL DEFAULT '',
    created_by     TEXT NOT NULL REFERENCES users (id),
    created_at     BIGINT NOT NULL,
    version        BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX interviews_by_application ON interviews (application_id, starts_at);
CREATE INDEX interviews_by_requisition ON interviews (requisition_id, starts_at);
CREATE INDEX interviews_by_start ON interviews (starts_at);
CREATE TABLE panelists (
    id           TEXT PRIMARY KEY,
    interview_id TEXT NOT NULL REFERENCES interviews (id),
    user_id      TEXT REFERENCES users (id),
    name         TEXT NOT NULL,
    email        TEXT NOT NULL,
    language     TEXT NOT NULL,
    added_at     BIGINT NOT NULL,
    removed_at   BIGINT,
    notified_at  BIGINT,
    send_error   TEXT NOT NULL DEFAULT '',
    UNIQUE (interview_id, email)
);
CREATE INDEX interviewers_by_user ON panelists (user_id, interview_id);
CREATE TABLE panelist_tokens (
    token_hash     TEXT PRIMARY KEY,
    panelist_id TEXT NOT NULL REFERENCES panelists (id),
    created_at     BIGINT NOT NULL
);
CREATE INDEX panelist_tokens_by_interviewer ON panelist_tokens (panelist_id);
CREATE TABLE scorecards (
    id             TEXT PRIMARY KEY,
    interview_id   TEXT NOT NULL REFERENCES interviews (id),
    panelist_id TEXT NOT NULL UNIQUE REFERENCES panelists (id),
    recommendation TEXT NOT NULL DEFAULT ''
        CHECK (recommendation IN ('', 'definitely_not', 'no', 'mixed', 'yes', 'definitely', 'no_decision')),
    summary        TEXT NOT NULL DEFAULT '',
    started_at     BIGINT NOT NULL,
    submitted_at   BIGINT,
    saved_at       BIGINT NOT NULL,
    version        BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX scorecards_by_interview ON scorecards (interview_id);
CREATE TABLE scorecard_lines (
    scorecard_id TEXT NOT NULL REFERENCES scorecards (id),
    subject      TEXT NOT NULL CHECK (subject IN ('question', 'value')),
    subject_id   TEXT NOT NULL,
    body         TEXT NOT NULL,
    version      BIGINT NOT NULL DEFAULT 1,
    saved_at     BIGINT NOT NULL,
    PRIMARY KEY (scorecard_id, subject, subject_id)
);
CREATE TABLE scorecard_revisions (
    id           TEXT PRIMARY KEY,
    scorecard_id TEXT NOT NULL REFERENCES scorecards (id),
    subject      TEXT NOT NULL CHECK (subject IN ('question', 'value')),
    subject_id   TEXT NOT NULL,
    level_before BIGINT NOT NULL,
    level_after  BIGINT NOT NULL CHECK (level_after BETWEEN 1 AND 5),
    reason       TEXT NOT NULL,
    created_at   BIGINT NOT NULL
);
CREATE INDEX scorecard_revisions_by_scorecard ON scorecard_revisions (scorecard_id, created_at);

-- +goose Down
DROP TABLE scorecard_revisions;
DROP TABLE scorecard_lines;
DROP TABLE scorecards;
DROP TABLE panelist_tokens;
DROP TABLE panelists;
DROP TABLE interviews;
DROP TABLE interview_guides;
