package app_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/i18n"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
	"touchstone/web"
)

func words(t *testing.T) *i18n.Catalog {
	t.Helper()
	c, err := i18n.Load(web.Files, "words")
	ok(t, err)
	return c
}

// explainedRound is a round whose database can be reached beside its store.
type explainedRound struct {
	scoredRound
	db *sql.DB
}

func newExplainedRound(t *testing.T) explainedRound {
	t.Helper()
	st, path := testkit.FileStore(t)
	ok(t, st.CreateOrganization(context.Background(), hiring.Organization{
		ID: uuid.New(), Name: "Alder & Finch", Language: hiring.English, Contact: "people@hire.test", CreatedAt: morning(),
	}))
	return explainedRound{newScoredRoundIn(t, st, nil), testkit.Raw(t, path)}
}

// exec does to the database what no verb does.
func (r explainedRound) exec(t *testing.T, statement string, args ...any) {
	t.Helper()
	_, err := r.db.Exec(statement, args...)
	ok(t, err)
}

// explained is a candidate whose answers are scored and about whom the owner has decided.
func explained(t *testing.T) (explainedRound, hiring.Application) {
	t.Helper()
	r, ctx := newExplainedRound(t), context.Background()
	a := r.Candidate("Ada Lovelace")
	r.Submit(a, r.Bodies(ownedUp, 8, "a", "ab", "abc"))
	r.app.WorkAll(ctx)
	_, err := r.app.Decide(ctx, r.owner, a.ID, app.NewDecision{Outcome: hiring.Decline, Reasons: because(hiring.Decline), Reason: "Fewer of the facts we look for."})
	ok(t, err)
	return r, a
}

// saidIn is everything an explanation says.
func saidIn(c hiring.ExplanationContent) string {
	b, _ := json.Marshal(c)
	var out []string
	var walk func(any)
	walk = func(x any) {
		switch x := x.(type) {
		case string:
			out = append(out, x)
		case []any:
			for _, y := range x {
				walk(y)
			}
		case map[string]any:
			for _, y := range x {
				walk(y)
			}
		}
	}
	var parsed any
	_ = json.Unmarshal(b, &parsed)
	walk(parsed)
	return strings.Join(out, "\n")
}

func TestExplanationSpeaksOfTheCandidatesOwnAnswersAlone(t *testing.T) {
	t.Parallel()
	r, a := explained(t)
	d, err := r.app.DraftExplanation(context.Background(), r.owner, a.ID, words(t), nil)
	ok(t, err)
	said := saidIn(d.Content)
	for _, want := range []string{
		"Hello Ada Lovelace", "12 people who do this work well", "I rang the customer, said that the mistake was mine", "a person to look again",
		"within 30 days", "The recruiter responsible for this position", "not going on with your application", "Question 3: Listen",
	} {
		if !strings.Contains(said, want) {
			t.Errorf("it does not say %q:\n%s", want, said)
		}
	}
	for _, exemplar := range testkit.Told() {
		for _, sentence := range strings.SplitAfter(exemplar, ". ") {
			if s := strings.TrimSpace(sentence); len(s) > 12 && strings.Contains(said, s) {
				t.Errorf("it says what a top rep said: %q", s)
			}
		}
	}
	for _, never := range []string{r.owner.Name, "Fewer of the facts", "top0", "%", "[explanation", "<no value>"} {
		if strings.Contains(said, never) {
			t.Errorf("it says %q:\n%s", never, said)
		}
	}
}

func TestExplanationTellsNoMoreThanWasChosen(t *testing.T) {
	t.Parallel()
	r, a := explained(t)
	ctx := context.Background()
	choice := hiring.ExplanationChoice{Values: []uuid.UUID{r.Speed}, Note: "First line.\r\n\r\nSecond.", NameDecider: true}
	d, err := r.app.DraftExplanation(ctx, r.owner, a.ID, words(t), &choice)
	ok(t, err)
	said := saidIn(d.Content)
	for _, want := range []string{r.owner.Name, "First line.", "Second.", "Speed <b>"} {
		if !strings.Contains(said, want) {
			t.Errorf("it does not say %q", want)
		}
	}
	for _, never := range []string{"not going on", "I rang the customer"} {
		if strings.Contains(said, never) {
			t.Errorf("it says %q", never)
		}
	}
	choice.Values = append(choice.Values, uuid.New())
	_, err = r.app.DraftExplanation(ctx, r.owner, a.ID, words(t), &choice)
	wantProblem(t, err, "values", "problem.unknown_option")
}

