package export

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/sheet"
	"touchstone/internal/store"
)

// batch is how many candidates are read at once. What is known of one candidate is bounded, and so is a batch.
const batch = 100

// auditBatch is how many audit entries are read at once.
const auditBatch = 500

// Table is one table that can be taken out.
type Table interface {
	Name() string
	Columns(v View) []Column
	// Each hands out the rows, one after another, in an order that does not change.
	Each(ctx context.Context, s *Source, v View, row func([]sheet.Cell) error) error
}

// Tables are all tables that can be taken out, in the order in which a page lists them. The audit is apart: it is not
// about candidates alone.
func Tables() []Table {
	return []Table{
		applications(), invitations(), answers(), answerScores(), valueFits(), ratings(), interviews(), scorecards(),
		scorecardLines(), decisions(),
	}
}

// Named returns the table with that name, the audit among them, or nil.
func Named(name string) Table {
	all := append(Tables(), Audit())
	if i := slices.IndexFunc(all, func(t Table) bool { return t.Name() == name }); i >= 0 {
		return all[i]
	}
	return nil
}

// table is a table whose rows are read for a batch of applications.
type table[R any] struct {
	name    string
	columns []column[R]
	read    func(ctx context.Context, s *Source, applications []store.ExportedApplication) ([]R, error)
}

// Name is the table's name, in files and addresses.
func (t table[R]) Name() string { return t.name }

// Columns describes the columns of a view.
func (t table[R]) Columns(v View) []Column { return described(columnsOf(v, t.columns)) }

// Each reads the applications of the source's scope, in batches by number, and the table's rows of each batch.
func (t table[R]) Each(ctx context.Context, s *Source, v View, row func([]sheet.Cell) error) error {
	shown, after := columnsOf(v, t.columns), 0
	for {
		applications, err := s.store.ExportedApplications(ctx, s.scope, after, batch)
		if err != nil || len(applications) == 0 {
			return err
		}
		rows, err := t.read(ctx, s, applications)
		if err != nil {
			return err
		}
		for _, r := range rows {
			if err := row(cells(s, v, shown, r)); err != nil {
				return err
			}
		}
		after = applications[len(applications)-1].Number
	}
}

func described[R any](columns []column[R]) []Column {
	out := make([]Column, len(columns))
	for i, c := range columns {
		out[i] = c.Column
	}
	return out
}

func cells[R any](s *Source, v View, columns []column[R], r R) []sheet.Cell {
	out := make([]sheet.Cell, len(columns))
	for i, c := range columns {
		out[i] = v.masked(s.scope.Requisition, c.Column, c.of(r))
	}
	return out
}

// Source is where the rows of one requisition come from, and the names of what they are about.
type Source struct {
	store     *store.Store
	scope     store.ExportScope
	language  hiring.Language
	pinned    *uuid.UUID // the benchmark version that scores of record are made with
	asked     []hiring.AssessmentQuestion
	questions map[uuid.UUID]hiring.AssessmentQuestion
	values    map[uuid.UUID]hiring.Value
	users     map[uuid.UUID]string
}

// NewSource reads what every table needs: questions, values and the names of users. Texts that exist in several
// languages are written in the given one.
func NewSource(ctx context.Context, st *store.Store, r hiring.Requisition, scope store.ExportScope, lang hiring.Language) (*Source, error) {
	s := &Source{
		store: st, scope: scope, language: lang, pinned: r.BenchmarkVersionID, questions: map[uuid.UUID]hiring.AssessmentQuestion{},
		values: map[uuid.UUID]hiring.Value{}, users: map[uuid.UUID]string{},
	}
	assessment, err := st.RequisitionAssessment(ctx, r.ID)
	if err != nil {
		return nil, err
	}
	s.asked = assessment.Questions
	for _, q := range s.asked {
		s.questions[q.ID] = q
	}
	values, err := st.AllValues(ctx)
	if err != nil {
		return nil, err
	}
	for _, v := range values {
		s.values[v.ID] = v
	}
	users, err := st.Users(ctx)
	for _, u := range users {
		s.users[u.ID] = u.Name
	}
	return s, err
}

// question returns a wording with its value: of the requisition, or of what somebody answered or was scored on
// elsewhere.
func (s *Source) question(ctx context.Context, id uuid.UUID) (hiring.AssessmentQuestion, error) {
	if q, ok := s.questions[id]; ok {
		return q, nil
	}
	v, err := s.store.QuestionVersion(ctx, id)
	if err != nil {
		return hiring.AssessmentQuestion{}, err
	}
	of, err := s.store.Question(ctx, v.QuestionID)
	if err != nil {
		return hiring.AssessmentQuestion{}, err
	}
	q := hiring.AssessmentQuestion{QuestionVersion: v, ValueID: of.ValueID, ValueName: s.values[of.ValueID].Name}
	s.questions[id] = q
	return q, nil
}

// say writes a text in the source's language.
func (s *Source) say(w hiring.Words) string { return w.In(s.language) }

// idsOf are the ids of applications, and by id what they are.
func idsOf(applications []store.ExportedApplication) ([]uuid.UUID, map[uuid.UUID]store.ExportedApplication) {
	ids, by := make([]uuid.UUID, len(applications)), make(map[uuid.UUID]store.ExportedApplication, len(applications))
	for i, a := range applications {
		ids[i], by[a.ID] = a.ID, a
	}
	return ids, by
}
