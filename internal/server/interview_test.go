package server

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// interviewForm is the form for a new interview, filled in: three days on as Istanbul counts them, where the next day
// has begun when it has not in UTC.
func interviewForm(w *world) url.Values {
	istanbul, err := time.LoadLocation("Europe/Istanbul")
	must(w.t, err)
	return url.Values{
		"date": {w.app.Now().In(istanbul).AddDate(0, 0, 3).Format(time.DateOnly)}, "time": {"10:00"}, "time_zone": {"Europe/Istanbul"}, "minutes": {"45"},
		"place": {"Room <4>"}, "language": {"tr"}, "panel": {w.users["interviewer"].ID.String(), w.users["hr"].ID.String()},
		"guest_name.0": {"Gül Guest"}, "guest_email.0": {"gul@else.test"}, "guest_name.1": {""}, "guest_email.1": {""},
	}
}

// scheduledBy sets an interview through the form, as the owner of a requisition.
func (w *world) scheduledBy(o owned) uuid.UUID {
	w.t.Helper()
	got := w.as("recruiter").post("/applications/"+o.application.String()+"/interviews", interviewForm(w)).is(http.StatusSeeOther)
	id, err := uuid.Parse(strings.TrimPrefix(got.Location, "/interviews/"))
	must(w.t, err)
	return id
}

func TestInterviewIsScheduledThroughTheForm(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	o := w.newOwned("recruiter", "interviewer")
	path := "/applications/" + o.application.String() + "/interviews"
	w.as("recruiter").get(path+"/new").is(http.StatusOK).says("Interview Cem", "The interviewer").
		has(`value="`+w.users["interviewer"].ID.String()+`" checked`, `data-own-zone`, `<option value="UTC" selected>`, `name="minutes"`, `<option value="tr" selected>`)
	id := w.scheduledBy(o)
	i, err := w.store.Interview(context.Background(), id)
	must(t, err)
	if i.StartsAt.Hour() != 7 || i.Minutes != 45 || i.Place != "Room <4>" || i.Language != hiring.Turkish || i.RequisitionID != o.requisition {
		t.Errorf("%+v", i)
	}
	w.as("recruiter").get("/interviews/"+id.String()).is(http.StatusOK).
		says("Interview with Cem", "10:00–10:45, Istanbul time", "in 3 days", "Room <4>", "Gül Guest", "guest", "not begun", "to be told by you", "Türkçe").
		has(`href="/interviews/`+id.String()+`/edit"`, `action="/interviews/`+id.String()+`/cancellation"`).hides("Open my scorecard")
}

func TestInterviewFormKeepsWhatWasTypedAndSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	o := w.newOwned("recruiter")
	path := "/applications/" + o.application.String() + "/interviews"
	for name, c := range map[string]struct {
		change url.Values
		says   string
	}{
		"no day":      {url.Values{"date": {"tomorrow"}}, "Give the day"},
		"the past":    {url.Values{"date": {"2020-01-01"}}, "This time is over"},
		"the gap":     {url.Values{"date": {"2027-03-28"}, "time": {"02:30"}, "time_zone": {"Europe/Madrid"}}, "The clocks are set forward that day"},
		"a zone":      {url.Values{"time_zone": {"Mars/Olympus"}}, "Choose a time zone"},
		"minutes":     {url.Values{"minutes": {"five"}}, "from 10 to 480"},
		"nowhere":     {url.Values{"place": {""}}, "Say where"},
		"video":       {url.Values{"video": {"http://meet.example"}}, "begins with https://"},
		"nobody":      {url.Values{"panel": {}, "guest_name.0": {""}, "guest_email.0": {""}}, "at least one interviewer"},
		"guest":       {url.Values{"guest_email.0": {"nowhere"}}, "not an e-mail address"},
		"has account": {url.Values{"guest_email.0": {"viewer@alderfinch.test"}}, "Somebody signs in with this address"},
	} {
		form := interviewForm(w)
		for k, v := range c.change {
			form[k] = v
		}
		t.Log(name)
		w.as("recruiter").post(path, form).is(http.StatusUnprocessableEntity).says(c.says).has(`class="problem"`).
			hides("data-own-zone")
	}
	form := interviewForm(w)
	form.Set("place", "")
	w.as("recruiter").post(path, form).is(http.StatusUnprocessableEntity).
		has(`value="Gül Guest"`, `value="gul@else.test"`, `<option value="Europe/Istanbul" selected>`, `value="`+w.users["hr"].ID.String()+`" checked`)
}