func TestExplanationIsReleasedAsItWasReadAndFrozen(t *testing.T) {
	t.Parallel()
	r, a := explained(t)
	ctx, choice := context.Background(), hiring.ExplanationChoice{Values: []uuid.UUID{r.Honesty}, TellOutcome: true}
	d, err := r.app.DraftExplanation(ctx, r.owner, a.ID, words(t), &choice)
	ok(t, err)
	_, err = r.app.ReleaseExplanation(ctx, r.owner, a.ID, words(t), hiring.ExplanationChoice{Note: "Another."}, d.Content.Sum())
	wantClash(t, err, "explanation.changed_meanwhile")
	_, err = r.app.ReleaseExplanation(ctx, r.owner, a.ID, words(t), choice, d.Content.Sum())
	ok(t, err)
	entries, err := r.store.AuditEntries(ctx, store.AuditFilter{ObjectID: a.ID.String()})
	ok(t, err)
	at := slices.IndexFunc(entries, func(e hiring.AuditEntry) bool { return e.Action == "explanation.released" })
	if at < 0 || entries[at].Detail["sha256"] != d.Content.Sum() || strings.Contains(fmt.Sprint(entries), "rang the customer") {
		t.Fatalf("%+v", entries)
	}
	current, err := r.store.Decisions(ctx, a.ID)
	ok(t, err)
	_, err = r.app.Decide(ctx, r.owner, a.ID, app.NewDecision{Outcome: hiring.Advance, Reasons: because(hiring.Advance), Reason: "Looked at it again.", Instead: &current[0].ID})
	ok(t, err)
	_, err = r.app.ReleaseExplanation(ctx, r.owner, a.ID, words(t), choice, d.Content.Sum())
	wantClash(t, err, "explanation.changed_meanwhile")
	e, err := r.store.ExplanationOf(ctx, a.ID)
	ok(t, err)
	if e.Hash != d.Content.Sum() {
		t.Error("what was released has changed")
	}
}

func TestExplanationComesAfterTheDecisionAndInItsPhase(t *testing.T) {
	t.Parallel()
	r, ctx := newExplainedRound(t), context.Background()
	a := r.Candidate("Ada")
	r.Submit(a, r.Bodies(ownedUp, 8, "a", "ab", "abc"))
	r.app.WorkAll(ctx)
	_, err := r.app.DraftExplanation(ctx, r.owner, a.ID, words(t), nil)
	wantClash(t, err, "explanation.not_decided")
	_, err = r.app.Decide(ctx, r.owner, a.ID, app.NewDecision{Outcome: hiring.Hold, Reasons: because(hiring.Hold), Reason: "We wait for another round."})
	ok(t, err)
	_, err = r.app.DraftExplanation(ctx, r.rater, a.ID, words(t), nil)
	wantClash(t, err, "explanation.rate_first")
	interviewer := scoringUser(t, r.store, "another", hiring.HR)
	r.interviews(t, interviewer, a)
	_, err = r.app.DraftExplanation(ctx, interviewer, a.ID, words(t), nil)
	wantClash(t, err, "explanation.scorecard_first")
	r.exec(t, "UPDATE requisitions SET phase = 'rating'")
	_, err = r.app.DraftExplanation(ctx, r.owner, a.ID, words(t), nil)
	wantClash(t, err, "explanation.not_in_phase")
}

func TestWhoWasDeclinedBeforeAnsweringIsToldThatNothingWasAssessed(t *testing.T) {
	t.Parallel()
	r, ctx := newExplainedRound(t), context.Background()
	a := r.Candidate("Ada")
	_, err := r.app.Decide(ctx, r.owner, a.ID, app.NewDecision{Outcome: hiring.Decline, Reasons: because(hiring.Decline), Reason: "The position was withdrawn."})
	ok(t, err)
	d, err := r.app.DraftExplanation(ctx, r.owner, a.ID, words(t), nil)
	ok(t, err)
	said := saidIn(d.Content)
	if !strings.Contains(said, "no answers were assessed") || strings.Contains(said, "value by value") || strings.Contains(said, "the program") && strings.Contains(said, "laid your answers") {
		t.Error(said)
	}
}

