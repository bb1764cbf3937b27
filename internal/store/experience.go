package store

import (
	"context"
	"math/rand/v2"

	"github.com/google/uuid"
	"gorm.io/gorm/clause"

	"touchstone/internal/hiring"
)

// experienceRow counts the experiences of one requisition, month and language. Part 1 holds the counts; a further part
// is begun when its lists of comments are full.
type experienceRow struct {
	RequisitionID uuid.UUID
	Month         string
	Language      hiring.Language
	Part          int
	Counts        jsonOf[hiring.ExperienceCounts]
	Fresh, Shown  jsonOf[[]string]
}

// TableName implements gorm's schema.Tabler.
func (experienceRow) TableName() string { return "experiences" }

type experienceReportRow struct {
	RequisitionID uuid.UUID
	Counts        jsonOf[hiring.ExperienceCounts]
}

// TableName implements gorm's schema.Tabler.
func (experienceReportRow) TableName() string { return "experience_reports" }

// AddExperience counts what somebody said through an invitation, once: a second time is a Conflict. Of the invitation
// it notes that it was used, and nothing else; of what was said it keeps counts and a comment in a shuffled list. When
// enough have come together since the last time, all of them are published.
func (s *Store) AddExperience(ctx context.Context, invitation, requisition uuid.UUID, month string, l hiring.Language, e hiring.Experience) error {
	return s.Tx(ctx, func(ctx context.Context) error {
		if err := s.lockRequisition(ctx, requisition); err != nil {
			return err
		}
		res := s.invitations(ctx, invitation).Where("experience_given = 0").Update("experience_given", 1)
		if err := oneRow(res, "invitation", hiring.Clash("experience.given")); err != nil {
			return err
		}
		if err := s.countExperience(ctx, requisition, month, l, e); err != nil {
			return err
		}
		return s.publishExperiences(ctx, requisition)
	})
}

func (s *Store) countExperience(ctx context.Context, requisition uuid.UUID, month string, l hiring.Language, e hiring.Experience) error {
	var rows []experienceRow
	q := s.write(ctx).Where("requisition_id = ? AND month = ? AND language = ?", requisition, month, l).Order("part")
	if err := q.Find(&rows).Error; err != nil {
		return mapped(err, "experience")
	}
	if n := len(rows); n == 0 || e.Comment != "" && len(rows[n-1].Fresh.V)+len(rows[n-1].Shown.V) >= hiring.MostExperienceTogether {
		rows = append(rows, experienceRow{RequisitionID: requisition, Month: month, Language: l, Part: n + 1})
	}
	first, last := &rows[0], &rows[len(rows)-1]
	first.Counts.V.Add(e)
	if e.Comment != "" {
		last.Fresh.V = append(last.Fresh.V, e.Comment)
		shuffle(last.Fresh.V)
	}
	if first != last {
		if err := s.putExperience(ctx, *first); err != nil {
			return err
		}
	}
	return s.putExperience(ctx, *last)
}

func (s *Store) putExperience(ctx context.Context, row experienceRow) error {
	if row.Fresh.V == nil {
		row.Fresh.V = []string{}
	}
	if row.Shown.V == nil {
		row.Shown.V = []string{}
	}
	once := clause.OnConflict{
		Columns:   []clause.Column{{Name: "requisition_id"}, {Name: "month"}, {Name: "language"}, {Name: "part"}},
		DoUpdates: clause.AssignmentColumns([]string{"counts", "fresh", "shown"}),
	}
	return mapped(s.write(ctx).Clauses(once).Create(&row).Error, "experience")
}

// publishExperiences lets a requisition's report catch up with its counts once LeastExperiences have come since.
func (s *Store) publishExperiences(ctx context.Context, requisition uuid.UUID) error {
	var rows []experienceRow
	if err := s.write(ctx).Where("requisition_id = ?", requisition).Order("month, language, part").Find(&rows).Error; err != nil {
		return mapped(err, "experience")
	}
	var all hiring.ExperienceCounts
	for _, r := range rows {
		all.Merge(r.Counts.V)
	}
	report, err := s.ExperienceReport(ctx, requisition)
	if err != nil || all.Forms-report.Forms < hiring.LeastExperiences {
		return err
	}
	for _, r := range rows {
		if len(r.Fresh.V) == 0 {
			continue
		}
		r.Shown.V, r.Fresh.V = append(r.Shown.V, r.Fresh.V...), nil
		shuffle(r.Shown.V)
		if err := s.putExperience(ctx, r); err != nil {
			return err
		}
	}
	row := experienceReportRow{RequisitionID: requisition, Counts: asJSON(all)}
	once := clause.OnConflict{Columns: []clause.Column{{Name: "requisition_id"}}, DoUpdates: clause.AssignmentColumns([]string{"counts"})}
	return mapped(s.write(ctx).Clauses(once).Create(&row).Error, "experience report")
}

// ExperienceReport returns what has been published of a requisition's experiences; nothing at first.
func (s *Store) ExperienceReport(ctx context.Context, requisition uuid.UUID) (hiring.ExperienceReport, error) {
	var out hiring.ExperienceReport
	q := s.read(ctx).Where("requisition_id = ?", requisition)
	reports, err := all(q, "experience report", func(r experienceReportRow) hiring.ExperienceCounts { return r.Counts.V })
	if err != nil || len(reports) == 0 {
		return out, err
	}
	out.ExperienceCounts = reports[0]
	lists, err := all(s.read(ctx).Where("requisition_id = ?", requisition), "experience", func(r experienceRow) []string { return r.Shown.V })
	for _, shown := range lists {
		out.Comments = append(out.Comments, shown...)
	}
	shuffle(out.Comments)
	return out, err
}

func shuffle(s []string) { rand.Shuffle(len(s), func(i, j int) { s[i], s[j] = s[j], s[i] }) }
