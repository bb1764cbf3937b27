package server

import (
	"slices"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/store"
)

// pipelineScores is which scores a pipeline shows: those of record, or those of a re-scoring.
type pipelineScores struct {
	Shown       uuid.UUID              // the re-scoring's; the zero value for the scores of record
	Choices     []scoresChoice         // empty while there is only one kind
	Note        string                 // which scores these are, in a sentence, when there are several
	OtherEngine string                 // nobody new can be scored under the requisition's version: its engine
	Number      int                    // of the requisition's version
	Reliability *hiring.FitReliability // of the scores shown, when it is known
	Second      bool                   // the requisition was re-scored, so that who comes now has that score
}

// scoresChoice is one kind of scores a pipeline can show.
type scoresChoice struct {
	Label     string
	Rescoring uuid.UUID
	Current   bool
}

// ShownSecond tells whether the scores shown are a re-scoring's.
func (s pipelineScores) ShownSecond() bool { return s.Shown != uuid.Nil }

// addScores finds out which scores there are and which the address asks for. Whoever may not compare yet sees those of
// record, hidden as they are.
func (s *Server) addScores(c *request, page *requisitionPage) error {
	r := page.Requisition
	if r.BenchmarkVersionID == nil {
		return nil
	}
	own, err := s.app.Store().BenchmarkNameOf(c.Request().Context(), *r.BenchmarkVersionID)
	if err != nil {
		return err
	}
	out := &page.Scores
	if out.Number = own.Number; own.Engine != scoring.Engine {
		out.OtherEngine = own.Engine
	}
	if out.Reliability, err = s.app.Reliability(c.Request().Context(), r); err != nil {
		return err
	}
	orders, err := s.app.Store().Rescorings(c.Request().Context(), r.ID)
	if err != nil || len(orders) == 0 || page.RatesOnly {
		return err
	}
	out.Second = true
	wanted, _ := uuid.Parse(c.QueryParam("scores"))
	out.Choices = []scoresChoice{{Label: page.T("requisition.scores.record", "Number", own.Number)}}
	out.Note = page.T("requisition.scores.record_note", "Number", own.Number)
	for _, x := range orders {
		b, err := s.app.Store().BenchmarkNameOf(c.Request().Context(), x.BenchmarkVersionID)
		if err != nil {
			return err
		}
		out.Choices = append(out.Choices, scoresChoice{Label: page.T("requisition.scores.second", "Number", b.Number), Rescoring: x.ID})
		if x.ID == wanted {
			out.Shown, out.Reliability = x.ID, nil // it was measured on the scores of record
			out.Note = page.T("requisition.scores.second_note", "Number", b.Number, "Own", own.Number)
		}
	}
	for i := range out.Choices {
		out.Choices[i].Current = out.Choices[i].Rescoring == out.Shown
	}
	return nil
}

// Scored is the page's address showing other scores.
func (p requisitionPage) Scored(rescoring uuid.UUID) string {
	p.Scores.Shown = rescoring
	if rescoring != uuid.Nil && p.Sort == store.ByCombined {
		p.Sort = store.ByReceived // ratings stand with the scores of record alone
	}
	return p.Link(p.Sort, p.Stage)
}

// combined writes what ratings add to a fit, or "" where nobody has rated.
func (p requisitionPage) combined(a hiring.Application) string {
	switch {
	case a.Raters == 0 || p.Scores.Shown != uuid.Nil:
		return ""
	case a.Combined == nil && a.Human != nil:
		return p.humanFigure(a)
	case a.Combined == nil:
		return p.T("requisition.rated_by", "Count", a.Raters)
	}
	return p.T("requisition.combined", "V", p.combinedFigure(a), "Count", a.Raters)
}

// apart tells whether somebody has a fit and ratings that are not put together, since too little was rated.
func (p requisitionPage) apart(a hiring.Application) bool {
	return a.Raters > 0 && p.Scores.Shown == uuid.Nil && a.Combined == nil && a.Human != nil && a.FitUndefined == "" && a.ReviewedUndefined == ""
}

// Apart tells whether that is so of anybody shown.
func (p requisitionPage) Apart() bool {
	return slices.ContainsFunc(p.Bands, func(b pipelineBand) bool {
		return slices.ContainsFunc(b.Rows, func(r pipelineRow) bool { return r.Apart })
	})
}

// humanFigure writes people's ratings of the whole, and on how many of the values they rest, unless it is all of them:
// ratings of one value are none of the whole.
func (p Page) humanFigure(a hiring.Application) string {
	if a.CombinedValues >= a.CombinedOf {
		return p.T("requisition.human", "Human", p.whole(*a.Human), "Count", a.Raters)
	}
	return p.T("requisition.human_on", "Human", p.whole(*a.Human), "Count", a.Raters, "Rated", a.CombinedValues, "Of", a.CombinedOf)
}

// combinedFigure writes fit and ratings together with the interval, where there is one, and on how many of the values it
// rests, unless it is all of them.
func (p Page) combinedFigure(a hiring.Application) string {
	return p.restsOn(p.ranged(*a.Combined, a.CombinedLo, a.CombinedHi), a.CombinedValues, a.CombinedOf)
}

// restsOn adds to a figure on how many of the values it rests, unless it is all of them.
func (p Page) restsOn(figure string, values, of int) string {
	if values >= of {
		return figure
	}
	return p.T("combined.of_values", "V", figure, "Rated", values, "Of", of)
}

// ratedApart cuts applications sorted by fit and ratings together into those who have both and those who have not:
// the two are never one sorted list.
func ratedApart(applications []hiring.Application) [][]hiring.Application {
	n := 0
	for n < len(applications) && applications[n].Combined != nil {
		n++
	}
	var out [][]hiring.Application
	for _, run := range [][]hiring.Application{applications[:n], applications[n:]} {
		if len(run) > 0 {
			out = append(out, run)
		}
	}
	return out
}
