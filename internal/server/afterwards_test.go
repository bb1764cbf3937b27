package server

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

// decided is a round with a candidate about whom HR has decided, and the candidate's link.
type decided struct {
	judged
	application hiring.Application
	link        string
}

func newDecided(t *testing.T, p hiring.Promise) decided {
	t.Helper()
	w := newWorld(t)
	quiet := slog.New(slog.NewTextHandler(io.Discard, nil))
	w.app = app.New(w.store, app.Config{BaseURL: "http://touchstone.test", Log: quiet, SelfIdentificationKey: []byte("a key of thirty-two characters!!")})
	s, err := New(w.app, Config{BaseURL: "http://touchstone.test", Location: time.UTC, Log: quiet})
	must(t, err)
	w.server = s
	j := judged{w, testkit.NewRound(t, w.app, w.users["recruiter"], 12, func(r *hiring.Requisition) {
		r.Panel, r.Policy.Promise = []uuid.UUID{w.users["interviewer"].ID}, p
	})}
	d := decided{judged: j, application: j.scored("Ada Lovelace", ownsUp)}
	_, err = w.app.Decide(context.Background(), w.users["hr"], d.application.ID, app.NewDecision{Outcome: hiring.Decline, Reasons: []hiring.DecisionReason{hiring.ReasonValuesNotShown}, Reason: "A reason of our own."})
	must(t, err)
	d.link = d.linkOf(d.application)
	return d
}

// linkOf is the link that an application's answers were given by, else a further one.
func (d decided) linkOf(a hiring.Application) string {
	d.t.Helper()
	if link := d.Links[a.ID]; link != "" {
		return strings.TrimPrefix(link, "http://touchstone.test")
	}
	return d.furtherLink(a)
}

// furtherLink is a link that staff make after that.
func (d decided) furtherLink(a hiring.Application) string {
	d.t.Helper()
	ctx := context.Background()
	inv, err := d.store.InvitationOfApplication(ctx, a.ID)
	must(d.t, err)
	link, err := d.app.IssueLink(ctx, app.System(), inv.ID)
	must(d.t, err)
	return strings.TrimPrefix(link, "http://touchstone.test")
}

var seenPattern = regexp.MustCompile(`name="seen" value="([^"]+)"`)

// release releases the explanation as it is shown first.
func (d decided) release(who string) {
	d.t.Helper()
	page, c := pageOf(d.application)+"/explanation", d.as(who)
	form := d.shown(c.get(page).is(http.StatusOK))
	c.follow(c.post(page, form)).is(http.StatusOK).says("Released.")
}

// shown is the form of the page that prepares an explanation, as a browser would send it.
func (d decided) shown(a answer) url.Values {
	d.t.Helper()
	seen := seenPattern.FindStringSubmatch(a.Body)
	if seen == nil {
		d.t.Fatalf("no hash on the page\n%s", text(a.Body))
	}
	return url.Values{"seen": {seen[1]}, "do": {"release"}, "outcome": {"1"}, "decider": {"role"}, "note": {""}, "values": {d.Honesty.String(), d.Speed.String()}}
}

