package export

import (
	"context"

	"touchstone/internal/hiring"
	"touchstone/internal/sheet"
	"touchstone/internal/store"
)

func interviews() Table {
	type row struct {
		store.ExportedInterview
		of store.ExportedApplication
		by string
	}
	columns := append(ofCandidate(func(r row) store.ExportedApplication { return r.of }), []column[row]{
		{Column{Name: "interview_id", Type: ID, Holds: Key}, func(r row) sheet.Cell { return r.ID.String() }},
		{Column{Name: "starts_at", Type: Time, Unit: "utc"}, func(r row) sheet.Cell { return r.StartsAt }},
		{Column{Name: "minutes", Type: Whole, Unit: "minutes", Range: "10…480"}, func(r row) sheet.Cell { return r.Minutes }},
		{Column{Name: "time_zone", Type: Text}, func(r row) sheet.Cell { return r.TimeZone }},
		{Column{Name: "place", Type: Text, Holds: Words}, func(r row) sheet.Cell { return r.Place }},
		{Column{Name: "language", Type: Code, Range: oneOf(hiring.Languages()...)}, func(r row) sheet.Cell { return string(r.Language) }},
		{Column{Name: "panelists", Type: Whole, Unit: "people", Range: "0…12"}, func(r row) sheet.Cell { return r.Panelists }},
		{Column{Name: "handed_in", Type: Whole, Unit: "scorecards", Range: "0…"}, func(r row) sheet.Cell { return r.HandedIn }},
		{Column{Name: "closes_at", Type: Time, Unit: "utc"}, func(r row) sheet.Cell { return r.ClosesAt }},
		{Column{Name: "cancelled_at", Type: Time, Unit: "utc"}, func(r row) sheet.Cell { return at(r.CancelledAt) }},
		{Column{Name: "cancel_reason", Type: Text, Holds: Words}, func(r row) sheet.Cell { return r.CancelReason }},
		{Column{Name: "created_by", Type: Text, Holds: People}, func(r row) sheet.Cell { return r.by }},
		{Column{Name: "created_at", Type: Time, Unit: "utc"}, func(r row) sheet.Cell { return r.CreatedAt }},
	}...)
	return table[row]{"interviews", columns, func(ctx context.Context, s *Source, as []store.ExportedApplication) ([]row, error) {
		ids, of := idsOf(as)
		found, err := s.store.ExportedInterviews(ctx, ids)
		rows := make([]row, len(found))
		for i, x := range found {
			rows[i] = row{x, of[x.ApplicationID], s.users[x.CreatedBy]}
		}
		return rows, err
	}}
}

// cardRow is a scorecard that is in.
type cardRow struct {
	store.ExportedScorecard
	of store.ExportedApplication
}

// ofScorecard are the columns that say which scorecard a row is of.
func ofScorecard[R any](of func(R) cardRow) []column[R] {
	return append(ofCandidate(func(r R) store.ExportedApplication { return of(r).of }), []column[R]{
		{Column{Name: "interview_id", Type: ID, Holds: Key}, func(r R) sheet.Cell { return of(r).InterviewID.String() }},
		{Column{Name: "scorecard_id", Type: ID, Holds: Key}, func(r R) sheet.Cell { return of(r).ID.String() }},
		{Column{Name: "panelist_id", Type: ID, Holds: Key}, func(r R) sheet.Cell { return of(r).PanelistID.String() }},
		{Column{Name: "panelist", Type: Text, Holds: People}, func(r R) sheet.Cell { return of(r).Panelist }},
		{Column{Name: "guest", Type: YesNo}, func(r R) sheet.Cell { return of(r).Guest }},
	}...)
}

func (s *Source) cards(ctx context.Context, as []store.ExportedApplication) ([]cardRow, error) {
	ids, of := idsOf(as)
	found, err := s.store.ExportedScorecards(ctx, ids)
	rows := make([]cardRow, len(found))
	for i, x := range found {
		rows[i] = cardRow{x, of[x.Application]}
	}
	return rows, err
}

