-- +goose Up
-- The raters' queue: one row for each answer and each of those who rate it, and for each calibration answer planted
-- among them. A draft becomes a row of ratings when it is handed in. An application knows how many of its answers are
-- rated (NULL: not looked at yet) and how many people were asked to, so that who is missing is found without reading
-- answers.
CREATE TABLE rating_items (
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
CREATE UNIQUE INDEX rating_items_of_application ON rating_items (application_id, rater_id, question_version_id);
CREATE UNIQUE INDEX rating_items_of_plant ON rating_items (plant_id) WHERE plant_id IS NOT NULL;
CREATE INDEX rating_items_queue ON rating_items (rater_id, requisition_id, question_version_id, state, place, words);
CREATE INDEX rating_items_order ON rating_items (rater_id, requisition_id, question_version_id, place);
ALTER TABLE applications ADD COLUMN ratable BIGINT;
ALTER TABLE applications ADD COLUMN asked BIGINT NOT NULL DEFAULT 0;
-- Answers that are in already are shared out once.
INSERT INTO outbox (id, kind, dedupe, payload, run_at)
SELECT id, 'share_out', 'share_out:' || id, id, 0 FROM requisitions
WHERE EXISTS (SELECT 1 FROM applications WHERE applications.requisition_id = requisitions.id AND applications.received_at IS NOT NULL);

-- +goose Down
DELETE FROM outbox WHERE kind = 'share_out';
ALTER TABLE applications DROP COLUMN asked;
ALTER TABLE applications DROP COLUMN ratable;
DROP TABLE rating_items;