func TestExplanationIsPreviewedReleasedAndReadAtTheLinkAlone(t *testing.T) {
	t.Parallel()
	d := newDecided(t, hiring.Promise{})
	c, candidate, page := d.as("hr"), d.anyone(), pageOf(d.application)+"/explanation"
	c.get(pageOf(d.application)).has(`href="` + page + `"`)
	candidate.get(d.link + "/explanation").is(http.StatusSeeOther)
	candidate.get(d.link).is(200).hides(d.link+"/explanation", "not going on")
	first := c.get(page).is(200).says("Hello Ada Lovelace", "I rang the customer, said that the mistake was mine", "not going on with your application", "Exactly as the candidate reads it, in English")
	form := d.shown(first)
	form.Set("note", "We liked how plainly you write.")
	c.get(page).is(200).says("After a change, “Release” first shows what the candidate would read")
	again := c.post(page, form).is(http.StatusConflict).says("Read it, then release it", "We liked how plainly you write.")
	candidate.get(d.link + "/explanation").is(http.StatusSeeOther)
	form.Set("seen", d.shown(again).Get("seen"))
	c.follow(c.post(page, form)).is(200).says("Released.", "Released on", "The hr")
	candidate.follow(candidate.get(d.link).is(200).has(d.link+"/explanation").seeOther(d.link+"/explanation")).is(200).
		says("How your answers were read", "We liked how plainly you write.", "12 people who do this work well", "Question 3: Listen").
		has(`href="`+d.link+`/requests"`, `lang="en"`).
		hides("A reason of our own", "The hr", "top0", testkit.Told()[1][:40], "Candidate 1")
	other := d.linkOf(d.scored("Grace Hopper", ownsUp))
	d.anyone().get(other + "/explanation").is(http.StatusSeeOther)
	d.anyone().get("/q/" + strings.Repeat("A", 32) + "/explanation").is(http.StatusNotFound).hides("Ada")
	d.as("recruiter2").get(page).is(404)
	d.as("interviewer").get(page).is(404)
}

// viewsOf counts in the record how often an application's scores were seen.
func (d decided) viewsOf(a hiring.Application) (n int) {
	d.t.Helper()
	entries, err := d.store.AuditEntries(context.Background(), store.AuditFilter{Object: "application", ObjectID: a.ID.String()})
	must(d.t, err)
	for _, e := range entries {
		if e.Action == "application.scores_viewed" {
			n++
		}
	}
	return n
}

// seeOther is an answer that points somewhere, so that a link on a page can be followed.
func (a answer) seeOther(path string) answer {
	a.Status, a.Location = http.StatusSeeOther, path
	return a
}

func TestExplanationKeepsWhatWasTypedAndNamesWhatIsWrong(t *testing.T) {
	t.Parallel()
	d := newDecided(t, hiring.Promise{})
	c, page := d.as("recruiter"), pageOf(d.application)+"/explanation"
	form := d.shown(c.get(page).is(200))
	form.Set("note", strings.Repeat("x", hiring.MaxExplanationNote+1))
	c.post(page, form).is(422).says("Too long").has(strings.Repeat("x", 100))
	form.Set("note", "fine")
	form.Set("values", "no id")
	c.post(page, form).is(422).says("Choose among the options offered.").has(">fine</textarea>")
	form.Set("values", uuid.NewString())
	c.post(page, form).is(422)
	none, wants := d.shown(c.get(page)), "Tick a value, or say something in your own words."
	none.Del("values")
	shown := c.post(page, none).is(422).says(wants).hides("value by value")
	none.Set("seen", d.shown(shown).Get("seen"))
	c.post(page, none).is(422).says(wants).has(`id="f-values"`)
	form = d.shown(c.get(page))
	form.Set("do", "preview")
	form.Del("outcome")
	form.Set("decider", "name")
	c.post(page, form).is(200).says("The hr decided on").hides("not going on")
	undecided := d.scored("Grace", ownsUp)
	c.get(pageOf(undecided) + "/explanation").is(http.StatusConflict).says("Nobody has decided yet")
}

