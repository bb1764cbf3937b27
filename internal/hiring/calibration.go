package hiring

// Calibration is how raters learn to mean the same by a level. The nouns:
//
//   - A CalibrationSet holds answers to the questions of one value, in one language, taken from a benchmark's
//     incumbents. HR makes it. It is open while its levels are found, agreed once raters may practise with it, and
//     retired when it is not offered any more.
//   - A CalibrationAnswer is a copy of an incumbent's text without names. It keeps which attempt and question it came
//     from, so that it goes when that person's answers go; nothing a rater sees says who wrote it or in which group.
//   - An AgreedRating is the level a panel of at least two agreed on, with the reason, as HR recorded it. It is
//     numbered: a newer one stands beside the old one.
//   - A CalibrationPass is one user's way through a set, locked when finished. A panelist's pass is independent: nobody
//     sees another's levels before all are in. A practising rater sees the agreed levels once the pass is finished.
//   - A CalibrationPlant is one such answer put among what a user rates of a requisition, where HR or its owner asked
//     for it. It is a table of its own and never a Rating, so it cannot enter a fit or the agreement over candidates.

import (
	"crypto/sha256"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"
)

// Limits of a calibration set.
const (
	FewestCalibrationAnswers = 4
	MostCalibrationAnswers   = 12
	FewestCalibrationPanel   = 2
	MostCalibrationPanel     = 12
	MaxCalibrationName       = 200
	MaxBlankedWords          = 1000
)

// CalibrationApart is from how many points between its members on a panel has to talk about an answer.
const CalibrationApart = 2

// CalibrationState is how far a set is.
type CalibrationState string

// The states, in their order.
const (
	CalibrationOpen    CalibrationState = "open"
	CalibrationAgreed  CalibrationState = "agreed"
	CalibrationRetired CalibrationState = "retired"
)

// CalibrationSet is a practice set of one value.
type CalibrationSet struct {
	ID          uuid.UUID
	BenchmarkID uuid.UUID
	ValueID     uuid.UUID
	ValueName   Words
	Language    Language
	Name        string
	CreatedBy   uuid.UUID
	CreatedAt   time.Time
	AgreedAt    *time.Time
	RetiredAt   *time.Time
	Version     int
	Panel       []uuid.UUID
	Answers     []CalibrationAnswer
}

// State tells how far the set is.
func (s CalibrationSet) State() CalibrationState {
	switch {
	case s.RetiredAt != nil:
		return CalibrationRetired
	case s.AgreedAt != nil:
		return CalibrationAgreed
	}
	return CalibrationOpen
}

// OnPanel tells whether a user finds the set's levels.
func (s CalibrationSet) OnPanel(user uuid.UUID) bool { return slices.Contains(s.Panel, user) }

// Knows tells whether a user has to do with the set's levels: made the set, found the levels or recorded one.
func (s CalibrationSet) Knows(user uuid.UUID) bool {
	return user == s.CreatedBy || s.OnPanel(user) || slices.ContainsFunc(s.Answers, func(a CalibrationAnswer) bool {
		return slices.ContainsFunc(a.Agreed, func(r AgreedRating) bool { return r.RecordedBy == user })
	})
}

// Purpose is what a user's pass through the set is for now, if there may be one: the panel rates while the set is open,
// everybody else once it is agreed. Who knows the levels has nothing to practise with here.
func (s CalibrationSet) Purpose(user uuid.UUID) (CalibrationPurpose, bool) {
	switch {
	case s.State() == CalibrationOpen && s.OnPanel(user) && len(s.Left()) > 0:
		return CalibrationPanel, true
	case s.State() == CalibrationAgreed && !s.Knows(user) && len(s.Left()) > 0:
		return CalibrationPractice, true
	}
	return "", false
}

// Left returns the answers that have not been withdrawn.
func (s CalibrationSet) Left() []CalibrationAnswer {
	return slices.DeleteFunc(slices.Clone(s.Answers), func(a CalibrationAnswer) bool { return a.WithdrawnAt != nil })
}

// Answer returns the answer with that id, withdrawn or not.
func (s CalibrationSet) Answer(id uuid.UUID) (CalibrationAnswer, bool) {
	i := slices.IndexFunc(s.Answers, func(a CalibrationAnswer) bool { return a.ID == id })
	if i < 0 {
		return CalibrationAnswer{}, false
	}
	return s.Answers[i], true
}

