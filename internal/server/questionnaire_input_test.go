package server

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// put sends an autosave as the page's script does.
func (c *client) put(path, body string) (answer, answerState) {
	c.w.t.Helper()
	req := httptest.NewRequest(http.MethodPut, path, strings.NewReader(body))
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	a := c.do(req)
	var state answerState
	if err := json.Unmarshal([]byte(a.Body), &state); err != nil {
		c.w.t.Fatalf("%d %s: %v", a.Status, a.Body, err)
	}
	return a, state
}

func TestAutosaveIsAcknowledgedWithItsVersion(t *testing.T) {
	t.Parallel()
	r := newRound(t)
	i, c := r.invite(14), r.anyone()
	if a, state := c.put(i.base+"/answers/1", `{"version":0,"text":"x"}`); a.Status != http.StatusConflict || !strings.Contains(state.Title, "press Start") {
		t.Errorf("before the start: %d %q", a.Status, state.Title)
	}
	c.start(i.base, "en")
	for n, body := range []string{`{"version":0,"text":"I was"}`, `{"version":1,"text":"I was late"}`, `{"version":2,"text":""}`} {
		a, state := c.put(i.base+"/answers/1", body)
		if a.is(http.StatusOK); state.Version != n+1 || state.SavedAt == nil {
			t.Errorf("save %d: version %d, saved at %v", n, state.Version, state.SavedAt)
		}
	}
	// the acknowledgement of the last save got lost, and the script repeats it
	if a, state := c.put(i.base+"/answers/1", `{"version":2,"text":""}`); a.Status != http.StatusOK || state.Version != 3 {
		t.Errorf("repeated: %d, version %d", a.Status, state.Version)
	}
	if a, _ := c.put(i.base+"/answers/6", `{"version":0,"text":"x"}`); a.Status != http.StatusNotFound {
		t.Errorf("question 6 of 5: status %d", a.Status)
	}
	if a, _ := c.put("/q/nobody-ever-had-this/answers/1", `{"version":0,"text":"x"}`); a.Status != http.StatusNotFound {
		t.Errorf("a wrong token: status %d", a.Status)
	}
	a, state := c.put(i.base+"/answers/1?lang=tr", `{"version":3,"text":"x","question":"`+r.questions[1].ID.String()+`"}`)
	if a.Status != http.StatusConflict || state.Answer != nil || !strings.Contains(state.Title, "sorular değişti") {
		t.Errorf("an answer to another question: %d %+v", a.Status, state)
	}
	c.post(i.base+"/submission", nil).goesTo(i.base)
	if a, state := c.put(i.base+"/answers/1", `{"version":3,"text":"late"}`); a.Status != http.StatusConflict || state.Answer != nil {
		t.Errorf("after submission: %d %+v", a.Status, state)
	}
}

func TestSecondWindowNeverOverwritesSilently(t *testing.T) {
	t.Parallel()
	r := newRound(t)
	i, c := r.invite(14), r.anyone()
	c.start(i.base, "en")
	c.put(i.base+"/answers/1", `{"version":0,"text":"from the other window"}`)
	a, state := c.put(i.base+"/answers/1", `{"version":0,"text":"from this one"}`)
	if a.Status != http.StatusConflict || state.Version != 1 || state.Answer == nil || state.Answer.Text != "from the other window" {
		t.Fatalf("%d %s", a.Status, a.Body)
	}
	form := url.Values{"version": {"0"}, "text": {"from this one"}, "do": {"next"}}
	both := c.post(i.base+"/questions/1", form).is(http.StatusConflict).says("from the other window", "from this one", "Nothing is overwritten until you choose", "Keep this one", "Keep the other one")
	if got := r.stored(i)[0].Text; got != "from the other window" {
		t.Errorf("stored %q before anybody chose", got)
	}
	form.Set("version", hidden(both.Body, "version"))
	c.post(i.base+"/questions/1", form).goesTo(i.base + "/questions/2")
	if got := r.stored(i)[0].Text; got != "from this one" {
		t.Errorf("stored %q after this one was chosen", got)
	}
	// the same words from a stale window are no conflict
	c.post(i.base+"/questions/1", url.Values{"version": {"0"}, "text": {"from this one"}, "do": {"next"}}).goesTo(i.base + "/questions/2")
}

