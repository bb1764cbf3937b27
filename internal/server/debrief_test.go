package server

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/testkit"
)

// met is a scored candidate, about whom somebody has decided, with an interview by HR, two recruiters, an interviewer
// and a guest; and another candidate whom none of them interviews.
type met struct {
	judged
	application, other hiring.Application
	interview          hiring.Interview
	seats              map[string]hiring.Panelist
	guest              string // the guest's token
	token              string // what a sweep of all routes puts where one stands; "" where it holds none
}

// The words by which something that must not be seen is known.
const (
	anothersNotes    = "NOTES-OF-ANOTHER"
	anothersEvidence = "EVIDENCE-OF-ANOTHER"
	anothersSummary  = "SUMMARY-OF-ANOTHER"
	anothersRating   = "RATING-OF-ANOTHER"
	reasonDecided    = "REASON-OF-DECISION"
)

func newMet(t *testing.T) *met {
	t.Helper()
	return newMetBy(t, "first", "hr", "recruiter", "interviewer", "guest")
}

// newMetBy is the same with these people on the interview's panel, the first of whom has handed in.
func newMetBy(t *testing.T, panel ...string) *met {
	t.Helper()
	w, ctx := newWorld(t), context.Background()
	m := &met{judged: judged{world: w}, seats: map[string]hiring.Panelist{}}
	m.addUser("chair", hiring.HR)
	m.addUser("first", hiring.Interviewer)
	m.addUser("rater", hiring.Interviewer)
	m.Round = testkit.NewRound(t, w.app, w.users["recruiter"], 12, func(r *hiring.Requisition) { r.Panel = []uuid.UUID{w.users["rater"].ID} })
	m.application, m.other = m.scored("Ada Lovelace", ownsUp), m.scored("Unassigned Una", "A parcel of UNASSIGNED-WORDS was late. I rang and said that the mistake was mine.")
	_, err := w.app.Decide(ctx, w.users["chair"], m.application.ID, app.NewDecision{Outcome: hiring.Hold, Reasons: hiring.DecisionReasons(hiring.Hold)[:1], Reason: reasonDecided + " is on file"})
	must(t, err)
	m.rate("rater", m.application, 5, anothersRating)
	m.meet(m.app.Now().AddDate(0, 0, 3), panel...)
	m.write(panel[0], 5, anothersNotes, anothersEvidence, anothersSummary)
	m.submit(panel[0])
	return m
}

// meet sets the interview, which has been held, and for which scorecards are waited until a moment.
func (m *met) meet(closes time.Time, names ...string) {
	m.t.Helper()
	ctx, now := context.Background(), m.app.Now()
	m.interview = hiring.Interview{
		ID: uuid.New(), ApplicationID: m.application.ID, RequisitionID: m.Requisition.ID, StartsAt: now.Add(-time.Hour), Minutes: 60,
		TimeZone: "Europe/Madrid", Language: hiring.English, ClosesAt: closes, CreatedBy: m.users["hr"].ID, CreatedAt: now,
	}
	must(m.t, m.store.AddInterview(ctx, m.interview))
	for n, name := range names {
		p := hiring.Panelist{ID: uuid.New(), InterviewID: m.interview.ID, Name: "Gül Guest", Email: "gul@else.test", Language: hiring.English, AddedAt: now.Add(time.Duration(n)*time.Second - 2*time.Hour)}
		if u, is := m.users[name]; is {
			p.UserID, p.Name, p.Email = &u.ID, u.Name, u.Email
		}
		must(m.t, m.store.AddPanelists(ctx, []hiring.Panelist{p}))
		m.seats[name] = p
	}
	if guest, on := m.seats["guest"]; on {
		m.guest = "guest-of-" + m.interview.ID.String()
		sum := sha256.Sum256([]byte(m.guest))
		must(m.t, m.store.AddPanelistToken(ctx, guest.ID, hex.EncodeToString(sum[:]), now))
	}
}

