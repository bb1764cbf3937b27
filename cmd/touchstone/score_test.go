package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// scoreQuestions has a question of every kind.
const scoreQuestions = `question,value,kind,lo,hi,options,mode,weight
calm,honesty,text,,,,,
rate,honesty,numeric,1,10,,ideal_point,
pick,honesty,single,,,a|b|c,,2
many,service,multiple,,,a|b|c|d,,
rank,service,ranking,,,a|b|c,,
`

func scoreFile(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	ok(t, os.WriteFile(path, []byte(content), 0o600))
	return path
}

// scoreAnswers has twelve exemplars, ten comparison reps and three candidates, of whom one leaves a question out and one
// leaves one blank.
func scoreAnswers() [][]string {
	said := []string{
		"I rang the customer back the same day and told her plainly that I had booked the wrong date.",
		"I told my lead at once that the wrong date was my error and rang the customer to say so.",
		"I said to the customer that the error was mine, put the date right and rang her the next day.",
	}
	var out [][]string
	person := func(name, group, text, rate, pick, many, rank string) {
		for i, a := range []string{text, rate, pick, many, rank} {
			out = append(out, []string{name, group, []string{"calm", "rate", "pick", "many", "rank"}[i], a})
		}
	}
	for i := range 12 {
		text := fmt.Sprintf("%s It took %d minutes and I wrote note %d for the others.", said[i%3], 10+i, i)
		person(fmt.Sprintf("e%02d", i), "exemplar", text, fmt.Sprint(7+i%2), "a", "a|b", []string{"a|b|c", "a|c|b"}[i%2])
	}
	for i := range 10 {
		text := fmt.Sprintf("We have a policy for that and I read it out. My shift ended at %d and the queue was long.", i)
		person(fmt.Sprintf("t%02d", i), "comparison", text, fmt.Sprint(1+i), []string{"b", "c"}[i%2], "c|d", "c|b|a")
	}
	person("ann", "candidate", "I noticed that I had booked the wrong date, told my lead so at once and rang the customer back before she had to ask, which took me an hour.", "8", "a", "a|b", "a|b|c")
	person("bo", "candidate", "The system was slow that day, so I passed the call on and somebody else looked into it later on.", "2", "c", "", "c|b|a")
	person("cy", "candidate", "", "7", "b", "a|c", "b|a|c")
	return out[:len(out)-1] // cy was not asked for a ranking
}

func csvOf(rows [][]string) string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	_ = w.Write([]string{"respondent", "group", "question", "answer"})
	_ = w.WriteAll(rows)
	return b.String()
}

func table(t *testing.T, out string) [][]string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	ok(t, err)
	return rows
}

func TestScoreWritesTheColumnsOfTheSpecification(t *testing.T) {
	t.Parallel()
	questions, answers := scoreFile(t, "q.csv", scoreQuestions), scoreFile(t, "a.csv", csvOf(scoreAnswers()))
	rows := table(t, done(t, "score", "-answers", answers, "-questions", questions))
	if got := strings.Join(rows[0], ","); got != "respondent,value,question,alignment,score,weight,status,percentile,n_exemplars,fit,lo,hi,coverage,warnings" {
		t.Errorf("columns %s", got)
	}
	if want := 1 + 3*(5+2+1); len(rows) != want {
		t.Fatalf("%d rows, want %d", len(rows), want)
	}
	var kinds []string
	for _, r := range rows[1:9] {
		kinds = append(kinds, r[0]+"/"+r[1]+"/"+r[2])
		if r[2] != "" && strings.Join(r[9:], "") != "" {
			t.Errorf("an answer's row ends in %v", r[9:])
		}
		if r[2] == "" && (r[9] == "" || r[6] != "ok") {
			t.Errorf("a fit's row: %v", r)
		}
	}
	want := []string{"ann/honesty/calm", "ann/honesty/rate", "ann/honesty/pick", "ann/service/many", "ann/service/rank",
		"ann/honesty/", "ann/service/", "ann//"}
	if diff := cmp.Diff(want, kinds); diff != "" {
		t.Error(diff)
	}
	status := map[string]string{}
	for _, r := range rows[1:] {
		status[r[0]+"/"+r[2]] = r[6]
		if (r[3] == "") != (r[6] != "ok" && r[6] != "off_topic") && r[2] != "" {
			t.Errorf("alignment and status disagree: %v", r)
		}
	}
	for at, want := range map[string]string{"bo/many": "blank", "cy/calm": "blank", "cy/rank": "not_offered", "ann/pick": "ok"} {
		if status[at] != want {
			t.Errorf("%s is %q, want %q", at, status[at], want)
		}
	}
}

