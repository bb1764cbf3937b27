package export

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
	"touchstone/internal/sheet"
	"touchstone/internal/store"
)

// ofCandidate are the columns with which every table about candidates begins.
func ofCandidate[R any](of func(R) store.ExportedApplication) []column[R] {
	return []column[R]{
		{Column{Name: "application_id", Type: ID, Holds: Key}, func(r R) sheet.Cell { return of(r).ID.String() }},
		{Column{Name: "number", Type: Whole, Range: "1…", Holds: People}, func(r R) sheet.Cell { return of(r).Number }},
		{Column{Name: "name", Type: Text, Holds: People}, func(r R) sheet.Cell { return of(r).Name }},
	}
}

// The reasons for which a figure of an application is not there, beside those of the engine.
const (
	notReceived  = "not_received"      // no answers were handed in
	notScored    = "not_scored"        // they wait to be scored
	notRated     = scoring.NotRated    // nobody has rated
	tooFewRated  = scoring.TooFewRated // the values that were rated carry too little of the whole
	notReviewed  = "not_reviewed"      // nobody has changed a score
	voided       = "voided"            // reviews took the fit away
	noFit        = "no_fit"            // nothing to put ratings together with
	notEstimable = scoring.NotEstimable
	unknown      = "not_recorded" // the program did not keep why
)

// fitReasons are why a fit can be undefined.
func fitReasons() []string {
	return []string{
		notReceived, notScored, scoring.NoConsensus, scoring.Insufficient, scoring.NothingAsked, scoring.NoValue, scoring.GradeTooSmall,
		string(scoring.NoExemplars), string(scoring.OtherLanguage), string(scoring.EvidenceOnly), scoring.TooFewExemplars,
	}
}

// intervalReasons are why an interval can be undefined.
func intervalReasons() []string {
	return append(fitReasons(), notEstimable, scoring.FewQuestions, scoring.OneMind, scoring.AtTheEnd, scoring.NoneHasOne)
}

func applications() Table {
	type row = store.ExportedApplication
	whole := func(r row) row { return r }
	columns := append(ofCandidate(whole), []column[row]{
		{Column{Name: "email", Type: Text, Holds: People}, func(r row) sheet.Cell { return r.Email }},
		{Column{Name: "erased", Type: YesNo}, func(r row) sheet.Cell { return r.Erased }},
		{Column{Name: "language", Type: Code, Range: oneOf(hiring.Languages()...)}, func(r row) sheet.Cell { return string(r.Language) }},
		{Column{Name: "stage", Type: Code, Range: oneOf(hiring.Stages()...)}, func(r row) sheet.Cell { return string(r.Stage) }},
		{Column{Name: "created_at", Type: Time, Unit: "utc"}, func(r row) sheet.Cell { return r.CreatedAt }},
		{Column{Name: "received_at", Type: Time, Unit: "utc"}, func(r row) sheet.Cell { return at(r.ReceivedAt) }},
		{Column{Name: "mode", Type: Code, Range: modes()}, func(r row) sheet.Cell { return string(r.FitMode) }},
	}...)
	columns = append(columns, figure(Column{Name: "fit", Type: Decimal, Unit: "points", Range: "0…100"}, fitReasons(), func(r row) (float64, string) { return maybe(r.Fit, whyNoFit(r)) })...)
	columns = append(columns, ends("fit", "interval", func(r row) (*float64, *float64, string) { return r.FitLo, r.FitHi, whyNoInterval(r) })...)
	columns = append(columns, figure(Column{Name: "coverage", Type: Decimal, Unit: "share", Range: "0…1"}, fitReasons(), func(r row) (float64, string) { return maybe(r.Coverage, whyNoFit(r)) })...)
	columns = append(columns, []column[row]{
		{Column{Name: "exemplars", Type: Whole, Unit: "people", Range: "0…"}, func(r row) sheet.Cell { return r.FitExemplars }},
		{Column{Name: "uncompared", Type: Whole, Unit: "answers", Range: "0…"}, func(r row) sheet.Cell {
			if r.FitMode == "" { // not scored
				return nil
			}
			return r.Uncompared
		}},
		{Column{Name: "must_review", Type: YesNo}, func(r row) sheet.Cell { return r.MustReview }},
		{Column{Name: "raters", Type: Whole, Unit: "people", Range: "0…"}, func(r row) sheet.Cell { return r.Raters }},
	}...)
	columns = append(columns, figure(Column{Name: "reviewed_fit", Type: Decimal, Unit: "points", Range: "0…100"}, []string{notReviewed, noFit, voided}, func(r row) (float64, string) { return maybe(r.ReviewedFit, whyNotReviewed(r)) })...)
	columns = append(columns, figure(Column{Name: "human", Type: Decimal, Unit: "points", Range: "0…100"}, []string{notRated, noFit, tooFewRated}, func(r row) (float64, string) { return maybe(r.Human, whyNotCombined(r)) })...)
	columns = append(columns, figure(Column{Name: "combined", Type: Decimal, Unit: "points", Range: "0…100"}, []string{notRated, noFit, tooFewRated}, func(r row) (float64, string) { return maybe(r.Combined, whyNotCombined(r)) })...)
	columns = append(columns, ends("combined", "combined_interval", func(r row) (*float64, *float64, string) {
		if r.Combined == nil {
			return nil, nil, whyNotCombined(r)
		}
		return r.CombinedLo, r.CombinedHi, notEstimable
	})...)
	columns = append(columns, column[row]{Column{Name: "decision", Type: Code, Range: oneOf(hiring.Outcomes()...)}, func(r row) sheet.Cell { return string(r.Decision) }})
	return table[row]{"applications", columns, func(_ context.Context, _ *Source, as []store.ExportedApplication) ([]row, error) { return as, nil }}
}

