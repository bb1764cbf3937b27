-- +goose Up
-- One set for SQLite and PostgreSQL. Times are Unix milliseconds (BIGINT), ids are UUIDs as text, JSON is text:
-- the same bytes on both, ordered the same way on both. Flags are SMALLINT 0/1. No ON DELETE CASCADE: what goes,
-- goes by name (a rebuild of a parent table must never take children with it).

CREATE TABLE organizations (
    id              TEXT PRIMARY KEY,
    name            TEXT NOT NULL,
    language        TEXT NOT NULL,
    purpose         TEXT NOT NULL DEFAULT '',
    customer_wish   TEXT NOT NULL DEFAULT '',
    vision          TEXT NOT NULL DEFAULT '',
    vision_simple   SMALLINT NOT NULL DEFAULT 0,
    vision_kind     SMALLINT NOT NULL DEFAULT 0,
    vision_identity SMALLINT NOT NULL DEFAULT 0,
    vision_note     TEXT NOT NULL DEFAULT '',
    contact         TEXT NOT NULL DEFAULT '',
    version         BIGINT NOT NULL DEFAULT 1,
    created_at      BIGINT NOT NULL
);
CREATE UNIQUE INDEX organizations_single ON organizations ((1));

CREATE TABLE users (
    id            TEXT PRIMARY KEY,
    email         TEXT NOT NULL UNIQUE,
    name          TEXT NOT NULL,
    language      TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    created_at    BIGINT NOT NULL,
    disabled_at   BIGINT,
    version       BIGINT NOT NULL DEFAULT 1
);
CREATE TABLE user_roles (
    user_id TEXT NOT NULL REFERENCES users (id),
    role    TEXT NOT NULL CHECK (role IN ('admin', 'hr', 'recruiter', 'interviewer', 'compliance', 'viewer')),
    PRIMARY KEY (user_id, role)
);
CREATE TABLE sessions (
    token_hash TEXT PRIMARY KEY,
    data       TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);
CREATE TABLE setup_links (
    token_hash TEXT PRIMARY KEY,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at    BIGINT
);