func TestExplanationReadsInEveryLanguage(t *testing.T) {
	t.Parallel()
	r, a := explained(t)
	ctx := context.Background()
	for l, want := range map[hiring.Language]string{hiring.Spanish: "Hola, Ada Lovelace:", hiring.Turkish: "Merhaba Ada Lovelace,"} {
		r.exec(t, "UPDATE attempts SET language = ?", l)
		d, err := r.app.DraftExplanation(ctx, r.owner, a.ID, words(t), nil)
		ok(t, err)
		said := saidIn(d.Content)
		if d.Content.Language != l || !strings.Contains(said, want) || !strings.Contains(said, "Why") && strings.Contains(said, "We had asked") || strings.Contains(said, "{{") {
			t.Errorf("%s:\n%s", l, said)
		}
	}
}

// linkOf opens a further link of an application.
func linkOf(t *testing.T, a *app.App, application uuid.UUID) app.Questionnaire {
	t.Helper()
	ctx := context.Background()
	inv, err := a.Store().InvitationOfApplication(ctx, application)
	ok(t, err)
	link, err := a.IssueLink(ctx, app.System(), inv.ID)
	ok(t, err)
	q, err := a.OpenRecord(ctx, link[strings.LastIndex(link, "/")+1:])
	ok(t, err)
	return q
}

func TestRequestIsAnsweredByAnotherPersonWithinThePromise(t *testing.T) {
	t.Parallel()
	r, a := explained(t)
	ctx := context.Background()
	hr := scoringUser(t, r.store, "hr", hiring.HR)
	q := linkOf(t, r.app, a.ID)
	wantProblem(t, r.app.AskReview(ctx, q, hiring.AskReview, " "), "message", "problem.required")
	for range 2 { // a double click
		ok(t, r.app.AskReview(ctx, q, hiring.AskReview, "You misread my second answer.\r\n"))
	}
	asked, err := r.app.ReviewRequestsFor(ctx, q)
	ok(t, err)
	if len(asked) != 1 || asked[0].Message != "You misread my second answer." || !asked[0].DueAt.Equal(r.app.Now().AddDate(0, 0, 30)) {
		t.Fatalf("%+v", asked)
	}
	reply := app.ReviewAnswer{Outcome: hiring.Upheld, Answer: "We read it again."}
	wantClash(t, r.app.AnswerReview(ctx, r.owner, asked[0].ID, reply), "review_request.another_person")
	if err := r.app.AnswerReview(ctx, r.rater, asked[0].ID, reply); hiring.KindOf(err) != hiring.NotFound {
		t.Errorf("whoever rates: %v, want not found", err)
	}
	waiting, _, err := r.app.ReviewQueue(ctx, r.owner)
	ok(t, err)
	if len(waiting) != 1 || !waiting[0].Second {
		t.Errorf("the owner who decided sees %+v", waiting)
	}
	if len(waiting[0].Others) != 1 || waiting[0].Others[0] != hr.Name {
		t.Errorf("who is to look again: %v, want %s", waiting[0].Others, hr.Name)
	}
	for who, want := range map[string]int{"owner": 0, "hr": 1} {
		u := hr
		if who == "owner" {
			u = r.owner
		}
		if n, err := r.app.RequestsWaiting(ctx, u); n != want || err != nil {
			t.Errorf("%d wait for the %s, want %d: %v", n, who, want, err)
		}
	}
	if n, err := r.app.RequestsWaiting(ctx, r.rater); n != 0 || err != nil {
		t.Errorf("whoever rates is told of %d, %v", n, err)
	}
	wantProblem(t, r.app.AnswerReview(ctx, hr, asked[0].ID, app.ReviewAnswer{Outcome: hiring.Changed, Answer: "New."}), "outcome", "review_request.problem.decide_first")
	ok(t, r.app.AnswerReview(ctx, hr, asked[0].ID, reply))
	wantClash(t, r.app.AnswerReview(ctx, hr, asked[0].ID, reply), "error.changed_meanwhile")
	entries, err := r.store.AuditEntries(ctx, store.AuditFilter{ObjectID: asked[0].ID.String()})
	ok(t, err)
	if s := fmt.Sprint(entries); len(entries) != 2 || strings.Contains(s, "misread") || strings.Contains(s, "read it again") {
		t.Errorf("%s", s)
	}
}

