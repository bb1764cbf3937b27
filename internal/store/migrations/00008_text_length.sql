-- +goose Up
-- What a benchmark makes of the length of texts: '' counts it up to a limit, 'residual' leaves out what it explains.
ALTER TABLE benchmarks ADD COLUMN text_length TEXT NOT NULL DEFAULT '' CHECK (text_length IN ('', 'residual'));

-- +goose Down
ALTER TABLE benchmarks DROP COLUMN text_length;