// CheckNew names what is wrong with a set HR begins.
func (s CalibrationSet) CheckNew() Problems {
	var ps Problems
	if s.Name == "" {
		ps.Add("name", "problem.required")
	}
	ps = append(ps, CheckText("name", s.Name, MaxCalibrationName)...)
	if s.BenchmarkID == uuid.Nil {
		ps.Add("benchmark", "problem.required")
	}
	if s.ValueID == uuid.Nil {
		ps.Add("value", "problem.required")
	}
	if _, ok := ParseLanguage(string(s.Language)); !ok {
		ps.Add("language", "problem.required")
	}
	return ps
}

// CheckCalibrationChoice names what is wrong with the answers chosen for a set. What incumbents consented to is the
// benchmark; practising with their words is more, so HR confirms that they agreed to that too.
func CheckCalibrationChoice(chosen int, confirmed bool) Problems {
	var ps Problems
	if chosen < FewestCalibrationAnswers || chosen > MostCalibrationAnswers {
		ps.Add("answers", "calibration.problem.answers", "Lo", FewestCalibrationAnswers, "Hi", MostCalibrationAnswers)
	}
	if !confirmed {
		ps.Add("confirmed", "calibration.problem.confirmed")
	}
	return ps
}

// CheckCalibrationPanel names what is wrong with who finds the levels.
func CheckCalibrationPanel(panel int) Problems {
	var ps Problems
	if panel < FewestCalibrationPanel || panel > MostCalibrationPanel {
		ps.Add("panel", "calibration.problem.panel", "Lo", FewestCalibrationPanel, "Hi", MostCalibrationPanel)
	}
	return ps
}

// CalibrationAnswer is one answer of a set.
type CalibrationAnswer struct {
	ID          uuid.UUID
	SetID       uuid.UUID
	AttemptID   uuid.UUID
	Question    QuestionVersion
	Text        string // without names; "" once withdrawn
	Blanked     int    // how often HR blanked more words
	ConfirmedBy uuid.UUID
	ConfirmedAt time.Time // that whoever wrote it agreed to this use
	WithdrawnAt *time.Time
	Agreed      []AgreedRating // the oldest first
}

// Level returns the newest agreed rating.
func (a CalibrationAnswer) Level() (AgreedRating, bool) {
	if len(a.Agreed) == 0 {
		return AgreedRating{}, false
	}
	return a.Agreed[len(a.Agreed)-1], true
}

// AgreedRating is a level a panel agreed on.
type AgreedRating struct {
	ID         uuid.UUID
	AnswerID   uuid.UUID
	Number     int // 1, 2 …: a newer one replaces none
	Level      int
	Reason     string
	RecordedBy uuid.UUID
	RecordedAt time.Time
}

// CheckAgreed names what is wrong with a level the panel agreed on. Fields are level and reason.
func CheckAgreed(level int, reason string) Problems { return checkLevel(level, reason, "reason") }

// checkLevel: a level of the scale, and a few words for it at a field.
func checkLevel(level int, why, field string) Problems {
	var ps Problems
	if level < 1 || level > RatingLevels {
		ps.Add("level", "rating.problem.level", "Lo", 1, "Hi", RatingLevels)
	}
	if len([]rune(strings.TrimSpace(why))) < MinEvidence {
		ps.Add(field, "rating.problem.evidence")
	}
	return append(ps, CheckText(field, why, MaxEvidence)...)
}

// WordsToBlank reads the words or phrases HR wants blanked, one a line, and names what is wrong: each must stand in
// the text.
func WordsToBlank(typed, text string) ([]string, Problems) {
	var words []string
	ps := CheckText("words", typed, MaxBlankedWords)
	if len(ps) > 0 {
		return nil, ps
	}
	for _, line := range strings.Split(typed, "\n") {
		w := strings.TrimSpace(line)
		switch {
		case w == "":
		case !strings.Contains(text, w):
			ps.Add("words", "calibration.problem.not_in_text", "Words", w)
		default:
			words = append(words, w)
		}
	}
	if len(words) == 0 && len(ps) == 0 {
		ps.Add("words", "problem.required")
	}
	return words, ps
}

// ShuffledAnswers returns answers in an order that depends on for whom they are shown and says nothing of who wrote
// them or when they were chosen.
func ShuffledAnswers(answers []CalibrationAnswer, forWhom uuid.UUID) []CalibrationAnswer {
	out := slices.Clone(answers)
	slices.SortFunc(out, func(a, b CalibrationAnswer) int {
		x, y := sumOf(forWhom, a.ID), sumOf(forWhom, b.ID)
		return slices.Compare(x[:], y[:])
	})
	return out
}

func sumOf(a, b uuid.UUID) [sha256.Size]byte { return sha256.Sum256(append(a[:], b[:]...)) }