func TestWhoeverDecidedAnewAfterARequestMayStillAnswerIt(t *testing.T) {
	t.Parallel()
	r, a := explained(t)
	ctx := context.Background()
	hr := scoringUser(t, r.store, "hr", hiring.HR)
	q := linkOf(t, r.app, a.ID)
	ok(t, r.app.AskReview(ctx, q, hiring.AskReview, "Please look again."))
	asked, err := r.app.ReviewRequestsFor(ctx, q)
	ok(t, err)
	r.exec(t, "UPDATE decisions SET decided_at = decided_at - 60000")
	r.exec(t, "UPDATE review_requests SET created_at = created_at - 30000")
	current, err := r.store.Decisions(ctx, a.ID)
	ok(t, err)
	_, err = r.app.Decide(ctx, hr, a.ID, app.NewDecision{Outcome: hiring.Advance, Reasons: because(hiring.Advance), Reason: "The second answer says more than we saw.", Instead: &current[0].ID})
	ok(t, err)
	ok(t, r.app.AnswerReview(ctx, hr, asked[0].ID, app.ReviewAnswer{Outcome: hiring.Changed, Answer: "You were right."}))
}

func TestRecordOfARevokedLinkAndOfAnIncumbentOpensNothing(t *testing.T) {
	t.Parallel()
	r, a := explained(t)
	ctx := context.Background()
	inv, err := r.store.InvitationOfApplication(ctx, a.ID)
	ok(t, err)
	link, err := r.app.IssueLink(ctx, app.System(), inv.ID)
	ok(t, err)
	token := link[strings.LastIndex(link, "/")+1:]
	_, err = r.app.OpenRecord(ctx, token)
	ok(t, err)
	ok(t, r.app.Revoke(ctx, app.System(), inv.ID))
	if _, err := r.app.OpenRecord(ctx, token); hiring.KindOf(err) != hiring.NotFound {
		t.Errorf("revoked: %v", err)
	}
	b, err := r.store.BenchmarkVersion(ctx, *r.Requisition.BenchmarkVersionID)
	ok(t, err)
	rep := hiring.Incumbent{ID: uuid.New(), BenchmarkID: b.BenchmarkID, Name: "Rui", Email: "rui@example.org", Language: hiring.English, CreatedAt: morning()}
	ok(t, r.store.CreateIncumbent(ctx, rep))
	theirs := hiring.Invitation{ID: uuid.New(), IncumbentID: &rep.ID, CreatedAt: morning(), ExpiresAt: morning().AddDate(0, 0, 9)}
	ok(t, r.store.CreateInvitation(ctx, theirs, ""))
	link, err = r.app.IssueLink(ctx, app.System(), theirs.ID)
	ok(t, err)
	if _, err := r.app.OpenRecord(ctx, link[strings.LastIndex(link, "/")+1:]); hiring.KindOf(err) != hiring.NotFound {
		t.Errorf("an incumbent's: %v", err)
	}
}

func TestExplanationCanBeReadForAsLongAsPromised(t *testing.T) {
	t.Parallel()
	o := newOpening(t, nil)
	ctx := context.Background()
	inv := o.invite("ana@example.org")
	_, err := o.app.Decide(ctx, o.owner, inv.ID, app.NewDecision{Outcome: hiring.Decline, Reasons: because(hiring.Decline), Reason: "The position was withdrawn."})
	ok(t, err)
	d, err := o.app.DraftExplanation(ctx, o.owner, inv.ID, words(t), nil)
	ok(t, err)
	_, err = o.app.ReleaseExplanation(ctx, o.owner, inv.ID, words(t), d.Choice, d.Content.Sum())
	ok(t, err)
	o.now = o.now.AddDate(0, 0, 179) // the questionnaire's own time is long over
	q := linkOf(t, o.app, inv.ID)
	if _, err := o.app.ExplanationFor(ctx, q); err != nil || q.State != hiring.LinkExpired {
		t.Errorf("%v %v", q.State, err)
	}
	ok(t, o.app.AskReview(ctx, q, hiring.AskReview, "May I know more?"))
	o.now = o.now.Add(24 * time.Hour)
	if _, err := o.app.ExplanationFor(ctx, q); hiring.KindOf(err) != hiring.Expired {
		t.Errorf("after its time: %v", err)
	}
}
