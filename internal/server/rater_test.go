package server

import (
	"context"
	"fmt"
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// ratedBy is a round in which people have rated: levels by candidate, rated question and rater.
type ratedBy struct {
	judged
	candidates []hiring.Application
	began      time.Time
}

// newRated opens a round and rates so many candidates: the interviewer a point lower than the recruiter of another round
// and than HR, who are near each other.
func newRated(t *testing.T, candidates int) ratedBy {
	t.Helper()
	w := newWorld(t)
	for i, name := range []string{"Ayşe Yılmaz", "Óscar Núñez", "Zoe Adams"} {
		key := fmt.Sprint("rater", i)
		w.addUser(key, hiring.Interviewer)
		w.change(key, func(u *hiring.User) { u.Name = name })
	}
	r := ratedBy{judged: judged{w, testkit.NewRound(t, w.app, w.users["recruiter"], 12, nil)}, began: w.app.Now().Add(-100 * time.Hour)}
	for c := range candidates {
		a := r.Candidate(fmt.Sprintf("Name %d", c))
		r.candidates = append(r.candidates, a)
		level := 2 + c%3
		for q := range 3 {
			at := min(5, max(1, level+(q+c)%2))
			r.given(a, q, "rater0", max(1, at-1-c%2))
			r.given(a, q, "rater1", at)
			r.given(a, q, "rater2", min(5, at+c%4/3))
		}
	}
	return r
}

// change alters a person of the world.
func (w *world) change(who string, how func(*hiring.User)) {
	w.t.Helper()
	u, err := w.store.User(context.Background(), w.users[who].ID)
	must(w.t, err)
	how(&u)
	must(w.t, w.store.UpdateUser(context.Background(), u))
	w.users[who] = u
}

// given stores one level of one rater.
func (r ratedBy) given(a hiring.Application, question int, rater string, level int) {
	r.t.Helper()
	ctx := context.Background()
	must(r.t, r.store.AddRatings(ctx, []hiring.Rating{{
		ID: uuid.New(), ApplicationID: a.ID, QuestionVersionID: r.Questions[question].ID, RaterID: r.users[rater].ID,
		Level: level, Evidence: "said so", CreatedAt: r.began.Add(time.Duration(a.Number) * time.Hour),
	}}))
	must(r.t, r.store.SetCombined(ctx, a.ID, store.CombinedColumns{Raters: 1}))
}

func (r ratedBy) path() string { return "/requisitions/" + r.Requisition.ID.String() + "/raters" }

// TestHRSeesCoachingInTheOrderOfNames: agreement first, in a sentence, then each rater with what to do.
func TestHRSeesCoachingInTheOrderOfNames(t *testing.T) {
	t.Parallel()
	r := newRated(t, 9)
	hr := r.as("hr")
	hr.get("/requisitions/" + r.Requisition.ID.String()).is(http.StatusOK).has(`href="` + r.path() + `"`)
	page := hr.get(r.path()).is(http.StatusOK).says("Two raters agree", "81 ratings of 9 candidates by 3 raters", "raters for each answer would be needed. By the ends of the interval it may be",
		"lower than the average of all who rate, on 9 shared candidates", "Compare two answers together", "Not enough yet: 9 of 21 shared candidates",
		"Candidate 1", "Mean level", "Adjusted, as information", "Krippendorff", "Question by question").has(`<svg class="levels"`, `<desc id="r-`)
	inOrder(t, page.Body, ">Tell us about a mistake", ">How lucky are you?", ">What do you do first?")
	inOrder(t, page.Body, ">Ayşe Yılmaz<", ">Óscar Núñez<", ">Zoe Adams<")
	r.as("compliance").get("/audit").says("requisition.raters_viewed")
}

// TestMeansAreNotAdjustedByASeverityThatIsNotKnown: a column of adjusted means wants enough shared candidates of every
// rater whose severity enters it.
func TestMeansAreNotAdjustedByASeverityThatIsNotKnown(t *testing.T) {
	t.Parallel()
	r := newRated(t, 7)
	for range 8 {
		a := r.Candidate("More")
		r.given(a, 0, "rater0", 3)
		r.given(a, 0, "rater1", 4)
	}
	hr := r.as("hr")
	page := hr.get(r.path()).is(http.StatusOK).hides("Adjusted, as information", "equally severe", "For information only").says("Mean level",
		"at least 8 candidates whom others rated as well; one rater has fewer")
	if n := strings.Count(page.Body, `<td class="n">–</td>`); n > 0 {
		t.Errorf("%d candidates have no mean", n)
	}
	r.given(r.candidates[0], 0, "hr", 3)
	hr.get(r.path()).hides("Adjusted, as information").says("at least 8 candidates whom others rated as well; 2 raters have fewer")
}

// inOrder fails the test unless the words come one after the other.
func inOrder(t *testing.T, page string, words ...string) {
	t.Helper()
	from := 0
	for _, w := range words {
		at := strings.Index(page[from:], w)
		if at < 0 {
			t.Errorf("%q does not come after the others", w)
			return
		}
		from += at + 1
	}
}

// TestRatersPageShowsEachOnlyWhatIsTheirs: compliance sees the whole without names, the owner no coaching of others, a
// rater only themselves, and a stranger nothing.
func TestRatersPageShowsEachOnlyWhatIsTheirs(t *testing.T) {
	t.Parallel()
	r := newRated(t, 9)
	must(t, r.store.AddPanel(context.Background(), r.Requisition.ID, []uuid.UUID{r.users["rater0"].ID, r.users["interviewer"].ID}, r.app.Now()))
	names := []string{"Ayşe", "Óscar", "Zoe"}
	r.as("compliance").get(r.path()).is(http.StatusOK).says("Two raters agree", "What stands out in raters").hides(append(names, "Candidate 1", "Name 1", "/applications/")...)
	r.as("recruiter").get(r.path()).is(http.StatusOK).says("Two raters agree", "What stands out in raters", "Candidate 1").hides(names...)
	own := r.as("rater0").get(r.path()).is(http.StatusOK).says("How you rate", "Ayşe Yılmaz", "lower than the average")
	own.hides("Óscar", "Zoe", "Two raters agree", "Candidate 1", "Question by question", "Weighted kappa", "/applications/")
	r.as("interviewer").get(r.path()).is(http.StatusOK).says("Your own ratings come first").hides(append(names, "Two raters agree", "lower than")...)
	for _, who := range []string{"rater1", "recruiter2", "viewer", "admin"} {
		r.as(who).get(r.path()).is(http.StatusNotFound).hides(names...)
	}
}

// TestRatersPageHidesWhatIsStillToBeRated: HR on the panel sees nothing of a candidate before rating, not even in sums.
func TestRatersPageHidesWhatIsStillToBeRated(t *testing.T) {
	t.Parallel()
	r := newRated(t, 9)
	must(t, r.store.AddPanel(context.Background(), r.Requisition.ID, []uuid.UUID{r.users["hr"].ID}, r.app.Now()))
	hr := r.as("hr")
	hr.get(r.path()).is(http.StatusOK).says("Your own ratings come first").hides("Two raters", "Zoe", "<svg class=\"levels\"", "Candidate 1")
	for q := range 3 {
		r.given(r.candidates[4], q, "hr", 3)
	}
	hr.get(r.path()).is(http.StatusOK).says("12 ratings of 1 candidates by 4 raters", "Candidate 5", "Not enough yet: 1 of 8 shared candidates").hides("Candidate 4", "Candidate 6")
}

func TestRatersPageSaysWhatToDoWhileItIsEmpty(t *testing.T) {
	t.Parallel()
	r := newRated(t, 0)
	r.as("hr").get(r.path()).is(http.StatusOK).says("Nobody has rated yet", "Put at least two on the panel")
	a := r.Candidate("Ada")
	r.given(a, 0, "rater0", 4)
	r.as("hr").get(r.path()+"?of=nonsense&from=-7").is(http.StatusOK).says("How far raters agree cannot be told yet", "One person alone has rated", "Too few ratings yet", "Ayşe Yılmaz", "What is still missing", "Not enough yet: 0 of 8 shared candidates", "One candidate rated").hides("NaN", "Inf")
	r.as("hr").get(r.path() + "?from=999").is(http.StatusOK).hides("NaN")
}

// TestWhatARaterRatedLeadsToTheirCandidates and to nobody else's; not for whoever may not list them.
func TestWhatARaterRatedLeadsToTheirCandidates(t *testing.T) {
	t.Parallel()
	r := newRated(t, 3)
	r.given(r.Candidate("Rated by one"), 0, "rater2", 4)
	r.Candidate("Rated by nobody")
	hr := r.as("hr")
	page, found := hr.get(r.path()).is(http.StatusOK), 0
	for _, m := range regexp.MustCompile(`<a href="([^"]+rated_by=[^"]+)">(\d+) candidates rated`).FindAllStringSubmatch(page.Body, -1) {
		list := hr.get(m[1]).is(http.StatusOK).hides("Rated by nobody")
		if n := strings.Count(list.Body, `<a class="name" href="/applications/`); fmt.Sprint(n) != m[2] {
			t.Errorf("%s rated, and a list of %d", m[2], n)
		}
		found++
	}
	if found != 3 {
		t.Errorf("%d raters lead to their candidates, want 3", found)
	}
	hr.get("/requisitions/"+r.Requisition.ID.String()+"?rated_by="+r.users["rater2"].ID.String()).says("4 candidates whose written answers Zoe Adams has rated", "Rated by one")
	for _, who := range []string{"recruiter", "compliance"} {
		r.as(who).get(r.path()).is(http.StatusOK).hides("rated_by=")
	}
}

// TestEveryCountOfRatedAnswersLeadsToThem: each link of the page opens a list of as many answers as it says, with names
// for HR and without for the requisition's owner; compliance has none of it.
func TestEveryCountOfRatedAnswersLeadsToThem(t *testing.T) {
	t.Parallel()
	r := newRated(t, 6)
	r.given(r.Candidate("Rated by one"), 0, "rater2", 4)
	link := regexp.MustCompile(`<a href="([^"]+/raters/answers[^"]+)" aria-label="(\d+): [^"]+">(\d+)</a>`)
	row := `<th role="rowheader"`
	for who, least := range map[string]int{"hr": 6 + 3 + 9, "recruiter": 6} {
		page := r.as(who).get(r.path()).is(http.StatusOK)
		found := link.FindAllStringSubmatch(page.Body, -1)
		if len(found) < least {
			t.Errorf("%s has %d links to rated answers, want %d", who, len(found), least)
		}
		for _, m := range found {
			list := r.as(who).get(html.UnescapeString(m[1])).is(http.StatusOK).hides("Rated by one", "Name 1")
			if n := strings.Count(list.Body, row); m[2] != m[3] || fmt.Sprint(n) != m[2] {
				t.Errorf("%s: %s of %s, and a list of %d", who, m[2], m[1], n)
			}
			if who == "recruiter" {
				list.hides("Ayşe", "Óscar", "Zoe")
			}
		}
	}
	once := r.as("hr").get(r.path()+"/answers?only=once").is(http.StatusOK).says("One answer that one person alone rated", "Candidate 7", "Zoe Adams 4")
	if n := strings.Count(once.Body, row); n != 1 {
		t.Errorf("one answer was rated once, and %d are listed", n)
	}
	r.as("hr").get(r.path()).says("One answer was rated by one person alone").has("only=once")
	r.as("recruiter").get(r.path() + "/answers?rater=" + r.users["rater2"].ID.String() + "&level=4").is(http.StatusOK).says("19 rated answers").hides("Zoe")
	r.as("hr").get(r.path() + "/answers?of=x&question=y&rater=z&level=99&from=-3").is(http.StatusOK).says("19 rated answers")
	for _, who := range []string{"compliance", "rater0", "recruiter2"} {
		r.as(who).get(r.path() + "/answers").is(http.StatusNotFound)
	}
	r.as("compliance").get(r.path()).hides("/raters/answers")
}

// TestRatersPageSpeaksEveryLanguage: no key is left without words, whatever is found.
func TestRatersPageSpeaksEveryLanguage(t *testing.T) {
	t.Parallel()
	r := newRated(t, 24)
	for _, lang := range hiring.Languages() {
		r.change("hr", func(u *hiring.User) { u.Language = lang })
		r.as("hr").get(r.path()).is(http.StatusOK).hides("[rater.", "<no value>", "%!")
		r.as("hr").get(r.path()+"/answers?only=apart").is(http.StatusOK).hides("[rater.", "<no value>", "%!")
	}
}
