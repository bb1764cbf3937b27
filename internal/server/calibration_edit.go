package server

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// calibrationNewPage begins a set.
type calibrationNewPage struct {
	Page
	Form                          Form
	Benchmarks, Values, Languages []Choice
}

func (calibrationNewPage) template() (layout, name string) { return "staff", "calibration-new" }

func (s *Server) calibrationNew(c *request) error {
	return s.renderCalibrationNew(c, http.StatusOK, url.Values{"language": {string(c.user.Language)}}, nil)
}

func (s *Server) renderCalibrationNew(c *request, status int, typed url.Values, problems hiring.Problems) error {
	p := calibrationNewPage{Page: c.page("calibration.new").in("calibrations")}
	p.Form = newForm(p.Page, typed, problems)
	ctx := c.Request().Context()
	benchmarks, err := s.app.Store().Benchmarks(ctx)
	if err != nil {
		return err
	}
	for _, b := range benchmarks {
		p.Benchmarks = append(p.Benchmarks, Choice{Value: b.ID.String(), Label: b.Name})
	}
	values, err := s.app.Store().Values(ctx)
	if err != nil {
		return err
	}
	for _, v := range values {
		p.Values = append(p.Values, Choice{Value: v.ID.String(), Label: p.Say(v.Name)})
	}
	for _, l := range hiring.Languages() {
		p.Languages = append(p.Languages, Choice{Value: string(l), Label: p.OwnName(l)})
	}
	return c.render(status, p)
}

func (s *Server) calibrationAdd(c *request) error {
	form, err := c.form()
	if err != nil {
		return err
	}
	benchmark, _ := uuid.Parse(form.Get("benchmark"))
	value, _ := uuid.Parse(form.Get("value"))
	made, err := s.app.CreateCalibration(c.Request().Context(), c.user.ID, hiring.CalibrationSet{
		Name: form.Get("name"), BenchmarkID: benchmark, ValueID: value, Language: hiring.Language(form.Get("language")),
	})
	if problems := hiring.ProblemsOf(err); len(problems) > 0 {
		return s.renderCalibrationNew(c, http.StatusUnprocessableEntity, form, problems)
	}
	if err != nil {
		return err
	}
	return c.seeOther(calibrationPath(made.ID) + "/edit")
}

// calibrationEditPage is HR's work on a set: choose answers, name the panel, record what it agreed on, release.
type calibrationEditPage struct {
	Page
	app.CalibrationWork
	Form    Form
	At      string // which answer's form was posted with problems; "" for none
	Path    string
	Choices []app.CalibrationChoice // while answers may still be chosen
	People  []Choice                // who could be on the panel
	Cards   []calibrationCard
	names   map[uuid.UUID]string
}

func (calibrationEditPage) template() (layout, name string) { return "staff", "calibration-edit" }

// calibrationCard is one answer of the set with what HR can do with it.
type calibrationCard struct {
	hiring.CalibrationAnswer
	Number                int
	Prompt                string
	Levels                []string // who gave what, once all are in
	Apart                 int
	Group                 string // mean difference of those who practised, or ""
	Words, Reason         Field
	Level                 Field
	WordsOpen, LevelsOpen bool
}

// Wide tells whether the panel is so far apart that it has to talk about the answer.
func (c calibrationCard) Wide() bool { return c.Apart >= hiring.CalibrationApart }

// Confirmed makes the field by which HR confirms that incumbents agreed.
func (p calibrationEditPage) Confirmed() Field {
	return p.Form.Field("confirmed", "calibration.confirmed")
}

// PanelField offers who could be on the panel.
func (p calibrationEditPage) PanelField() Field {
	return p.Form.Choose("panel", "calibration.panel", p.People)
}

// WaitingNames names the panelists who are waited for.
func (p calibrationEditPage) WaitingNames() string { return p.joined(p.Waiting, p.names) }

// Name returns a user's name.
func (p calibrationEditPage) Name(id uuid.UUID) string { return p.names[id] }

