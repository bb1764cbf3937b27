package app

import (
	"context"
	"slices"
	"strconv"

	"github.com/google/uuid"

	"touchstone/internal/agree"
	"touchstone/internal/hiring"
	"touchstone/internal/store"
)

// mostGiven bounds how many levels the quality of ratings is judged by: the newest candidates'.
const mostGiven = 10_000

// RaterQuality is what is known of how a requisition's candidates were rated, as far as one user may know of the
// ratings. Raters, questions and candidates have their ids for names in the report.
type RaterQuality struct {
	Requisition hiring.Requisition
	Of          hiring.RatingSource
	Sources     []hiring.RatingSource // where levels were given at all
	View        hiring.RaterView
	Left        store.LeftToOthers
	Given       int // levels the report rests on
	Cut         bool
	Report      agree.Report            // nothing in it while Given is 0
	Names       map[uuid.UUID]string    // of raters
	Prompts     map[string]hiring.Words // of questions, by id
	Order       map[string]int          // of questions, by id: their place in the requisition
	Numbers     map[string]int          // of applications, by id
	Rated       map[string]int          // how many applications each rater rated, by the rater's id
	OwnHidden   int                     // the user's own ratings that are left out, since they are still blind to the candidates
	given       []hiring.GivenLevel
}

// RaterQuality judges the ratings of a requisition that a user may know of: none of a candidate they have still to rate
// or to hand in a scorecard of. of is where they were given; "" takes the first place where any were.
func (a *App) RaterQuality(ctx context.Context, user hiring.User, requisition uuid.UUID, of hiring.RatingSource) (RaterQuality, error) {
	r, err := a.store.Requisition(ctx, requisition)
	if err != nil {
		return RaterQuality{}, err
	}
	q := RaterQuality{Requisition: r, View: hiring.RaterViewOf(user, r), Of: of, Numbers: map[string]int{}}
	for _, source := range hiring.RatingSources() {
		any, err := a.store.HasGivenLevels(ctx, requisition, source)
		if err != nil {
			return q, err
		}
		if any {
			q.Sources = append(q.Sources, source)
		}
	}
	if len(q.Sources) > 0 && !slices.Contains(q.Sources, of) {
		q.Of = q.Sources[0]
	}
	if q.View.Everybody {
		if q.Left, err = a.store.LeftToOthers(ctx, requisition); err != nil {
			return q, err
		}
	}
	given, err := a.givenLevels(ctx, &q, user.ID)
	if err != nil {
		return q, err
	}
	if q.OwnHidden, err = a.ownHidden(ctx, q, user.ID, given); err != nil || len(given) == 0 {
		return q, err
	}
	q.Report, q.given = agreementOf(given), given
	return q, a.nameAll(ctx, &q, given)
}

// ownHidden counts the ratings that a user has handed in and that are not among those looked at.
func (a *App) ownHidden(ctx context.Context, q RaterQuality, user uuid.UUID, given []hiring.GivenLevel) (int, error) {
	if q.Of != hiring.RatedAnswers || q.Cut || !q.Requisition.OnPanel(user) {
		return 0, nil
	}
	n, err := a.store.CountRatingsBy(ctx, q.Requisition.ID, user)
	for _, g := range given {
		if g.RaterID == user {
			n--
		}
	}
	return max(0, n), err
}

// givenLevels reads the levels. When there are more than are looked at, the candidate at the cut is left out, of whom
// some may be missing.
func (a *App) givenLevels(ctx context.Context, q *RaterQuality, user uuid.UUID) ([]hiring.GivenLevel, error) {
	var given []hiring.GivenLevel
	read := 0
	sees := q.Requisition.Phase.Leave(q.Requisition.SeatOf(user), hiring.SeeScores)
	err := a.store.EachGivenLevel(ctx, q.Requisition.ID, q.Of, user, sees, mostGiven, func(g hiring.GivenLevel) error {
		if read++; g.Level > 0 || read == mostGiven {
			given = append(given, g)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if read == mostGiven {
		last := given[len(given)-1].ApplicationID
		given, q.Cut = slices.DeleteFunc(given, func(g hiring.GivenLevel) bool { return g.ApplicationID == last }), true
	}
	q.Given = len(given)
	return given, nil
}

// agreementOf gives levels to the engine of touchstone agreement, so that its numbers are those of the page. Whoever
// rated a candidate's answer in two interviews counts with the first.
func agreementOf(given []hiring.GivenLevel) agree.Report {
	ratings := &agree.Ratings{}
	slices.SortStableFunc(given, func(x, y hiring.GivenLevel) int { return x.At.Compare(y.At) })
	for _, g := range given {
		ratings.Take(agree.Given{
			Candidate: g.ApplicationID.String(), Question: g.QuestionVersionID.String(), Rater: g.RaterID.String(),
			Rating: float64(g.Level), Value: g.ValueID.String(), At: g.At,
		})
	}
	return ratings.Report(&agree.Scale{Lo: 1, Hi: hiring.RatingLevels})
}

// nameAll finds out what the ids of the report stand for.
func (a *App) nameAll(ctx context.Context, q *RaterQuality, given []hiring.GivenLevel) error {
	var ids []uuid.UUID
	for _, x := range q.Report.Raters {
		ids = append(ids, uuid.MustParse(x.Name))
	}
	names, err := a.store.RaterNames(ctx, ids)
	if err != nil {
		return err
	}
	q.Names, q.Prompts, q.Rated = names, map[string]hiring.Words{}, map[string]int{}
	type pair struct{ rater, application uuid.UUID }
	seen := map[pair]bool{}
	for _, g := range given {
		q.Numbers[g.ApplicationID.String()] = g.Number
		if p := (pair{g.RaterID, g.ApplicationID}); !seen[p] {
			seen[p] = true
			q.Rated[g.RaterID.String()]++
		}
	}
	asked, err := a.store.RequisitionQuestions(ctx, q.Requisition.ID)
	if err != nil {
		return err
	}
	q.Order = map[string]int{}
	for _, p := range q.Report.Parts {
		q.Order[p.Question] = len(asked) // a version that is asked no more comes last
	}
	for i, id := range asked {
		q.Order[id.String()] = i
	}
	for _, p := range q.Report.Parts {
		v, err := a.store.QuestionVersion(ctx, uuid.MustParse(p.Question))
		if err != nil {
			return err
		}
		q.Prompts[p.Question] = v.Prompt
	}
	return nil
}

// NoteRatersViewed records that somebody saw candidates' mean ratings, and of how many.
func (a *App) NoteRatersViewed(ctx context.Context, who Actor, requisition uuid.UUID, of hiring.RatingSource, shown int) error {
	return a.store.Tx(ctx, func(ctx context.Context) error {
		return a.audit(ctx, who, "requisition.raters_viewed", "requisition", requisition, "of", string(of), "shown", strconv.Itoa(shown))
	})
}