// ends are the two ends of an interval of 90 % and why it is not there.
func ends[R any](of, reason string, get func(R) (lo, hi *float64, undefined string)) []column[R] {
	end := func(name string, pick func(lo, hi *float64) *float64) column[R] {
		return column[R]{Column{Name: of + "_" + name, Type: Decimal, Unit: "points", Range: "0…100"}, func(r R) sheet.Cell {
			lo, hi, _ := get(r)
			if lo == nil || hi == nil {
				return nil
			}
			return *pick(lo, hi)
		}}
	}
	because := column[R]{why(reason, append(intervalReasons(), notRated, noFit, tooFewRated)...), func(r R) sheet.Cell {
		lo, hi, undefined := get(r)
		if lo != nil && hi != nil {
			return ""
		}
		return undefined
	}}
	return []column[R]{end("lo", func(lo, _ *float64) *float64 { return lo }), end("hi", func(_, hi *float64) *float64 { return hi }), because}
}

// whyNoFit says why an application has no fit.
func whyNoFit(r store.ExportedApplication) string {
	switch {
	case r.FitUndefined != "":
		return r.FitUndefined
	case r.ReceivedAt == nil:
		return notReceived
	case r.Fit == nil:
		return notScored
	}
	return unknown
}

func whyNoInterval(r store.ExportedApplication) string {
	if r.Fit == nil {
		return whyNoFit(r)
	}
	return notEstimable
}

func whyNotCombined(r store.ExportedApplication) string {
	if r.Raters == 0 {
		return notRated
	}
	if r.Fit != nil {
		return tooFewRated
	}
	return noFit
}

// whyNotReviewed says why an application has no fit as people reviewed it.
func whyNotReviewed(r store.ExportedApplication) string {
	switch {
	case r.Fit == nil:
		return noFit
	case r.ReviewedUndefined != "":
		return voided
	}
	return notReviewed
}

// maybe is a figure that a row may lack.
func maybe(x *float64, undefined string) (float64, string) {
	if x == nil {
		return 0, undefined
	}
	return *x, ""
}

// at is a time that a row may lack.
func at(t *time.Time) sheet.Cell {
	if t == nil {
		return nil
	}
	return *t
}

func modes() string { return oneOf(hiring.ByLink, hiring.ByInterview, hiring.ByImport) }

