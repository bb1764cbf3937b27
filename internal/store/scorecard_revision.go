package store

import (
	"context"
	"slices"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"touchstone/internal/hiring"
)

type scorecardRevisionRow struct {
	ID          uuid.UUID
	ScorecardID uuid.UUID
	Subject     hiring.Subject
	SubjectID   uuid.UUID
	LevelBefore int
	LevelAfter  int
	Reason      string
	CreatedAt   int64
}

// TableName implements gorm's schema.Tabler.
func (scorecardRevisionRow) TableName() string { return "scorecard_revisions" }

func (r scorecardRevisionRow) revision() hiring.ScorecardRevision {
	return hiring.ScorecardRevision{
		ID: r.ID, ScorecardID: r.ScorecardID, Subject: r.Subject, SubjectID: r.SubjectID, Before: r.LevelBefore,
		After: r.LevelAfter, Reason: r.Reason, CreatedAt: moment(r.CreatedAt),
	}
}

// AddScorecardRevision adds a level changed in the debrief, made while so many changes of that subject had been seen.
// If there are more by now it is a Conflict. The scorecard's row is written first, though nothing in it changes, so
// that of two who change at once one waits for the other.
func (s *Store) AddScorecardRevision(ctx context.Context, r hiring.ScorecardRevision, seen int) error {
	return s.Tx(ctx, func(ctx context.Context) error {
		res := s.write(ctx).Table("scorecards").Where("id = ?", r.ScorecardID).Update("version", gorm.Expr("version"))
		if err := oneRow(res, "scorecard", hiring.Missing("scorecard")); err != nil {
			return err
		}
		var there int64
		err := s.write(ctx).Table("scorecard_revisions").
			Where("scorecard_id = ? AND subject = ? AND subject_id = ?", r.ScorecardID, r.Subject, r.SubjectID).Count(&there).Error
		if err != nil {
			return mapped(err, "scorecard")
		}
		if int(there) != seen {
			return changedMeanwhile()
		}
		row := scorecardRevisionRow{
			ID: r.ID, ScorecardID: r.ScorecardID, Subject: r.Subject, SubjectID: r.SubjectID, LevelBefore: r.Before,
			LevelAfter: r.After, Reason: r.Reason, CreatedAt: millis(r.CreatedAt),
		}
		return mapped(s.write(ctx).Create(&row).Error, "scorecard")
	})
}

// ScorecardRevisions lists what the debrief of an interview changed, by scorecard, the first change first.
func (s *Store) ScorecardRevisions(ctx context.Context, interview uuid.UUID) (map[uuid.UUID][]hiring.ScorecardRevision, error) {
	q := s.read(ctx).Where("scorecard_id IN (SELECT id FROM scorecards WHERE interview_id = ?)", interview).Order("created_at, id")
	list, err := all(q, "scorecard", scorecardRevisionRow.revision)
	out := map[uuid.UUID][]hiring.ScorecardRevision{}
	for _, r := range list {
		out[r.ScorecardID] = append(out[r.ScorecardID], r)
	}
	return out, err
}

// SubmittedScorecards lists the scorecards of all of an application's interviews that are in, with their lines and
// whose they are, the first handed in first. Of somebody taken off the panel, or of an interview cancelled afterwards,
// they are there too: what was rated stays.
func (s *Store) SubmittedScorecards(ctx context.Context, application uuid.UUID) ([]hiring.PanelScorecard, error) {
	q := s.read(ctx).Where("submitted_at IS NOT NULL AND interview_id IN (SELECT id FROM interviews WHERE application_id = ?)", application).
		Order("submitted_at, id")
	cards, err := all(q, "scorecard", scorecardRow.scorecard)
	if err != nil || len(cards) == 0 {
		return nil, err
	}
	if err := s.addLines(ctx, cards); err != nil {
		return nil, err
	}
	return s.withPanelists(ctx, cards)
}

// withPanelists says whose scorecards are.
func (s *Store) withPanelists(ctx context.Context, cards []hiring.Scorecard) ([]hiring.PanelScorecard, error) {
	ids := make([]uuid.UUID, len(cards))
	for i, c := range cards {
		ids[i] = c.PanelistID
	}
	by := map[uuid.UUID]hiring.Panelist{}
	for some := range slices.Chunk(ids, chunk) {
		panel, err := all(s.read(ctx).Where("id IN ?", some).Order("id"), "panelist", panelistRow.panelist)
		if err != nil {
			return nil, err
		}
		for _, p := range panel {
			by[p.ID] = p
		}
	}
	out := make([]hiring.PanelScorecard, len(cards))
	for i, c := range cards {
		out[i] = hiring.PanelScorecard{Scorecard: c, By: by[c.PanelistID]}
	}
	return out, nil
}
