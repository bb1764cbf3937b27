package server

import (
	"net/http"
	"net/url"
	"strconv"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// calibrationAnswerPage is one anonymous answer of a practice set with its anchors. It holds no id of the answer,
// nobody's name and nothing of a group.
type calibrationAnswerPage struct {
	Page
	Form       Form
	Action     string
	Back       string // where the list is
	BackLabel  string
	Step       string // which of how many; "" for a single answer
	Previous   string
	Value      string
	Prompt     string
	AnswerLang hiring.Language
	Text       string
	Levels     []ratedLevel
	Level      Field
	Evidence   Field
	Send, Lead string // keys
}

func (calibrationAnswerPage) template() (layout, name string) { return "staff", "calibration-answer" }

// show fills in an answer with its question's anchors, and the fields with what was typed.
func (p *calibrationAnswerPage) show(x hiring.CalibrationAnswer, lang hiring.Language, typed url.Values, problems hiring.Problems) {
	p.Form = newForm(p.Page, typed, problems)
	p.Prompt, p.AnswerLang, p.Text = x.Question.Prompt.In(lang), lang, x.Text
	p.Level, p.Evidence = p.Form.Field("level", "rating.level"), p.Form.Field("evidence", "rating.evidence", "rows", 3)
	p.Levels = p.levels(x.Question, p.Level.Value)
}

// levels are the levels of a question, the highest first: with its own anchors, or the plain ones where it has none.
func (p Page) levels(q hiring.QuestionVersion, chosen string) []ratedLevel {
	var out []ratedLevel
	for level := hiring.RatingLevels; level >= 1; level-- {
		anchor := p.T("rating.level." + strconv.Itoa(level))
		if len(q.Anchors) == hiring.RatingLevels {
			anchor = p.Say(q.Anchors[level-1])
		}
		out = append(out, ratedLevel{Level: level, Anchor: anchor, Checked: chosen == strconv.Itoa(level)})
	}
	return out
}

// practising is the user's open pass of the set a path names, with its answers in the pass's order.
func (s *Server) practising(c *request) (app.CalibrationSheet, hiring.CalibrationPass, []hiring.CalibrationAnswer, error) {
	sheet, err := s.calibrationSheet(c)
	if err != nil {
		return sheet, hiring.CalibrationPass{}, nil, err
	}
	open := sheet.Open()
	if open == nil || !sheet.May {
		return sheet, hiring.CalibrationPass{}, nil, hiring.Missing("answer")
	}
	return sheet, *open, sheet.Asked(*open), nil
}

func (s *Server) calibrationAsk(c *request) error {
	return s.renderCalibrationAnswer(c, http.StatusOK, nil, nil)
}

// renderCalibrationAnswer shows the n-th answer of the open pass.
func (s *Server) renderCalibrationAnswer(c *request, status int, typed url.Values, problems hiring.Problems) error {
	sheet, pass, asked, err := s.practising(c)
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(c.Param("n"))
	if err != nil || n < 1 || n > len(asked) {
		return hiring.Missing("answer")
	}
	x := asked[n-1]
	if given, ok := pass.Of(x.ID); ok && typed == nil {
		typed = url.Values{"level": {strconv.Itoa(given.Level)}, "evidence": {given.Evidence}}
	}
	path := calibrationPath(sheet.ID)
	p := calibrationAnswerPage{
		Page:   c.page("calibration.answer", "Number", n, "All", len(asked)).in("calibrations"),
		Action: path + "/practice/" + strconv.Itoa(n), Back: path, BackLabel: sheet.Name, Send: "calibration.next",
		Lead: "calibration.lead." + string(pass.Purpose),
	}
	p.Value = p.Say(sheet.ValueName)
	p.Step = p.Title
	if n > 1 {
		p.Previous = path + "/practice/" + strconv.Itoa(n-1)
	}
	if n == len(asked) {
		p.Send = "calibration.last"
	}
	p.show(x, sheet.Language, typed, problems)
	return c.render(status, p)
}

// calibrationRate keeps one level and goes to the next answer that has none, or to the summary.
func (s *Server) calibrationRate(c *request) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	form, err := c.form()
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(c.Param("n"))
	if err != nil {
		return hiring.Missing("answer")
	}
	level, _ := strconv.Atoi(form.Get("level"))
	err = s.app.RateCalibration(c.Request().Context(), c.user.ID, id, n, hiring.CalibrationRating{Level: level, Evidence: form.Get("evidence")})
	if problems := hiring.ProblemsOf(err); len(problems) > 0 {
		return s.renderCalibrationAnswer(c, http.StatusUnprocessableEntity, form, problems)
	}
	if err != nil {
		return err
	}
	_, pass, asked, err := s.practising(c)
	if err != nil {
		return err
	}
	return c.seeOther(calibrationPath(id) + "/practice" + nextMissing(pass.Missing(asked), n))
}

// nextMissing is where to go on after the n-th: to the next without a level, else to the first one that was passed over,
// else nowhere further.
func nextMissing(missing []int, n int) string {
	if len(missing) == 0 {
		return ""
	}
	next := missing[0]
	for _, m := range missing {
		if m > n {
			next = m
			break
		}
	}
	return "/" + strconv.Itoa(next)
}

