package testkit

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/scoring"
)

// Round is a requisition with a published benchmark and one question of each kind, ready for candidates.
type Round struct {
	t           testing.TB
	App         *app.App
	Requisition hiring.Requisition
	Honesty     uuid.UUID                // the value of the text and the numeric question; a must-have
	Speed       uuid.UUID                // the value of the other three
	Questions   []hiring.QuestionVersion // text, numeric, single, multiple, ranking
	Benchmark   uuid.UUID
	Links       map[uuid.UUID]string // by application: what its answers were given by
	definition  scoring.Definition
}

// Told are the exemplars' texts; the first of them holds the sentence that the tests look for.
func Told() []string {
	return []string{
		"I booked the engineer for the wrong day. I rang the customer myself and told her that the mistake was mine. I found her a visit the same evening and called again to hear how it went.",
		"I had promised a refund that was still stuck. I phoned the customer, told him that the mistake was mine, and pushed the payment through that afternoon. Then I called again to see that it had arrived.",
		"A price on a letter was wrong because I typed it. I went to my supervisor and said that the mistake was mine. We honoured the price and I rang the customer to explain it.",
		"I closed a complaint too early. When I saw it I rang the customer, said that the mistake was mine and opened it again. I called again a week later to hear whether it had held.",
		"I sent a parcel to an old address. I told the customer that the mistake was mine before she noticed, and drove the second parcel to the depot myself. I called again in the evening.",
		"I gave a caller the wrong tariff. I rang back the same day, told him the mistake was mine and corrected the contract. My supervisor heard it from me as well, so that others were warned.",
		"I forgot to note an allergy on an order. I rang the kitchen at once, then the customer, and told her that the mistake was mine. Since then I read every note back before I end the call.",
		"My note had the wrong meter number and a family sat in the dark. I told them the mistake was mine, stayed on the line with the engineer and called again when the light was back.",
		"I put two customers into one account. I told both that the mistake was mine, separated the bills and rang again to see that each had the right letter in hand.",
		"I said a part was in stock and it was not. I rang the customer before he drove to us, said that the mistake was mine, and had the part brought over the same day.",
		"I cancelled the wrong appointment. I told the customer that the mistake was mine, asked my supervisor for an extra visit and called again after it to hear how it had gone.",
		"I read the wrong date aloud and a customer waited for nothing. I rang him, told him the mistake was mine and found a visit that evening. I changed the note so that the date stands first.",
	}
}

// said is a text in all three languages.
func said(s string) hiring.Words {
	return hiring.Words{hiring.English: s, hiring.Spanish: s + " (es)", hiring.Turkish: s + " (tr)"}
}

func roundOptions(labels ...string) []hiring.Option {
	var out []hiring.Option
	for i, l := range labels {
		out = append(out, hiring.Option{Key: string(rune('a' + i)), Label: said(l)})
	}
	return out
}

func roundWordings() []hiring.Wording {
	anchors := []hiring.Words{said("Blames others"), said("Passes it on"), said("Repairs it when asked"), said("Owns it and follows through"), said("Owns it aloud and changes the cause")}
	return []hiring.Wording{
		{Kind: hiring.Text, Prompt: said("Tell us about a mistake of yours that reached a customer."), Anchors: anchors, Probes: []hiring.Words{said("What did you say first?")}},
		{Kind: hiring.Numeric, Prompt: said("How lucky are you?"), Lo: 1, Hi: 10, LowEnd: said("Bad things find me"), HighEnd: said("Good things find me"), Mode: hiring.IdealPoint},
		{Kind: hiring.Single, Prompt: said("What do you do first?"), Options: roundOptions("Listen", "Explain", "Refund")},
		{Kind: hiring.Multiple, Prompt: said("What helps you?"), Options: roundOptions("Notes", "Colleagues", "Quiet")},
		{Kind: hiring.Ranking, Prompt: said("Order these."), Options: roundOptions("Care", "Proof", "Haste")},
	}
}

