package app_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"touchstone/internal/hiring"
)

func TestImportedAnswersAreHandedIn(t *testing.T) {
	t.Parallel()
	c := newCare(t)
	ctx := context.Background()
	file := fmt.Sprintf("\ufeffrespondent;question;answer;language;name;group\n"+
		"Ana@Example.org;%[1]s;9;en;Ana B;top\nana@example.org;%[2]s; listen ;en;;\nana@example.org;%[3]s;\"I rang, twice;\nthen wrote.\";en;;\n",
		c.questions[0].Handle(), c.questions[1].Handle(), strings.ToUpper(c.questions[2].Handle()))
	reps, answers, err := c.app.ImportAnswers(ctx, hr(), c.benchmark.ID, strings.NewReader(file))
	ok(t, err)
	if reps != 1 || answers != 3 {
		t.Errorf("%d reps, %d answers", reps, answers)
	}
	given, err := c.app.GivenAnswers(ctx, c.benchmark.ID)
	ok(t, err)
	if len(given) != 1 {
		t.Fatalf("%d have handed in", len(given))
	}
	g := given[0]
	if g.Incumbent.Name != "Ana B" || g.Incumbent.Email != "ana@example.org" || g.Incumbent.Group != hiring.TopRep || g.Attempt.Mode != hiring.ByImport {
		t.Errorf("rep %+v, attempt %+v", g.Incumbent, g.Attempt)
	}
	nine := 9
	want := []hiring.AnswerBody{{Number: &nine}, {Picks: []string{"a"}}, {Text: "I rang, twice;\nthen wrote."}}
	for i, q := range c.questions {
		if diff := cmp.Diff(want[i], g.Answers[q.ID]); diff != "" {
			t.Errorf("answer %d (-want +got)\n%s", i+1, diff)
		}
	}
}

func TestImportNamesEveryWrongLineAndStoresNothing(t *testing.T) {
	t.Parallel()
	c := newCare(t)
	ctx := context.Background()
	q := func(i int) string { return c.questions[i].Handle() }
	c.imported(t, 1, 0)
	rows := []string{
		"respondent,question,answer,language,group",
		"a@example.org," + q(0) + ",11,en,top",
		"a@example.org," + q(1) + ",z,en,",
		"a@example.org,nothing,5,en,",
		"a@example.org," + q(0) + ",5,en,",
		"a@example.org," + q(2) + ",Hola,es,",
		"not an address," + q(0) + ",5,en,",
		"b@example.org," + q(0) + ",five,en,best",
		"top0@example.org," + q(0) + ",5,en,",
		"c@example.org," + q(0) + ",5,fr,",
		"d@example.org," + q(2) + "," + strings.Repeat("x", 20001) + ",en,",
	}
	_, _, err := c.app.ImportAnswers(ctx, hr(), c.benchmark.ID, strings.NewReader(strings.Join(rows, "\n")))
	var got []string
	for _, p := range hiring.ProblemsOf(err) {
		got = append(got, fmt.Sprint(p.Args[1], " ", p.Key))
	}
	want := []string{
		"2 incumbent.problem.csv_answer.numeric", "3 incumbent.problem.csv_answer.single", "4 incumbent.problem.csv_question",
		"5 incumbent.problem.csv_answer_twice", "6 incumbent.problem.csv_two_languages", "7 problem.csv_email",
		"8 incumbent.problem.csv_group", "8 incumbent.problem.csv_answer.numeric", "9 incumbent.problem.csv_submitted",
		"10 problem.csv_language", "11 incumbent.problem.csv_text",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("problems (-want +got)\n%s", diff)
	}
	people, err := c.store.Incumbents(ctx, c.benchmark.ID)
	ok(t, err)
	if len(people) != 1 {
		t.Errorf("%d reps, want the one of before", len(people))
	}
}

func TestTemplateCanBeImported(t *testing.T) {
	t.Parallel()
	c := newCare(t)
	header, rows, err := c.app.AnswerTemplate(context.Background(), c.benchmark.ID, hiring.English)
	ok(t, err)
	var b strings.Builder
	b.WriteString(strings.Join(header, ",") + "\n")
	for _, r := range rows {
		for i := range r {
			r[i] = fmt.Sprintf("%q", r[i])
		}
		b.WriteString(strings.Join(r, ",") + "\n")
	}
	reps, answers, err := c.app.ImportAnswers(context.Background(), hr(), c.benchmark.ID, strings.NewReader(b.String()))
	ok(t, err)
	if reps != 1 || answers != 2 { // the text has no example answer
		t.Errorf("%d reps, %d answers", reps, answers)
	}
}

func TestImportDoesNotMoveSomebodyToAnotherGroupInSilence(t *testing.T) {
	t.Parallel()
	c := newCare(t)
	ctx := context.Background()
	_, err := c.app.NominateIncumbent(ctx, hr(), hiring.Incumbent{
		BenchmarkID: c.benchmark.ID, Name: "Ana", Email: "ana@example.org", Language: hiring.English, Group: hiring.ComparisonRep,
	})
	ok(t, err)
	file := "respondent,question,answer,language,group\nana@example.org," + c.questions[0].Handle() + ",5,en,top\n"
	_, _, err = c.app.ImportAnswers(ctx, hr(), c.benchmark.ID, strings.NewReader(file))
	if ps := hiring.ProblemsOf(err); len(ps) != 1 || ps[0].Key != "incumbent.problem.csv_other_group" {
		t.Errorf("%v", err)
	}
	_, _, err = c.app.ImportAnswers(ctx, hr(), c.benchmark.ID, strings.NewReader(strings.Replace(file, ",top", ",", 1)))
	ok(t, err)
}
