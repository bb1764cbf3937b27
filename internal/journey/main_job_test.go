package journey

import (
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"touchstone/internal/hiring"
	"touchstone/internal/i18n"
	"touchstone/web"
)

// TestMainJobFromAnEmptyDatabase is the whole story in each language: a company with one value and three questions,
// ten reps' answers from a spreadsheet, a published benchmark, a requisition, one candidate, and a decision that
// records its reason. HR works at 1440 px, in Spanish by keyboard alone (but for the choice of a file, which is the
// system's), in Turkish on a 320 px phone; the candidate always has such a phone.
func TestMainJobFromAnEmptyDatabase(t *testing.T) {
	catalog, err := i18n.Load(web.Files, "words")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range companies() {
		t.Run(string(c.lang), func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			st := &story{tab: setUp(t, s, string(c.lang)), site: s, company: c, words: catalog.For(c.lang), looked: map[string]bool{}}
			st.keys, st.screen = c.lang == hiring.Spanish, wide
			if c.lang == hiring.Turkish {
				st.screen = slim
			}
			st.size(st.screen)
			st.writesPhilosophy()
			st.takesOneValue()
			st.beginsBenchmark()
			st.importsAnswers()
			st.publishes()
			st.opensRequisition()
			link := st.invites()
			st.candidateAnswers(link)
			st.readsTheFit()
			st.decides()
		})
	}
}

// story is one company on its way to a first decision.
type story struct {
	*tab
	site    *site
	company company
	words   *i18n.Words
	screen  int64           // HR's, in pixels
	looked  map[string]bool // pages that have been looked at, by the pattern of their path
}

// say returns the interface's words in the story's language.
func (st *story) say(key string, args ...any) string { return st.words.T(key, args...) }

// push presses the button, or follows the link, that bears the words of the key.
func (st *story) push(key string, args ...any) {
	st.t.Helper()
	st.press(st.say(key, args...))
}

// idInPath is what differs between two pages of one kind.
var idInPath = regexp.MustCompile(`/([0-9a-f]{8}-[0-9a-f-]{27}|q/[^/]+|[0-9]+)`)

// look looks at a page the first time the story meets one of its kind: with axe in English, in the other languages
// at whether its words fit a narrow screen. The page returns to the width it had.
func (st *story) look(b *tab, width int64) {
	st.t.Helper()
	kind := idInPath.ReplaceAllString(strings.SplitN(b.path(), "?", 2)[0], "/*")
	if width > 0 && st.looked[kind] {
		return
	}
	st.looked[kind] = true
	if st.company.lang == hiring.English {
		b.sound()
	} else {
		b.narrow()
	}
	if lang := eval[string](b, "document.documentElement.lang"); lang != string(st.company.lang) {
		st.t.Errorf("%s speaks %q, want %q", b.path(), lang, st.company.lang)
	}
	b.size(width)
}

// wide is a desk's screen, slim a phone's.
const (
	wide = 1440
	slim = 320
)

func (st *story) writesPhilosophy() {
	st.says(st.say("home.first_steps"))
	st.look(st.tab, st.screen)
	st.push("home.step.philosophy")
	st.look(st.tab, st.screen)
	st.fill("#f-purpose", st.company.purpose)
	st.fill("#f-vision", st.company.vision)
	st.click("#f-simple")
	st.fill("#f-contact", "people@alderfinch.example")
	st.push("common.save")
	st.says(st.company.purpose, st.company.vision, st.say("philosophy.saved"))
	st.look(st.tab, st.screen)
}

