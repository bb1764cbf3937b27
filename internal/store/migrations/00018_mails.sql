-- +goose Up
-- Every mail the program was asked to send: of which kind, to whom by id, and what became of it. It holds no address
-- and no text; whoever is erased is erased here too. What waits and what was given up stands in the outbox, under job.
CREATE TABLE mails (
    id             TEXT PRIMARY KEY,
    job            TEXT NOT NULL UNIQUE,
    kind           TEXT NOT NULL,
    payload        TEXT NOT NULL,
    invitation_id  TEXT REFERENCES invitations (id),
    application_id TEXT REFERENCES applications (id),
    panelist_id    TEXT REFERENCES panelists (id),
    user_id        TEXT REFERENCES users (id),
    created_at     BIGINT NOT NULL,
    due_at         BIGINT NOT NULL,
    sent_at        BIGINT,
    bounced_at     BIGINT,
    resent_at      BIGINT,
    error          TEXT NOT NULL DEFAULT ''
);
CREATE INDEX mails_by_time ON mails (created_at, id);
CREATE INDEX mails_open ON mails (created_at, id) WHERE sent_at IS NULL AND resent_at IS NULL;
-- Where a round gives notice: when the notice went out, from when the questionnaire is open; and when a reminder was
-- sent, which happens once.
ALTER TABLE invitations ADD COLUMN notice_at BIGINT;
ALTER TABLE invitations ADD COLUMN opens_at BIGINT;
ALTER TABLE invitations ADD COLUMN reminded_at BIGINT;

-- +goose Down
ALTER TABLE invitations DROP COLUMN reminded_at;
ALTER TABLE invitations DROP COLUMN opens_at;
ALTER TABLE invitations DROP COLUMN notice_at;
DROP TABLE mails;