func TestScoreDoesNotDependOnTheOrderOfTheFile(t *testing.T) {
	t.Parallel()
	rows := scoreAnswers()
	questions := scoreFile(t, "q.csv", scoreQuestions)
	want := sortedLines(done(t, "score", "-answers", scoreFile(t, "a.csv", csvOf(rows)), "-questions", questions, "-seed", "7"))
	rand.New(rand.NewPCG(3, 3)).Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	got := sortedLines(done(t, "score", "-answers", scoreFile(t, "a.csv", csvOf(rows)), "-questions", questions, "-seed", "7"))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func sortedLines(s string) []string { return slices.Sorted(strings.Lines(s)) }

func TestScoreReadsEveryFormAlike(t *testing.T) {
	t.Parallel()
	rows := scoreAnswers()
	questions := scoreFile(t, "q.csv", scoreQuestions)
	plain := csvOf(rows)
	want := done(t, "score", "-answers", scoreFile(t, "a.csv", plain), "-questions", questions)
	type object map[string]any
	var objects []object
	for _, r := range rows {
		var answer any = r[3]
		switch r[2] {
		case "rate":
			answer = json.Number(r[3])
		case "many":
			answer = strings.Split(r[3], "|")
			if r[3] == "" {
				answer = nil
			}
		}
		objects = append(objects, object{"respondent": r[0], "group": r[1], "question": r[2], "answer": answer})
	}
	array, err := json.MarshalIndent(objects, "", " ")
	ok(t, err)
	var lines strings.Builder
	for _, o := range objects {
		ok(t, json.NewEncoder(&lines).Encode(o))
	}
	forms := map[string]string{
		"a byte order mark": "\ufeff" + plain, "CRLF": strings.ReplaceAll(plain, "\n", "\r\n"),
		"JSON": string(array), "JSON with a mark": "\ufeff\n" + string(array), "an object a line": lines.String(),
		"blank lines and another column": moreColumns(t, plain),
	}
	for name, content := range forms {
		if diff := cmp.Diff(want, done(t, "score", "-answers", scoreFile(t, "a", content), "-questions", questions)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	asJSON := `[{"question":"calm","value":"honesty","kind":"text"},
 {"question":"rate","value":"honesty","kind":"numeric","lo":1,"hi":10},
 {"question":"pick","value":"honesty","kind":"single","options":["a","b","c"],"weight":2},
 {"question":"many","value":"service","kind":"multiple","options":"a|b|c|d"},
 {"question":"rank","value":"service","kind":"ranking","options":["a","b","c"],"weight":null}]`
	if diff := cmp.Diff(want, done(t, "score", "-answers", scoreFile(t, "a.csv", plain), "-questions", scoreFile(t, "q.json", asJSON))); diff != "" {
		t.Error(diff)
	}
}

func moreColumns(t *testing.T, plain string) string {
	t.Helper()
	var b strings.Builder
	w := csv.NewWriter(&b)
	for _, r := range table(t, plain) {
		ok(t, w.Write([]string{r[3], "x", r[2], r[1], r[0]}))
		w.Flush()
		b.WriteString("\n")
	}
	return strings.Replace(b.String(), "answer,x,", "Answer ,note,", 1)
}

func TestScoreWritesJSONAndFiles(t *testing.T) {
	t.Parallel()
	questions, answers := scoreFile(t, "q.csv", scoreQuestions), scoreFile(t, "a.csv", csvOf(scoreAnswers()))
	to := filepath.Join(t.TempDir(), "scores.json")
	if out := done(t, "score", "-json", "-answers", answers, "-questions", questions, "-o", to); out != "" {
		t.Errorf("with -o it prints %q", out)
	}
	data, err := os.ReadFile(to)
	ok(t, err)
	if printed := done(t, "score", "-json", "-answers", answers, "-questions", questions); printed != string(data) {
		t.Error("the file is not what is printed")
	}
	var got struct {
		Engine     string
		Health     struct{ Questions []struct{ Question string } }
		Candidates []struct {
			Respondent string
			Answers    []struct {
				Question string
				Evidence struct {
					Matches []struct{ Sentence string }
					Mode    string
				}
			}
		}
	}
	ok(t, json.Unmarshal(data, &got))
	if len(got.Candidates) != 3 || len(got.Health.Questions) != 5 || got.Engine == "" {
		t.Fatalf("%d candidates, %d questions", len(got.Candidates), len(got.Health.Questions))
	}
	ann := got.Candidates[0]
	if ann.Respondent != "ann" || len(ann.Answers[0].Evidence.Matches) == 0 || ann.Answers[2].Evidence.Mode != "a" {
		t.Errorf("%+v", ann)
	}
}

func TestScoreWithoutQuestionsReadsTexts(t *testing.T) {
	t.Parallel()
	var rows [][]string
	for _, r := range scoreAnswers() {
		if r[2] == "calm" {
			rows = append(rows, r)
		}
	}
	out := table(t, done(t, "score", "-lang", "en", "-answers", scoreFile(t, "a.csv", csvOf(rows))))
	if len(out) != 1+3*3 || out[1][1] != oneValue || out[1][6] != "ok" || out[1][3] == "" {
		t.Errorf("%v", out)
	}
}

func TestCandidatesWhoCopyEachOtherAreLeftToAPerson(t *testing.T) {
	t.Parallel()
	rows := scoreAnswers()
	ann := rows[len(rows)-14]
	for i := range 40 {
		rows = append(rows, []string{fmt.Sprintf("other%d", i), "candidate", "calm", fmt.Sprintf(
			"I passed number %d on to the desk because our rules say so, %d times, and went home after shift %d, as everybody here does on any day of the week.", i, i*7, i*3)})
	}
	rows = append(rows, []string{"zoe", "candidate", "calm", strings.ToUpper(ann[3])})
	questions := scoreFile(t, "q.csv", scoreQuestions)
	for _, r := range table(t, done(t, "score", "-answers", scoreFile(t, "a.csv", csvOf(rows)), "-questions", questions)) {
		copied := r[6] == "near_duplicate"
		if want := r[2] == "calm" && (r[0] == "ann" || r[0] == "zoe"); copied != want {
			t.Errorf("%v", r)
		}
	}
}