func invitations() Table {
	type row struct {
		store.ExportedInvitation
		of store.ExportedApplication
		by string
	}
	columns := append(ofCandidate(func(r row) store.ExportedApplication { return r.of }), []column[row]{
		{Column{Name: "email", Type: Text, Holds: People}, func(r row) sheet.Cell { return r.of.Email }},
		{Column{Name: "invitation_id", Type: ID, Holds: Key}, func(r row) sheet.Cell { return r.ID.String() }},
		{Column{Name: "created_at", Type: Time, Unit: "utc"}, func(r row) sheet.Cell { return r.CreatedAt }},
		{Column{Name: "created_by", Type: Text, Holds: People}, func(r row) sheet.Cell { return r.by }},
		{Column{Name: "sent_at", Type: Time, Unit: "utc"}, func(r row) sheet.Cell { return at(r.SentAt) }},
		{Column{Name: "send_failed", Type: YesNo}, func(r row) sheet.Cell { return r.SendError != "" }},
		{Column{Name: "send_error", Type: Text, Holds: People}, func(r row) sheet.Cell { return r.SendError }},
		{Column{Name: "opened_at", Type: Time, Unit: "utc"}, func(r row) sheet.Cell { return at(r.OpenedAt) }},
		{Column{Name: "expires_at", Type: Time, Unit: "utc"}, func(r row) sheet.Cell { return r.ExpiresAt }},
		{Column{Name: "revoked_at", Type: Time, Unit: "utc"}, func(r row) sheet.Cell { return at(r.RevokedAt) }},
	}...)
	return table[row]{"invitations", columns, func(ctx context.Context, s *Source, as []store.ExportedApplication) ([]row, error) {
		ids, of := idsOf(as)
		found, err := s.store.ExportedInvitations(ctx, ids)
		rows := make([]row, len(found))
		for i, x := range found {
			rows[i] = row{x, of[x.Application], s.userName(x.CreatedBy)}
		}
		return rows, err
	}}
}

// userName is a user's name, "" for nobody and for a guest.
func (s *Source) userName(id *uuid.UUID) string {
	if id == nil {
		return ""
	}
	return s.users[*id]
}

// codesOf writes codes as a cell of several.
func codesOf[C ~string](codes []C) string {
	var out []string
	for _, c := range codes {
		out = append(out, string(c))
	}
	return strings.Join(out, "|")
}

// everyReason lists the reasons of all outcomes, each once.
func everyReason() []hiring.DecisionReason {
	var out []hiring.DecisionReason
	for _, o := range append(hiring.Outcomes(), hiring.Reopened) {
		for _, r := range hiring.DecisionReasons(o) {
			if !slices.Contains(out, r) {
				out = append(out, r)
			}
		}
	}
	return out
}

func decisions() Table {
	type row struct {
		hiring.Decision
		of store.ExportedApplication
		by string
	}
	columns := append(ofCandidate(func(r row) store.ExportedApplication { return r.of }), []column[row]{
		{Column{Name: "decision_id", Type: ID, Holds: Key}, func(r row) sheet.Cell { return r.ID.String() }},
		{Column{Name: "outcome", Type: Code, Range: oneOf(hiring.Outcomes()...)}, func(r row) sheet.Cell { return string(r.Outcome) }},
		{Column{Name: "reasons", Type: Codes, Range: oneOf(everyReason()...)}, func(r row) sheet.Cell { return codesOf(r.Reasons) }},
		{Column{Name: "reason", Type: Text, Holds: Words}, func(r row) sheet.Cell { return r.Reason }},
		{Column{Name: "departures", Type: Codes, Range: oneOf(hiring.DespiteMustHave, hiring.PassesDeclined, hiring.BeforeAdvanced)}, func(r row) sheet.Cell {
			var kinds []hiring.DepartureKind
			for _, d := range r.Departures {
				kinds = append(kinds, d.Kind)
			}
			return codesOf(kinds)
		}},
		{Column{Name: "departure_reason", Type: Text, Holds: Words}, func(r row) sheet.Cell { return r.DepartureReason }},
		{Column{Name: "decided_by_id", Type: ID, Holds: Key}, func(r row) sheet.Cell { return r.By.String() }},
		{Column{Name: "decided_by", Type: Text, Holds: People}, func(r row) sheet.Cell { return r.by }},
		{Column{Name: "decided_at", Type: Time, Unit: "utc"}, func(r row) sheet.Cell { return r.At }},
		{Column{Name: "superseded_at", Type: Time, Unit: "utc"}, func(r row) sheet.Cell { return at(r.SupersededAt) }},
		{Column{Name: "current", Type: YesNo}, func(r row) sheet.Cell { return r.SupersededAt == nil }},
	}...)
	return table[row]{"decisions", columns, func(ctx context.Context, s *Source, as []store.ExportedApplication) ([]row, error) {
		ids, of := idsOf(as)
		found, err := s.store.ExportedDecisions(ctx, ids)
		rows := make([]row, len(found))
		for i, x := range found {
			rows[i] = row{x, of[x.ApplicationID], s.users[x.By]}
		}
		return rows, err
	}}
}
