package journey

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit/round"
)

// room is a desk with an interview that waits: Deniz and a guest sit on its panel.
type room struct {
	*desk
	interview hiring.Interview
	panel     []hiring.Panelist // Deniz, the guest
	path      string            // of Deniz's pages
}

func newRoom(t *testing.T) *room {
	t.Helper()
	ctx, r := context.Background(), &room{desk: newDesk(t)}
	plan := hiring.Interview{
		ApplicationID: r.Candidate("Rui Sá").ID, StartsAt: r.app.Now().Add(time.Hour), Minutes: 45, TimeZone: "Europe/Madrid", Place: "Room 4", Language: hiring.English,
	}
	i, err := r.app.ScheduleInterview(ctx, r.owner, plan, []hiring.Panelist{{UserID: &r.owner.ID}, {Name: "Gül Yılmaz", Email: "gul@else.example"}})
	if err == nil {
		r.panel, err = r.store.Panelists(ctx, i.ID)
	}
	if err != nil {
		t.Fatal(err)
	}
	r.interview, r.path = i, "/interviews/"+i.ID.String()
	return r
}

// notes is the field for notes to the only question, evidence the one for its evidence.
const (
	notes    = "[name^=notes]"
	evidence = ".desk-rate [name^=evidence]"
	spokenOf = "I told the customer that the mistake was mine"
	lostNet  = "Not saved yet. Your text is kept on this device"
)

// line reads the panelist's line of the question from the database.
func (r *room) line(t *testing.T, panelist int) hiring.ScorecardBody {
	t.Helper()
	card, err := r.store.ScorecardOf(context.Background(), r.panel[panelist].ID)
	if err != nil {
		t.Fatal(err)
	}
	return card.Line(hiring.OfQuestion, r.Questions[0].ID).Body
}

// noted waits until the notes are in the database.
func (r *room) noted(t *testing.T, panelist int, want string) {
	t.Helper()
	got := ""
	for deadline := time.Now().Add(stepTime); time.Now().Before(deadline); time.Sleep(100 * time.Millisecond) {
		if got = r.line(t, panelist).Notes; got == want {
			return
		}
	}
	t.Fatalf("stored %q, want %q", got, want)
}

// says fails the test unless a field holds this text.
func (b *tab) keepsText(selector, want string) {
	b.t.Helper()
	if got := eval[string](b, `document.querySelector("`+selector+`").value`); got != want {
		b.t.Fatalf("at %s: %s holds %q, want %q", b.address(), selector, got, want)
	}
}

// begins opens the interview and begins it.
func (r *room) begins(t *testing.T) *tab {
	t.Helper()
	b := r.signIn(t, r.owner.Email)
	b.open(r.path + "/scorecard")
	b.press("Begin the interview")
	b.says("Question 1 of 1")
	return b
}

// TestInterviewPagesAreSound looks at every page of an interview, from the first to the locked scorecard.
func TestInterviewPagesAreSound(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	b := r.signIn(t, r.owner.Email)
	b.open(r.path + "/scorecard")
	b.says("Say first", "What not to ask", "Tell us about a mistake of yours")
	b.sound()
	b.press("Begin the interview")
	b.sound()
	b.click("#probe-0")
	b.fill(notes, spokenOf+" and rang her again in the evening.")
	b.click(`.desk-rate [name^=level][value="4"]`)
	b.fill(evidence, "“the mistake was mine”")
	b.waits("Saved")
	b.sound()
	b.press("To the values")
	b.sound()
	b.press("Hand in and lock")
	b.waits("Not handed in yet")
	b.sound()
	b.click(`.value-part [name^=level][value="na"]`)
	b.fill(".why-not textarea", "Only one answer was about it.")
	b.click(`[name=recommendation][value="yes"]`)
	b.fill("[name=summary]", "Names the mistake and repairs it.")
	b.press("Hand in and lock")
	b.waits("Your scorecard is in and locked.")
	b.says(spokenOf, "Only one answer was about it.")
	b.sound()
	b.open("/applications/" + r.interview.ApplicationID.String() + "/spoken")
	b.press("Use the notes of an interview as the answers")
	b.says(spokenOf)
	b.sound()
	b.click("#f-agreed")
	b.press("Use these notes")
	b.says("The notes are now the candidate’s spoken answers.", spokenOf)
}