func TestCandidateAsksForASecondLookWithoutJavaScriptAndReadsTheAnswer(t *testing.T) {
	t.Parallel()
	d := newDecided(t, hiring.Promise{ReviewDays: 14})
	candidate, page := d.anyone(), d.link+"/requests"
	candidate.get(page).is(200).says("within 14 days")
	candidate.post(page, url.Values{"message": {"kept <b>words</b>"}}).is(422).says("This is needed.", "kept <b>words</b>")
	candidate.post(page, url.Values{"kind": {"review"}, "message": {strings.Repeat("x", 5001)}}).is(422).says("Too long")
	ask := url.Values{"kind": {"review"}, "message": {"My second answer was misread."}}
	candidate.follow(candidate.post(page, ask)).is(200).says("Received. You get an answer by", "My second answer was misread.")
	hr := d.as("hr")
	hr.get("/").hides("request of a candidate") // it is about HR's own decision, and the owner can take it
	d.as("recruiter").get("/").says("1 request of a candidate waits for you")
	hr.get("/requests").is(200).says("Ada Lovelace", "misread", "Somebody else is to look again: The recruiter.")
	for _, who := range []string{"interviewer", "admin", "compliance", "viewer"} {
		d.as(who).get("/requests").is(404)
	}
	d.as("recruiter2").get("/requests").is(200).says("Nobody has asked").hides("Ada", "misread")
	asked, err := d.store.ReviewRequestsOf(context.Background(), d.application.ID)
	must(t, err)
	path := "/requests/" + asked[0].ID.String()
	reply := url.Values{"outcome": {"upheld"}, "answer": {"We read it again; it stands."}}
	hr.post(path, reply).is(http.StatusConflict).says("You made this decision")
	d.as("recruiter2").post(path, reply).is(404)
	hr.get(path).is(200).says("Somebody else is to look again: The recruiter.").hides("<textarea", "Send the answer")
	for _, who := range []string{"recruiter2", "interviewer"} {
		d.as(who).get(path).is(404).hides("misread")
	}
	owner := d.as("recruiter")
	owner.get("/requests").is(200).says("misread").has(`href="`+path+`"`).hides("<textarea", `name="outcome"`)
	views := d.viewsOf(d.application)
	page1 := owner.get(path).is(200).says("What Ada Lovelace asks", "My second answer was misread.", "How it stands", "A reason of our own.", "The hr", "mistake was mine", "of 100", "Say what you looked at").has(`name="outcome"`, "<textarea")
	page1.hides("decided after this was asked")
	inOrder(t, text(page1.Body), "My second answer was misread.", "Read the answers first; what was decided and scored stands below.", "mistake was mine", "How it stands", "A reason of our own.", "of 100")
	inOrder(t, page1.Body, "mistake was mine", "<details", `id="stands"`, "A reason of our own.", pageOf(d.application)+"#a-", "</details>")
	if n := d.viewsOf(d.application) - views; n != 1 {
		t.Errorf("looking at the matter is %d views of the scores in the record, want 1", n)
	}
	owner.post(path, url.Values{"outcome": {"corrected"}, "answer": {"typed words"}}).is(422).says("typed words", "mistake was mine")
	owner.post(path, url.Values{"outcome": {"upheld"}, "answer": {" ok. "}}).is(422).says("the candidate reads this")
	owner.follow(owner.post(path, reply)).is(200).says("Answered.", "We read it again; it stands.")
	owner.post(path, url.Values{"outcome": {"declined"}, "answer": {"Typed at the same time."}}).is(http.StatusConflict).says(
		"Ada Lovelace’s request has been answered in the meantime", "Typed at the same time.", "We read it again; it stands.")
	owner.get("/").hides("waits for you: /requests", "request of a candidate")
	owner.get(path).is(200).has(`<details class="card" open>`).hides("Read the answers first")
	candidate.get(page).is(200).says("The decision stands.", "We read it again; it stands.")
	hr.get("/audit").is(404)
	d.as("compliance").get("/audit").is(200).hides("misread", "We read it again")
}

// TestASecondLookHasEveryAnswerBeforeItComparedOrNot: what the program did not compare is read like the rest, and why it
// was not stands among what was scored.
func TestASecondLookHasEveryAnswerBeforeItComparedOrNot(t *testing.T) {
	t.Parallel()
	d := newDecided(t, hiring.Promise{ReviewDays: 14})
	a := d.scored("Bea Byron", "I said sorry at once.")
	_, err := d.app.Decide(context.Background(), d.users["hr"], a.ID, app.NewDecision{Outcome: hiring.Decline, Reasons: []hiring.DecisionReason{hiring.ReasonValuesNotShown}, Reason: "A reason of our own."})
	must(t, err)
	d.anyone().post(d.linkOf(a)+"/requests", url.Values{"kind": {"review"}, "message": {"Please read it again."}})
	asked, err := d.store.ReviewRequestsOf(context.Background(), a.ID)
	must(t, err)
	page := d.as("recruiter").get("/requests/" + asked[0].ID.String()).is(200)
	inOrder(t, text(page.Body), "Please read it again.", "Tell us about a mistake", "I said sorry at once.", "How lucky are you?", "How it stands", "Tell us about a mistake", "Too short to compare", "of 100")
	if n := strings.Count(page.Body, "I said sorry at once."); n != 1 {
		t.Errorf("the answer stands there %d times", n)
	}
}

