package store

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"touchstone/internal/hiring"
)

type candidateRow struct {
	ID        uuid.UUID
	Name      string
	Email     string
	CreatedAt int64
	ErasedAt  *int64
}

// TableName implements gorm's schema.Tabler.
func (candidateRow) TableName() string { return "candidates" }

type applicationRow struct {
	ID            uuid.UUID
	RequisitionID uuid.UUID
	CandidateID   uuid.UUID
	Number        int
	Email         string
	Language      hiring.Language
	Stage         hiring.Stage
	CreatedAt     int64
	ReceivedAt    *int64
	Fit           *float64
	FitLo         *float64
	FitHi         *float64
	FitUndefined  string
	FitMode       hiring.AnswerMode
	FitExemplars  int
	Uncompared    int
	FitResampled  string
	Coverage      *float64
	MustReview    int
	Raters        int
	Human         *float64
	Combined      *float64
	CombinedLo    *float64
	CombinedHi    *float64
	Decision      hiring.Outcome
	Version       int
	Reviews       int
	ReviewedFit   *float64
	ReviewedLo    *float64
	ReviewedHi    *float64

	CombinedValues    int
	CombinedOf        int
	ReviewedUndefined string
	ReviewedResampled string
	Name              string `gorm:"->"` // of the candidate, joined
}

// TableName implements gorm's schema.Tabler.
func (applicationRow) TableName() string { return "applications" }

func (r applicationRow) application() hiring.Application {
	return hiring.Application{
		ID: r.ID, RequisitionID: r.RequisitionID, CandidateID: r.CandidateID, Number: r.Number, Name: r.Name, Email: r.Email,
		Language: r.Language, Stage: r.Stage, CreatedAt: moment(r.CreatedAt), ReceivedAt: momentOrNil(r.ReceivedAt),
		Fit: r.Fit, FitLo: r.FitLo, FitHi: r.FitHi, FitUndefined: r.FitUndefined, Coverage: r.Coverage,
		FitMode: r.FitMode, FitExemplars: r.FitExemplars, Uncompared: r.Uncompared, FitResampled: r.FitResampled, Raters: r.Raters, Human: r.Human, Combined: r.Combined, CombinedLo: r.CombinedLo, CombinedHi: r.CombinedHi,
		CombinedValues: r.CombinedValues, CombinedOf: r.CombinedOf,
		MustReview: r.MustReview != 0, Decision: r.Decision, Version: r.Version,
		Reviews: r.Reviews, ReviewedFit: r.ReviewedFit, ReviewedLo: r.ReviewedLo, ReviewedHi: r.ReviewedHi,
		ReviewedUndefined: r.ReviewedUndefined, ReviewedResampled: r.ReviewedResampled,
	}
}

// CreateApplication stores a candidate and the candidacy; the application gets the requisition's next number. An
// address that is in the requisition already is a Conflict.
func (s *Store) CreateApplication(ctx context.Context, c hiring.Candidate, a hiring.Application) (hiring.Application, error) {
	out, err := s.CreateApplications(ctx, a.RequisitionID, []hiring.Candidate{c}, []hiring.Application{a})
	if err != nil {
		return a, err
	}
	return out[0], nil
}

// CreateApplications stores candidates and, in the same order, their candidacies for one requisition, all or none; the
// applications get the requisition's next numbers. An address that is there already is a Conflict.
func (s *Store) CreateApplications(ctx context.Context, requisition uuid.UUID, people []hiring.Candidate, as []hiring.Application) ([]hiring.Application, error) {
	out := slices.Clone(as)
	return out, s.Tx(ctx, func(ctx context.Context) error {
		if err := s.lockRequisition(ctx, requisition); err != nil {
			return err
		}
		var last int
		err := s.write(ctx).Table("applications").Select("COALESCE(MAX(number), 0)").Where("requisition_id = ?", requisition).Scan(&last).Error
		if err != nil {
			return mapped(err, "application")
		}
		candidates, rows := make([]candidateRow, len(people)), make([]applicationRow, len(people))
		for i, c := range people {
			a := &out[i]
			a.RequisitionID, a.CandidateID, a.Number, a.Stage = requisition, c.ID, last+1+i, hiring.Invited
			a.Name, a.Email, a.Version = c.Name, c.Email, 1
			candidates[i] = candidateRow{ID: c.ID, Name: c.Name, Email: c.Email, CreatedAt: millis(c.CreatedAt)}
			rows[i] = applicationRow{
				ID: a.ID, RequisitionID: requisition, CandidateID: c.ID, Number: a.Number, Email: a.Email,
				Language: a.Language, Stage: a.Stage, CreatedAt: millis(a.CreatedAt), Version: 1,
			}
		}
		if err := s.write(ctx).CreateInBatches(candidates, chunk).Error; err != nil {
			return mapped(err, "candidate")
		}
		return mapped(s.write(ctx).Omit("Name").CreateInBatches(rows, chunk).Error, "application")
	})
}