// Together says how those who have practised lie beside the panel.
func (p calibrationEditPage) Together() string {
	if !p.Group.Shown || !p.Group.Mean.Defined() {
		return p.T("calibration.group.few", "Count", p.Group.People)
	}
	return p.T("calibration.group.mean", "Count", p.Group.People, "Mean", p.withSign(p.Group.Mean.Value, 1), "Absolute", p.Num(p.Group.Absolute.Value, 1))
}

func (s *Server) calibrationEdit(c *request) error {
	return s.renderCalibrationEdit(c, http.StatusOK, "", nil, nil)
}

// renderCalibrationEdit shows a set to HR; at names the answer whose form has problems.
func (s *Server) renderCalibrationEdit(c *request, status int, at string, typed url.Values, problems hiring.Problems) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	work, err := s.app.CalibrationWork(ctx, id)
	if err != nil {
		return err
	}
	p := calibrationEditPage{Page: c.rawPage(work.CalibrationSet.Name).in("calibrations"), CalibrationWork: work, At: at, Path: calibrationPath(id)}
	if typed == nil {
		typed = url.Values{}
	}
	if _, posted := typed["panel"]; !posted {
		typed["panel"] = idStrings(work.Panel)
	}
	p.Form = newForm(p.Page, typed, problems)
	if work.State() == hiring.CalibrationOpen && !work.Begun {
		if p.Choices, err = s.app.CalibrationChoices(ctx, work.CalibrationSet); err != nil {
			return err
		}
		if typed.Get("choosing") == "1" {
			for i, x := range p.Choices {
				p.Choices[i].Chosen = slices.Contains(typed["answers"], x.Key())
			}
		}
	}
	if err := s.addCalibrationPeople(ctx, &p); err != nil {
		return err
	}
	for i, x := range hiring.ShuffledAnswers(work.Answers, work.ID) {
		p.Cards = append(p.Cards, p.card(i+1, x))
	}
	return c.render(status, p)
}

func idStrings(ids []uuid.UUID) []string {
	var out []string
	for _, id := range ids {
		out = append(out, id.String())
	}
	return out
}

// addCalibrationPeople fills in everybody's name, and who could be on the panel.
func (s *Server) addCalibrationPeople(ctx context.Context, p *calibrationEditPage) error {
	users, err := s.app.Store().Users(ctx)
	p.names = map[uuid.UUID]string{}
	for _, u := range users {
		p.names[u.ID] = u.Name
		if app.MayCalibrate(u) {
			p.People = append(p.People, Choice{Value: u.ID.String(), Label: u.Name})
		}
	}
	return err
}

// card is one answer; what was typed into its own form with problems stays in it.
func (p calibrationEditPage) card(number int, x hiring.CalibrationAnswer) calibrationCard {
	form, id := newForm(p.Page, nil, nil), x.ID.String()
	if p.At == id {
		form = p.Form
	}
	out := calibrationCard{CalibrationAnswer: x, Number: number, Prompt: x.Question.Prompt.In(p.Language)}
	var levels []Choice
	for level := 1; level <= hiring.RatingLevels; level++ {
		levels = append(levels, Choice{Value: strconv.Itoa(level), Label: p.T("calibration.level_of", "Level", level, "Levels", hiring.RatingLevels)})
	}
	out.Words = form.Field("words", "calibration.blank", "rows", 2)
	out.Level = form.Choose("level", "calibration.agreed_level", append([]Choice{{Label: p.T("calibration.choose_level")}}, levels...))
	out.Reason = form.Field("reason", "calibration.agreed_reason", "rows", 2)
	out.WordsOpen, out.LevelsOpen = out.Words.Problem != "", out.Level.Problem+out.Reason.Problem != ""
	for _, f := range []*Field{&out.Words, &out.Level, &out.Reason} {
		f.ID += "-" + strconv.Itoa(number)
	}
	for _, pass := range p.ByPanel {
		if r, ok := pass.Of(x.ID); ok {
			out.Levels = append(out.Levels, p.T("calibration.gave", "Name", p.names[pass.UserID], "Level", r.Level))
		}
	}
	_, out.Apart = p.CalibrationWork.Levels(x.ID)
	if mean, ok := p.Group.ByAnswer[x.ID]; ok && mean.Defined() {
		out.Group = p.withSign(mean.Value, 1)
	}
	return out
}