// write saves a scorecard of one level throughout, and does not hand it in.
func (m *met) write(name string, level int, notes, evidence, summary string) hiring.Scorecard {
	m.t.Helper()
	ctx, now := context.Background(), m.app.Now()
	card, err := m.store.BeginScorecard(ctx, hiring.Scorecard{ID: uuid.New(), InterviewID: m.interview.ID, PanelistID: m.seats[name].ID, StartedAt: now})
	must(m.t, err)
	for _, topic := range []hiring.Topic{{Of: hiring.OfQuestion, ID: m.Questions[0].ID}, {Of: hiring.OfValue, ID: m.Honesty}} {
		body := hiring.ScorecardBody{Level: level, NotRated: level == 0, WhyNot: "It did not come up.", Evidence: evidence, Notes: notes}
		_, err := m.store.SaveLine(ctx, hiring.ScorecardLine{ScorecardID: card.ID, Subject: topic.Of, SubjectID: topic.ID, Body: body, SavedAt: now})
		must(m.t, err)
	}
	card.Recommendation, card.Summary, card.SavedAt = hiring.DefinitelyNot, summary, now
	_, err = m.store.SaveOverall(ctx, card)
	must(m.t, err)
	return card
}

// submit hands a written scorecard in.
func (m *met) submit(name string) {
	m.t.Helper()
	ctx := context.Background()
	card, err := m.store.ScorecardOf(ctx, m.seats[name].ID)
	must(m.t, err)
	must(m.t, m.store.SubmitScorecard(ctx, card.ID, m.app.Now()))
	must(m.t, m.store.Enqueue(ctx, "combine", "combine:"+name, []byte(m.application.ID.String()), m.app.Now()))
	m.app.WorkAll(ctx)
}

// telling lists what would tell of the candidate's scores, ratings, decision and answers: words, and numbers as pages
// write them.
func (m *met) telling() []string {
	m.t.Helper()
	a, err := m.store.Application(context.Background(), m.application.ID)
	must(m.t, err)
	p := Page{words: m.server.words.For(hiring.English)}
	return []string{
		anothersNotes, anothersEvidence, anothersSummary, reasonDecided, "the wrong family",
		p.span(*a.FitLo, *a.FitHi), "about " + p.whole(*a.Fit), "about " + p.whole(*a.Combined),
		p.T("requisition.rated_by", "Count", a.Raters),
	}
}

// walk gets every page that names an application, an interview or a requisition, and those that name nothing, as
// somebody, and hands each to look.
func (m *met) walk(c *client, look func(path string, got answer)) {
	m.t.Helper()
	for _, r := range m.server.routes() {
		if r.method != http.MethodGet || strings.HasPrefix(r.path, "/q/") || strings.HasPrefix(r.path, "/static/") {
			continue
		}
		for _, application := range []uuid.UUID{m.application.ID, m.other.ID} {
			path := owned{m.Requisition.ID, application, m.interview.ID}.fill(strings.Replace(r.path, ":token", m.guest, 1))
			if strings.HasPrefix(r.path, "/benchmarks/:id") {
				path = strings.Replace(path, path[len("/benchmarks/"):][:36], m.Benchmark.String(), 1)
			}
			for _, query := range []string{"", "?sort=fit", "?sort=combined", "?sort=stage", "?stage=decided", "?stage=scored"} {
				if query != "" && r.path != "/requisitions/:id" {
					break
				}
				look(path+query, c.get(path+query))
			}
			if !strings.HasPrefix(r.path, "/applications/:id") {
				break
			}
		}
	}
}

// TestWhoHasAScorecardToHandInReadsNothingOfTheCandidateAnywhere walks the route table, so that a new page is looked at
// too.
func TestWhoHasAScorecardToHandInReadsNothingOfTheCandidateAnywhere(t *testing.T) {
	t.Parallel()
	m := newMet(t)
	telling := m.telling()
	seen := map[string]bool{}
	m.walk(m.as("chair"), func(path string, got answer) {
		for _, s := range telling {
			seen[s] = seen[s] || strings.Contains(got.Body, s) || strings.Contains(text(got.Body), s)
		}
	})
	for _, s := range telling {
		if !seen[s] {
			t.Errorf("HR, whom nothing holds back, finds %q nowhere: the walk proves nothing of it", s)
		}
	}
	m.write("interviewer", 4, "notes of their own", "evidence of their own", "")
	clients := map[string]*client{"hr": m.as("hr"), "recruiter": m.as("recruiter"), "interviewer": m.as("interviewer"), "the guest": m.anyone()}
	for name, c := range clients {
		m.walk(c, func(path string, got answer) {
			t.Run(name+" "+path, func(t *testing.T) {
				got.t = t
				got.hides(telling...)
				if got.Status >= 500 {
					t.Errorf("status %d", got.Status)
				}
				if name == "interviewer" || name == "the guest" {
					got.hides("Unassigned Una", "UNASSIGNED-WORDS")
				}
			})
		})
	}
}