// lockRequisition makes those who number applications of one requisition wait for each other. SQLite has one writer
// anyway; on PostgreSQL the row is locked.
func (s *Store) lockRequisition(ctx context.Context, id uuid.UUID) error {
	res := s.write(ctx).Table("requisitions").Where("id = ?", id).Update("version", gorm.Expr("version"))
	return oneRow(res, "requisition", hiring.Missing("requisition"))
}

// LockApplication makes those who change one application in a Tx wait for each other: what is read after it stands
// until the Tx ends.
func (s *Store) LockApplication(ctx context.Context, id uuid.UUID) error {
	res := s.write(ctx).Table("applications").Where("id = ?", id).Update("version", gorm.Expr("version"))
	return oneRow(res, "application", hiring.Missing("application"))
}

// applications starts a query over applications with their candidates' names.
func (s *Store) applications(ctx context.Context) *gorm.DB {
	return s.read(ctx).Table("applications").Select("applications.*, candidates.name AS name").
		Joins("JOIN candidates ON candidates.id = applications.candidate_id")
}

// Application returns the application with that id.
func (s *Store) Application(ctx context.Context, id uuid.UUID) (hiring.Application, error) {
	return one(s.applications(ctx).Where("applications.id = ?", id), "application", applicationRow.application)
}

// ApplicationEmails returns the addresses in a requisition, for refusing duplicates of an import by line.
func (s *Store) ApplicationEmails(ctx context.Context, requisition uuid.UUID) (map[string]bool, error) {
	var emails []string
	err := s.read(ctx).Table("applications").Where("requisition_id = ?", requisition).Pluck("email", &emails).Error
	out := make(map[string]bool, len(emails))
	for _, e := range emails {
		out[e] = true
	}
	return out, mapped(err, "application")
}

// StageCounts returns how many applications of a requisition stand at each stage.
func (s *Store) StageCounts(ctx context.Context, requisition uuid.UUID) (map[hiring.Stage]int, error) {
	counts, err := s.stageCounts(ctx, []uuid.UUID{requisition})
	return counts[requisition], err
}

// SetStage moves an application on; at is when its answers were received, for Submitted. An application never moves
// back: a stage that is not later changes nothing.
func (s *Store) SetStage(ctx context.Context, id uuid.UUID, stage hiring.Stage, at time.Time) error {
	var earlier []hiring.Stage
	for _, st := range hiring.Stages() {
		if st == stage {
			break
		}
		earlier = append(earlier, st)
	}
	err := s.write(ctx).Table("applications").Where("id = ? AND stage IN ?", id, earlier).Update("stage", stage).Error
	if err != nil || stage != hiring.Submitted {
		return mapped(err, "application")
	}
	// Who was decided about before they answered is received all the same.
	err = s.write(ctx).Table("applications").Where("id = ? AND received_at IS NULL", id).Update("received_at", millis(at)).Error
	return mapped(err, "application")
}

// FitColumns is what the pipeline shows of a score.
type FitColumns struct {
	Fit, Lo, Hi, Coverage *float64
	Undefined             string
	Mode                  hiring.AnswerMode
	Exemplars, Uncompared int
	Resampled             string
	MustReview            bool
}

// SetFit stores what the pipeline shows of an application's score of record.
func (s *Store) SetFit(ctx context.Context, id uuid.UUID, f FitColumns) error {
	res := s.write(ctx).Table("applications").Where("id = ?", id).Updates(map[string]any{
		"fit": f.Fit, "fit_lo": f.Lo, "fit_hi": f.Hi, "coverage": f.Coverage, "fit_undefined": f.Undefined,
		"fit_mode": f.Mode, "fit_exemplars": f.Exemplars, "uncompared": f.Uncompared, "fit_resampled": f.Resampled, "must_review": flag(f.MustReview),
	})
	return oneRow(res, "application", hiring.Missing("application"))
}

// CombinedColumns is what the pipeline shows of people's ratings, and of fit and ratings together.
type CombinedColumns struct {
	Raters                  int
	Human, Combined, Lo, Hi *float64
	Values, Of              int // how many of the values with a fit were rated; for the whole only
}

// SetCombined stores what the pipeline shows of an application's ratings.
func (s *Store) SetCombined(ctx context.Context, id uuid.UUID, c CombinedColumns) error {
	res := s.write(ctx).Table("applications").Where("id = ?", id).Updates(map[string]any{
		"raters": c.Raters, "human": c.Human, "combined": c.Combined, "combined_lo": c.Lo, "combined_hi": c.Hi,
		"combined_values": c.Values, "combined_of": c.Of,
	})
	return oneRow(res, "application", hiring.Missing("application"))
}

// ApplicationByNumber returns the application with that number in a requisition.
func (s *Store) ApplicationByNumber(ctx context.Context, requisition uuid.UUID, number int) (hiring.Application, error) {
	q := s.applications(ctx).Where("applications.requisition_id = ? AND applications.number = ?", requisition, number)
	return one(q, "application", applicationRow.application)
}
