-- +goose Up
-- What a candidate was told of how their answers were assessed, as it was read: released by a person, frozen, named by
-- its hash. A newer one takes an older one's place; the older is kept. And what candidates ask for afterwards: that a
-- person looks again, or that data are put right, each with the day by which an answer is promised.
CREATE TABLE explanations (
    id             TEXT PRIMARY KEY,
    application_id TEXT NOT NULL REFERENCES applications (id),
    decision_id    TEXT NOT NULL REFERENCES decisions (id),
    content        TEXT NOT NULL,
    hash           TEXT NOT NULL,
    released_by    TEXT NOT NULL REFERENCES users (id),
    released_at    BIGINT NOT NULL
);
CREATE INDEX explanations_by_application ON explanations (application_id, released_at);
CREATE TABLE review_requests (
    id             TEXT PRIMARY KEY,
    application_id TEXT NOT NULL REFERENCES applications (id),
    kind           TEXT NOT NULL CHECK (kind IN ('review', 'correction')),
    message        TEXT NOT NULL,
    created_at     BIGINT NOT NULL,
    due_at         BIGINT NOT NULL,
    outcome        TEXT NOT NULL DEFAULT '' CHECK (outcome IN ('', 'upheld', 'changed', 'corrected', 'declined')),
    answer         TEXT NOT NULL DEFAULT '',
    answered_by    TEXT REFERENCES users (id),
    answered_at    BIGINT
);
CREATE INDEX review_requests_by_application ON review_requests (application_id, created_at);
CREATE INDEX review_requests_waiting ON review_requests (due_at, id) WHERE answered_at IS NULL;
CREATE INDEX review_requests_settled ON review_requests (answered_at, id) WHERE answered_at IS NOT NULL;

-- +goose Down
DROP TABLE review_requests;
DROP TABLE explanations;