// calibrationChange reads a form of HR's, lets the app do what it asks for, and goes back to the set.
func (s *Server) calibrationChange(c *request, flash string, do func(ctx context.Context, set uuid.UUID, v url.Values) error) error {
	id, err := c.id("id")
	if err != nil {
		return err
	}
	form, err := c.form()
	if err != nil {
		return err
	}
	err = do(c.Request().Context(), id, form)
	if problems := hiring.ProblemsOf(err); len(problems) > 0 {
		return s.renderCalibrationEdit(c, http.StatusUnprocessableEntity, c.Param("answer"), form, problems)
	}
	if err != nil {
		return err
	}
	c.flash(flash)
	return c.seeOther(calibrationPath(id) + "/edit")
}

func (s *Server) calibrationChoose(c *request) error {
	return s.calibrationChange(c, "calibration.was_chosen", func(ctx context.Context, set uuid.UUID, v url.Values) error {
		return s.app.ChooseCalibration(ctx, c.user.ID, set, v["answers"], v.Get("confirmed") == "1")
	})
}

func (s *Server) calibrationPanel(c *request) error {
	return s.calibrationChange(c, "calibration.panel_was_set", func(ctx context.Context, set uuid.UUID, v url.Values) error {
		var panel []uuid.UUID
		for _, x := range v["panel"] {
			if id, err := uuid.Parse(x); err == nil {
				panel = append(panel, id)
			}
		}
		return s.app.SetCalibrationPanel(ctx, c.user.ID, set, panel)
	})
}

// calibrationAnswerChange is calibrationChange about one answer of the set.
func (s *Server) calibrationAnswerChange(c *request, flash string, do func(ctx context.Context, set, answer uuid.UUID, v url.Values) error) error {
	answer, err := c.id("answer")
	if err != nil {
		return err
	}
	return s.calibrationChange(c, flash, func(ctx context.Context, set uuid.UUID, v url.Values) error { return do(ctx, set, answer, v) })
}

func (s *Server) calibrationBlank(c *request) error {
	return s.calibrationAnswerChange(c, "calibration.was_blanked", func(ctx context.Context, set, answer uuid.UUID, v url.Values) error {
		return s.app.BlankCalibration(ctx, c.user.ID, set, answer, v.Get("words"))
	})
}

func (s *Server) calibrationAgree(c *request) error {
	return s.calibrationAnswerChange(c, "calibration.was_agreed", func(ctx context.Context, set, answer uuid.UUID, v url.Values) error {
		level, _ := strconv.Atoi(v.Get("level"))
		return s.app.RecordAgreed(ctx, c.user.ID, set, answer, level, v.Get("reason"))
	})
}

func (s *Server) calibrationWithdraw(c *request) error {
	return s.calibrationAnswerChange(c, "calibration.was_withdrawn", func(ctx context.Context, set, answer uuid.UUID, _ url.Values) error {
		return s.app.WithdrawCalibration(ctx, c.user.ID, set, answer)
	})
}

func (s *Server) calibrationRelease(c *request) error {
	return s.calibrationChange(c, "calibration.was_released", func(ctx context.Context, set uuid.UUID, _ url.Values) error {
		return s.app.ReleaseCalibration(ctx, c.user.ID, set)
	})
}

func (s *Server) calibrationRetire(c *request) error {
	return s.calibrationChange(c, "calibration.was_retired", func(ctx context.Context, set uuid.UUID, _ url.Values) error {
		return s.app.RetireCalibration(ctx, c.user.ID, set)
	})
}
