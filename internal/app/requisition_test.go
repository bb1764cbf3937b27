package app_test

import (
	"context"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/store"
)

func wantClash(t *testing.T, err error, key string) {
	t.Helper()
	var e *hiring.Error
	if !errors.As(err, &e) || e.Kind != hiring.Conflict || e.Key != key {
		t.Errorf("got %v, want the conflict %s", err, key)
	}
}

func TestNewRequisitionAsksTheWholeBenchmarkAndWeighsItsValuesAlike(t *testing.T) {
	t.Parallel()
	o := newOpening(t, nil)
	if d := cmp.Diff(o.questions, o.asked()); d != "" {
		t.Errorf("questions (-want +got)\n%s", d)
	}
	want := []hiring.RequisitionValue{{ValueID: o.values[0], Weight: 1}, {ValueID: o.values[1], Weight: 1}}
	if d := cmp.Diff(want, o.stands().Values); d != "" {
		t.Errorf("values (-want +got)\n%s", d)
	}
}

func TestNarrowedQuestionsKeepTheirOrderAndTheValuesTheyAreAbout(t *testing.T) {
	t.Parallel()
	o := newOpening(t, nil)
	low := 40.0
	r := o.stands()
	r.Values = []hiring.RequisitionValue{{ValueID: o.values[0], Must: true, Weight: 3, Threshold: &low}, {ValueID: o.values[1], Weight: 2}}
	ok(t, o.app.ChangeRequisition(context.Background(), o.who(), r, []uuid.UUID{o.questions[1], o.questions[0], o.questions[1]}))
	if d := cmp.Diff([]uuid.UUID{o.questions[1], o.questions[0]}, o.asked()); d != "" {
		t.Errorf("questions (-want +got)\n%s", d)
	}
	if d := cmp.Diff(r.Values[:1], o.stands().Values); d != "" {
		t.Errorf("values (-want +got)\n%s", d)
	}
}

func TestRequisitionAsksOnlyWhatItsBenchmarkWasMadeWith(t *testing.T) {
	t.Parallel()
	o := newOpening(t, nil)
	r := o.stands()
	smaller := o.publish(o.questions[0])
	r.BenchmarkVersionID = &smaller
	err := o.app.ChangeRequisition(context.Background(), o.who(), r, []uuid.UUID{o.questions[0], o.questions[1]})
	wantProblem(t, err, "questions", "problem.unknown_option")
	ok(t, o.app.ChangeRequisition(context.Background(), o.who(), r, nil))
	if d := cmp.Diff([]uuid.UUID{o.questions[0]}, o.asked()); d != "" {
		t.Errorf("questions (-want +got)\n%s", d)
	}
	nowhere := uuid.New()
	r = o.stands()
	r.BenchmarkVersionID = &nowhere
	err = o.app.ChangeRequisition(context.Background(), o.who(), r, nil)
	wantProblem(t, err, "benchmark", "problem.unknown_option")
}

func TestLanguageIsOfferedOnlyWhereEveryQuestionIsWordedInIt(t *testing.T) {
	t.Parallel()
	o := newOpening(t, nil)
	r := o.stands()
	r.Languages = []hiring.Language{hiring.English, hiring.Turkish}
	err := o.app.ChangeRequisition(context.Background(), o.who(), r, o.questions)
	wantProblem(t, err, "languages", "requisition.problem.not_worded_tr")
	ok(t, o.app.ChangeRequisition(context.Background(), o.who(), r, o.questions[:2]))
}

func TestFirstInvitationFreezesTheRequisition(t *testing.T) {
	t.Parallel()
	o := newOpening(t, nil)
	ctx := context.Background()
	before := o.stands()
	o.invite("first@example.org")
	if !o.stands().Frozen() {
		t.Fatal("not frozen")
	}
	wantClash(t, o.app.ChangeRequisition(ctx, o.who(), before, o.questions[:1]), "error.requisition_frozen")
	if d := cmp.Diff(o.questions, o.asked()); d != "" {
		t.Errorf("the questions changed (-want +got)\n%s", d)
	}
	hashes := o.frozenHashes()
	o.invite("second@example.org")
	if d := cmp.Diff(hashes, o.frozenHashes()); d != "" || len(hashes) != 1 || len(hashes[0]) != 64 {
		t.Errorf("want one hash of what was frozen, whoever comes later: %v\n%s", hashes, d)
	}
}

// frozenHashes are what the audit says was frozen.
func (o *opening) frozenHashes() []string {
	o.t.Helper()
	entries, err := o.store.AuditEntries(context.Background(), store.AuditFilter{ObjectID: o.requisition.ID.String()})
	ok(o.t, err)
	var out []string
	for _, e := range entries {
		if e.Action == "requisition.frozen" {
			out = append(out, e.Detail["sha256"])
		}
	}
	return out
}

func TestPanelGrowsAfterFreezingAndNobodyLeavesIt(t *testing.T) {
	t.Parallel()
	o := newOpening(t, nil)
	ctx := context.Background()
	rater, viewer := o.user("rater@hire.test", hiring.Interviewer), o.user("viewer@hire.test", hiring.Viewer)
	ok(t, o.app.AddToPanel(ctx, o.who(), o.requisition.ID, o.owner.ID))
	ok(t, o.app.RemoveFromPanel(ctx, o.who(), o.requisition.ID, o.owner.ID))
	o.invite("first@example.org")
	ok(t, o.app.AddToPanel(ctx, o.who(), o.requisition.ID, rater.ID))
	wantClash(t, o.app.RemoveFromPanel(ctx, o.who(), o.requisition.ID, rater.ID), "requisition.problem.panel_frozen")
	if d := cmp.Diff([]uuid.UUID{rater.ID}, o.stands().Panel); d != "" {
		t.Errorf("panel (-want +got)\n%s", d)
	}
	wantProblem(t, o.app.AddToPanel(ctx, o.who(), o.requisition.ID, viewer.ID), "person", "problem.unknown_option")
}

func TestClosedRequisitionInvitesNobodyAndClosesOnce(t *testing.T) {
	t.Parallel()
	o := newOpening(t, nil)
	ctx := context.Background()
	ok(t, o.app.CloseRequisition(ctx, o.who(), o.requisition.ID))
	wantClash(t, o.app.CloseRequisition(ctx, o.who(), o.requisition.ID), "error.requisition_closed")
	_, err := o.app.InviteCandidates(ctx, o.who(), o.requisition.ID, []app.NewCandidate{{Name: "A", Email: "a@example.org", Language: hiring.English}})
	wantClash(t, err, "error.requisition_closed")
	wantClash(t, o.app.ChangeRequisition(ctx, o.who(), o.stands(), nil), "error.requisition_closed")
}

func TestRequisitionWithoutABenchmarkCanBeOpenedButInvitesNobody(t *testing.T) {
	t.Parallel()
	o := newOpening(t, nil)
	ctx := context.Background()
	r := o.stands()
	r.BenchmarkVersionID = nil
	ok(t, o.app.ChangeRequisition(ctx, o.who(), r, nil))
	_, err := o.app.InviteCandidates(ctx, o.who(), o.requisition.ID, []app.NewCandidate{{Name: "A", Email: "a@example.org", Language: hiring.English}})
	wantProblem(t, err, "benchmark", "requisition.problem.no_benchmark")
	if o.stands().Frozen() {
		t.Error("a refused invitation froze the requisition")
	}
}
