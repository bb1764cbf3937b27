package store

import (
	"context"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"touchstone/internal/hiring"
)

type questionRow struct {
	ID        uuid.UUID
	ValueID   uuid.UUID
	Library   string
	CurrentID uuid.UUID
	Position  int
	CreatedAt int64
	RetiredAt *int64
	Version   int
}

// TableName implements gorm's schema.Tabler.
func (questionRow) TableName() string { return "questions" }

type questionVersionRow struct {
	ID         uuid.UUID
	QuestionID uuid.UUID
	Number     int
	Kind       hiring.Kind
	Wording    jsonOf[hiring.Wording]
	CreatedAt  int64
}

// TableName implements gorm's schema.Tabler.
func (questionVersionRow) TableName() string { return "question_versions" }

func rowOfQuestionVersion(v hiring.QuestionVersion) questionVersionRow {
	return questionVersionRow{
		ID: v.ID, QuestionID: v.QuestionID, Number: v.Number, Kind: v.Kind, Wording: asJSON(v.Wording), CreatedAt: millis(v.CreatedAt),
	}
}

func (r questionVersionRow) version() hiring.QuestionVersion {
	return hiring.QuestionVersion{
		ID: r.ID, QuestionID: r.QuestionID, Number: r.Number, Wording: r.Wording.V, CreatedAt: moment(r.CreatedAt),
	}
}

// wordedRow is a question beside its current wording.
type wordedRow struct {
	ID        uuid.UUID
	ValueID   uuid.UUID
	Library   string
	CurrentID uuid.UUID
	Position  int
	CreatedAt int64
	RetiredAt *int64
	Version   int
	Number    int
	Wording   jsonOf[hiring.Wording]
	WordedAt  int64
}

func (r wordedRow) question() hiring.Question {
	return hiring.Question{
		ID: r.ID, ValueID: r.ValueID, Key: r.Library, Position: r.Position,
		CreatedAt: moment(r.CreatedAt), RetiredAt: momentOrNil(r.RetiredAt), Version: r.Version,
		Current: hiring.QuestionVersion{
			ID: r.CurrentID, QuestionID: r.ID, Number: r.Number, Wording: r.Wording.V, CreatedAt: moment(r.WordedAt),
		},
	}
}

// worded begins a read of questions with their current wordings.
func (s *Store) worded(ctx context.Context) *gorm.DB {
	return s.read(ctx).Table("questions q").
		Select("q.id, q.value_id, q.library, q.current_id, q.position, q.created_at, q.retired_at, q.version, " +
			"v.number, v.wording, v.created_at AS worded_at").
		Joins("JOIN question_versions v ON v.id = q.current_id")
}

// CreateQuestion stores a question with its current wording; its version becomes 1.
func (s *Store) CreateQuestion(ctx context.Context, q hiring.Question) error {
	row := questionRow{
		ID: q.ID, ValueID: q.ValueID, Library: q.Key, CurrentID: q.Current.ID, Position: q.Position,
		CreatedAt: millis(q.CreatedAt), RetiredAt: millisOrNil(q.RetiredAt), Version: 1,
	}
	wording := rowOfQuestionVersion(q.Current)
	return s.Tx(ctx, func(ctx context.Context) error {
		if err := s.write(ctx).Create(&row).Error; err != nil {
			return mapped(err, "question")
		}
		return mapped(s.write(ctx).Create(&wording).Error, "question")
	})
}

// Question returns the question with that id, retired or not, in its current wording.
func (s *Store) Question(ctx context.Context, id uuid.UUID) (hiring.Question, error) {
	return one(s.worded(ctx).Where("q.id = ?", id), "question", wordedRow.question)
}

// Questions lists the questions in use of all values in use: by value in the company's order, then in the value's.
func (s *Store) Questions(ctx context.Context) ([]hiring.Question, error) {
	q := s.worded(ctx).Joins("JOIN company_values c ON c.id = q.value_id").
		Where("q.retired_at IS NULL AND c.retired_at IS NULL").Order("c.position, c.id, q.position, q.id")
	return all(q, "question", wordedRow.question)
}