// calibrationSummaryPage is what was given before it is locked.
type calibrationSummaryPage struct {
	Page
	Set     hiring.CalibrationSet
	Path    string
	Lines   []summaryLine
	Missing int
}

// summaryLine is one answer before the pass is locked.
type summaryLine struct {
	Number int
	Prompt string
	Given  string // "" while it has no level
}

func (calibrationSummaryPage) template() (layout, name string) { return "staff", "calibration-summary" }

func (s *Server) calibrationSummary(c *request) error {
	sheet, pass, asked, err := s.practising(c)
	if err != nil {
		return err
	}
	p := calibrationSummaryPage{
		Page: c.page("calibration.summary").in("calibrations"), Set: sheet.CalibrationSet, Path: calibrationPath(sheet.ID),
		Missing: len(pass.Missing(asked)),
	}
	for i, x := range asked {
		line := summaryLine{Number: i + 1, Prompt: x.Question.Prompt.In(sheet.Language)}
		if given, ok := pass.Of(x.ID); ok {
			line.Given = p.T("rating.given", "Level", given.Level, "Levels", hiring.RatingLevels)
		}
		p.Lines = append(p.Lines, line)
	}
	return c.render(http.StatusOK, p)
}

func (s *Server) calibrationFinish(c *request) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	pass, err := s.app.FinishCalibration(c.Request().Context(), c.user.ID, id)
	if err != nil {
		return err
	}
	c.flash("calibration.finished")
	return c.seeOther(calibrationPath(id) + "/passes/" + pass.String())
}

// calibrationResultPage is a finished pass: own levels beside the agreed ones, once those are there.
type calibrationResultPage struct {
	Page
	Set       hiring.CalibrationSet
	Path      string
	At        string
	Panel     string // who agreed, by name
	Agreed    bool
	Deviation deviationWords
	Lines     []resultLine
}

// resultLine is one answer with the own level and the agreed one.
type resultLine struct {
	Number, MyLevel, AgreedLevel                             int
	Prompt, Text, Mine, Evidence, Agreed, Reason, Difference string
	Lang                                                     hiring.Language
	Anchor                                                   string // of the agreed level
	Apart                                                    int
}

func (calibrationResultPage) template() (layout, name string) { return "staff", "calibration-result" }

func (s *Server) calibrationResult(c *request) error {
	sheet, err := s.calibrationSheet(c)
	if err != nil {
		return err
	}
	id, err := c.id("pass")
	if err != nil {
		return err
	}
	for _, pass := range sheet.Finished() {
		if pass.ID == id {
			return s.renderCalibrationResult(c, sheet, pass)
		}
	}
	return hiring.Missing("pass")
}

func (s *Server) renderCalibrationResult(c *request, sheet app.CalibrationSheet, pass hiring.CalibrationPass) error {
	p := calibrationResultPage{
		Page: c.rawPage(sheet.Name).in("calibrations"), Set: sheet.CalibrationSet, Path: calibrationPath(sheet.ID), Agreed: sheet.AgreedAt != nil,
	}
	p.At = p.DateTime(*pass.FinishedAt)
	names, err := s.app.Store().NamesOfUsers(c.Request().Context(), sheet.Panel)
	if err != nil {
		return err
	}
	p.Panel = p.joined(sheet.Panel, names)
	if p.Agreed {
		p.Deviation = p.deviation(app.DeviationOf(sheet.CalibrationSet, pass))
	}
	for _, x := range hiring.ShuffledAnswers(sheet.Answers, pass.ID) {
		if given, ok := pass.Of(x.ID); ok {
			line := p.line(x, given)
			line.Number = len(p.Lines) + 1
			p.Lines = append(p.Lines, line)
		}
	}
	return c.render(http.StatusOK, p)
}

// line is one answer of a result; before the levels are agreed, and after it was withdrawn, it says less.
func (p calibrationResultPage) line(x hiring.CalibrationAnswer, given hiring.CalibrationRating) resultLine {
	out := resultLine{
		Prompt: x.Question.Prompt.In(p.Set.Language), Text: x.Text, Lang: p.Set.Language, Evidence: given.Evidence,
		Mine: p.T("calibration.level_of", "Level", given.Level, "Levels", hiring.RatingLevels), MyLevel: given.Level,
	}
	agreed, ok := x.Level()
	if !p.Agreed || !ok {
		return out
	}
	out.Agreed, out.Reason = p.T("calibration.level_of", "Level", agreed.Level, "Levels", hiring.RatingLevels), agreed.Reason
	out.AgreedLevel, out.Apart = agreed.Level, given.Level-agreed.Level
	out.Difference = p.Difference(out.Apart)
	out.Anchor = p.levels(x.Question, "")[hiring.RatingLevels-agreed.Level].Anchor
	return out
}

// joined writes the names of people one after the other.
func (p Page) joined(ids []uuid.UUID, names map[uuid.UUID]string) string {
	out := ""
	for i, id := range ids {
		if i > 0 {
			out += ", "
		}
		out += names[id]
	}
	return out
}
