package store

import (
	"time"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// Narrowing says which of a requisition's applications are asked for; its zero value is all of them.
type Narrowing struct {
	Decision    hiring.Outcome // the current decision; "" for any and none
	Undecided   bool           // without a decision
	MustReview  bool           // with a must-have to discuss first
	NoMust      bool           // scored, and with none
	Rated       *bool          // by somebody, or by nobody
	Value       uuid.UUID      // whose fit Least and Most are about; the zero value for the whole
	Least, Most *float64       // 0..100; who has no fit is in neither
	Coverage    *float64       // at least so much of what was asked counts, 0..1
	OwnIn       uuid.UUID      // only those of whom this user's own ratings are in
	Without     []uuid.UUID    // none of these
	Reached     Reach          // who has come so far, wherever they stand now; "" for all
	At          time.Time      // until when: an interview still to come is none yet
	Begun       *Begun         // who has begun by link; nil for all
	Question    *AtQuestion    // of those, who has come so far at one question; nil for all
	Timed       *Timed         // who is over a stretch of the way or waits in it; nil for all
	ToRate      uuid.UUID      // of whom answers wait for this rater; the zero value for all
	RatedBy     uuid.UUID      // whose written answers this rater has rated; the zero value for all
	CardBy      uuid.UUID      // whom this person interviewed, with a scorecard that is in: a user, or a guest by their place; the zero value for all
	Proposed    bool           // with a decision that waits for a second person
	FitBin      *int           // whose fit is in the bin that begins there, as FitBins counts it
	NoFit       string         // who was scored and has no fit for this reason; "" for all
	InNotice    bool           // only whose questionnaire has not opened yet at At, since the round gives notice first
}

// Narrows tells whether a filter asks for fewer than all.
func (f PipelineFilter) Narrows() bool { return len(f.conditions()) > 0 }

// conditions are the filter as SQL.
func (f PipelineFilter) conditions() []condition {
	var out []condition
	if f.Stage != "" {
		out = append(out, f.stage(f.Stage))
	}
	if f.Reached != "" {
		out = append(out, f.reach()...)
	}
	if f.Decision != "" {
		out = append(out, where("applications.decision = ?", f.Decision))
		out = append(out, f.blindless()...)
	}
	if f.Undecided {
		out = append(out, where("applications.decision = ''"))
	}
	if f.MustReview {
		out = append(out, where("applications.must_review = 1"))
	}
	if f.NoMust {
		out = append(out, where("applications.must_review = 0 AND (applications.fit IS NOT NULL OR applications.fit_undefined <> '')"))
	}
	if f.Rated != nil && *f.Rated {
		out = append(out, where("applications.raters > 0"))
	}
	if f.Rated != nil && !*f.Rated {
		out = append(out, where("applications.raters = 0"))
	}
	if f.Coverage != nil {
		out = append(out, where("applications.coverage >= ?", *f.Coverage))
	}
	if f.OwnIn != uuid.Nil {
		out = append(out, where("EXISTS (SELECT 1 FROM applications AS a WHERE a.id = applications.id AND "+ownIn+")", map[string]any{"user": f.OwnIn}))
	}
	if len(f.Without) > 0 {
		out = append(out, where("applications.id NOT IN ?", f.Without))
	}
	out = append(out, f.people()...)
	if f.Begun != nil {
		out = append(out, f.Begun.condition())
	}
	if f.Question != nil {
		out = append(out, f.Question.condition())
	}
	if f.Timed != nil {
		out = append(out, f.timed()...)
	}
	if f.InNotice {
		out = append(out, where("applications.stage = ?", hiring.Invited), where("EXISTS (SELECT 1 FROM invitations AS nv WHERE nv.application_id = applications.id AND "+
			"nv.revoked_at IS NULL AND nv.opens_at IS NOT NULL AND (nv.notice_at IS NULL OR nv.opens_at > ?))", millis(f.At)))
	}
	return append(append(out, f.figures()...), f.fitConditions()...)
}

// people narrows by who has rated, interviewed or proposed, or has it still to do.
func (f PipelineFilter) people() []condition {
	var out []condition
	if f.ToRate != uuid.Nil {
		out = append(out, where("EXISTS (SELECT 1 FROM rating_items w WHERE w.application_id = applications.id AND w.rater_id = ? AND w.state IN ?)", f.ToRate, hiring.OpenItemStates()))
	}
	if f.RatedBy != uuid.Nil {
		out = append(append(out, f.blindless()...), where("EXISTS (SELECT 1 FROM ratings w WHERE w.application_id = applications.id AND w.rater_id = ?)", f.RatedBy))
	}
	if f.CardBy != uuid.Nil {
		out = append(append(out, f.blindless()...), where(`EXISTS (SELECT 1 FROM interviews wi JOIN scorecards w ON w.interview_id = wi.id AND w.submitted_at IS NOT NULL
			JOIN panelists wp ON wp.id = w.panelist_id WHERE wi.application_id = applications.id AND COALESCE(wp.user_id, wp.id) = ?)`, f.CardBy))
	}
	if f.Proposed {
		out = append(append(out, f.blindless()...), where("EXISTS (SELECT 1 FROM decision_proposals w WHERE w.application_id = applications.id AND w.state = 'proposed')"))
	}
	return out
}

// figures narrows by the fit as the report counts it: in one bin, or none for one reason.
func (f PipelineFilter) figures() []condition {
	var out []condition
	if f.FitBin != nil {
		out = append(append(out, f.blindless()...), where("applications.fit IS NOT NULL AND "+binOf("applications")+" = ?", *f.FitBin))
	}
	if f.NoFit != "" {
		out = append(append(out, f.blindless()...), where("applications.fit IS NULL AND applications.fit_undefined = ?", f.NoFit))
	}
	return out
}

// fitConditions are the bounds of a fit.
func (n Narrowing) fitConditions() []condition {
	var out []condition
	for _, b := range []struct {
		than string
		fit  *float64
	}{{">=", n.Least}, {"<=", n.Most}} {
		switch {
		case b.fit == nil:
		case n.Value == uuid.Nil:
			out = append(out, where("applications.fit "+b.than+" ?", *b.fit))
		default:
			out = append(out, where("EXISTS (SELECT 1 FROM fits AS b WHERE b.application_id = applications.id AND b.value_id = ? AND b.fit "+b.than+" ?)", n.Value, *b.fit))
		}
	}
	return out
}