// QuestionsOf lists all questions of a value in its order, those in use before the retired ones.
func (s *Store) QuestionsOf(ctx context.Context, value uuid.UUID) ([]hiring.Question, error) {
	q := s.worded(ctx).Where("q.value_id = ?", value).
		Order("CASE WHEN q.retired_at IS NULL THEN 0 ELSE 1 END, q.position, q.id")
	return all(q, "question", wordedRow.question)
}

// QuestionVersions lists every wording a question ever had, the newest first.
func (s *Store) QuestionVersions(ctx context.Context, question uuid.UUID) ([]hiring.QuestionVersion, error) {
	q := s.read(ctx).Where("question_id = ?", question).Order("number DESC")
	return all(q, "question", questionVersionRow.version)
}

// QuestionVersion returns one wording.
func (s *Store) QuestionVersion(ctx context.Context, id uuid.UUID) (hiring.QuestionVersion, error) {
	return one(s.read(ctx).Where("id = ?", id), "question", questionVersionRow.version)
}

// AddQuestionVersion stores a wording and makes it the current one, made from the question's version; a Conflict if
// that is no longer the newest.
func (s *Store) AddQuestionVersion(ctx context.Context, v hiring.QuestionVersion, version int) error {
	row := rowOfQuestionVersion(v)
	return s.Tx(ctx, func(ctx context.Context) error {
		err := s.updateVersioned(ctx, questionRow{}, v.QuestionID, version, map[string]any{"current_id": v.ID})
		if err != nil {
			return err
		}
		return mapped(s.write(ctx).Create(&row).Error, "question")
	})
}

// ReplaceWording changes a wording in place, made from the question's version. A wording somebody has answered
// stays as it is: that is a Conflict, as is a version that is no longer the newest.
func (s *Store) ReplaceWording(ctx context.Context, v hiring.QuestionVersion, version int) error {
	row := rowOfQuestionVersion(v)
	return s.Tx(ctx, func(ctx context.Context) error {
		if err := s.updateVersioned(ctx, questionRow{}, v.QuestionID, version, map[string]any{}); err != nil {
			return err
		}
		res := s.write(ctx).Table(row.TableName()).
			Where("id = ? AND question_id = ? AND NOT EXISTS (SELECT 1 FROM answers a WHERE a.question_version_id = question_versions.id)", v.ID, v.QuestionID).
			Updates(map[string]any{"wording": row.Wording, "kind": row.Kind})
		return oneRow(res, "question", changedMeanwhile())
	})
}

// RetireQuestion stores whether a question is retired, made from q.Version; a Conflict if that is no longer the
// newest.
func (s *Store) RetireQuestion(ctx context.Context, q hiring.Question) error {
	return s.updateVersioned(ctx, questionRow{}, q.ID, q.Version, map[string]any{"retired_at": millisOrNil(q.RetiredAt)})
}

// SetQuestionOrder gives questions the positions in which their ids stand.
func (s *Store) SetQuestionOrder(ctx context.Context, ids []uuid.UUID) error {
	return s.setOrder(ctx, questionRow{}.TableName(), ids)
}

// CountAnswers returns how many answers each of a question's wordings has; a wording without any is left out.
func (s *Store) CountAnswers(ctx context.Context, question uuid.UUID) (map[uuid.UUID]int, error) {
	var rows []struct {
		ID uuid.UUID
		N  int
	}
	err := s.read(ctx).Table("question_versions v").Select("v.id, COUNT(*) AS n").
		Joins("JOIN answers a ON a.question_version_id = v.id").
		Where("v.question_id = ?", question).Group("v.id").Order("v.id").Find(&rows).Error
	if err != nil {
		return nil, mapped(err, "question")
	}
	counts := make(map[uuid.UUID]int, len(rows))
	for _, r := range rows {
		counts[r.ID] = r.N
	}
	return counts, nil
}