func TestInterviewIsMovedAndCancelledOnItsPage(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.scheduledBy(w.newOwned("recruiter"))
	path, c := "/interviews/"+id.String(), w.as("recruiter")
	c.get(path+"/edit").is(http.StatusOK).has(`value="10:00"`, `<option value="Europe/Istanbul" selected>`, `name="version" value="1"`)
	form := interviewForm(w)
	form.Set("version", "1")
	form.Set("time", "11:30")
	c.follow(c.post(path, form)).says("The interview was changed", "11:30–12:15")
	form.Set("time", "12:30")
	c.post(path, form).is(http.StatusConflict).says("Look at how it stands now")
	c.post(path+"/cancellation", url.Values{"version": {"2"}, "reason": {"no"}}).is(http.StatusUnprocessableEntity).says("Give the reason")
	c.follow(c.post(path+"/cancellation", url.Values{"version": {"2"}, "reason": {"The round is full."}})).
		says("The interview was cancelled", "The round is full.").hides(path+"/cancellation", path+"/edit")
	w.as("interviewer").get(path).is(http.StatusOK).says("This interview was cancelled").hides("The round is full.")
}

func TestPanelistSeesNameAndTimeAndNothingOfTheApplication(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	o := w.newOwned("recruiter")
	id := w.scheduledBy(o)
	page := w.as("interviewer").get("/interviews/" + id.String()).is(http.StatusOK)
	page.says("Interview with Cem", "Open my scorecard", "Rate on your own").
		hides(o.application.String(), o.requisition.String(), "cem@mail.test", "gul@else.test", "Mail again", "/edit", "Candidate 1")
	w.as("interviewer").get("/interviews").is(http.StatusOK).says("Coming", "Cem").hides(o.application.String(), "cem@mail.test", "view=all")
	w.as("interviewer").get("/").is(http.StatusOK).says("Interview with Cem")
	w.as("recruiter2").get("/interviews/" + id.String()).is(http.StatusNotFound)
	w.as("recruiter2").get("/interviews?view=all").is(http.StatusOK).hides("Cem")
}

// then is the page a 303 points to, wherever on it.
func then(c *client, a answer) answer {
	a.Location, _, _ = strings.Cut(a.Location, "#")
	return c.follow(a)
}

func TestPanelGrowsShrinksAndHandsOutLinks(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.scheduledBy(w.newOwned("recruiter"))
	path, c := "/interviews/"+id.String(), w.as("recruiter")
	c.post(path+"/panel", url.Values{"person": {""}}).is(http.StatusUnprocessableEntity).says("This is needed")
	c.post(path+"/panel", url.Values{"guest_name.0": {""}, "guest_email.0": {"g2@else.test"}}).is(http.StatusUnprocessableEntity).has(`value="g2@else.test"`)
	c.post(path+"/panel", url.Values{"guest_name.0": {"G"}, "guest_email.0": {"gul@else.test"}}).is(http.StatusUnprocessableEntity).says("is on the panel twice")
	then(c, c.post(path+"/panel", url.Values{"guest_name.0": {"Second Guest"}, "guest_email.0": {"g2@else.test"}})).says("Added to the panel", "Second Guest")
	then(c, c.post(path+"/panel", url.Values{"person": {w.users["recruiter2"].ID.String()}})).says("The recruiter2")
	panel, err := w.store.Panelists(context.Background(), id)
	must(t, err)
	byEmail := map[string]hiring.Panelist{}
	for _, p := range panel {
		byEmail[p.Email] = p
	}
	guest := byEmail["gul@else.test"]
	shown := c.post(path+"/panel/"+guest.ID.String()+"/link", nil).is(http.StatusOK).says("Gül Guest", "They are shown this once")
	_, after, found := strings.Cut(shown.Body, "http://touchstone.test/i/")
	if !found {
		t.Fatal(shown.Body)
	}
	token, _, _ := strings.Cut(after, "<")
	c.post(path+"/panel/"+byEmail["interviewer@alderfinch.test"].ID.String()+"/link", nil).is(http.StatusNotFound)
	w.anyone().get("/i/"+token).is(http.StatusOK).says("Cem ile görüşme", "Değerlendirme formumu aç").
		has(`href="/i/`+token+`/scorecard"`, `href="/i/`+token+`/calendar.ics"`).
		hides(id.String(), "cem@mail.test", "g2@else.test", "recruiter2@", "Oturumu kapat")
	w.as("viewer").get("/i/" + token + "?lang=en").is(http.StatusOK).says("Interview with Cem").hides("The viewer")
	ics := w.anyone().get("/i/" + token + "/calendar.ics").is(http.StatusOK)
	if ics.Header.Get("Content-Type") != "text/calendar; charset=utf-8" || !strings.Contains(ics.Body, "BEGIN:VEVENT\r\n") || strings.Contains(ics.Body, token) {
		t.Errorf("%s\n%s", ics.Header.Get("Content-Type"), ics.Body)
	}
	then(c, c.post(path+"/panel/"+guest.ID.String()+"/removal", nil)).says("Removed from the panel").hides("gul@else.test")
	w.anyone().get("/i/" + token).is(http.StatusNotFound).hides("Cem")
	w.anyone().get("/i/" + token + "/calendar.ics").is(http.StatusNotFound).hides("Cem")
	w.anyone().get("/i/nothing").is(http.StatusNotFound)
}

