-- +goose Up
-- Which of a requisition's questions somebody answered when they handed in by link, in the questions' order: '1' is
-- answered, '0' blank. Answers do not change after that, and a report need not read them all; '' while not handed in.
ALTER TABLE attempts ADD COLUMN answered TEXT NOT NULL DEFAULT '';
UPDATE attempts SET answered = COALESCE((
    SELECT string_agg(CASE WHEN (v.kind = 'text' AND n.body LIKE '{"text":"%' AND (LENGTH(n.body) > 200
            OR REPLACE(REPLACE(REPLACE(REPLACE(n.body, ' ', ''), '\n', ''), '\t', ''), '\r', '') <> '{"text":""}'))
        OR (v.kind = 'numeric' AND n.body LIKE '%"number":%')
        OR (v.kind NOT IN ('text', 'numeric') AND n.body LIKE '%"picks":[%') THEN '1' ELSE '0' END, '' ORDER BY x.position)
    FROM applications a
    JOIN requisition_questions x ON x.requisition_id = a.requisition_id
    JOIN question_versions v ON v.id = x.question_version_id
    LEFT JOIN answers n ON n.attempt_id = attempts.id AND n.question_version_id = x.question_version_id
    WHERE a.id = attempts.application_id), '')
WHERE mode = 'link' AND application_id IS NOT NULL AND submitted_at IS NOT NULL;

-- Of the decided, those on the far side of a fit: who was decided against it.
DROP INDEX applications_decided;
CREATE INDEX applications_decided ON applications (requisition_id, decision, (COALESCE(reviewed_fit, fit)), number) WHERE decision <> '';

-- +goose Down
DROP INDEX applications_decided;
CREATE INDEX applications_decided ON applications (requisition_id, decision) WHERE decision <> '';
ALTER TABLE attempts DROP COLUMN answered;