func (m *met) debrief() string { return interviewPath(m.interview.ID) + "/debrief" }

// TestWhoseScorecardIsInReadsTheOthers as they come in, and the scores once nobody is waited for.
func TestWhoseScorecardIsInReadsTheOthers(t *testing.T) {
	t.Parallel()
	m := newMet(t)
	telling := m.telling()
	fit := telling[6]
	for _, name := range []string{"hr", "recruiter", "interviewer"} {
		c := m.as(name)
		c.get(m.debrief()).is(http.StatusNotFound).hides(telling...)
		m.write(name, 3, "notes of "+name, "evidence of "+name, "")
		c.get(m.debrief()).is(http.StatusNotFound).hides(telling...)
		m.submit(name)
		c.get(m.debrief()).is(200).says(anothersNotes, anothersEvidence, anothersSummary, "notes of "+name, "Definitely not",
			"Not in yet:", "Gül Guest", "once nobody’s scorecard is waited for").hides(fit, "(100 = the")
	}
	m.as("chair").get(m.debrief()).is(200).says("4 scorecards in").hides(fit, "Change my level")
	m.as("recruiter2").get(m.debrief()).is(http.StatusNotFound)
	m.as("rater").get(m.debrief()).is(http.StatusNotFound)
	m.write("guest", 1, "notes of the guest", "evidence of the guest", "")
	m.as("interviewer").get(m.debrief()).is(200).hides("of the guest")
	m.submit("guest")
	page := m.as("interviewer").get(m.debrief()).is(200)
	page.says("4 points apart", "of the guest", fit, "Fit and ratings together", "(100 = the").hides("Not in yet", "No two ratings", "/applications/")
	if agenda, table := strings.Index(page.Body, `id="agenda"`), strings.Index(page.Body, `id="matrix"`); agenda < 0 || table < agenda {
		t.Error("what differs most does not stand before the table")
	}
}

func TestTheDebriefMarksGapsInWords(t *testing.T) {
	t.Parallel()
	m := newMet(t)
	guide := hiring.DefaultGuide(m.Requisition.ID)
	guide.Questions = []uuid.UUID{m.Questions[1].ID, m.Questions[0].ID}
	must(t, m.store.AddInterviewGuide(context.Background(), guide))
	m.as("chair").get(m.debrief()).is(200).says("Nobody rated 1 topic", "Question 1", "How lucky are you?", "nobody rated this",
		"one rating only", "Only one scorecard is in").has(`<tr role="row" class="gap">`)
}

func TestALevelIsChangedOnThePageWithItsReason(t *testing.T) {
	t.Parallel()
	m := newMet(t)
	for n, name := range []string{"hr", "recruiter", "interviewer", "guest"} {
		m.write(name, 2+n%2, "notes of "+name, "evidence of "+name, "")
		m.submit(name)
	}
	c, id := m.as("first"), m.Questions[0].ID.String()
	form := func(level, reason, seen string) url.Values {
		return url.Values{"subject": {"question"}, "subject_id": {id}, "seen": {seen}, "level." + id: {level}, "reason." + id: {reason}}
	}
	c.post(m.debrief(), form("5", "", "0")).is(http.StatusUnprocessableEntity).says("Choose another one", "Give the reason").has("<details open>")
	c.post(m.debrief(), form("9", "It was shared work.", "0")).is(http.StatusUnprocessableEntity).says("Choose a level from 1 to 5", "It was shared work.")
	c.post(m.debrief(), form("x", "It was shared work.", "x")).is(http.StatusUnprocessableEntity)
	c.post(m.debrief(), form("3", "It was shared work.", "0")).is(http.StatusSeeOther)
	c.get(m.debrief()).is(200).says("The level is changed", "5 → now 3", "Changed from 5 to 3", "It was shared work.", "3 points apart")
	c.post(m.debrief(), form("2", "SECOND THOUGHTS", "0")).is(http.StatusConflict).says("another window meanwhile", "5 → now 3", "SECOND THOUGHTS")
	m.as("hr").get(m.debrief()).says("5 → now 3", "It was shared work.")
	other := form("4", "It was shared work.", "0")
	m.as("chair").post(m.debrief(), other).is(http.StatusNotFound)
	other.Set("subject_id", uuid.NewString())
	c.post(m.debrief(), other).is(http.StatusNotFound)
	other.Set("subject_id", "not an id")
	c.post(m.debrief(), other).is(http.StatusNotFound)
}

