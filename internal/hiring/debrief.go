package hiring

import (
	"slices"

	"github.com/google/uuid"
)

// MixedPoints is the difference between two raters from which a rating is mixed: the panel talks about it first.
const MixedPoints = 2

// Topic is what several raters rated: one question, or one value.
type Topic struct {
	Of Subject
	ID uuid.UUID
}

// Spread is what raters gave to one topic before any discussion. Who left it N/A is not among them.
type Spread struct {
	Rated  int
	Lo, Hi int // 0 while nobody rated
}

// SpreadOf returns how far apart scorecards are on a topic.
func SpreadOf(t Topic, cards []Scorecard) Spread {
	var s Spread
	for _, c := range cards {
		level := c.Line(t.Of, t.ID).Rated()
		if level == 0 {
			continue
		}
		if s.Rated++; s.Rated == 1 {
			s.Lo, s.Hi = level, level
		}
		s.Lo, s.Hi = min(s.Lo, level), max(s.Hi, level)
	}
	return s
}

// Gap tells whether nobody rated the topic.
func (s Spread) Gap() bool { return s.Rated == 0 }

// Points is how far apart the lowest and the highest level are.
func (s Spread) Points() int { return s.Hi - s.Lo }

// Mixed tells whether the levels are so far apart that the panel talks about them.
func (s Spread) Mixed() bool { return s.Points() >= MixedPoints }

// Agenda lists the topics a panel talks about first: those on which its members are two points or more apart, the
// largest difference first, and otherwise in the order given.
func Agenda(topics []Topic, cards []Scorecard) []Topic {
	out := slices.DeleteFunc(slices.Clone(topics), func(t Topic) bool { return !SpreadOf(t, cards).Mixed() })
	slices.SortStableFunc(out, func(x, y Topic) int { return SpreadOf(y, cards).Points() - SpreadOf(x, cards).Points() })
	return out
}

// LevelNow is a level as it stands after the debrief: the last revision's, or what was rated before it.
func LevelNow(before int, t Topic, revisions []ScorecardRevision) int {
	for _, r := range revisions {
		if r.Subject == t.Of && r.SubjectID == t.ID {
			before = r.After
		}
	}
	return before
}

// Check names what is wrong with a changed level: it is on the scale, it is another one, and the reason is written
// down. Fields are level.ID and reason.ID of the subject.
func (r ScorecardRevision) Check() Problems {
	var ps Problems
	id := r.SubjectID.String()
	switch {
	case r.After < 1 || r.After > RatingLevels:
		ps.Add("level."+id, "rating.problem.level", "Lo", 1, "Hi", RatingLevels)
	case r.After == r.Before:
		ps.Add("level."+id, "debrief.problem.same")
	}
	return append(ps, CheckReason("reason."+id, r.Reason)...)
}

// Rated is the line's level, or 0 where it was not rated.
func (l ScorecardLine) Rated() int {
	if l.Body.NotRated {
		return 0
	}
	return l.Body.Level
}

// PanelScorecard is a scorecard with the panelist whose it is.
type PanelScorecard struct {
	Scorecard
	By Panelist
}

// ValueLevel is one level that somebody gave for a value.
type ValueLevel struct {
	ValueID uuid.UUID
	Level   int
}

// ValueLevels are the levels by which a scorecard enters the fit: those given to the questions of each value, since
// an answer with its own anchors is what a rating is of. What was given to a value over all its answers stands in only
// where none of its questions was rated; beside them it would count the same judgement twice. N/A is left out, and so
// is what a debrief changed: the level before the discussion is the score.
func (s Scorecard) ValueLevels(questions []AssessmentQuestion) []ValueLevel {
	var out []ValueLevel
	rated := map[uuid.UUID]bool{}
	for _, q := range questions {
		if level := s.Line(OfQuestion, q.ID).Rated(); level > 0 {
			out, rated[q.ValueID] = append(out, ValueLevel{q.ValueID, level}), true
		}
	}
	for _, l := range s.Lines {
		if l.Subject == OfValue && l.Rated() > 0 && !rated[l.SubjectID] {
			out = append(out, ValueLevel{l.SubjectID, l.Rated()})
		}
	}
	return out
}
