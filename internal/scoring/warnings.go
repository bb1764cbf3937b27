package scoring

import (
	"cmp"
	"slices"

	"touchstone/internal/hiring"
)

// figures are the numbers a warning's sentence shows. By code:
//
//	too_few_exemplars      n, least
//	no_consensus           n, agreement, p; for text s0, s1 (median similarity of controls and exemplars)
//	no_length_spread       n
//	polarised              n, agreement, p
//	weak_consensus         n, agreement, p
//	ceiling                mean, lo, hi
//	universal_answer       top, typical (shares)
//	universal_candidates   top, typical (shares, the candidates' as typical), n (candidates)
//	separation_*, does_not_separate, inverted
//	                       exemplars, comparison, and where there is one: auc, lo, hi
//	inconsistent_exemplar  alignment, median (of the comparison reps), both unclipped
//	single_manager         managers, teams
//	dominating_manager     share, n (exemplars), team (1: it is a team that dominates, 0: a manager)
//	mixed_modes            spoken, written (people)
//	low_alpha, modest_alpha
//	                       alpha, people, questions
//	stale                  months, or changed (1: the position's profile), or left and exemplars
//	managers_unknown       exemplars
//	length_driven          auc_length, auc_score, r
//	incomplete             coverage
//	straightline           run, questions
//	extreme_answers        share, questions
//	midpoint_answers       share, questions
//	wide_spread_answers    spread, norm (standard deviations, scales as 0..1), questions
//	wider_than_it_looks    coverage (measured, of a nominal 90 %), n, questions
//	pooled_questions       questions
type figures = map[string]float64

// The flags of response style.
const (
	Straightline = "straightline"
	Extreme      = "extreme_answers"
)

// severity lists the codes from the gravest on: the order in which a benchmark's warnings are read.
func severity() []string {
	return []string{
		TooFewExemplars, Inverted, DoesNotSeparate, NoConsensus, NoLengthSpread, Polarised, SingleManager, SeparationNotShown,
		SeparationUnknown, DominatingManager, Stale, UniversalAnswer, UniversalCandidates, LowAlpha, LengthDriven, InconsistentExample, ManagersUnknown, WeakConsensus,
		ModestAlpha, Ceiling, MixedModes, SelfRating,
	}
}

// WorstFirst orders warnings as a benchmark's are read: by severity, those about the whole before values, values before
// questions.
func WorstFirst(ws []Warning) []Warning { return worstFirst(ws) }

// worstFirst orders warnings by severity, those about the whole before values, values before questions; equals stay
// in the questions' order.
func worstFirst(ws []Warning) []Warning {
	order := severity()
	rank := func(w Warning) int {
		if i := slices.Index(order, w.Code); i >= 0 {
			return i
		}
		return len(order)
	}
	breadth := func(w Warning) int {
		switch {
		case w.Question != "":
			return 2
		case w.Value != "":
			return 1
		}
		return 0
	}
	out := append([]Warning{}, ws...) // never nil: a list without warnings is a list
	slices.SortStableFunc(out, func(a, b Warning) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(breadth(a), breadth(b)))
	})
	return out
}

// about returns the warnings with the names of a question filled in.
func about(ws []Warning, q Question, lang hiring.Language) []Warning {
	out := slices.Clone(ws)
	for i := range out {
		out[i].Question, out[i].Value, out[i].Language = q.ID, q.Value, lang
	}
	return out
}

// merged appends those of more whose code is not yet there.
func merged(ws, more []Warning) []Warning {
	out := slices.Clone(ws)
	for _, w := range more {
		if !slices.ContainsFunc(out, func(have Warning) bool { return have.Code == w.Code && have.Person == w.Person }) {
			out = append(out, w)
		}
	}
	return out
}

// SelfRating says that people rate themselves on a number that counts. It is no part of a stored health, because it says
// nothing of the answers: only that the number is easily guessed and that applicants, who have something at stake, give
// a higher one than reps (measurement.md §1.5).
const SelfRating = "self_rating"

// SelfRatings warns of every self-rating on a number that counts.
func (h Health) SelfRatings() []Warning {
	var ws []Warning
	for _, q := range h.Questions {
		if q.Kind == hiring.Numeric && q.Consensus > 0 {
			ws = append(ws, Warning{Code: SelfRating, Question: q.Question, Value: q.Value, Figures: figures{"n": float64(q.N)}})
		}
	}
	return ws
}

func tooFew(n int) Warning {
	return Warning{Code: TooFewExemplars, Figures: figures{"n": float64(n), "least": leastToShow}}
}