func TestBadAnswersAreRefusedAndNothingIsWritten(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("é", hiring.MaxTextAnswer+1)
	cases := []struct {
		name  string
		n     int
		form  url.Values
		json  string
		says  string
		keeps string // of what was typed
	}{
		{"oversize", 1, url.Values{"text": {long}}, `{"text":"` + long + `"}`, "20000 characters at most", "éééé"},
		{"invalid UTF-8", 1, url.Values{"text": {"caf\xe9 au lait"}}, "{\"text\":\"caf\xe9\"}", "not valid UTF-8", "au lait"},
		{"control characters", 1, url.Values{"text": {"a\x07bell"}}, `{"text":"a\u0007bell"}`, "control characters", "bell"},
		{"scale too high", 2, url.Values{"number": {"11"}, "text": {"why not"}}, `{"number":11}`, "from 1 to 10", "why not"},
		{"scale no number", 2, url.Values{"number": {"many"}}, `{"number":0}`, "from 1 to 10", ""},
		{"unknown option", 3, url.Values{"picks": {"z"}}, `{"picks":["z"]}`, "options offered", ""},
		{"two of a single", 3, url.Values{"picks": {"a", "b"}}, `{"picks":["a","b"]}`, "options offered", ""},
		{"unknown among several", 4, url.Values{"picks": {"a", "z"}}, `{"picks":["a","z"]}`, "options offered", ""},
		{"ranking with one missing", 5, url.Values{"position.a": {"1"}, "position.b": {"2"}}, `{"picks":["a","b"]}`, "each of the 3 items its own place", `<option selected>2</option>`},
		{"ranking with one twice", 5, url.Values{"position.a": {"1"}, "position.b": {"1"}, "position.c": {"2"}}, `{"picks":["a","a","b"]}`, "its own place", ""},
	}
	r := newRound(t)
	i, c := r.invite(14), r.anyone()
	c.start(i.base, "en")
	for _, x := range cases {
		page := c.fill(i.base, x.n, "next", x.form).is(http.StatusUnprocessableEntity).says(x.says)
		if !strings.Contains(page.Body, x.keeps) {
			t.Errorf("%s: %q was typed and is gone", x.name, x.keeps)
		}
		a, state := c.put(i.base+"/answers/"+string(rune('0'+x.n)), x.json)
		if a.Status != http.StatusUnprocessableEntity || !strings.Contains(state.Title, x.says) {
			t.Errorf("%s as JSON: %d %s", x.name, a.Status, a.Body[:min(len(a.Body), 300)])
		}
	}
	if a, _ := c.put(i.base+"/answers/1", `{"text":`); a.Status != http.StatusUnprocessableEntity {
		t.Errorf("half a JSON: status %d", a.Status)
	}
	if a, _ := c.put(i.base+"/answers/1", `{"text":"`+strings.Repeat("x", maxAnswerBody)+`"}`); a.Status != http.StatusUnprocessableEntity {
		t.Errorf("a huge body: status %d", a.Status)
	}
	if diff := cmp.Diff(make([]hiring.AnswerBody, 5), r.stored(i)); diff != "" {
		t.Errorf("something was written (-want +got)\n%s", diff)
	}
	for _, path := range []string{"/questions/0", "/questions/99", "/questions/x"} {
		c.get(i.base + path).is(http.StatusNotFound).says("no question with that number")
	}
	c.post(i.base+"/questions/99", url.Values{"text": {"x"}}).is(http.StatusNotFound)
}