// TestInterviewNotesSurviveACutNetwork types through an outage: the page says so, keeps the text, and sends it when the
// network is back; leaving waits for it, and a reload brings it back.
func TestInterviewNotesSurviveACutNetwork(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	b := r.begins(t)
	b.do(chromedp.Focus(chromedp.CSS(notes)))
	half := strings.Index(spokenOf, "stake")
	b.types(spokenOf[:half])
	r.cut(b, true)
	b.types(spokenOf[half:])
	b.waits(lostNet)
	b.keepsText(notes, spokenOf)
	if got := r.line(t, 0).Notes; got == spokenOf {
		t.Error("the network is cut and everything is saved: the test tests nothing")
	}
	b.press("To the values")
	b.says("Question 1 of 1")
	r.cut(b, false)
	b.waits("Values and overall word")
	r.noted(t, 0, spokenOf)

	b.open(r.path + "/questions/1")
	b.waits("Question 1 of 1")
	r.cut(b, true)
	b.do(chromedp.Focus(chromedp.CSS(notes)))
	b.types(kb.End + " at once")
	b.waits(lostNet)
	r.cut(b, false)
	b.open(r.path + "/questions/1")
	b.keepsText(notes, spokenOf+" at once")
	r.noted(t, 0, spokenOf+" at once")
}

// TestAPageThatIsBehindIsReadAgainOnce, of the interviewer's and of the candidate's pages: one made while a save was on
// its way shows what was before it.
func TestAPageThatIsBehindIsReadAgainOnce(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	i := r.started(t, "Rui Sá")
	respondent := newTab(t, r.URL)
	for path, b := range map[string]*tab{r.path + "/questions/1": r.begins(t), i.question(1): respondent} {
		b.open(path)
		eval[bool](b, `sessionStorage.setItem(document.querySelector("[data-key]").dataset.key,"99")||true`)
		b.open(path)
		for end := time.Now().Add(stepTime); eval[string](b, `performance.getEntriesByType("navigation")[0].type`) != "reload"; time.Sleep(20 * time.Millisecond) {
			if time.Now().After(end) {
				t.Fatalf("%s is behind, and is not read again", path)
			}
		}
		time.Sleep(300 * time.Millisecond)
		if left := eval[int](b, "sessionStorage.length"); left != 0 {
			t.Errorf("%s: %d marks left: it would be read again and again", path, left)
		}
	}
}

// TestInterviewOnTwoDevicesNeverOverwrites writes on a laptop and a tablet at once: both texts are shown, and the one
// that was chosen is kept.
func TestInterviewOnTwoDevicesNeverOverwrites(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	laptop, tablet := r.begins(t), r.signIn(t, r.owner.Email)
	tablet.size(768)
	tablet.open(r.path + "/questions/1")
	laptop.fill(notes, "From the laptop.")
	laptop.waits("Saved")
	tablet.fill(notes, "From the tablet.")
	tablet.waits("Not saved: changed on another device.")
	r.noted(t, 0, "From the laptop.")
	tablet.press("Show both")
	tablet.says("From the laptop.", "Nothing is overwritten until you choose.")
	tablet.keepsText(notes, "From the tablet.")
	r.noted(t, 0, "From the laptop.")
	tablet.sound()
	tablet.press("Keep this one")
	r.noted(t, 0, "From the tablet.")
	laptop.fill(notes, "From the laptop, once more.")
	laptop.waits("Not saved: changed on another device.")
	laptop.press("Show both")
	laptop.press("Keep the other one")
	laptop.keepsText(notes, "From the tablet.")
	r.noted(t, 0, "From the tablet.")
}