func (st *story) takesOneValue() {
	st.open("/")
	st.push("home.step.values")
	st.look(st.tab, st.screen)
	st.push("value.from_library")
	st.look(st.tab, st.screen)
	st.click("#take-honesty")
	st.click(`article:has(#take-honesty) summary`)
	st.click("#take-honesty-slow-line")
	st.click("#take-honesty-used-phone")
	st.push("value.library.take")
	st.says(st.say("value.library.adopted"), st.say("value.questions", "Count", 3))
	st.look(st.tab, st.screen)
	st.click(`a[href^="/values/"].name, h2 a[href^="/values/"]`)
	st.look(st.tab, st.screen)
	st.click(`h3 a[href^="/questions/"]`)
	st.look(st.tab, st.screen)
	st.open("/philosophy/print")
	st.says(st.company.vision, st.say("philosophy.table"))
	st.look(st.tab, st.screen)
}

func (st *story) beginsBenchmark() {
	st.open("/")
	st.push("home.step.benchmark")
	st.look(st.tab, st.screen)
	st.push("benchmark.new")
	st.fill("#f-name", "Care 2026")
	st.push("common.save")
	st.says(st.say("problem.required"))
	st.look(st.tab, st.screen)
	st.fill("#f-criterion", st.company.criterion)
	st.push("common.save")
	for _, id := range []string{"#q-0-0", "#q-0-1", "#q-0-2"} {
		st.click(id)
	}
	st.look(st.tab, st.screen)
	st.push("common.save")
	st.says(st.company.criterion)
	st.look(st.tab, st.screen)
}

func (st *story) importsAnswers() {
	at := st.path()
	st.open(at + "/incumbents")
	st.look(st.tab, st.screen)
	st.push("incumbent.answers.title")
	st.look(st.tab, st.screen)
	file, err := filepath.Abs("testdata/answers-" + string(st.company.lang) + ".csv")
	if err != nil {
		st.t.Fatal(err)
	}
	st.do(chromedp.SetUploadFiles(chromedp.CSS("#f-file"), []string{file}))
	st.push("incumbent.import.go")
	st.says(st.say("incumbent.answers.imported"))
	if got := st.path(); got != at {
		st.t.Errorf("after the import the page is %s, want %s", got, at)
	}
	delete(st.looked, "/benchmarks/*") // it looks different with answers in it
	st.look(st.tab, st.screen)
	st.open(at + "/incumbents")
	st.says("Bridget Halloran", "Nadia Haddad")
	delete(st.looked, "/benchmarks/*/incumbents")
	st.look(st.tab, st.screen)
	st.open(at)
}

func (st *story) publishes() {
	st.click(`details.benchmark-question summary`)
	st.click(`details.benchmark-question[open] a[href*="/questions/"]`)
	st.look(st.tab, st.screen)
	st.open("/benchmarks")
	st.press("Care 2026")
	st.push("benchmark.publish")
	st.look(st.tab, st.screen)
	st.push("benchmark.publish.now", "Number", 1)
	st.says(st.say("problem.reason_short", "Least", hiring.MinReason)) // ten reps in all: publishing them anyway needs a reason
	st.fill("#f-note", st.company.note)
	st.push("benchmark.publish.now", "Number", 1)
	st.says(st.say("benchmark.published"))
	st.look(st.tab, st.screen)
}

func (st *story) opensRequisition() {
	st.open("/")
	st.push("home.step.requisition")
	st.look(st.tab, st.screen)
	st.push("position.title")
	st.push("position.new")
	st.look(st.tab, st.screen)
	st.fill("#f-name", st.company.position)
	st.click("#f-level-0")
	st.push("common.save")
	st.says(st.company.position)
	st.look(st.tab, st.screen)
	st.open("/requisitions")
	st.push("requisition.new")
	st.look(st.tab, st.screen)
	st.fill("#f-name", "Care, Madrid")
	st.selects("#f-position", st.company.position)
	st.selects("#f-benchmark", st.say("requisition.benchmark_n", "Name", "Care 2026", "Number", 1))
	st.keepsOneLanguage()
	st.push("requisition.open")
	st.says(st.say("requisition.was_opened"))
	st.look(st.tab, st.screen)
	st.click(`[id^="f-must"]`)
	st.push("common.save")
	st.says(st.say("requisition.was_saved"))
	st.look(st.tab, st.screen)
}

