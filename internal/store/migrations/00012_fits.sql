-- +goose Up
-- How an application stands on each value, as its score of record and its ratings say: for filters, orders and pages
-- of candidates by value. Written in the transaction that writes the pipeline's columns; second scores stay out.
CREATE TABLE fits (
    application_id TEXT NOT NULL REFERENCES applications (id),
    value_id       TEXT NOT NULL REFERENCES company_values (id),
    requisition_id TEXT NOT NULL REFERENCES requisitions (id),
    number         BIGINT NOT NULL,
    fit            DOUBLE PRECISION,
    lo             DOUBLE PRECISION,
    hi             DOUBLE PRECISION,
    undefined      TEXT NOT NULL DEFAULT '',
    no_interval    TEXT NOT NULL DEFAULT '',
    coverage       DOUBLE PRECISION,
    answered       BIGINT NOT NULL DEFAULT 0,
    offered        BIGINT NOT NULL DEFAULT 0,
    exemplars      BIGINT NOT NULL DEFAULT 0,
    weight         DOUBLE PRECISION NOT NULL DEFAULT 0,
    must           SMALLINT NOT NULL DEFAULT 0,
    must_review    SMALLINT NOT NULL DEFAULT 0,
    threshold      DOUBLE PRECISION,
    warnings       TEXT NOT NULL DEFAULT '',
    raters         BIGINT NOT NULL DEFAULT 0,
    human          DOUBLE PRECISION,
    combined       DOUBLE PRECISION,
    combined_lo    DOUBLE PRECISION,
    combined_hi    DOUBLE PRECISION,
    reviewed       DOUBLE PRECISION,
    reviewed_lo    DOUBLE PRECISION,
    reviewed_hi    DOUBLE PRECISION,
    PRIMARY KEY (application_id, value_id)
);
CREATE INDEX fits_by_fit ON fits (requisition_id, value_id, fit DESC, number);

-- A page of candidates begins where the one before ended, in the order of an index, however deep it is.
DROP INDEX applications_by_received;
CREATE INDEX applications_by_received ON applications (requisition_id, received_at, number, stage, decision, must_review, raters, coverage);
DROP INDEX applications_by_fit;
CREATE INDEX applications_by_fit ON applications (requisition_id, fit DESC, number);
CREATE INDEX applications_by_combined ON applications (requisition_id, combined DESC, number);
DROP INDEX applications_by_stage;
CREATE INDEX applications_by_stage ON applications (requisition_id, stage, number);

ALTER TABLE rescored_fits ADD COLUMN number BIGINT NOT NULL DEFAULT 0;
UPDATE rescored_fits SET number = (SELECT a.number FROM applications AS a WHERE a.id = rescored_fits.application_id);
CREATE INDEX rescored_fits_by_fit ON rescored_fits (rescoring_id, fit DESC, number);

-- What was scored before is gone through once, some hundreds at a time.
INSERT INTO outbox (id, kind, dedupe, payload, run_at)
SELECT r.id, 'fits', 'fits:' || r.id || ':0', '{"requisition":"' || r.id || '","after":0}', 0 FROM requisitions AS r
WHERE EXISTS (SELECT 1 FROM applications AS a JOIN scores AS s ON s.application_id = a.id WHERE a.requisition_id = r.id);

-- +goose Down
DROP INDEX rescored_fits_by_fit;
ALTER TABLE rescored_fits DROP COLUMN number;
DROP INDEX applications_by_stage;
CREATE INDEX applications_by_stage ON applications (requisition_id, stage);
DROP INDEX applications_by_combined;
DROP INDEX applications_by_fit;
CREATE INDEX applications_by_fit ON applications (requisition_id, fit, number);
DROP INDEX applications_by_received;
CREATE INDEX applications_by_received ON applications (requisition_id, received_at, number);
DROP TABLE fits;
DELETE FROM outbox WHERE kind = 'fits';