// TestWhoIsBlindIsToldWhatComesFirst on every page that shows scores to others.
func TestWhoIsBlindIsToldWhatComesFirst(t *testing.T) {
	t.Parallel()
	m := newMet(t)
	c, interview := m.as("recruiter"), interviewPath(m.interview.ID)
	c.get(pageOf(m.application)).is(200).says("Ada Lovelace", "Your scorecard first", "Go to the interview").has(`href="` + interview + `"`)
	c.get(pageOf(m.application) + "/decision").is(200).says("hand in your scorecard before you decide").hides(`name="reason"`)
	c.post(pageOf(m.application)+"/decision", url.Values{"outcome": {"hire"}, "reasons.positive": {"values_shown"}, "reason": {"I have seen enough of it"}}).is(http.StatusConflict).hides(reasonDecided)
	path := "/requisitions/" + m.Requisition.ID.String()
	list := c.get(path+"?sort=fit").is(200).says("Ada Lovelace", "Your scorecard first", "Decided 0", "Submitted 1", "Scored 1")
	if strings.Index(list.Body, "Unassigned Una") > strings.Index(list.Body, "Ada Lovelace") {
		t.Error("the order by fit tells where the hidden fit lies")
	}
	c.get(path + "?stage=decided").is(200).hides("Ada Lovelace")
	c.get(path + "?stage=submitted").is(200).says("Ada Lovelace").hides("Unassigned Una")
	m.write("recruiter", 3, "notes", "evidence", "")
	m.submit("recruiter")
	c.get(path+"?stage=decided").is(200).says("Ada Lovelace", "Decided 1").hides("Your scorecard first")
	c.get(pageOf(m.application)).is(200).says(reasonDecided, "The rater 1 written answer, rated: 5", "The first interview, handed in", "Ratings weigh 70%: 3 people")
}

// TestAGuestComparesScorecardsWithoutTheScores, by the personal link and nothing else.
func TestAGuestComparesScorecardsWithoutTheScores(t *testing.T) {
	t.Parallel()
	m := newMet(t)
	telling, path, c, id := m.telling(), "/i/"+m.guest+"/debrief", m.anyone(), m.Questions[0].ID.String()
	c.get(path).is(http.StatusNotFound).hides(telling...)
	for _, name := range []string{"hr", "recruiter", "interviewer", "guest"} {
		m.write(name, 2, "notes of "+name, "evidence of "+name, "")
		m.submit(name)
	}
	c.get(path).is(200).says(anothersNotes, "3 points apart", "Gül Guest (you)").hides(telling[3:]...).hides("/applications/", "/requisitions/", "What the program calculated")
	form := url.Values{"subject": {"question"}, "subject_id": {id}, "seen": {"0"}, "level." + id: {"3"}, "reason." + id: {"It was shared work."}}
	c.post(path, form).is(http.StatusSeeOther)
	c.post(path, form).is(http.StatusConflict).says("2 → now 3").hides(telling[3:]...)
}

// TestTheDebriefSaysWhoJoinedWhenScorecardsWereIn: whoever manages interviews can leave a panel, read what is in and join
// it again.
func TestTheDebriefSaysWhoJoinedWhenScorecardsWereIn(t *testing.T) {
	t.Parallel()
	m := newMetBy(t, "first", "hr", "interviewer")
	m.handsIn("interviewer")
	debrief := interviewPath(m.interview.ID) + "/debrief"
	m.as("interviewer").get(debrief).is(http.StatusOK).hides("joined when")
	m.leaves("hr")
	m.returns("hr")
	m.write("hr", 2, "notes of hr", "evidence of hr", "")
	m.submit("hr")
	m.as("interviewer").get(debrief).is(http.StatusOK).says("joined when 2 scorecards were in")
}
