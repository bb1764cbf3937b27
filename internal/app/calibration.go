package app

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/redact"
	"touchstone/internal/scoring"
)

// CreateCalibration begins a practice set of a value, still without answers.
func (a *App) CreateCalibration(ctx context.Context, by uuid.UUID, c hiring.CalibrationSet) (hiring.CalibrationSet, error) {
	c.Name = strings.Join(strings.Fields(c.Name), " ")
	if err := c.CheckNew().Err(); err != nil {
		return c, err
	}
	c.ID, c.CreatedBy, c.CreatedAt = newID(), by, a.Now()
	return c, a.store.Tx(ctx, func(ctx context.Context) error {
		if err := a.store.AddCalibrationSet(ctx, c); err != nil {
			return err
		}
		return a.audit(ctx, UserActor(by), "calibration.created", "calibration", c.ID,
			"benchmark", c.BenchmarkID.String(), "value", c.ValueID.String(), "language", string(c.Language))
	})
}

// CalibrationChoice is an incumbent's answer that can be taken into a set, without names.
type CalibrationChoice struct {
	Attempt  uuid.UUID
	Question hiring.QuestionVersion
	Text     string
	Who      string // for HR alone, who has to ask that person
	Chosen   bool
}

// Key names the choice in a form.
func (c CalibrationChoice) Key() string { return c.Attempt.String() + "." + c.Question.ID.String() }

// CalibrationChoices lists the texts a set can be made of: those incumbents of its benchmark handed in, in its
// language, to questions of its value. They stand in an order that says nothing of who is a top rep.
func (a *App) CalibrationChoices(ctx context.Context, c hiring.CalibrationSet) ([]CalibrationChoice, error) {
	questions, err := a.store.BenchmarkQuestions(ctx, c.BenchmarkID)
	if err != nil {
		return nil, err
	}
	given, err := a.GivenAnswers(ctx, c.BenchmarkID)
	if err != nil {
		return nil, err
	}
	clean, err := a.withoutNames(ctx, c, given)
	if err != nil {
		return nil, err
	}
	var out []CalibrationChoice
	for _, g := range given {
		for _, q := range questions {
			body := g.Answers[q.ID]
			_, excluded := g.Excluded[q.ID]
			if g.Attempt.Language != c.Language || q.ValueID != c.ValueID || q.Kind != hiring.Text || excluded || body.Blank(q.Kind) || body.Short(q.Kind) {
				continue
			}
			x := CalibrationChoice{Attempt: g.Attempt.ID, Question: q.QuestionVersion, Text: clean(body.Text), Who: g.Incumbent.Name}
			x.Chosen = slices.ContainsFunc(c.Answers, func(have hiring.CalibrationAnswer) bool {
				return have.AttemptID == x.Attempt && have.Question.ID == x.Question.ID
			})
			out = append(out, x)
		}
	}
	slices.SortFunc(out, func(x, y CalibrationChoice) int {
		return strings.Compare(hashToken(c.ID.String()+x.Key()), hashToken(c.ID.String()+y.Key()))
	})
	return out, nil
}

// withoutNames returns what takes names out of the incumbents' texts: those of everybody nominated for the benchmark and
// of their managers, and whatever looks like a name.
func (a *App) withoutNames(ctx context.Context, c hiring.CalibrationSet, given []Given) (func(string) string, error) {
	people, err := a.store.Incumbents(ctx, c.BenchmarkID)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, p := range people {
		names = append(names, p.Name, p.Manager)
	}
	var texts []string
	for _, g := range given {
		if g.Attempt.Language != c.Language {
			continue
		}
		for _, body := range g.Answers {
			texts = append(texts, body.Text)
		}
	}
	cut := scoring.Redaction(c.Language, texts)
	twice := scoring.Blanked + " " + scoring.Blanked
	return func(s string) string {
		s = cut(redact.HideNames(s, string(c.Language), names, scoring.Blanked))
		for strings.Contains(s, twice) {
			s = strings.ReplaceAll(s, twice, scoring.Blanked)
		}
		return s
	}, nil
}

// ChooseCalibration takes answers into a set, in place of those before; what had been blanked in one that stays is kept.
// It can be done until somebody has begun to rate.
func (a *App) ChooseCalibration(ctx context.Context, by, set uuid.UUID, keys []string, confirmed bool) error {
	c, err := a.openCalibration(ctx, set)
	if err != nil {
		return err
	}
	choices, err := a.CalibrationChoices(ctx, c)
	if err != nil {
		return err
	}
	answers := []hiring.CalibrationAnswer{}
	for _, x := range choices {
		if slices.Contains(keys, x.Key()) {
			answers = append(answers, a.chosen(c, x, by))
		}
	}
	if err := hiring.CheckCalibrationChoice(len(answers), confirmed).Err(); err != nil {
		return err
	}
	return a.store.Tx(ctx, func(ctx context.Context) error {
		passes, err := a.store.CalibrationPasses(ctx, set)
		if err != nil {
			return err
		}
		if len(passes) > 0 {
			return hiring.Clash("calibration.begun")
		}
		if err := a.store.UpdateCalibrationSet(ctx, c); err != nil {
			return err
		}
		if err := a.store.ChooseCalibrationAnswers(ctx, set, answers); err != nil {
			return err
		}
		return a.audit(ctx, UserActor(by), "calibration.answers_chosen", "calibration", set, "answers", strconv.Itoa(len(answers)), "confirmed", "yes")
	})
}