// TestInterviewByKeyboardAloneToALockedScorecard rates by keys and Tab, on a laptop and at a tablet's width.
func TestInterviewByKeyboardAloneToALockedScorecard(t *testing.T) {
	t.Parallel()
	for _, width := range []int64{1440, 768} {
		r := newRoom(t)
		b := r.signIn(t, r.owner.Email)
		b.size(width)
		b.open(r.path + "/scorecard")
		b.tabTo("Begin the interview")
		b.enter()
		b.waits("Question 1 of 1")
		b.types("4")
		b.seesFocus()
		b.types("x")
		for deadline := time.Now().Add(stepTime); !eval[bool](b, `document.activeElement.matches("[name^=why_not]")`) && time.Now().Before(deadline); {
			time.Sleep(20 * time.Millisecond)
		}
		b.types("4 is text here")
		b.tabTo(notes + "," + evidence)
		b.types("p and n and 3 are letters here.")
		b.tabTo("#probe-0," + evidence + "," + notes)
		b.do(chromedp.Blur(chromedp.CSS(":focus")))
		b.types("5")
		for deadline := time.Now().Add(stepTime); r.line(t, 0).Level != 5 && time.Now().Before(deadline); {
			time.Sleep(100 * time.Millisecond)
		}
		if got := r.line(t, 0); got.Level != 5 || got.NotRated || got.WhyNot != "4 is text here" {
			t.Errorf("at %d px: stored %+v", width, got)
		}
		b.do(chromedp.Focus(chromedp.CSS(evidence)))
		eval[bool](b, "(document.activeElement.select(),true)")
		b.types("“the mistake was mine”")
		b.do(chromedp.Blur(chromedp.CSS(evidence)))
		b.types("n")
		b.waits("Values and overall word")
		b.tabTo(".value-part " + "[name^=evidence]")
		b.types("Said so herself.")
		b.do(chromedp.Blur(chromedp.CSS(".value-part [name^=evidence]")))
		b.types("4")
		b.tabTo("[name=recommendation]")
		b.types(" ")
		b.seesFocus()
		b.tabTo("Hand in and lock")
		b.enter()
		b.waits("Your scorecard is in and locked.")
		card, err := r.store.ScorecardOf(context.Background(), r.panel[0].ID)
		if err != nil || !card.Submitted() || card.Recommendation != hiring.DefinitelyNot {
			t.Errorf("at %d px: stored %+v, %v", width, card, err)
		}
	}
}

// TestInterviewGuestWritesThroughTheirLink is a guest's way: the same pages, and nobody else's.
func TestInterviewGuestWritesThroughTheirLink(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	link, err := r.app.IssuePanelistLink(context.Background(), app.System(), r.panel[1].ID)
	if err != nil {
		t.Fatal(err)
	}
	b := newTab(t, r.URL)
	b.open(link + "/scorecard")
	b.press("Begin the interview")
	b.fill(notes, "What the guest heard.")
	b.waits("Saved")
	r.noted(t, 1, "What the guest heard.")
	b.sound()
}

// TestInterviewNotesSurviveAKilledServer kills the program in the middle of a sentence and starts it again.
func TestInterviewNotesSurviveAKilledServer(t *testing.T) {
	t.Parallel()
	binary, data, ctx := build(t), t.TempDir(), context.Background()
	file := filepath.Join(data, "touchstone.db")
	link, panelist := heldOn(t, file)
	p, err := round.Serve(ctx, binary, data)
	if err != nil {
		t.Fatal(err)
	}
	b := newTab(t, p.Base)
	b.open(link + "/scorecard")
	b.press("Begin the interview")
	b.fill(notes, "Before the crash.")
	b.waits("Saved")
	p.Kill()
	b.types(" While it was down.")
	b.waits(lostNet)
	again, err := round.ServeAt(ctx, binary, data, strings.TrimPrefix(p.Base, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	b.waits("Saved")
	again.Kill()
	st, err := store.Open(ctx, store.Config{Path: file})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = st.Close() }()
	card, err := st.ScorecardOf(ctx, panelist)
	if err != nil || len(card.Lines) != 1 || card.Lines[0].Body.Notes != "Before the crash. While it was down." {
		t.Errorf("kept %+v, %v", card.Lines, err)
	}
}

// heldOn fills a database with an interview that a guest holds, and returns the guest's link and who they are.
func heldOn(t *testing.T, file string) (link string, panelist uuid.UUID) {
	t.Helper()
	ctx := context.Background()
	if _, err := round.Fill(ctx, file, 1); err != nil {
		t.Fatal(err)
	}
	st, err := store.Open(ctx, store.Config{Path: file})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = st.Close() }()
	a := app.New(st, app.Config{})
	link, panelist, err = round.Interview(ctx, a)
	if err != nil {
		t.Fatal(err)
	}
	return link, panelist
}
