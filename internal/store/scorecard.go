package store

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

type scorecardRow struct {
	ID             uuid.UUID
	InterviewID    uuid.UUID
	PanelistID     uuid.UUID
	Recommendation hiring.Recommendation
	Summary        string
	StartedAt      int64
	SubmittedAt    *int64
	SavedAt        int64
	Version        int
}

// TableName implements gorm's schema.Tabler.
func (scorecardRow) TableName() string { return "scorecards" }

func (r scorecardRow) scorecard() hiring.Scorecard {
	return hiring.Scorecard{
		ID: r.ID, InterviewID: r.InterviewID, PanelistID: r.PanelistID, Recommendation: r.Recommendation, Summary: r.Summary,
		StartedAt: moment(r.StartedAt), SubmittedAt: momentOrNil(r.SubmittedAt), SavedAt: moment(r.SavedAt), Version: r.Version,
	}
}

type scorecardLineRow struct {
	ScorecardID uuid.UUID
	Subject     hiring.Subject
	SubjectID   uuid.UUID
	Body        jsonOf[hiring.ScorecardBody]
	Version     int
	SavedAt     int64
}

// TableName implements gorm's schema.Tabler.
func (scorecardLineRow) TableName() string { return "scorecard_lines" }

func (r scorecardLineRow) line() hiring.ScorecardLine {
	return hiring.ScorecardLine{
		ScorecardID: r.ScorecardID, Subject: r.Subject, SubjectID: r.SubjectID, Body: r.Body.V, Version: r.Version,
		SavedAt: moment(r.SavedAt),
	}
}

// ScorecardOf returns a panelist's scorecard with its lines, NotFound while it has not been begun.
func (s *Store) ScorecardOf(ctx context.Context, panelist uuid.UUID) (hiring.Scorecard, error) {
	card, err := one(s.read(ctx).Where("panelist_id = ?", panelist), "scorecard", scorecardRow.scorecard)
	if err != nil {
		return card, err
	}
	cards := []hiring.Scorecard{card}
	err = s.addLines(ctx, cards)
	return cards[0], err
}

// Scorecards lists the scorecards of an interview with their lines, the first begun first: of panelists who were
// removed too, since what was rated stays.
func (s *Store) Scorecards(ctx context.Context, interview uuid.UUID) ([]hiring.Scorecard, error) {
	q := s.read(ctx).Where("interview_id = ?", interview).Order("started_at, id")
	cards, err := all(q, "scorecard", scorecardRow.scorecard)
	if err != nil {
		return nil, err
	}
	return cards, s.addLines(ctx, cards)
}

// addLines fills in the lines of scorecards.
func (s *Store) addLines(ctx context.Context, cards []hiring.Scorecard) error {
	at := map[uuid.UUID]int{}
	ids := make([]uuid.UUID, len(cards))
	for i, c := range cards {
		at[c.ID], ids[i] = i, c.ID
	}
	for some := range slices.Chunk(ids, chunk) {
		q := s.read(ctx).Where("scorecard_id IN ?", some).Order("scorecard_id, subject, subject_id")
		lines, err := all(q, "scorecard", scorecardLineRow.line)
		if err != nil {
			return err
		}
		for _, l := range lines {
			i := at[l.ScorecardID]
			cards[i].Lines = append(cards[i].Lines, l)
		}
	}
	return nil
}
