package app

import (
	"context"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// AnswerColumns are the columns of an answer file, in the order of the template. The first four are needed.
func AnswerColumns() []string {
	return []string{"respondent", "question", "answer", "language", "name", "group", "manager", "team"}
}

// answerImport is one answer file being read.
type answerImport struct {
	questions map[string]hiring.BenchmarkQuestion // by handle, in lower case
	there     map[string]hiring.Incumbent         // by e-mail
	answered  map[uuid.UUID]hiring.Attempt        // by incumbent
	people    map[string]*importedRep
	order     []string // e-mails, as they came
	problems  hiring.Problems
}

// importedRep is one respondent of the file.
type importedRep struct {
	incumbent hiring.Incumbent
	isNew     bool
	language  hiring.Language
	answers   map[uuid.UUID]hiring.AnswerBody
	lines     map[uuid.UUID]int
}

// ImportAnswers stores answers gathered elsewhere from a CSV file with one row for each rep and question: respondent
// (e-mail), question (its handle), answer, language; and for reps who are not nominated yet name, group, manager and
// team. Each answer is checked like any other. Every line that is wrong is named, and then nothing is imported.
func (a *App) ImportAnswers(ctx context.Context, who Actor, benchmark uuid.UUID, file io.Reader) (reps, answers int, err error) {
	table, ps := ReadTable(file)
	if len(ps) == 0 {
		ps = table.Need(AnswerColumns()[:4]...)
	}
	if err := ps.Err(); err != nil {
		return 0, 0, err
	}
	err = a.store.Tx(ctx, func(ctx context.Context) error {
		in, err := a.beginAnswerImport(ctx, benchmark)
		if err != nil {
			return err
		}
		for _, row := range table.Rows {
			in.read(row)
		}
		in.checkReps()
		if err := in.problems.Err(); err != nil {
			return err
		}
		for _, email := range in.order {
			n, err := a.storeImported(ctx, who, benchmark, in.people[email])
			if err != nil {
				return err
			}
			reps, answers = reps+1, answers+n
		}
		return a.audit(ctx, who, "benchmark.answers_imported", "benchmark", benchmark,
			"reps", strconv.Itoa(reps), "answers", strconv.Itoa(answers))
	})
	return reps, answers, err
}

func (a *App) beginAnswerImport(ctx context.Context, benchmark uuid.UUID) (*answerImport, error) {
	in := &answerImport{questions: map[string]hiring.BenchmarkQuestion{}, people: map[string]*importedRep{}}
	questions, err := a.store.BenchmarkQuestions(ctx, benchmark)
	if err != nil {
		return nil, err
	}
	if len(questions) == 0 {
		return nil, hiring.Clash("incumbent.error.no_questions")
	}
	for _, q := range questions {
		in.questions[strings.ToLower(q.Handle())] = q
	}
	if in.there, err = a.incumbentsByEmail(ctx, benchmark); err != nil {
		return nil, err
	}
	var ids []uuid.UUID
	for _, i := range in.there {
		ids = append(ids, i.ID)
	}
	in.answered, err = a.store.AttemptsOfIncumbents(ctx, ids)
	return in, err
}

// read reads one row: who, which question, what.
func (in *answerImport) read(row TableRow) {
	rep := in.rep(row)
	q, ok := in.questions[strings.ToLower(row.Get("question"))]
	if !ok {
		in.wrong(row, "incumbent.problem.csv_question", "Question", row.Get("question"))
		return
	}
	if rep == nil {
		return
	}
	if line, twice := rep.lines[q.ID]; twice {
		in.wrong(row, "incumbent.problem.csv_answer_twice", "First", line)
		return
	}
	rep.lines[q.ID] = row.Line
	body, ok := parseAnswer(q.QuestionVersion, row.Get("answer"))
	if !ok {
		in.wrong(row, "incumbent.problem.csv_answer."+string(q.Kind), "Lo", q.Lo, "Hi", q.Hi, "Options", optionKeys(q.Options))
		return
	}
	body = body.For(q.QuestionVersion)
	for _, p := range hiring.CheckAnswer(q.QuestionVersion, body) {
		in.wrong(row, incumbentAnswerKey(p.Key, q.Kind), append(p.Args, "Lo", q.Lo, "Hi", q.Hi, "Options", optionKeys(q.Options))...)
	}
	if !body.Blank(q.Kind) {
		rep.answers[q.ID] = body
	}
}

// incumbentAnswerKey says with a line number what is wrong with an answer.
func incumbentAnswerKey(key string, k hiring.Kind) string {
	switch key {
	case "problem.too_long", "problem.not_utf8", "problem.control_characters":
		return "incumbent.problem.csv_text"
	}
	return "incumbent.problem.csv_answer." + string(k)
}

func (in *answerImport) wrong(row TableRow, key string, args ...any) {
	in.problems.Add("file", key, append([]any{"Line", row.Line}, args...)...)
}

// rep returns whom a row is about, read from the first row that names them; nil when that row is wrong.
func (in *answerImport) rep(row TableRow) *importedRep {
	var ps hiring.Problems
	email := CheckEmail("email", row.Get("respondent"), &ps)
	if len(ps) > 0 {
		in.wrong(row, "problem.csv_email")
		return nil
	}
	lang, ok := hiring.ParseLanguage(strings.ToLower(row.Get("language")))
	if !ok {
		in.wrong(row, "problem.csv_language")
	}
	rep, seen := in.people[email]
	if seen {
		if ok && rep.language != "" && rep.language != lang {
			in.wrong(row, "incumbent.problem.csv_two_languages")
		}
		return rep
	}
	rep = &importedRep{language: lang, answers: map[uuid.UUID]hiring.AnswerBody{}, lines: map[uuid.UUID]int{}}
	rep.incumbent, rep.isNew = in.incumbent(row, email, lang)
	in.people[email] = rep
	in.order = append(in.order, email)
	return rep
}

// incumbent returns the rep a row names: one who is nominated, or a new one made of the row's other columns.
func (in *answerImport) incumbent(row TableRow, email string, lang hiring.Language) (_ hiring.Incumbent, isNew bool) {
	if i, ok := in.there[email]; ok {
		if t, begun := in.answered[i.ID]; begun && t.SubmittedAt != nil {
			in.wrong(row, "incumbent.problem.csv_submitted")
		} else if begun {
			in.wrong(row, "incumbent.problem.csv_started")
		}
		if said, ok := hiring.ParseRepGroup(row.Get("group")); ok && said != hiring.NoGroup && said != i.Group {
			in.wrong(row, "incumbent.problem.csv_other_group")
		}
		return i, false
	}
	i := hiring.Incumbent{Name: row.Get("name"), Email: email, Manager: row.Get("manager"), Team: row.Get("team"), Language: lang}
	if i.Name == "" {
		i.Name, _, _ = strings.Cut(email, "@")
	}
	group, ok := hiring.ParseRepGroup(row.Get("group"))
	if i.Group = group; !ok {
		in.wrong(row, "incumbent.problem.csv_group")
	}
	i, ps := trimIncumbent(i)
	for _, p := range ps {
		if p.Field != "language" {
			in.wrong(row, incumbentLineKey(p.Field))
		}
	}
	return i, true
}

// checkReps: whoever is in the file has answered something.
func (in *answerImport) checkReps() {
	if len(in.problems) > 0 {
		return
	}
	for _, email := range in.order {
		if rep := in.people[email]; len(rep.answers) == 0 {
			line := 0
			for _, l := range rep.lines {
				line = max(line, l)
			}
			in.problems.Add("file", "incumbent.problem.csv_nothing", "Line", line)
		}
	}
}

// storeImported stores one rep's answers as an attempt that is handed in.
func (a *App) storeImported(ctx context.Context, who Actor, benchmark uuid.UUID, rep *importedRep) (int, error) {
	i, now := rep.incumbent, a.Now()
	if rep.isNew {
		i.BenchmarkID = benchmark
		var err error
		if i, err = a.createIncumbent(ctx, who, i); err != nil {
			return 0, err
		}
	}
	t, err := a.store.StartAttempt(ctx, hiring.Attempt{
		ID: newID(), IncumbentID: &i.ID, Mode: hiring.ByImport, Language: rep.language, StartedAt: now,
	})
	if err != nil {
		return 0, err
	}
	for _, q := range sortedIDs(rep.answers) {
		_, err := a.store.SaveAnswer(ctx, hiring.Answer{AttemptID: t.ID, QuestionVersionID: q, Body: rep.answers[q], SavedAt: now})
		if err != nil {
			return 0, err
		}
	}
	if err := a.store.SubmitAttempt(ctx, t.ID, now, newReceipt()); err != nil {
		return 0, err
	}
	return len(rep.answers), a.audit(ctx, who, "attempt.imported", "attempt", t.ID, "incumbent", i.ID.String(), "answers", strconv.Itoa(len(rep.answers)))
}

func sortedIDs(m map[uuid.UUID]hiring.AnswerBody) []uuid.UUID {
	out := make([]uuid.UUID, 0, len(m))
	for id := range m {
		out = append(out, id)
	}
	slices.SortFunc(out, func(a, b uuid.UUID) int { return strings.Compare(a.String(), b.String()) })
	return out
}

// parseAnswer reads a cell as an answer to a question: text as it is, a number, option keys or labels joined by |.
// It is false when a cell is none; whether the answer is allowed is hiring's to say.
func parseAnswer(q hiring.QuestionVersion, cell string) (hiring.AnswerBody, bool) {
	switch {
	case cell == "":
		return hiring.AnswerBody{}, true
	case q.Kind == hiring.Text:
		return hiring.AnswerBody{Text: cell}, true
	case q.Kind == hiring.Numeric:
		n, err := strconv.Atoi(cell)
		return hiring.AnswerBody{Number: &n}, err == nil
	}
	var picks []string
	for _, part := range strings.Split(cell, "|") {
		key, ok := optionNamed(q.Options, part)
		if !ok {
			return hiring.AnswerBody{}, false
		}
		picks = append(picks, key)
	}
	return hiring.AnswerBody{Picks: picks}, true
}

// optionNamed finds an option by its key, or by its label in any language.
func optionNamed(options []hiring.Option, name string) (string, bool) {
	name = strings.TrimSpace(name)
	for _, o := range options {
		if strings.EqualFold(o.Key, name) {
			return o.Key, true
		}
	}
	for _, o := range options {
		for _, l := range hiring.Languages() {
			if label := o.Label[l]; label != "" && strings.EqualFold(strings.TrimSpace(label), name) {
				return o.Key, true
			}
		}
	}
	return "", false
}

func optionKeys(options []hiring.Option) string {
	var out []string
	for _, o := range options {
		out = append(out, o.Key)
	}
	return strings.Join(out, ", ")
}

// AnswerTemplate returns the rows of a file to fill in: one for each question of the benchmark, with an example
// answer that is allowed and the question's words in a last column that is not read.
func (a *App) AnswerTemplate(ctx context.Context, benchmark uuid.UUID, lang hiring.Language) (header []string, rows [][]string, err error) {
	questions, err := a.store.BenchmarkQuestions(ctx, benchmark)
	header = append(AnswerColumns(), "wording")
	for _, q := range questions {
		if !q.Excluded() {
			rows = append(rows, []string{
				"rep@example.com", q.Handle(), exampleAnswer(q, lang), string(lang), "", string(hiring.TopRep), "", "", templateWording(q, lang),
			})
		}
	}
	return header, rows, err
}

// exampleAnswer is an answer that is allowed, to show the form it takes; a text has none.
func exampleAnswer(q hiring.BenchmarkQuestion, lang hiring.Language) string {
	var keys []string
	for _, o := range q.Options {
		keys = append(keys, o.Key)
	}
	switch q.Kind {
	case hiring.Numeric:
		return strconv.Itoa(q.Hi)
	case hiring.Single:
		return keys[0]
	case hiring.Multiple:
		return strings.Join(keys[:min(2, len(keys))], "|")
	case hiring.Ranking:
		return strings.Join(keys, "|")
	}
	return ""
}

// templateWording is a question in words, with what its option keys stand for.
func templateWording(q hiring.BenchmarkQuestion, lang hiring.Language) string {
	var b strings.Builder
	b.WriteString(q.Prompt.In(lang))
	for _, o := range q.Options {
		b.WriteString(" [" + o.Key + "] " + o.Label.In(lang))
	}
	return b.String()
}
