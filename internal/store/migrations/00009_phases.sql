-- +goose Up
-- A requisition is in one phase; every change is a row with who, when and why, and the newest is copied to where it is
-- read. What somebody may see and do in a phase is hiring.Phase's to say.
ALTER TABLE requisitions ADD COLUMN phase TEXT NOT NULL DEFAULT 'collecting';
CREATE TABLE phase_changes (
    id             TEXT PRIMARY KEY,
    requisition_id TEXT NOT NULL REFERENCES requisitions (id),
    phase          TEXT NOT NULL CHECK (phase IN ('collecting', 'rating', 'discussion', 'decision')),
    reason         TEXT NOT NULL DEFAULT '',
    entered_by     TEXT NOT NULL REFERENCES users (id),
    entered_at     BIGINT NOT NULL
);
CREATE INDEX phase_changes_by_requisition ON phase_changes (requisition_id, entered_at);

-- +goose Down
DROP TABLE phase_changes;
ALTER TABLE requisitions DROP COLUMN phase;