func TestExperienceIsGivenOnceAndShownFromFiveOn(t *testing.T) {
	t.Parallel()
	d := newDecided(t, hiring.Promise{})
	page, report := "/experience", "/requisitions/"+d.Requisition.ID.String()+"/experience"
	links := []string{d.link}
	for i := range 4 {
		a := d.Candidate(fmt.Sprint("N", i))
		d.Submit(a, d.Bodies(ownsUp, 9, "a", "ac", "abc"))
		links = append(links, d.linkOf(a))
	}
	unsubmitted := d.linkOf(d.Candidate("Later"))
	d.anyone().get(unsubmitted + page).is(http.StatusSeeOther)
	for i, l := range links {
		c := d.anyone()
		c.get(l + page).is(200).says("at least 5 people")
		c.post(l+page, url.Values{"q1": {"7"}, "comment": {"kept"}}).is(422).says("kept", "Choose a number from 1 to 5.")
		c.post(l+page, url.Values{}).is(422).says("you need not answer")
		form := url.Values{"q1": {"4"}, "q2": {"5"}, "q3": {fmt.Sprint(1 + i)}, "comment": {"distinctive comment " + fmt.Sprint(i)}}
		c.follow(c.post(l+page, form)).is(200).says("It has been counted.").hides("distinctive")
		c.post(l+page, form).is(http.StatusSeeOther)
		if i < 4 {
			d.as("recruiter").get(report).is(200).says("Nothing to show yet").hides("distinctive", "of 5")
		}
	}
	d.as("recruiter").get(report).is(200).says("5 candidates have answered.", "3.0 of 5", "with 95% confidence", "distinctive comment 3", "all answered alike")
	d.as("recruiter2").get(report).is(404)
}

func TestSelfIdentificationIsOfferedByCountryAndAlwaysComesBackEmpty(t *testing.T) {
	t.Parallel()
	none := newDecided(t, hiring.Promise{})
	none.anyone().get(none.link).is(200).hides("self-identification")
	none.anyone().get(none.link + "/self-identification").is(http.StatusSeeOther)
	none.anyone().post(none.link+"/self-identification", url.Values{"sex": {"female"}}).is(http.StatusSeeOther)
	for country, want := range map[string]string{hiring.CountryUS: "Hispanic or Latino", hiring.CountryOther: "50 or over"} {
		d := newDecided(t, hiring.Promise{Country: country})
		c, page := d.anyone(), d.link+"/self-identification"
		c.get(d.link).is(200).has(page)
		c.get(page).is(200).says(want, "I prefer not to say", "no effect on your application")
		c.post(page, url.Values{}).is(422).says("you need not answer")
		c.post(page, url.Values{"sex": {"nonsense"}, "describe": {"kept words"}}).is(422).has(`value="kept words"`)
		c.follow(c.post(page, url.Values{"sex": {hiring.PreferNotToSay}, "describe": {"distinctive words"}})).is(200).says("Saved.").hides("distinctive", " checked")
		d.as("compliance").get("/self-identification").is(200).says("Fewer than 10 forms are kept.", "No group can be shown yet").hides("distinctive")
		later := d.furtherLink(d.application)
		c.get(later).is(200).hides("self-identification")
		c.get(later + "/self-identification").is(http.StatusSeeOther)
		c.post(later+"/self-identification", url.Values{"sex": {hiring.PreferNotToSay}}).seeOther(later)
		c.post(later+"/self-identification/deletion", nil).seeOther(later)
		c.follow(c.post(page+"/deletion", nil)).is(200).says("Deleted.")
		d.as("hr").get("/self-identification").is(404)
	}
}