func TestRankingMovesByButtons(t *testing.T) {
	t.Parallel()
	r := newRound(t)
	i, c := r.invite(14), r.anyone()
	c.start(i.base, "en")
	press := func(do string, want ...string) {
		t.Helper()
		page := c.get(i.base + "/questions/5")
		v := url.Values{"order": {hidden(page.Body, "order")}}
		for at, key := range r.stored(i)[4].Picks {
			v.Set("position."+key, string(rune('1'+at)))
		}
		c.fill(i.base, 5, do, v).goesTo(i.base + "/questions/5")
		if diff := cmp.Diff(want, r.stored(i)[4].Picks); diff != "" {
			t.Errorf("after %s (-want +got)\n%s", do, diff)
		}
	}
	press("up:c", "a", "c", "b")
	press("up:c", "c", "a", "b")
	press("up:c", "c", "a", "b")
	press("down:a", "c", "b", "a")
	c.fill(i.base, 5, "clear", url.Values{}).goesTo(i.base + "/questions/5")
	if got := r.stored(i)[4].Picks; got != nil {
		t.Errorf("cleared, and still %v", got)
	}
	c.fill(i.base, 5, "next", url.Values{"order": {"a b c"}}).goesTo(i.base + "/summary")
	if got := r.stored(i)[4].Picks; got != nil {
		t.Errorf("nobody placed anything, and it is %v", got)
	}
	c.fill(i.base, 5, "up:b", url.Values{"order": {"a b z"}}).is(http.StatusUnprocessableEntity)
}

func TestAccommodationIsAskedForAndAnswered(t *testing.T) {
	t.Parallel()
	r := newRound(t)
	i, c := r.invite(14), r.anyone()
	c.get(i.base+"/accommodation").is(http.StatusOK).says("Another way to answer", "need not give a diagnosis")
	c.post(i.base+"/accommodation", url.Values{"message": {"I use a screen reader"}}).is(http.StatusUnprocessableEntity).says("This is needed", "I use a screen reader")
	c.post(i.base+"/accommodation", url.Values{"need": {"other"}}).is(http.StatusUnprocessableEntity)
	c.post(i.base+"/accommodation", url.Values{"need": {"more_time"}, "message": {strings.Repeat("x", hiring.MaxMessage+1)}}).is(http.StatusUnprocessableEntity)
	asked := url.Values{"need": {"more_time"}, "message": {"I use a screen reader"}}
	c.post(i.base+"/accommodation", asked).goesTo(i.base + "/accommodation")
	c.post(i.base+"/accommodation", asked).goesTo(i.base + "/accommodation")
	page := c.get(i.base+"/accommodation").says("More time", "I use a screen reader", "The reply will stand here")
	if n := strings.Count(page.Body, "I use a screen reader"); n != 1 {
		t.Errorf("a double click made %d requests", n)
	}
	other := r.invite(14)
	c.get(other.base + "/accommodation").hides("screen reader")
	ctx, hr := context.Background(), r.users["hr"].ID
	waiting, err := r.store.AccommodationsOfInvitation(ctx, i.invitation.ID)
	must(t, err)
	reply := app.AccommodationReply{Granted: "granted", Answer: "Take the time you need.", ExtraDays: 5}
	must(t, r.app.AnswerAccommodation(ctx, app.UserActor(hr), hr, waiting[0].ID, reply))
	c.get(i.base+"/accommodation").says("Agreed", "Take the time you need.", "5 more days").hides("The reply will stand here", "The hr")
}

func TestRespondentPagesLeaveNothingBehind(t *testing.T) {
	t.Parallel()
	r := newRound(t)
	i, c := r.invite(14), r.anyone()
	c.start(i.base, "en")
	for _, path := range []string{"/questions/1", "/questions/2", "/questions/5", "/summary", "/about", "/accommodation"} {
		a := c.get(i.base+path).is(http.StatusOK).hides("http://", "https://", "style=", "onclick", "<script>")
		if a.Header.Get("Cache-Control") != "no-store" || a.Header.Get("Referrer-Policy") != "no-referrer" {
			t.Errorf("%s: %s, %s", path, a.Header.Get("Cache-Control"), a.Header.Get("Referrer-Policy"))
		}
	}
	if len(c.cookies) != 0 {
		t.Errorf("cookies %v", c.cookies)
	}
}