func scorecards() Table {
	type row = cardRow
	columns := append(ofScorecard(func(r row) cardRow { return r }), []column[row]{
		{Column{Name: "recommendation", Type: Code, Range: oneOf(hiring.Recommendations()...)}, func(r row) sheet.Cell { return string(r.Recommendation) }},
		{Column{Name: "summary", Type: Text, Holds: Words}, func(r row) sheet.Cell { return r.Summary }},
		{Column{Name: "started_at", Type: Time, Unit: "utc"}, func(r row) sheet.Cell { return r.StartedAt }},
		{Column{Name: "submitted_at", Type: Time, Unit: "utc"}, func(r row) sheet.Cell { return at(r.SubmittedAt) }},
		{Column{Name: "late", Type: YesNo}, func(r row) sheet.Cell { return r.Late(hiring.Interview{ClosesAt: r.ClosesAt}) }},
	}...)
	return table[row]{"scorecards", columns, func(ctx context.Context, s *Source, as []store.ExportedApplication) ([]row, error) {
		return s.cards(ctx, as)
	}}
}

// lineRow is a line of a scorecard with what it is about.
type lineRow struct {
	cardRow
	hiring.ScorecardLine
	about string
}

// notRatedHere is why a line has no level: the interviewer left it out.
const notRatedHere = "not_rated"

func scorecardLines() Table {
	type row = lineRow
	columns := append(ofScorecard(func(r row) cardRow { return r.cardRow }), []column[row]{
		{Column{Name: "subject", Type: Code, Range: oneOf(hiring.OfQuestion, hiring.OfValue)}, func(r row) sheet.Cell { return string(r.Subject) }},
		{Column{Name: "subject_id", Type: ID}, func(r row) sheet.Cell { return r.SubjectID.String() }},
		{Column{Name: "about", Type: Text}, func(r row) sheet.Cell { return r.about }},
		{Column{Name: "level", Type: Whole, Unit: "level", Range: "1…5"}, func(r row) sheet.Cell { return level(r.Rated()) }},
		{why("level", notRatedHere), func(r row) sheet.Cell {
			if r.Rated() == 0 {
				return notRatedHere
			}
			return ""
		}},
		{Column{Name: "level_after_debrief", Type: Whole, Unit: "level", Range: "1…5"}, func(r row) sheet.Cell {
			return level(hiring.LevelNow(r.Rated(), hiring.Topic{Of: r.Subject, ID: r.SubjectID}, r.Revisions))
		}},
		{Column{Name: "why_not", Type: Text, Holds: Words}, func(r row) sheet.Cell { return r.Body.WhyNot }},
		{Column{Name: "evidence", Type: Text, Holds: Words}, func(r row) sheet.Cell { return r.Body.Evidence }},
		{Column{Name: "notes", Type: Text, Holds: Words}, func(r row) sheet.Cell { return r.Body.Notes }},
		{Column{Name: "probes_used", Type: Whole, Range: "0…5"}, func(r row) sheet.Cell { return len(r.Body.ProbesUsed) }},
	}...)
	return table[row]{"scorecard_lines", columns, lineRows}
}

// level is a level of a rating scale; 0 is none.
func level(n int) sheet.Cell {
	if n == 0 {
		return nil
	}
	return n
}

func lineRows(ctx context.Context, s *Source, as []store.ExportedApplication) ([]lineRow, error) {
	cards, err := s.cards(ctx, as)
	var rows []lineRow
	for _, c := range cards {
		for _, l := range c.Lines {
			r := lineRow{cardRow: c, ScorecardLine: l, about: s.say(s.values[l.SubjectID].Name)}
			if l.Subject == hiring.OfQuestion {
				q, err := s.question(ctx, l.SubjectID)
				if err != nil {
					return nil, err
				}
				r.about = s.say(q.Prompt)
			}
			rows = append(rows, r)
		}
	}
	return rows, err
}
