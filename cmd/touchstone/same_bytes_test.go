package main

import (
	"context"
	"database/sql"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// handedIn is a round in a SQLite file whose candidates have handed in and are not scored yet.
type handedIn struct {
	*testkit.Round
	store *store.Store
	app   *app.App
	path  string
}

func newHandedIn(t *testing.T) handedIn {
	t.Helper()
	ctx := context.Background()
	st, path := testkit.FileStore(t)
	a := app.New(st, app.Config{})
	owner := hiring.User{ID: uuid.New(), Email: "owner@example.org", Name: "Owner", Language: hiring.English, PasswordHash: "none", Roles: []hiring.Role{hiring.HR}, CreatedAt: a.Now()}
	ok(t, st.CreateOrganization(ctx, hiring.Organization{ID: uuid.New(), Name: "Alder & Finch", Language: hiring.English, Contact: "hr@example.org", CreatedAt: a.Now()}))
	ok(t, st.CreateUser(ctx, owner))
	h := handedIn{testkit.NewRound(t, a, owner, 12, nil), st, a, path}
	for i, said := range []string{
		"A bill went to the wrong family. I rang the customer, said that the mistake was mine and called again in the evening.",
		"Our rules say who pays for an error like that one, so I forwarded the form and went on with the next call in the queue.",
		"",
		"I had promised a part that was out of stock. I told him so before he drove over, and found one in the next branch.",
	} {
		h.Submit(h.Candidate("Candidate"), h.Bodies(said, 10-2*i, string("abca"[i]), []string{"ab", "c", "abc", "a"}[i], []string{"abc", "cba", "bac", "acb"}[i]))
	}
	return h
}

// results are the stored scores, by attempt, as they stand in the database.
func (h handedIn) results(t *testing.T, st *store.Store) map[string]string {
	t.Helper()
	ctx := context.Background()
	applications, err := st.Pipeline(ctx, h.Requisition.ID, store.PipelineFilter{Limit: 100})
	ok(t, err)
	out := map[string]string{}
	for _, a := range applications {
		scores, err := st.Scores(ctx, a.ID)
		ok(t, err)
		for _, s := range scores {
			out[s.AttemptID.String()] = string(s.Result)
		}
	}
	if len(out) != 4 {
		t.Fatalf("%d scores, want 4", len(out))
	}
	return out
}

// TestTheSameRoundIsScoredToTheSameBytesOnBothDatabases scores one round twice: where it was made, and in PostgreSQL,
// where every row was copied.
func TestTheSameRoundIsScoredToTheSameBytesOnBothDatabases(t *testing.T) {
	t.Parallel()
	address, ctx := testkit.PostgresDatabase(t), context.Background()
	h := newHandedIn(t)
	other, err := store.Open(ctx, store.Config{DatabaseURL: address})
	ok(t, err)
	defer func() { ok(t, other.Close()) }()
	copyRows(t, testkit.Raw(t, h.path), address)
	h.app.WorkAll(ctx)
	app.New(other, app.Config{}).WorkAll(ctx)
	if diff := cmp.Diff(h.results(t, h.store), h.results(t, other)); diff != "" {
		t.Errorf("SQLite and PostgreSQL differ:\n%s", diff)
	}
}

// copyRows copies every row of a SQLite database into a migrated, empty PostgreSQL one; tables come in the order in
// which they were made, so that what is referred to is there.
func copyRows(t *testing.T, from *sql.DB, address string) {
	t.Helper()
	to, err := sql.Open("pgx", address)
	ok(t, err)
	defer func() { _ = to.Close() }()
	names, err := from.Query(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'goose_%' ORDER BY rowid`)
	ok(t, err)
	var tables []string
	for names.Next() {
		var name string
		ok(t, names.Scan(&name))
		tables = append(tables, name)
	}
	ok(t, names.Err())
	for _, table := range tables {
		copyTable(t, from, to, table)
	}
}

func copyTable(t *testing.T, from, to *sql.DB, table string) {
	t.Helper()
	rows, err := from.Query("SELECT * FROM " + table)
	ok(t, err)
	defer func() { _ = rows.Close() }()
	columns, err := rows.Columns()
	ok(t, err)
	places := make([]string, len(columns))
	for i := range places {
		places[i] = fmt.Sprintf("$%d", i+1)
	}
	insert := fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s)", table, strings.Join(columns, ", "), strings.Join(places, ", "))
	for rows.Next() {
		cells, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range cells {
			into[i] = &cells[i]
		}
		ok(t, rows.Scan(into...))
		if _, err := to.Exec(insert, cells...); err != nil {
			t.Fatalf("%s: %v", table, err)
		}
	}
	ok(t, rows.Err())
}

// TestAFileOfTheSameAnswersHasTheSameAlignmentsAsTheWeb writes the round's benchmark and its candidates' answers into
// files and has the command line score them.
func TestAFileOfTheSameAnswersHasTheSameAlignmentsAsTheWeb(t *testing.T) {
	t.Parallel()
	h, ctx := newHandedIn(t), context.Background()
	h.app.WorkAll(ctx)
	questions, answers := h.exported(t)
	var file struct {
		Candidates []struct {
			Respondent string `json:"respondent"`
			scoring.Result
		} `json:"candidates"`
	}
	ok(t, json.Unmarshal([]byte(done(t, "score", "-json", "-questions", questions, "-answers", answers)), &file))
	web := h.results(t, h.store)
	if len(file.Candidates) != len(web) {
		t.Fatalf("%d candidates in the file's result, want %d", len(file.Candidates), len(web))
	}
	for _, c := range file.Candidates {
		var stored scoring.Result
		ok(t, json.Unmarshal([]byte(web[c.Respondent]), &stored))
		if diff := cmp.Diff(alignments(stored), alignments(c.Result)); diff != "" {
			t.Errorf("candidate %s (-web +file):\n%s", c.Respondent, diff)
		}
	}
}

// alignment is what an answer's score rests on, without the weights, which a requisition's policy may change.
type alignment struct {
	Question   string
	Status     scoring.Status
	Alignment  scoring.Figure
	Score      scoring.Figure
	Percentile scoring.Figure
}

func alignments(r scoring.Result) []alignment {
	var out []alignment
	for _, a := range r.Answers {
		out = append(out, alignment{a.Question, a.Status, a.Alignment, a.Score, a.Percentile})
	}
	return out
}

// exported writes the round as the files of touchstone score.
func (h handedIn) exported(t *testing.T) (questions, answers string) {
	t.Helper()
	ctx := context.Background()
	v, err := h.store.BenchmarkVersion(ctx, *h.Requisition.BenchmarkVersionID)
	ok(t, err)
	var d scoring.Definition
	ok(t, json.Unmarshal(v.Definition, &d))
	var q strings.Builder
	q.WriteString("question,value,kind,lo,hi,options,mode,weight\n")
	for _, x := range d.Questions {
		fmt.Fprintf(&q, "%s,%s,%s,%s,%s,%s,%s,1\n", x.ID, x.Value, x.Kind, scaleEnd(x, x.Lo), scaleEnd(x, x.Hi), strings.Join(x.Options, "|"), x.Mode)
	}
	var rows [][]string
	add := func(person string, group scoring.Group, given map[string]hiring.AnswerBody) {
		for _, x := range d.Questions {
			rows = append(rows, []string{person, string(group), x.ID, answerCell(given[x.ID])})
		}
	}
	for _, r := range d.Exemplars {
		add(r.ID, scoring.Exemplar, r.Answers)
	}
	for _, r := range d.Comparison {
		add(r.ID, scoring.Comparison, r.Answers)
	}
	for attempt := range h.results(t, h.store) {
		given := map[string]hiring.AnswerBody{}
		saved, err := h.store.Answers(ctx, uuid.MustParse(attempt))
		ok(t, err)
		for _, a := range saved {
			given[a.QuestionVersionID.String()] = a.Body
		}
		add(attempt, scoring.Candidate, given)
	}
	var a strings.Builder
	w := csv.NewWriter(&a)
	ok(t, w.Write([]string{"respondent", "group", "question", "answer"}))
	ok(t, w.WriteAll(rows))
	return scoreFile(t, "q.csv", q.String()), scoreFile(t, "a.csv", a.String())
}

func scaleEnd(q scoring.Question, x int) string {
	if q.Kind != hiring.Numeric {
		return ""
	}
	return fmt.Sprint(x)
}

func answerCell(b hiring.AnswerBody) string {
	switch {
	case b.Number != nil:
		return fmt.Sprint(*b.Number)
	case len(b.Picks) > 0:
		return strings.Join(b.Picks, "|")
	}
	return b.Text
}
