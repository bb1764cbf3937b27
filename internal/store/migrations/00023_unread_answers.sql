-- +goose Up
-- Whoever cannot read the language of an answer leaves it to somebody else; which language it was is kept, so that no
-- further answers in it are shared out to them.
CREATE TABLE rating_items_now (
    id                  TEXT PRIMARY KEY,
    requisition_id      TEXT NOT NULL REFERENCES requisitions (id),
    question_version_id TEXT NOT NULL REFERENCES question_versions (id),
    rater_id            TEXT NOT NULL REFERENCES users (id),
    application_id      TEXT REFERENCES applications (id),
    attempt_id          TEXT REFERENCES attempts (id),
    plant_id            TEXT REFERENCES calibration_plants (id),
    words               BIGINT NOT NULL,
    state               TEXT NOT NULL CHECK (state IN ('waiting', 'skipped', 'draft', 'abstained', 'sent')),
    place               BIGINT NOT NULL,
    level               BIGINT NOT NULL DEFAULT 0 CHECK (level BETWEEN 0 AND 5),
    evidence            TEXT NOT NULL DEFAULT '',
    reason              TEXT NOT NULL DEFAULT '' CHECK (reason IN ('', 'knows', 'conflict', 'cannot_read', 'cannot_judge')),
    note                TEXT NOT NULL DEFAULT '',
    made_at             BIGINT NOT NULL,
    saved_at            BIGINT,
    version             BIGINT NOT NULL DEFAULT 1,
    unread              TEXT NOT NULL DEFAULT '',
    CHECK ((reason = 'cannot_read') = (unread <> '')),
    CHECK ((application_id IS NULL) = (attempt_id IS NULL)),
    CHECK ((application_id IS NULL) <> (plant_id IS NULL)),
    CHECK (state NOT IN ('draft', 'sent') OR level > 0)
);
INSERT INTO rating_items_now (id, requisition_id, question_version_id, rater_id, application_id, attempt_id, plant_id, words, state, place, level, evidence, reason, note, made_at, saved_at, version)
SELECT id, requisition_id, question_version_id, rater_id, application_id, attempt_id, plant_id, words, state, place, level, evidence, reason, note, made_at, saved_at, version FROM rating_items;
DROP TABLE rating_items;
ALTER TABLE rating_items_now RENAME TO rating_items;
CREATE UNIQUE INDEX rating_items_of_application ON rating_items (application_id, rater_id, question_version_id);
CREATE UNIQUE INDEX rating_items_of_plant ON rating_items (plant_id) WHERE plant_id IS NOT NULL;
CREATE INDEX rating_items_queue ON rating_items (rater_id, requisition_id, question_version_id, state, place, words);
CREATE INDEX rating_items_order ON rating_items (rater_id, requisition_id, question_version_id, place);
CREATE INDEX rating_items_open ON rating_items (requisition_id, rater_id, application_id, state)
    WHERE application_id IS NOT NULL AND state IN ('waiting', 'skipped', 'draft');
CREATE INDEX rating_items_left ON rating_items (requisition_id, unread, rater_id, reason) WHERE state = 'abstained';

-- +goose Down
CREATE TABLE rating_items_before (
    id                  TEXT PRIMARY KEY,
    requisition_id      TEXT NOT NULL REFERENCES requisitions (id),
    question_version_id TEXT NOT NULL REFERENCES question_versions (id),
    rater_id            TEXT NOT NULL REFERENCES users (id),
    application_id      TEXT REFERENCES applications (id),
    attempt_id          TEXT REFERENCES attempts (id),
    plant_id            TEXT REFERENCES calibration_plants (id),
    words               BIGINT NOT NULL,
    state               TEXT NOT NULL CHECK (state IN ('waiting', 'skipped', 'draft', 'abstained', 'sent')),
    place               BIGINT NOT NULL,
    level               BIGINT NOT NULL DEFAULT 0 CHECK (level BETWEEN 0 AND 5),
    evidence            TEXT NOT NULL DEFAULT '',
    reason              TEXT NOT NULL DEFAULT '' CHECK (reason IN ('', 'knows', 'conflict', 'cannot_judge')),
    note                TEXT NOT NULL DEFAULT '',
    made_at             BIGINT NOT NULL,
    saved_at            BIGINT,
    version             BIGINT NOT NULL DEFAULT 1,
    CHECK ((application_id IS NULL) = (attempt_id IS NULL)),
    CHECK ((application_id IS NULL) <> (plant_id IS NULL)),
    CHECK (state NOT IN ('draft', 'sent') OR level > 0)
);
INSERT INTO rating_items_before (id, requisition_id, question_version_id, rater_id, application_id, attempt_id, plant_id, words, state, place, level, evidence, reason, note, made_at, saved_at, version)
SELECT id, requisition_id, question_version_id, rater_id, application_id, attempt_id, plant_id, words, state, place, level, evidence, CASE WHEN reason = 'cannot_read' THEN 'cannot_judge' ELSE reason END, note, made_at, saved_at, version FROM rating_items;
DROP TABLE rating_items;
ALTER TABLE rating_items_before RENAME TO rating_items;
CREATE UNIQUE INDEX rating_items_of_application ON rating_items (application_id, rater_id, question_version_id);
CREATE UNIQUE INDEX rating_items_of_plant ON rating_items (plant_id) WHERE plant_id IS NOT NULL;
CREATE INDEX rating_items_queue ON rating_items (rater_id, requisition_id, question_version_id, state, place, words);
CREATE INDEX rating_items_order ON rating_items (rater_id, requisition_id, question_version_id, place);
CREATE INDEX rating_items_open ON rating_items (requisition_id, rater_id, application_id, state)
    WHERE application_id IS NOT NULL AND state IN ('waiting', 'skipped', 'draft');
