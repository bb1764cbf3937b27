-- +goose Up
-- What candidates say of the questionnaire, and what they say of themselves. Neither can be joined to a person.
--
-- Experiences are counted, not kept: one row holds how often each answer was given in a requisition, a month and a
-- language, so that there is no row of anybody, no time and no order. Comments stand in lists that are shuffled at each
-- addition: fresh ones until enough have come together, shown ones after that. A report is what has been published of
-- the counts, which happens in lumps, so that nobody's answers can be read off the difference between two days.
CREATE TABLE experiences (
    requisition_id TEXT NOT NULL REFERENCES requisitions (id),
    month          TEXT NOT NULL,
    language       TEXT NOT NULL,
    part           BIGINT NOT NULL DEFAULT 1,
    counts         TEXT NOT NULL,
    fresh          TEXT NOT NULL DEFAULT '[]',
    shown          TEXT NOT NULL DEFAULT '[]',
    PRIMARY KEY (requisition_id, month, language, part)
);
CREATE TABLE experience_reports (
    requisition_id TEXT PRIMARY KEY REFERENCES requisitions (id),
    counts         TEXT NOT NULL
);
-- That a link has been used for it; not when, and not for what.
ALTER TABLE invitations ADD COLUMN experience_given SMALLINT NOT NULL DEFAULT 0;

-- Self-identification stands under a pseudonym, an HMAC of the application's id with a key that is not in the
-- database. The id is drawn at random: SQLite orders a table by it, and the order of arrival would tell who is who.
CREATE TABLE self_identifications (
    id        INTEGER PRIMARY KEY,
    pseudonym TEXT NOT NULL UNIQUE,
    answers   TEXT NOT NULL
);

-- +goose Down
DROP TABLE self_identifications;
ALTER TABLE invitations DROP COLUMN experience_given;
DROP TABLE experience_reports;
DROP TABLE experiences;
