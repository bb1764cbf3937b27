package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"math"
	"strings"
)

// row is a row of a table by column.
type row map[string]any

// pattern is a candidate of the demo company that others are made after.
type pattern struct {
	application, attempt, score row
	answers, fits               []row
	short                       string // the score without its evidence
}

// model is what everything is made after.
type model struct {
	requisition             row
	values, questions, made []row // of the requisition; made are who is in it already
	patterns                []pattern
	texts                   []string // the wordings that ask for a text
}

func rowsOf(ctx context.Context, db *sql.DB, query string) ([]row, error) {
	found, err := db.QueryContext(ctx, query)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", query, err)
	}
	defer func() { _ = found.Close() }()
	columns, err := found.Columns()
	if err != nil {
		return nil, err
	}
	var out []row
	for found.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := found.Scan(into...); err != nil {
			return nil, err
		}
		r := row{}
		for i, c := range columns {
			if b, ok := values[i].([]byte); ok {
				values[i] = string(b)
			}
			r[c] = values[i]
		}
		out = append(out, r)
	}
	return out, found.Err()
}

// reader reads rows until something goes wrong.
type reader struct {
	ctx context.Context
	db  *sql.DB
	err error
}

func (r *reader) rows(query string, args ...any) []row {
	if r.err != nil {
		return nil
	}
	var out []row
	out, r.err = rowsOf(r.ctx, r.db, fmt.Sprintf(query, args...))
	return out
}

// readRound reads the requisition with most candidates: the large one, once it is filled.
func readRound(ctx context.Context, db *sql.DB) (m model, err error) {
	r := &reader{ctx: ctx, db: db}
	all := r.rows(`SELECT * FROM requisitions WHERE id = (SELECT requisition_id FROM applications GROUP BY requisition_id ORDER BY COUNT(*) DESC LIMIT 1)`)
	if r.err != nil || len(all) == 0 {
		return m, fmt.Errorf("no requisition to go by: %w", r.err)
	}
	m.requisition = all[0]
	m.values = r.rows(`SELECT * FROM requisition_values WHERE requisition_id = '%s' ORDER BY position`, m.requisition["id"])
	m.questions = r.rows(`SELECT * FROM requisition_questions WHERE requisition_id = '%s' ORDER BY position`, m.requisition["id"])
	for _, v := range r.rows(`SELECT id FROM question_versions WHERE kind = 'text'`) {
		m.texts = append(m.texts, fmt.Sprint(v["id"]))
	}
	return m, r.err
}

// readModel reads it with those of its candidates who are scored, while they are the demo company's alone.
func readModel(ctx context.Context, db *sql.DB) (model, error) {
	m, err := readRound(ctx, db)
	if err != nil {
		return m, err
	}
	r := &reader{ctx: ctx, db: db}
	m.made = r.rows(`SELECT * FROM applications WHERE requisition_id = '%s'`, m.requisition["id"])
	for _, a := range m.made {
		if a["fit"] == nil || a["fit_mode"] != "link" {
			continue
		}
		p := pattern{application: a, fits: r.rows(`SELECT * FROM fits WHERE application_id = '%s'`, a["id"])}
		attempts := r.rows(`SELECT * FROM attempts WHERE application_id = '%s' AND mode = 'link'`, a["id"])
		if r.err != nil || len(attempts) != 1 {
			return m, fmt.Errorf("application %v: %d attempts: %w", a["id"], len(attempts), r.err)
		}
		p.attempt = attempts[0]
		p.answers = r.rows(`SELECT * FROM answers WHERE attempt_id = '%s'`, p.attempt["id"])
		scores := r.rows(`SELECT * FROM scores WHERE attempt_id = '%s' ORDER BY created_at`, p.attempt["id"])
		if r.err != nil || len(scores) == 0 {
			return m, fmt.Errorf("attempt %v has no score: %w", p.attempt["id"], r.err)
		}
		p.score = scores[0]
		if p.short, err = shortened(fmt.Sprint(p.score["result"])); err != nil {
			return m, err
		}
		m.patterns = append(m.patterns, p)
	}
	return m, r.err
}

// shortened is a score without what a page of one application alone shows of it: whole ones take 13 kB each, so that a
// million would take more than everything else together.
func shortened(result string) (string, error) {
	var r map[string]any
	if err := json.Unmarshal([]byte(result), &r); err != nil {
		return "", err
	}
	for _, a := range r["answers"].([]any) {
		x := a.(map[string]any)
		for _, k := range []string{"evidence", "warnings", "flags", "percentile", "score", "consensus", "language", "exemplars", "kind", "weight"} {
			delete(x, k)
		}
	}
	for _, v := range append(r["values"].([]any), r["overall"]) {
		x := v.(map[string]any)
		for _, k := range []string{"resampled", "warnings", "asked90", "asked95", "interval95", "percentile"} {
			delete(x, k)
		}
	}
	b, err := json.Marshal(rounded(r))
	return string(b), err
}

// rounded is a decoded value with numbers of four decimals.
func rounded(v any) any {
	switch x := v.(type) {
	case float64:
		return math.Round(x*1e4) / 1e4
	case []any:
		for i := range x {
			x[i] = rounded(x[i])
		}
	case map[string]any:
		for k := range x {
			x[k] = rounded(x[k])
		}
	}
	return v
}

// isText tells whether a wording asks for a text.
func (m model) isText(version any) bool {
	for _, t := range m.texts {
		if strings.EqualFold(t, fmt.Sprint(version)) {
			return true
		}
	}
	return false
}