// selects chooses the option that reads like this.
func (st *story) selects(selector, label string) {
	st.t.Helper()
	value := eval[string](st.tab, `[...document.querySelector(`+quote(selector)+`).options].find(o=>o.text.trim()===`+quote(label)+`)?.value||""`)
	if value == "" {
		st.t.Fatalf("%s: %s does not offer %q", st.path(), selector, label)
	}
	st.choose(selector, value)
}

// keepsOneLanguage leaves only the story's language checked.
func (st *story) keepsOneLanguage() {
	for _, l := range hiring.Languages() {
		box := `[name=languages][value="` + string(l) + `"]`
		if eval[bool](st.tab, `document.querySelector(`+quote(box)+`).checked`) != (l == st.company.lang) {
			st.click(box)
		}
	}
}

// invites invites one candidate by hand and returns the path of the link that is shown.
func (st *story) invites() string {
	st.push("invitation.invite")
	st.look(st.tab, st.screen)
	st.fill("#f-name", st.company.candidate)
	st.fill("#f-email", "not an address")
	st.push("invitation.invite")
	st.says(st.say("problem.email"))
	st.fill("#f-email", "candidate@example.org")
	st.choose("#f-language", string(st.company.lang))
	st.push("invitation.invite")
	st.says(st.company.candidate, st.say("invitation.links.once"))
	st.look(st.tab, st.screen)
	link, err := url.Parse(eval[string](st.tab, `document.querySelector("main .copy").innerText.trim()`))
	if err != nil || !strings.HasPrefix(link.Path, "/q/") {
		st.t.Fatalf("no link is shown: %v %v", link, err)
	}
	st.push("invitation.links.done")
	st.says(st.company.candidate)
	return link.Path
}

// readsTheFit waits for the score, which has to come within seconds, and reads what it rests on.
func (st *story) readsTheFit() {
	st.open("/requisitions")
	st.press("Care, Madrid")
	st.press(st.company.candidate)
	deadline := time.Now().Add(8 * time.Second)
	for strings.Contains(st.text(), st.say("application.state.being_scored")) {
		if time.Now().After(deadline) {
			st.t.Fatal("the answers are still being scored after eight seconds")
		}
		time.Sleep(200 * time.Millisecond)
		st.do(chromedp.Reload())
		st.settle()
	}
	st.says(st.say("score.fit"), st.say("score.person_decides"), st.company.answer)
	if fit := eval[string](st.tab, `document.querySelector(".card .fit")?.innerText||document.querySelector("aside .card p")?.innerText||""`); fit == "" {
		st.t.Errorf("%s: neither a fit nor a reason why there is none\n%s", st.path(), st.text())
	} else {
		st.t.Logf("fit: %s", fit)
	}
	if n := eval[int](st.tab, `document.querySelectorAll(".met q").length`); n == 0 {
		st.t.Errorf("%s: no sentence of a top rep stands beside the answer\n%s", st.path(), st.text())
	}
	if n := eval[int](st.tab, `document.querySelectorAll(".stone svg").length`); n == 0 {
		st.t.Errorf("%s: no streak chart", st.path())
	}
	st.look(st.tab, st.screen)
}

func (st *story) decides() {
	st.push("application.decide")
	st.click("#f-outcome-0")
	st.click("#f-reasons-positive-0")
	st.push("decision.record")
	st.says(st.say("problem.reason_short", "Least", 10))
	st.look(st.tab, st.screen)
	st.fill("#f-reason", st.company.reason)
	st.push("decision.record")
	st.says(st.say("decision.made"), st.company.reason)
	st.open("/requisitions")
	st.press("Care, Madrid")
	st.says(st.say("requisition.decision.advance"))
	delete(st.looked, "/requisitions/*")
	st.look(st.tab, st.screen)
	st.open("/")
	if strings.Contains(st.text(), st.say("home.first_steps")) {
		st.t.Errorf("the first steps are gone through and home still lists them\n%s", st.text())
	}
}