func (a *App) chosen(c hiring.CalibrationSet, x CalibrationChoice, by uuid.UUID) hiring.CalibrationAnswer {
	for _, have := range c.Answers {
		if have.AttemptID == x.Attempt && have.Question.ID == x.Question.ID {
			return have
		}
	}
	return hiring.CalibrationAnswer{
		ID: newID(), SetID: c.ID, AttemptID: x.Attempt, Question: x.Question, Text: x.Text, ConfirmedBy: by, ConfirmedAt: a.Now(),
	}
}

// openCalibration returns a set whose levels are still to be found.
func (a *App) openCalibration(ctx context.Context, set uuid.UUID) (hiring.CalibrationSet, error) {
	c, err := a.store.CalibrationSet(ctx, set)
	if err == nil && c.State() != hiring.CalibrationOpen {
		err = hiring.Clash("calibration.not_open")
	}
	return c, err
}

// MayCalibrate tells whether a user rates here at all: HR, recruiters and interviewers who can sign in.
func MayCalibrate(u hiring.User) bool {
	return u.DisabledAt == nil && u.Is(hiring.HR, hiring.Recruiter, hiring.Interviewer)
}

// SetCalibrationPanel names who finds the levels. Whoever has begun to rate stays.
func (a *App) SetCalibrationPanel(ctx context.Context, by, set uuid.UUID, panel []uuid.UUID) error {
	c, err := a.openCalibration(ctx, set)
	if err != nil {
		return err
	}
	users, err := a.store.Users(ctx)
	if err != nil {
		return err
	}
	var chosen []uuid.UUID
	for _, u := range users {
		if MayCalibrate(u) && slices.Contains(panel, u.ID) {
			chosen = append(chosen, u.ID)
		}
	}
	if err := hiring.CheckCalibrationPanel(len(chosen)).Err(); err != nil {
		return err
	}
	return a.store.Tx(ctx, func(ctx context.Context) error {
		passes, err := a.store.CalibrationPasses(ctx, set)
		if err != nil {
			return err
		}
		for _, p := range passes {
			if !slices.Contains(chosen, p.UserID) {
				return hiring.Problems{{Field: "panel", Key: "calibration.problem.panel_rated"}}.Err()
			}
		}
		if err := a.store.UpdateCalibrationSet(ctx, c); err != nil {
			return err
		}
		if err := a.store.SetCalibrationPanel(ctx, set, chosen, a.Now()); err != nil {
			return err
		}
		return a.audit(ctx, UserActor(by), "calibration.panel_set", "calibration", set, "people", strconv.Itoa(len(chosen)))
	})
}

// BlankCalibration blanks further words of an answer's text wherever they stand in it.
func (a *App) BlankCalibration(ctx context.Context, by, set, answer uuid.UUID, typed string) error {
	_, x, err := a.calibrationAnswer(ctx, set, answer)
	if err != nil {
		return err
	}
	words, ps := hiring.WordsToBlank(typed, x.Text)
	if err := ps.Err(); err != nil {
		return err
	}
	for _, w := range words {
		x.Text = strings.ReplaceAll(x.Text, w, scoring.Blanked)
	}
	return a.store.Tx(ctx, func(ctx context.Context) error {
		if err := a.store.BlankCalibrationAnswer(ctx, x); err != nil {
			return err
		}
		return a.audit(ctx, UserActor(by), "calibration.words_blanked", "calibration", set, "answer", answer.String(), "words", strconv.Itoa(len(words)))
	})
}

// calibrationAnswer returns an answer of a set that has not been withdrawn.
func (a *App) calibrationAnswer(ctx context.Context, set, answer uuid.UUID) (hiring.CalibrationSet, hiring.CalibrationAnswer, error) {
	c, err := a.store.CalibrationSet(ctx, set)
	if err != nil {
		return c, hiring.CalibrationAnswer{}, err
	}
	x, ok := c.Answer(answer)
	if !ok || x.WithdrawnAt != nil {
		return c, x, hiring.Missing("answer")
	}
	return c, x, nil
}

// WithdrawCalibration takes everything the writer of an answer wrote out of every set, when that person no longer
// agrees. The levels given stay as numbers; text, reasons and quotes go.
func (a *App) WithdrawCalibration(ctx context.Context, by, set, answer uuid.UUID) error {
	_, x, err := a.calibrationAnswer(ctx, set, answer)
	if err != nil {
		return err
	}
	return a.store.Tx(ctx, func(ctx context.Context) error {
		gone, err := a.store.EraseCalibrationAnswers(ctx, x.AttemptID, a.Now())
		if err != nil {
			return err
		}
		return a.audit(ctx, UserActor(by), "calibration.answer_withdrawn", "calibration", set, "answer", answer.String(), "texts", strconv.Itoa(len(gone)))
	})
}
