package server

import (
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/export"
	"touchstone/internal/hiring"
	"touchstone/internal/sheet"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// TestEveryTableHoldsEveryAttackAsAText: what a candidate, a rater or a guest wrote comes back whole from JSON and XLSX
// and begins no formula in CSV, in any column.
func TestEveryTableHoldsEveryAttackAsAText(t *testing.T) {
	t.Parallel()
	r := newAttacked(t)
	hr := r.as("hr")
	for _, name := range tableNames() {
		rows := jsonTable(t, hr.get(r.exports()+"/"+name+".json"))
		book := workbook(t, hr.get(r.exports()+"/"+name+".xlsx"), name)
		lines := strings.Split(strings.TrimSpace(hr.get(r.exports()+"/"+name+".jsonl").is(200).Body), "\n")
		if len(rows) == 0 || len(book) != len(rows)+1 || len(lines) != len(rows) {
			t.Errorf("%s: %d objects, %d rows, %d lines", name, len(rows), len(book), len(lines))
		}
		for _, attack := range attacks() {
			for _, column := range textsOf(name) {
				if !slices.ContainsFunc(rows, func(o map[string]any) bool { return holds(o[column], attack) }) {
					t.Errorf("%s.json has no %s %q", name, column, attack)
				}
				at := slices.Index(book[0], column)
				if !slices.ContainsFunc(book[1:], func(row []string) bool { return len(row) > at && holds(row[at], attack) }) {
					t.Errorf("%s.xlsx has no %s %q", name, column, attack)
				}
			}
		}
		for sep, comma := range map[string]rune{"comma": ',', "semicolon": ';'} {
			for _, row := range csvTable(t, hr.get(r.exports()+"/"+name+".csv?separator="+sep), comma) {
				for column, cell := range row {
					if cell != "" && strings.ContainsAny(cell[:1], "=+@\t\r") || strings.HasPrefix(cell, "-") && slices.Contains(textsOf(name), column) {
						t.Errorf("%s.csv: %s begins %q", name, column, cell)
					}
				}
			}
		}
	}
}

// TestAFileIsTheSameCompressed: every browser asks for it so, and a file is longer than what is held back first.
func TestAFileIsTheSameCompressed(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	for i := range 60 {
		j.Candidate(fmt.Sprint("Ada ", i))
	}
	hr := j.as("hr")
	for _, format := range []string{"csv", "json", "jsonl"} {
		path := j.exports() + "/applications." + format
		req := httptest.NewRequest(http.MethodGet, path, nil)
		req.Header.Set("Accept-Encoding", "gzip")
		zipped := hr.do(req).is(http.StatusOK)
		z, err := gzip.NewReader(strings.NewReader(zipped.Body))
		must(t, err)
		got, err := io.ReadAll(z)
		must(t, err)
		if want := hr.get(path).is(http.StatusOK).Body; string(got) != want || len(want) < 1<<13 {
			t.Errorf("%s: %d bytes compressed and taken apart again, %d as they are", format, len(got), len(want))
		}
	}
}

// TestAnExportIsAnAuditEntryWithTheHashOfWhatLeft: begun before, whole after, with table, format, filter and rows.
func TestAnExportIsAnAuditEntryWithTheHashOfWhatLeft(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	j.scored("Ada Lovelace", ownsUp)
	file := j.as("hr").get(j.exports() + "/applications.csv?stage=scored").is(http.StatusOK)
	for name, want := range map[string]string{"Content-Type": "text/csv; charset=utf-8", "Content-Disposition": `attachment; filename=touchstone-applications-` + j.app.Now().Format("2006-01-02") + `.csv`} {
		if got := file.Header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	entries, err := j.store.AuditEntries(context.Background(), store.AuditFilter{Object: "requisition", ObjectID: j.Requisition.ID.String(), Limit: 2})
	must(t, err)
	sum := sha256.Sum256([]byte(file.Body))
	done, begun := entries[0], entries[1]
	if begun.Action != "requisition.export_begun" || done.Action != "requisition.exported" || done.ActorID != j.users["hr"].ID.String() {
		t.Fatalf("%+v, %+v", begun, done)
	}
	for detail, want := range map[string]string{
		"sha256": hex.EncodeToString(sum[:]), "rows": "1", "state": "whole", "table": "applications", "format": "csv", "stage": "scored", "bytes": fmt.Sprint(len(file.Body)),
	} {
		if done.Detail[detail] != want {
			t.Errorf("%s is %q, want %q", detail, done.Detail[detail], want)
		}
	}
	for _, e := range entries {
		for k, v := range e.Detail {
			if strings.Contains(v, "Ada") {
				t.Errorf("the entry's %s says %q", k, v)
			}
		}
	}
}

// TestWhatIsUndefinedIsAnEmptyCellWithItsReason: a code of the dictionary, in every table and format.
func TestWhatIsUndefinedIsAnEmptyCellWithItsReason(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 4, nil) // too few top reps for a fit
	j.scored("Ada Lovelace", ownsUp)
	j.Candidate("Not Begun")
	hr := j.as("hr")
	all := jsonTable(t, hr.get(j.exports()+"/applications.json"))
	if all[0]["fit"] != nil || all[0]["fit_undefined"] != "too_small" || all[1]["fit"] != nil || all[1]["fit_undefined"] != "not_received" || all[0]["human_undefined"] != "not_rated" {
		t.Errorf("%v\n%v", all[0], all[1])
	}
	row := csvTable(t, hr.get(j.exports()+"/applications.csv"), ',')[1]
	if row["fit"] != "" || row["fit_undefined"] != "not_received" || row["received_at"] != "" {
		t.Errorf("%v", row)
	}
	for _, table := range export.Tables() {
		for _, o := range jsonTable(t, hr.get(j.exports()+"/"+table.Name()+".json")) {
			for _, c := range table.Columns(export.View{People: true}) {
				if code := fmt.Sprint(o[c.Name]); len(c.Codes) > 0 && code != "" && !slices.Contains(c.Codes, code) {
					t.Errorf("%s.%s says %q, which the dictionary does not know", table.Name(), c.Name, code)
				}
			}
		}
	}
}

// TestAFitThatReviewsTookAwayIsNotCalledUnreviewed: in the file and in what the dictionary says of its codes.
func TestAFitThatReviewsTookAwayIsNotCalledUnreviewed(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	a := j.scored("Ada", ownsUp)
	for n := range 5 {
		j.as("recruiter").post(pageOf(a)+"/reviews", reviewing(j.target(a, n), "void", "reason", "not_job", "words", sheRings, "record", "void")).is(http.StatusSeeOther)
	}
	j.app.WorkAll(context.Background())
	row := jsonTable(t, j.as("hr").get(j.exports()+"/applications.json"))[0]
	if row["reviewed_fit"] != nil || row["reviewed_fit_undefined"] != "voided" {
		t.Errorf("%v, %v", row["reviewed_fit"], row["reviewed_fit_undefined"])
	}
	for _, r := range jsonTable(t, j.as("hr").get(j.exports()+"/dictionary.json")) {
		if r["column"] == "reviewed_fit_undefined" && r["table"] == "applications" {
			if s := fmt.Sprint(r); !strings.Contains(s, "voided: answers were voided in review") || !strings.Contains(s, "no_fit: there is no computed fit") {
				t.Error(s)
			}
		}
	}
}

// TestComplianceTakesOutFiguresWithoutPeople: no name, no address, nothing anybody wrote, and ids that lead nowhere;
// they join the tables of one requisition all the same.
func TestComplianceTakesOutFiguresWithoutPeople(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	a := j.scored("Ada Lovelace", ownsUp)
	j.rated(a, "interviewer", "quoted words")
	must(t, j.store.Decide(context.Background(), hiring.Decision{ID: uuid.New(), ApplicationID: a.ID, Outcome: hiring.Hire, Reason: "reasoned words", By: j.users["hr"].ID, At: j.app.Now()}, nil))
	c := j.as("compliance")
	never := []string{"Ada", "Lovelace", a.Email, "@", "mistake was mine", "quoted words", "reasoned words", "The interviewer", "The hr", a.ID.String(), a.CandidateID.String(), j.users["hr"].ID.String(), j.users["interviewer"].ID.String()}
	pseudonyms := map[string]bool{}
	for _, name := range tableNames() {
		for _, f := range sheet.Formats() {
			file := c.get(j.exports() + "/" + name + "." + string(f)).is(http.StatusOK)
			if f == sheet.XLSX {
				for _, row := range workbook(t, file, name) {
					answer{t: t, Body: strings.Join(row, "|")}.hides(never...)
				}
				continue
			}
			file.hides(never...)
		}
		for _, o := range jsonTable(t, c.get(j.exports()+"/"+name+".json")) {
			pseudonyms[fmt.Sprint(o["application_id"])] = true
		}
	}
	if len(pseudonyms) != 1 || !pseudonyms[export.Pseudonym(j.Requisition.ID, a.ID.String())] {
		t.Errorf("%v", pseudonyms)
	}
	c.get(j.exports()).is(http.StatusOK).says("pseudonyms", "Audit").hides("Ada")
	c.get(j.exports()+"/dictionary").is(http.StatusOK).says("answer_scores").hides("<code>name</code>", "<code>evidence</code>", "<code>email</code>")
	c.get(j.exports()+"/audit.csv").is(http.StatusOK).says("requisition.exported", "score.computed").hides("Ada", a.Email)
	j.as("hr").get(j.exports() + "/audit.csv").is(http.StatusNotFound)
	j.as("hr").get(j.exports() + "/dictionary").is(http.StatusOK).has("<code>evidence</code>").hides("<code>prev_hash</code>")
}

// TestExportsAreForWhomTheyAre: what somebody may not have is not found, and says nothing.
func TestExportsAreForWhomTheyAre(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	j.scored("Ada Lovelace", ownsUp)
	for who, want := range map[string]int{"hr": 200, "recruiter": 200, "compliance": 200, "recruiter2": 404, "interviewer": 404, "admin": 404, "viewer": 404} {
		for _, path := range []string{"", "/dictionary", "/applications.csv", "/answers.jsonl", "/dictionary.xlsx"} {
			a := j.as(who).get(j.exports() + path).is(want)
			if want == 404 {
				a.hides("Ada", "Care, Madrid")
			}
		}
	}
	for _, path := range []string{"/users.csv", "/applications", "/applications.pdf", "/applications.csv.exe", "/self_identifications.csv", "/experiences.json", "/..csv", "/dictionary.pdf"} {
		j.as("hr").get(j.exports() + path).is(http.StatusNotFound)
	}
	j.as("hr").get(strings.Replace(j.exports(), j.Requisition.ID.String(), uuid.NewString(), 1) + "/applications.csv").is(http.StatusNotFound)
}

// TestFilesAreUnderTheRuleOfBlindFirst: whoever rates, HR and the owner included, takes out no row of a candidate they
// have still to rate, in no table; in a round that compares, nothing before the discussion.
func TestFilesAreUnderTheRuleOfBlindFirst(t *testing.T) {
	t.Parallel()
	for _, who := range []string{"hr", "recruiter"} {
		st, path := testkit.FileStore(t)
		j := judgedIn(t, st)
		enters := func(p hiring.Phase) {
			_, err := testkit.Raw(t, path).Exec(`UPDATE requisitions SET phase = ?`, string(p))
			must(t, err)
		}
		ctx := context.Background()
		ada, bob := j.scored("Ada Lovelace", ownsUp), j.scored("Bob Babbage", ownsUp)
		for _, a := range []hiring.Application{ada, bob} {
			j.rated(a, "interviewer", "seen in "+a.Name)
			must(t, j.store.Decide(ctx, hiring.Decision{ID: uuid.New(), ApplicationID: a.ID, Outcome: hiring.Decline, Reason: "declined " + a.Name, By: j.users["hr"].ID, At: j.app.Now()}, nil))
		}
		must(t, j.store.AddPanel(ctx, j.Requisition.ID, []uuid.UUID{j.users[who].ID}, j.app.Now()))
		j.rated(ada, who, "mine of Ada")
		c := j.as(who)
		c.get(j.exports()).is(200).says("1 candidate is not in the files", "The files can tell of 1 candidate")
		for _, name := range tableNames() {
			body := c.get(j.exports() + "/" + name + ".json").is(200)
			body.hides("Bob", bob.ID.String(), bob.Email)
			if name != "interviews" && name != "scorecards" && name != "scorecard_lines" {
				body.has("Ada Lovelace")
			}
		}
		enters(hiring.PhaseRating)
		c.get(j.exports()).is(200).says("until the discussion begins").hides("applications.csv", "Ada")
		c.get(j.exports()+"/applications.csv").is(http.StatusConflict).says("until the discussion begins").hides("Ada", "Bob")
		c.get(j.exports() + "/dictionary.csv").is(200)
		enters(hiring.PhaseDiscussion)
		c.get(j.exports()+"/applications.json").is(200).has("Ada Lovelace", "Bob Babbage")
	}
}

// TestTheAuditIsNotTakenOutByWhoIsBlindToSomebody: its entries tell of everybody.
func TestTheAuditIsNotTakenOutByWhoIsBlindToSomebody(t *testing.T) {
	t.Parallel()
	m := newMet(t)
	m.addUser("both", hiring.Compliance, hiring.Interviewer)
	audit := m.exports() + "/audit.json"
	m.as("both").get(audit).is(200).has("decision.made")
	must(t, m.app.AddPanelist(context.Background(), app.System(), m.interview.ID, hiring.Panelist{UserID: new(m.users["both"].ID)}))
	m.as("both").get(audit).is(http.StatusConflict).hides("decision.made")
	m.as("both").get(m.exports()).is(200).hides(audit)
}

// TestSpreadsheetsOfTheReadersLanguageAreServed: a semicolon and a decimal comma in Spanish and Turkish unless asked
// otherwise, names of questions and the dictionary in the same language.
func TestSpreadsheetsOfTheReadersLanguageAreServed(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	j.scored("Ada Lovelace", ownsUp)
	for lang, want := range map[string]string{"en": "Speed <b>", "es": "Speed <b> (es)", "tr": "Speed <b> (tr)"} {
		comma := ';'
		if lang == "en" {
			comma = ','
		}
		rows := csvTable(t, j.as("hr").get(j.exports()+"/value_fits.csv?lang="+lang), comma)
		if !slices.ContainsFunc(rows, func(r map[string]string) bool { return r["value"] == want }) {
			t.Errorf("%s: no value %q in %v", lang, want, rows)
		}
		if point := strings.Contains(rows[0]["fit"], "."); point != (comma == ',') || !strings.ContainsAny(rows[0]["fit"], ".,") {
			t.Errorf("%s: the fit is written %s", lang, rows[0]["fit"])
		}
		csvTable(t, j.as("hr").get(j.exports()+"/value_fits.csv?separator=comma&lang="+lang), ',')
		page := j.as("hr").get(j.exports()+"/dictionary?lang="+lang).is(200).hides("[export", "<no value>")
		if n := strings.Count(page.Body, "<tr role"); n < 150 {
			t.Errorf("%s: %d rows in the dictionary", lang, n)
		}
		j.as("hr").get(j.exports() + "?lang=" + lang).is(200).hides("[export")
	}
}

// TestTheDictionaryIsWhatTheFilesHold: the columns it describes are those of every file, in their order.
func TestTheDictionaryIsWhatTheFilesHold(t *testing.T) {
	t.Parallel()
	j := newJudged(t, 12, nil)
	j.scored("Ada Lovelace", ownsUp)
	for _, who := range []string{"hr", "compliance"} {
		said := map[string][]string{}
		for _, row := range csvTable(t, j.as(who).get(j.exports()+"/dictionary.csv"), ',') {
			said[row["table"]] = append(said[row["table"]], row["column"])
			if row["meaning"] == "" || row["type"] == "" || strings.Contains(row["meaning"], "[") {
				t.Errorf("%s.%s means %q and is %q", row["table"], row["column"], row["meaning"], row["type"])
			}
		}
		for name, columns := range said {
			header, _, _ := strings.Cut(strings.TrimPrefix(j.as(who).get(j.exports()+"/"+name+".csv").is(200).Body, "\ufeff"), "\n")
			if header != strings.Join(columns, ",") {
				t.Errorf("%s of %s has the columns\n%s\nthe dictionary says\n%s", name, who, header, strings.Join(columns, ","))
			}
		}
	}
}