// NewRound publishes a benchmark of the first exemplars of Told, and opens a requisition with it that the owner
// owns. change may alter the requisition before it is stored.
func NewRound(t testing.TB, a *app.App, owner hiring.User, exemplars int, change func(*hiring.Requisition)) *Round {
	t.Helper()
	r := &Round{t: t, App: a, Honesty: uuid.New(), Speed: uuid.New(), Benchmark: uuid.New(), Links: map[uuid.UUID]string{}}
	ctx, now, st := context.Background(), a.Now(), a.Store()
	r.must(st.CreateValue(ctx, hiring.Value{ID: r.Honesty, Name: said("Honesty"), Behaviors: []hiring.Words{}, Metrics: []string{}, CreatedAt: now}))
	r.must(st.CreateValue(ctx, hiring.Value{ID: r.Speed, Name: said("Speed <b>"), Behaviors: []hiring.Words{}, Metrics: []string{}, CreatedAt: now, Position: 1}))
	var versions []uuid.UUID
	for i, w := range roundWordings() {
		v := hiring.QuestionVersion{ID: uuid.New(), QuestionID: uuid.New(), Number: 1, Wording: w, CreatedAt: now}
		r.must(st.CreateQuestion(ctx, hiring.Question{ID: v.QuestionID, ValueID: r.valueOf(i), Position: i, Current: v, CreatedAt: now}))
		r.Questions, versions = append(r.Questions, v), append(versions, v.ID)
	}
	r.must(st.CreateBenchmark(ctx, hiring.Benchmark{ID: r.Benchmark, Name: "Care 2026", Criterion: "CSAT", LinkDays: 14, CreatedBy: owner.ID, CreatedAt: now}))
	r.define(exemplars)
	version := r.Publish(owner, 1)
	position := hiring.Position{ID: uuid.New(), Name: "Service desk", Level: hiring.Frontline, CreatedAt: now}
	r.must(st.CreatePosition(ctx, position))
	r.Requisition = hiring.Requisition{
		ID: uuid.New(), Name: "Care, Madrid", PositionID: position.ID, OwnerID: owner.ID, LinkDays: 14, BenchmarkVersionID: &version, Phase: hiring.PhaseCollecting,
		Languages: hiring.Languages(), Policy: hiring.Policy{TextCounts: true, AIUse: hiring.AINotAllowed}, CreatedAt: now,
		Values: []hiring.RequisitionValue{{ValueID: r.Honesty, Must: true, Weight: 2}, {ValueID: r.Speed, Weight: 1}},
	}
	if change != nil {
		change(&r.Requisition)
	}
	r.must(st.CreateRequisition(ctx, r.Requisition))
	r.must(st.SetRequisitionQuestions(ctx, r.Requisition.ID, versions))
	return r
}

func (r *Round) valueOf(question int) uuid.UUID {
	if question < 2 {
		return r.Honesty
	}
	return r.Speed
}

func (r *Round) incumbent(id string, g scoring.Group, text string, number int, picks ...string) scoring.Respondent {
	out := scoring.Respondent{ID: id, Group: g, Language: hiring.English, Mode: string(hiring.ByLink), Manager: "m" + id[len(id)-1:], Answers: map[string]hiring.AnswerBody{}}
	for i, body := range r.Bodies(text, number, picks...) {
		out.Answers[r.Questions[i].ID.String()] = body
	}
	return out
}

// Bodies are answers to the five questions: picks of the single, multiple and ranking question as strings of keys.
func (r *Round) Bodies(text string, number int, picks ...string) []hiring.AnswerBody {
	out := []hiring.AnswerBody{{Text: text}, {Number: &number}}
	for _, keys := range picks {
		out = append(out, hiring.AnswerBody{Picks: strings.Split(keys, "")})
	}
	return out
}

// Candidate invites one more candidate.
func (r *Round) Candidate(name string) hiring.Application {
	r.t.Helper()
	email := fmt.Sprintf("%s@example.org", uuid.New())
	invited, err := r.App.InviteCandidates(context.Background(), app.System(), r.Requisition.ID, []app.NewCandidate{{Name: name, Email: email, Language: hiring.English}})
	r.must(err)
	return invited[0].Application
}

// Submit opens a candidate's link, answers in English and hands in. A blank body leaves its question out.
func (r *Round) Submit(a hiring.Application, bodies []hiring.AnswerBody) hiring.Attempt {
	r.t.Helper()
	return r.SubmitIn(hiring.English, a, bodies)
}

// SubmitIn is Submit in another language than the top reps'.
func (r *Round) SubmitIn(language hiring.Language, a hiring.Application, bodies []hiring.AnswerBody) hiring.Attempt {
	r.t.Helper()
	ctx := context.Background()
	inv, err := r.App.Store().InvitationOfApplication(ctx, a.ID)
	r.must(err)
	link, err := r.App.IssueLink(ctx, app.System(), inv.ID)
	r.must(err)
	r.Links[a.ID] = link
	token := link[strings.LastIndex(link, "/")+1:]
	q, err := r.App.OpenLink(ctx, token)
	r.must(err)
	_, err = r.App.StartAttempt(ctx, q, app.AttemptStart{Language: language, Consent: true})
	r.must(err)
	for i, body := range bodies {
		if !body.Blank(r.Questions[i].Kind) {
			_, err = r.App.SaveAnswer(ctx, token, app.AnswerSave{Number: i + 1, Body: body})
			r.must(err)
		}
	}
	q, err = r.App.OpenLink(ctx, token)
	r.must(err)
	at, err := r.App.SubmitAttempt(ctx, q)
	r.must(err)
	return at
}

func (r *Round) must(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
}