func TestCalendarFileIsDownloadedByPanelAndManagers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.scheduledBy(w.newOwned("recruiter"))
	for _, who := range []string{"recruiter", "interviewer", "hr"} {
		got := w.as(who).get("/interviews/" + id.String() + "/calendar.ics").is(http.StatusOK)
		if !strings.Contains(got.Body, "SUMMARY:Interview: Cem (Round of recruiter)\r\n") || strings.Contains(got.Body, "@mail.test") {
			t.Errorf("%s\n%s", who, got.Body)
		}
	}
}

func TestCandidateIsChosenByNumber(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	o := w.newOwned("recruiter")
	c, path := w.as("recruiter"), "/requisitions/"+o.requisition.String()+"/interviews/new"
	c.get(path).is(http.StatusOK).says("Candidate's number")
	if got := c.get(path + "?number=1").is(http.StatusSeeOther); got.Location != "/applications/"+o.application.String()+"/interviews/new" {
		t.Error(got.Location)
	}
	for _, n := range []string{"2", "-1", "one", "99999999999"} {
		c.get(path + "?number=" + n).is(http.StatusUnprocessableEntity).says("No candidate of this requisition")
	}
}

func TestListOfAllInterviewsGoesOnPageByPage(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	o := w.newOwned("recruiter", "interviewer")
	ctx := context.Background()
	r, err := w.store.Requisition(ctx, o.requisition)
	must(t, err)
	a, err := w.store.Application(ctx, o.application)
	must(t, err)
	for range interviewSize {
		w.newInterview(r, a)
	}
	c := w.as("recruiter")
	first := c.get("/interviews?view=all").is(http.StatusOK).says("Earlier ones")
	if n := strings.Count(first.Body, `href="/interviews/`); n != interviewSize {
		t.Errorf("%d on the first page", n)
	}
	_, next, _ := strings.Cut(first.Body, `href="/interviews?after=`)
	next, _, _ = strings.Cut(next, `"`)
	second := c.get("/interviews?after=" + strings.ReplaceAll(next, "&amp;", "&")).is(http.StatusOK)
	if n := strings.Count(second.Body, `href="/interviews/`); n != 1 {
		t.Errorf("%d on the second page", n)
	}
	for _, bad := range []string{"x", "1.x", "-1." + uuid.NewString()} {
		c.get("/interviews?after=" + bad).is(http.StatusNotFound)
	}
}

func TestApplicationPageLeadsToItsInterviews(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	o := w.newOwned("recruiter")
	id := o.interview // the recruiter is on its panel, HR is not
	w.as("recruiter").get("/applications/" + o.application.String()).is(http.StatusOK).
		says("Your scorecard first").has(`href="/interviews/` + id.String() + `"`)
	w.as("hr").get("/applications/"+o.application.String()).is(http.StatusOK).
		says("Schedule an interview", "Interview scheduled:").has(`href="/interviews/` + id.String() + `"`)
	w.as("recruiter").get("/requisitions/" + o.requisition.String()).is(http.StatusOK).says("Schedule an interview")
}

// TestTheCandidatesCalendarFileIsHandedOver: in the candidate's language and with nobody's address in it, by whoever
// manages the interview.
func TestTheCandidatesCalendarFileIsHandedOver(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.scheduledBy(w.newOwned("recruiter"))
	path := interviewPath(id)
	for _, who := range []string{"recruiter", "hr"} {
		w.as(who).get(path).is(http.StatusOK).has(`href="` + path + `/candidate.ics"`)
		file := w.as(who).get(path + "/candidate.ics").is(http.StatusOK)
		file.has("BEGIN:VEVENT", "SUMMARY:Alder & Finch ile görüşme").hides("ATTENDEE", "alderfinch.test/", "@mail.test", "@else.test", path, "Gül")
		if got := file.Header.Get("Content-Disposition"); !strings.Contains(got, `filename="interview.ics"`) {
			t.Error(got)
		}
	}
	w.as("interviewer").get(path).is(http.StatusOK).hides("candidate.ics")
	for _, who := range []string{"interviewer", "recruiter2", "viewer"} {
		w.as(who).get(path + "/candidate.ics").is(http.StatusNotFound).hides("VEVENT")
	}
}

