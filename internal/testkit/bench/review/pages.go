package main

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"net/url"
	"slices"
	"strings"
)

// How many candidates a page of the pipeline and of the matrix has, one more telling whether there is a next.
const (
	pipelineRows = 101
	matrixRows   = 51
)

// beginnings of the bare queries: what a page needs of each candidate.
const (
	candidatesOf = `SELECT applications.*, candidates.name FROM applications JOIN candidates ON candidates.id = applications.candidate_id WHERE applications.requisition_id = $1`
	byValue      = `SELECT applications.*, candidates.name, o.fit FROM fits AS o CROSS JOIN applications JOIN candidates ON candidates.id = applications.candidate_id
WHERE applications.id = o.application_id AND o.requisition_id = $1 AND o.value_id = $2 AND o.fit IS NOT NULL`
	theirFits = `SELECT * FROM fits WHERE application_id IN (SELECT id FROM (%s) AS x)`
)

// order is an order of candidates: its name in an address, its column and direction.
type order struct {
	name, query, key, beyond, by string
	value                        any
}

// pages are first and deep pages of each list.
func (d database) pages(ctx context.Context, db *sql.DB, s size) ([]page, error) {
	m, err := readRound(ctx, db)
	if err != nil {
		return nil, err
	}
	requisition, value := m.requisition["id"], m.values[0]["value_id"]
	orders := []order{
		{name: "received", query: candidatesOf + " AND applications.received_at IS NOT NULL", key: "applications.received_at", beyond: ">", by: "applications.received_at, applications.number"},
		{name: "fit", query: candidatesOf + " AND applications.fit IS NOT NULL", key: "applications.fit", beyond: "<", by: "applications.fit DESC, applications.number"},
		{name: fmt.Sprint(value), query: byValue, key: "o.fit", beyond: "<", by: "o.fit DESC, o.number", value: value},
	}
	var out []page
	for _, o := range orders {
		deep, err := o.place(ctx, db, requisition, s.inOne/2)
		if err != nil {
			return nil, err
		}
		for _, list := range []struct {
			name, path string
			rows       int
		}{{"pipeline", fmt.Sprintf("/requisitions/%s", requisition), pipelineRows}, {"matrix", fmt.Sprintf("/requisitions/%s/matrix", requisition), matrixRows}} {
			if list.name == "pipeline" && o.value != nil {
				continue
			}
			for _, at := range []*place{nil, &deep} {
				out = append(out, o.page(list.name, list.path, list.rows, requisition, at))
			}
		}
	}
	one, err := d.onePerson(ctx, db, requisition, s.inOne/2)
	if err != nil {
		return nil, err
	}
	out = append(out, one...)
	rare := candidatesOf + " AND applications.received_at IS NOT NULL AND applications.must_review = 1 AND applications.decision = 'hire' ORDER BY applications.received_at, applications.number LIMIT 51"
	out = append(out, page{name: "home, of HR", path: "/?lang=en", bare: []query{{"SELECT * FROM requisitions ORDER BY id LIMIT 8", nil}}})
	return append(out, page{
		name: "matrix, to discuss and hired, first", path: fmt.Sprintf("/requisitions/%s/matrix?must=1&decision=hire&lang=en", requisition), bare: []query{{rare, []any{requisition}}},
	}), nil
}

// onePerson are the pages of one candidate, which must not grow with the number of the others.
func (d database) onePerson(ctx context.Context, db *sql.DB, requisition any, number int) (out []page, err error) {
	var id string
	if err := db.QueryRowContext(ctx, "SELECT CAST(id AS TEXT) FROM applications WHERE requisition_id = $1 AND number >= $2 AND fit IS NOT NULL ORDER BY number LIMIT 1", requisition, number).Scan(&id); err != nil {
		return nil, fmt.Errorf("number %d: %w", number, err)
	}
	bare := []query{
		{"SELECT applications.*, candidates.name FROM applications JOIN candidates ON candidates.id = applications.candidate_id WHERE applications.id = $1", []any{id}},
		{"SELECT answers.* FROM answers JOIN attempts ON attempts.id = answers.attempt_id WHERE attempts.application_id = $1", []any{id}},
		{"SELECT scores.* FROM scores JOIN attempts ON attempts.id = scores.attempt_id WHERE attempts.application_id = $1", []any{id}},
	}
	for name, path := range map[string]string{"application": "", "application, decision": "/decision", "application, reviews": "/reviews"} {
		out = append(out, page{name: name, path: "/applications/" + id + path + "?lang=en", bare: bare})
	}
	slices.SortFunc(out, func(a, b page) int { return strings.Compare(a.name, b.name) })
	return out, nil
}

// place is somebody's place in an order.
type place struct {
	key    float64
	number int64
}

// place finds who stands so deep in the order.
func (o order) place(ctx context.Context, db *sql.DB, requisition any, deep int) (p place, err error) {
	columns := strings.SplitN(o.query, " FROM ", 2)[1]
	number := "applications.number"
	if o.value != nil {
		number = "o.number"
	}
	q := fmt.Sprintf("SELECT CAST(%s AS DOUBLE PRECISION), %s FROM %s ORDER BY %s LIMIT 1 OFFSET %d", o.key, number, columns, o.by, deep)
	return p, db.QueryRowContext(ctx, q, o.args(requisition)...).Scan(&p.key, &p.number)
}

func (o order) args(requisition any) []any {
	if o.value != nil {
		return []any{requisition, o.value}
	}
	return []any{requisition}
}

// page is a page of the order, from its beginning or from a place, with its bare queries.
func (o order) page(list, path string, rows int, requisition any, at *place) page {
	name, where := "received", "first"
	if o.name != "received" {
		if name = o.name; o.value != nil {
			name = "one value"
		}
	}
	v, sql, args := url.Values{"sort": {o.name}, "lang": {"en"}}, o.query, o.args(requisition)
	if at != nil {
		where = "deep"
		v.Set("after", fmt.Sprintf("%s~0.%016x.%d", o.name, math.Float64bits(at.key), at.number))
		n := len(args)
		sql += fmt.Sprintf(" AND %[1]s %[2]s= $%[3]d AND (%[1]s %[2]s $%[3]d OR applications.number > $%[4]d)", o.key, o.beyond, n+1, n+2)
		args = append(args, o.typed(at.key), at.number)
	}
	sql += fmt.Sprintf(" ORDER BY %s LIMIT %d", o.by, rows)
	bare := []query{{sql, args}}
	if list == "matrix" {
		bare = append(bare, query{fmt.Sprintf(theirFits, onlyIDs(sql)), args})
	}
	return page{name: fmt.Sprintf("%s, by %s, %s", list, name, where), path: path + "?" + v.Encode(), bare: bare}
}

// typed is a key as its column holds it.
func (o order) typed(key float64) any {
	if o.name == "received" {
		return int64(key)
	}
	return key
}

// onlyIDs is the query of a page for its ids alone.
func onlyIDs(sql string) string {
	return "SELECT applications.id FROM " + strings.SplitN(sql, " FROM ", 2)[1]
}