// TestNobodyReadsWhatACandidateSaidOfThemselves asks for every page as everybody, and looks for what was said.
func TestNobodyReadsWhatACandidateSaidOfThemselves(t *testing.T) {
	t.Parallel()
	d := newDecided(t, hiring.Promise{Country: hiring.CountryUS})
	const self, felt = "zebra-striped-self", "zebra-striped-comment"
	c := d.anyone()
	c.post(d.link+"/self-identification", url.Values{"sex": {"female"}, "groups": {"pacific"}, "describe": {self}}).is(http.StatusSeeOther)
	c.post(d.link+"/experience", url.Values{"q1": {"2"}, "comment": {felt}}).is(http.StatusSeeOther)
	d.release("hr")
	o := owned{d.Requisition.ID, d.application.ID, uuid.New()}
	looked := 0
	for _, role := range append(hiring.Roles(), "") {
		browser := d.anyone()
		if role != "" {
			browser = d.as(string(role))
		}
		for _, r := range d.server.routes() {
			if r.method != http.MethodGet {
				continue
			}
			path := o.fill(strings.Replace(r.path, "/q/:token", d.link, 1))
			a := browser.do(httptest.NewRequest(r.method, path, nil))
			if a.Status == http.StatusOK {
				looked++
			}
			a.hides(self, felt, `value="pacific" checked`)
		}
	}
	if looked < 60 {
		t.Errorf("only %d pages were there to be looked at", looked)
	}
}

func TestMailIsListedByStateAndEveryTemplateCanBeRead(t *testing.T) {
	t.Parallel()
	d := newDecided(t, hiring.Promise{})
	ctx, now := context.Background(), d.app.Now()
	m := hiring.Mail{ID: uuid.New(), Job: "mail.receipt:1", Kind: "mail.receipt", Payload: []byte("x"), ApplicationID: &d.application.ID, CreatedAt: now, DueAt: now}
	must(t, d.store.PostMail(ctx, m))
	must(t, d.store.MarkMail(ctx, m.Job, false, true, "550 no such user", now))
	hr, admin := d.as("hr"), d.as("admin")
	hr.get("/").says("1 mail did not arrive")
	hr.get("/mail").is(200).says("Ada Lovelace", "address refused", "550 no such user", "No mail server is set up")
	admin.get("/mail?failed=1").is(200).says("address refused").hides("Ada")
	hr.post("/mail/"+m.ID.String()+"/resend", nil).is(http.StatusConflict).says("No mail server is set up")
	d.as("recruiter").get("/mail").is(404)
	links := regexp.MustCompile(`href="(/mail/template\?[^"]+)"`).FindAllStringSubmatch(hr.get("/mail").Body, -1)
	if len(links) != len(app.MailTemplates()) {
		t.Fatalf("%d links to %d templates", len(links), len(app.MailTemplates()))
	}
	for _, l := range links {
		path := strings.ReplaceAll(l[1], "&amp;", "&")
		hr.get(path).is(200).says("Hello Ana Ruiz", "Subject").hides("[mail", "no value")
		hr.get(strings.Replace(path, "lang=en", "lang=tr", 1)).is(200).says("Merhaba Ana Ruiz")
	}
	hr.get("/mail/template?name=nothing").is(404)
	hr.get("/mail/template").is(404)
}

func TestALinkUnderNoticeSaysFromWhenAndOpensNothing(t *testing.T) {
	t.Parallel()
	r := newRound(t)
	ctx := context.Background()
	x := r.requisition
	x.Version, x.Policy.NoticeDays = 1, 10
	must(t, r.store.UpdateRequisition(ctx, x))
	i, c := r.inviteWithNotice(), r.anyone()
	page := c.get(i.base).is(200).says("Your questions open on", "Touchstone", "A person decides").has(i.base+"/accommodation").hides("consent", "/attempt")
	again := c.get(i.base).is(200)
	if text(page.Body) != text(again.Body) {
		t.Error("the day moves when the page is read again")
	}
	c.post(i.base+"/attempt", url.Values{"language": {"en"}, "consent": {"1"}}).is(http.StatusSeeOther)
	c.get(i.base + "/questions/1").is(http.StatusSeeOther)
	c.get(i.base + "/accommodation").is(200)
	if _, err := r.store.AttemptOfApplication(ctx, i.application.ID, hiring.ByLink); hiring.KindOf(err) != hiring.NotFound {
		t.Errorf("an attempt was begun: %v", err)
	}
	list, hr := "/requisitions/"+r.requisition.ID.String(), r.as("recruiter")
	hr.get(list + "/invitations").is(200).says("notice given; opens")
	hr.get(pageOf(i.application)).is(200).says("Invited: notice given; opens", "Notice given")
}