// TestAGuestReadsInTheLanguageTheyChoose, on every page of theirs and whenever they come back; whoever is signed in
// beside the link is not named on it.
func TestAGuestReadsInTheLanguageTheyChoose(t *testing.T) {
	t.Parallel()
	h := newHeld(t)
	c := h.as("viewer")
	c.get(h.guest).is(http.StatusOK).says("Rui Sá ile görüşme", "Español").has(`action="` + h.guest + `/language"`).hides("The viewer")
	for _, at := range []string{h.guest, h.guest + "/scorecard", "https://elsewhere.test/"} {
		want := at
		if strings.HasPrefix(at, "https") {
			want = h.guest
		}
		if got := c.post(h.guest+"/language", url.Values{"language": {"es"}, "at": {at}}).is(http.StatusSeeOther); got.Location != want {
			t.Errorf("from %s to %s", at, got.Location)
		}
	}
	for _, path := range []string{"", "/scorecard"} {
		h.anyone().get(h.guest+path).is(http.StatusOK).has(`<html lang="es">`, `value="es" lang="es" aria-current="true"`)
		c.get(h.guest + path).hides("The viewer")
	}
	c.follow(c.post(h.guest+"/scorecard", nil)).is(http.StatusOK).has(`<html lang="es">`).hides("The viewer", h.guest+"/language")
	c.post(h.guest+"/language", url.Values{"language": {"xx"}}).is(http.StatusNotFound)
	h.as("interviewer").get(h.base).is(http.StatusOK).hides("/language")
	c.post("/i/nothing/language", url.Values{"language": {"es"}}).is(http.StatusNotFound)
}

// TestWhoRatedInAnInterviewFindsHowTheyRate and whoever manages it is offered only what they may open.
func TestWhoRatedInAnInterviewFindsHowTheyRate(t *testing.T) {
	t.Parallel()
	m := newMet(t)
	raters := `href="` + requisitionOf(m.Requisition.ID) + `/raters?of=interviews"`
	page := interviewPath(m.interview.ID)
	m.as("first").get(page).is(http.StatusOK).has(raters, page+"/scorecard/print", page+"/debrief")
	m.as("first").get(requisitionOf(m.Requisition.ID)+"/raters?of=interviews").is(http.StatusOK).says("How you rate", "The first")
	m.as("interviewer").get(page).is(http.StatusOK).hides("/raters", "/scorecard/print", page+"/debrief")
	m.as("chair").get(page).is(http.StatusOK).has(page+"/scorecard/print", page+"/debrief").hides("/raters")
	must(t, m.store.AddPanel(context.Background(), m.Requisition.ID, []uuid.UUID{m.users["chair"].ID}, m.app.Now()))
	m.as("chair").get(page).is(http.StatusOK).hides("/scorecard/print", page+"/debrief")
	m.as("chair").get(page + "/debrief").is(http.StatusNotFound)
}

// TestComplianceFindsHowRatersAgree from the page it has in its navigation.
func TestComplianceFindsHowRatersAgree(t *testing.T) {
	t.Parallel()
	m := newMet(t)
	raters := requisitionOf(m.Requisition.ID) + "/raters"
	c := m.as("compliance")
	c.get("/reviews").is(http.StatusOK).has(`href="` + raters + `"`)
	c.get(raters).is(http.StatusOK).has(requisitionOf(m.Requisition.ID)+"/report", requisitionOf(m.Requisition.ID)+"/exports").hides("Ada Lovelace")
	m.as("hr").get("/reviews").is(http.StatusOK).hides(`href="` + raters + `"`)
}

// TestWhatAnInterviewerRatedLeadsToTheirCandidates and to nobody who was not interviewed by them.
func TestWhatAnInterviewerRatedLeadsToTheirCandidates(t *testing.T) {
	t.Parallel()
	m := newMetBy(t, "first", "guest")
	m.write("guest", 4, anothersNotes, anothersEvidence, anothersSummary)
	m.submit("guest")
	m.Candidate("Never interviewed")
	hr := m.as("hr")
	page, found := hr.get(requisitionOf(m.Requisition.ID)+"/raters?of=interviews").is(http.StatusOK), 0
	for _, x := range regexp.MustCompile(`<a href="([^"]+interviewed_by=[^"]+)">`).FindAllStringSubmatch(page.Body, -1) {
		list := hr.get(x[1]).is(http.StatusOK).says("1 candidate whom", "with the scorecard handed in", "Ada Lovelace").hides("Never interviewed")
		if n := strings.Count(list.Body, `<a class="name" href="/applications/`); n != 1 {
			t.Errorf("%s leads to %d, want 1", x[1], n)
		}
		found++
	}
	if found != 2 {
		t.Errorf("%d interviewers lead to their candidates, want 2:\n%s", found, text(page.Body))
	}
	hr.get(requisitionOf(m.Requisition.ID) + "?interviewed_by=" + uuid.NewString()).is(http.StatusOK).says("0 candidates whom").hides("Ada Lovelace")
}