CREATE TABLE company_values (
    id         TEXT PRIMARY KEY,
    library    TEXT NOT NULL DEFAULT '',
    name       TEXT NOT NULL,
    meaning    TEXT NOT NULL,
    action     TEXT NOT NULL,
    behaviors  TEXT NOT NULL,
    metrics    TEXT NOT NULL,
    position   BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    retired_at BIGINT,
    version    BIGINT NOT NULL DEFAULT 1
);
CREATE TABLE questions (
    id         TEXT PRIMARY KEY,
    value_id   TEXT NOT NULL REFERENCES company_values (id),
    library    TEXT NOT NULL DEFAULT '',
    current_id TEXT NOT NULL,
    position   BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    retired_at BIGINT,
    version    BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX questions_by_value ON questions (value_id, position);
CREATE TABLE question_versions (
    id          TEXT PRIMARY KEY,
    question_id TEXT NOT NULL REFERENCES questions (id),
    number      BIGINT NOT NULL,
    kind        TEXT NOT NULL CHECK (kind IN ('text', 'numeric', 'single', 'multiple', 'ranking')),
    wording     TEXT NOT NULL,
    created_at  BIGINT NOT NULL,
    UNIQUE (question_id, number)
);

CREATE TABLE positions (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    level      TEXT NOT NULL CHECK (level IN ('frontline', 'manager')),
    profile    TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    version    BIGINT NOT NULL DEFAULT 1
);

CREATE TABLE benchmarks (
    id          TEXT PRIMARY KEY,
    name        TEXT NOT NULL,
    position_id TEXT REFERENCES positions (id),
    criterion   TEXT NOT NULL DEFAULT '',
    link_days   BIGINT NOT NULL DEFAULT 14,
    created_by  TEXT NOT NULL REFERENCES users (id),
    created_at  BIGINT NOT NULL,
    version     BIGINT NOT NULL DEFAULT 1
);
CREATE TABLE benchmark_questions (
    benchmark_id        TEXT NOT NULL REFERENCES benchmarks (id),
    question_version_id TEXT NOT NULL REFERENCES question_versions (id),
    position            BIGINT NOT NULL,
    added_at            BIGINT NOT NULL DEFAULT 0,
    excluded_reason     TEXT NOT NULL DEFAULT '',
    excluded_by         TEXT REFERENCES users (id),
    excluded_at         BIGINT,
    PRIMARY KEY (benchmark_id, question_version_id)
);
CREATE TABLE incumbents (
    id             TEXT PRIMARY KEY,
    benchmark_id   TEXT NOT NULL REFERENCES benchmarks (id),
    name           TEXT NOT NULL,
    email          TEXT NOT NULL,
    team           TEXT NOT NULL DEFAULT '',
    manager        TEXT NOT NULL DEFAULT '',
    tenure_months  BIGINT,
    metrics        TEXT NOT NULL DEFAULT '{}',
    proposed_group TEXT NOT NULL DEFAULT '',
    rep_group      TEXT NOT NULL DEFAULT '' CHECK (rep_group IN ('', 'top', 'comparison')),
    group_reason   TEXT NOT NULL DEFAULT '',
    language       TEXT NOT NULL,
    created_at     BIGINT NOT NULL,
    erased_at      BIGINT,
    version        BIGINT NOT NULL DEFAULT 1,
    UNIQUE (benchmark_id, email)
);
CREATE TABLE benchmark_versions (
    id           TEXT PRIMARY KEY,
    benchmark_id TEXT NOT NULL REFERENCES benchmarks (id),
    number       BIGINT NOT NULL,
    hash         TEXT NOT NULL,
    engine       TEXT NOT NULL,
    definition   TEXT NOT NULL,
    health       TEXT NOT NULL,
    criterion    TEXT NOT NULL DEFAULT '',
    note         TEXT NOT NULL DEFAULT '',
    published_by TEXT NOT NULL REFERENCES users (id),
    published_at BIGINT NOT NULL,
    UNIQUE (benchmark_id, number)
);

CREATE TABLE requisitions (
    id                   TEXT PRIMARY KEY,
    name                 TEXT NOT NULL,
    position_id          TEXT NOT NULL REFERENCES positions (id),
    owner_id             TEXT NOT NULL REFERENCES users (id),
    benchmark_version_id TEXT REFERENCES benchmark_versions (id),
    languages            TEXT NOT NULL,
    policy               TEXT NOT NULL,
    link_days            BIGINT NOT NULL DEFAULT 14,
    decide_by            BIGINT,
    created_at           BIGINT NOT NULL,
    frozen_at            BIGINT,
    closed_at            BIGINT,
    version              BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX requisitions_by_owner ON requisitions (owner_id, created_at);
CREATE TABLE requisition_values (
    requisition_id TEXT NOT NULL REFERENCES requisitions (id),
    value_id       TEXT NOT NULL REFERENCES company_values (id),
    must           SMALLINT NOT NULL DEFAULT 0,
    weight         DOUBLE PRECISION NOT NULL DEFAULT 1,
    threshold      DOUBLE PRECISION,
    position       BIGINT NOT NULL,
    PRIMARY KEY (requisition_id, value_id)
);
CREATE TABLE requisition_questions (
    requisition_id      TEXT NOT NULL REFERENCES requisitions (id),
    question_version_id TEXT NOT NULL REFERENCES question_versions (id),
    position            BIGINT NOT NULL,
    PRIMARY KEY (requisition_id, question_version_id)
);
CREATE TABLE requisition_panel (
    requisition_id TEXT NOT NULL REFERENCES requisitions (id),
    user_id        TEXT NOT NULL REFERENCES users (id),
    added_at       BIGINT NOT NULL,
    PRIMARY KEY (requisition_id, user_id)
);
CREATE INDEX requisition_panel_by_user ON requisition_panel (user_id);

CREATE TABLE candidates (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    email      TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    erased_at  BIGINT
);
CREATE INDEX candidates_by_email ON candidates (email);
CREATE TABLE applications (
    id             TEXT PRIMARY KEY,
    requisition_id TEXT NOT NULL REFERENCES requisitions (id),
    candidate_id   TEXT NOT NULL REFERENCES candidates (id),
    number         BIGINT NOT NULL,
    email          TEXT NOT NULL,
    language       TEXT NOT NULL,
    stage          TEXT NOT NULL CHECK (stage IN ('invited', 'started', 'submitted', 'scored', 'decided')),
    created_at     BIGINT NOT NULL,
    received_at    BIGINT,
    fit            DOUBLE PRECISION,
    fit_lo         DOUBLE PRECISION,
    fit_hi         DOUBLE PRECISION,
    fit_undefined  TEXT NOT NULL DEFAULT '',
    coverage       DOUBLE PRECISION,
    must_review    SMALLINT NOT NULL DEFAULT 0,
    decision       TEXT NOT NULL DEFAULT '',
    version        BIGINT NOT NULL DEFAULT 1,
    UNIQUE (requisition_id, number),
    UNIQUE (requisition_id, email)
);
CREATE INDEX applications_by_received ON applications (requisition_id, received_at, number);
CREATE INDEX applications_by_fit ON applications (requisition_id, fit, number);
CREATE INDEX applications_by_stage ON applications (requisition_id, stage);

CREATE TABLE invitations (
    id             TEXT PRIMARY KEY,
    incumbent_id   TEXT REFERENCES incumbents (id),
    application_id TEXT REFERENCES applications (id),
    created_by     TEXT REFERENCES users (id),
    created_at     BIGINT NOT NULL,
    expires_at     BIGINT NOT NULL,
    sent_at        BIGINT,
    send_error     TEXT NOT NULL DEFAULT '',
    opened_at      BIGINT,
    revoked_at     BIGINT,
    CHECK ((incumbent_id IS NULL) <> (application_id IS NULL))
);
CREATE UNIQUE INDEX invitations_of_incumbent ON invitations (incumbent_id) WHERE incumbent_id IS NOT NULL;
CREATE UNIQUE INDEX invitations_of_application ON invitations (application_id) WHERE application_id IS NOT NULL;
CREATE TABLE invitation_tokens (
    token_hash    TEXT PRIMARY KEY,
    invitation_id TEXT NOT NULL REFERENCES invitations (id),
    created_at    BIGINT NOT NULL
);
CREATE INDEX invitation_tokens_by_invitation ON invitation_tokens (invitation_id);

CREATE TABLE attempts (
    id             TEXT PRIMARY KEY,
    incumbent_id   TEXT REFERENCES incumbents (id),
    application_id TEXT REFERENCES applications (id),
    mode           TEXT NOT NULL CHECK (mode IN ('link', 'interview', 'import')),
    language       TEXT NOT NULL,
    started_at     BIGINT NOT NULL,
    consent_at     BIGINT,
    credit         SMALLINT NOT NULL DEFAULT 0,
    submitted_at   BIGINT,
    receipt        TEXT NOT NULL DEFAULT '',
    typed_by       TEXT REFERENCES users (id),
    CHECK ((incumbent_id IS NULL) <> (application_id IS NULL))
);
CREATE UNIQUE INDEX attempts_of_incumbent ON attempts (incumbent_id) WHERE incumbent_id IS NOT NULL;
CREATE UNIQUE INDEX attempts_of_application ON attempts (application_id, mode) WHERE application_id IS NOT NULL;
CREATE TABLE answers (
    attempt_id          TEXT NOT NULL REFERENCES attempts (id),
    question_version_id TEXT NOT NULL REFERENCES question_versions (id),
    body                TEXT NOT NULL,
    version             BIGINT NOT NULL DEFAULT 1,
    saved_at            BIGINT NOT NULL,
    PRIMARY KEY (attempt_id, question_version_id)
);
CREATE INDEX answers_by_question ON answers (question_version_id);
CREATE TABLE answer_exclusions (
    benchmark_id        TEXT NOT NULL REFERENCES benchmarks (id),
    attempt_id          TEXT NOT NULL REFERENCES attempts (id),
    question_version_id TEXT NOT NULL REFERENCES question_versions (id),
    reason              TEXT NOT NULL,
    excluded_by         TEXT NOT NULL REFERENCES users (id),
    excluded_at         BIGINT NOT NULL,
    PRIMARY KEY (benchmark_id, attempt_id, question_version_id)
);
CREATE TABLE waivers (
    application_id      TEXT NOT NULL REFERENCES applications (id),
    question_version_id TEXT NOT NULL REFERENCES question_versions (id),
    granted_by          TEXT NOT NULL REFERENCES users (id),
    granted_at          BIGINT NOT NULL,
    PRIMARY KEY (application_id, question_version_id)
);
CREATE TABLE accommodations (
    id            TEXT PRIMARY KEY,
    invitation_id TEXT NOT NULL REFERENCES invitations (id),
    need          TEXT NOT NULL CHECK (need IN ('more_time', 'other_format', 'a_person', 'other')),
    message       TEXT NOT NULL DEFAULT '',
    created_at    BIGINT NOT NULL,
    answer        TEXT NOT NULL DEFAULT '',
    granted       TEXT NOT NULL DEFAULT '' CHECK (granted IN ('', 'granted', 'other_way', 'declined')),
    extra_days    BIGINT NOT NULL DEFAULT 0,
    answered_by   TEXT REFERENCES users (id),
    answered_at   BIGINT
);
CREATE INDEX accommodations_by_invitation ON accommodations (invitation_id, created_at);

CREATE TABLE scores (
    id                   TEXT PRIMARY KEY,
    application_id       TEXT NOT NULL REFERENCES applications (id),
    attempt_id           TEXT NOT NULL REFERENCES attempts (id),
    benchmark_version_id TEXT NOT NULL REFERENCES benchmark_versions (id),
    engine               TEXT NOT NULL,
    result               TEXT NOT NULL,
    created_at           BIGINT NOT NULL,
    UNIQUE (attempt_id, benchmark_version_id, engine)
);
CREATE INDEX scores_by_application ON scores (application_id, created_at);
CREATE TABLE ratings (
    id                  TEXT PRIMARY KEY,
    application_id      TEXT NOT NULL REFERENCES applications (id),
    question_version_id TEXT NOT NULL REFERENCES question_versions (id),
    rater_id            TEXT NOT NULL REFERENCES users (id),
    level               BIGINT NOT NULL CHECK (level BETWEEN 1 AND 5),
    evidence            TEXT NOT NULL,
    created_at          BIGINT NOT NULL,
    UNIQUE (application_id, question_version_id, rater_id)
);
CREATE TABLE decisions (
    id             TEXT PRIMARY KEY,
    application_id TEXT NOT NULL REFERENCES applications (id),
    outcome        TEXT NOT NULL CHECK (outcome IN ('advance', 'hire', 'hold', 'decline')),
    reason         TEXT NOT NULL,
    decided_by     TEXT NOT NULL REFERENCES users (id),
    decided_at     BIGINT NOT NULL,
    superseded_at  BIGINT
);
CREATE UNIQUE INDEX decisions_current ON decisions (application_id) WHERE superseded_at IS NULL;
CREATE INDEX decisions_by_application ON decisions (application_id, decided_at);

CREATE TABLE audit_entries (
    seq       BIGINT PRIMARY KEY,
    at        BIGINT NOT NULL,
    actor     TEXT NOT NULL,
    actor_id  TEXT NOT NULL,
    action    TEXT NOT NULL,
    object    TEXT NOT NULL,
    object_id TEXT NOT NULL,
    detail    TEXT NOT NULL,
    prev_hash TEXT NOT NULL,
    hash      TEXT NOT NULL
);
CREATE INDEX audit_entries_by_object ON audit_entries (object, object_id, seq);

CREATE TABLE outbox (
    id           TEXT PRIMARY KEY,
    kind         TEXT NOT NULL,
    dedupe       TEXT NOT NULL UNIQUE,
    payload      TEXT NOT NULL,
    run_at       BIGINT NOT NULL,
    locked_until BIGINT NOT NULL DEFAULT 0,
    attempts     BIGINT NOT NULL DEFAULT 0,
    done_at      BIGINT,
    dead_at      BIGINT,
    last_error   TEXT NOT NULL DEFAULT ''
);
CREATE INDEX outbox_waiting ON outbox (run_at, id) WHERE done_at IS NULL AND dead_at IS NULL;

-- +goose Down
DROP TABLE outbox;
DROP TABLE audit_entries;
DROP TABLE decisions;
DROP TABLE ratings;
DROP TABLE scores;
DROP TABLE accommodations;
DROP TABLE waivers;
DROP TABLE answer_exclusions;
DROP TABLE answers;
DROP TABLE attempts;
DROP TABLE invitation_tokens;
DROP TABLE invitations;
DROP TABLE applications;
DROP TABLE candidates;
DROP TABLE requisition_panel;
DROP TABLE requisition_questions;
DROP TABLE requisition_values;
DROP TABLE requisitions;
DROP TABLE benchmark_versions;
DROP TABLE incumbents;
DROP TABLE benchmark_questions;
DROP TABLE benchmarks;
DROP TABLE positions;
DROP TABLE question_versions;
DROP TABLE questions;
DROP TABLE company_values;
DROP TABLE setup_links;
DROP TABLE sessions;
DROP TABLE user_roles;
DROP TABLE users;
DROP TABLE organizations;