// TestWhoWaitsForTheirQuestionnaireIsShownInTheList by when it opens, and can be listed alone; to whom names are hidden,
// the day says nothing either.
func TestWhoWaitsForTheirQuestionnaireIsShownInTheList(t *testing.T) {
	t.Parallel()
	r := newRound(t)
	list, hr := "/requisitions/"+r.requisition.ID.String(), r.as("recruiter")
	hr.get(list).is(200).hides("notice=1")
	x := r.requisition
	x.Version, x.Policy.NoticeDays = 1, 10
	must(t, r.store.UpdateRequisition(context.Background(), x))
	r.invite(14)
	waiting := r.inviteWithNotice()
	hr.get(list).is(200).says("the notice has not gone out yet", "Not open yet")
	r.anyone().get(waiting.base).is(200)
	for lang, opens := range map[string]string{"en": "notice given; opens", "es": "se abre el", "tr": "açılış"} {
		hr.get(list + "?lang=" + lang).is(200).says(opens)
	}
	alone := hr.get(list+"?notice=1").is(200).says("1 candidate whose questionnaire has not opened yet", "notice given")
	if n := strings.Count(alone.Body, `class="name"`); n != 1 {
		t.Errorf("%d candidates are listed, want who waits alone", n)
	}
	must(t, r.store.AddPanel(context.Background(), r.requisition.ID, []uuid.UUID{r.users["interviewer"].ID}, r.app.Now()))
	r.as("interviewer").get(list+"?notice=1").is(200).hides("notice given", "Not open yet")
}

func TestPagesAfterwardsAreSmall(t *testing.T) {
	t.Parallel()
	d := newDecided(t, hiring.Promise{Country: hiring.CountryUS})
	d.release("hr")
	for _, page := range []string{"", "/explanation", "/requests", "/experience", "/self-identification"} {
		n := d.anyone().wire(d.link + page)
		t.Logf("%s: %d bytes", page, n)
		if n > firstLoad {
			t.Errorf("%s takes %d bytes, more than %d", page, n, firstLoad)
		}
	}
}

func TestRequisitionsPromisesAreEditedWithinBoundsAndThenFixed(t *testing.T) {
	t.Parallel()
	o := newOpened(t)
	c := o.as("recruiter")
	stands, err := o.store.Requisition(context.Background(), o.requisition.ID)
	must(t, err)
	ids, err := o.store.RequisitionQuestions(context.Background(), o.requisition.ID)
	must(t, err)
	v := o.server.requisitionValues(stands, ids)
	for _, x := range stands.Values {
		v.Add("value", x.ValueID.String())
	}
	v.Set("notice_days", "61")
	c.post(o.path, v).is(422).says("Choose a number from 0 to 60.").has(`value="61"`)
	v.Set("notice_days", "10")
	v.Set("remind_days", "2")
	v.Set("review_days", "21")
	v.Set("explanation_days", "")
	v.Set("country", "us")
	c.post(o.path, v).is(http.StatusSeeOther)
	c.get(o.path+"/edit").is(200).has(`value="10"`, `value="21"`, `value="us" selected`)
	c.post(o.path+"/invitations", person("Ana", "ana@example.org", "en")).is(200)
	c.get(o.path+"/edit").is(200).says("Notice goes out 10 business days before", "reminded once, 2 days before", "within 21 days", "can be read for 180 days", "EEO-1")
}
