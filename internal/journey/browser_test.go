package journey

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// axe is axe-core 4.14.1 (MPL 2.0, testdata/axe.LICENSE), run inside the pages under test and shipped with nothing.
//
//go:embed testdata/axe.min.js
var axe string

// chromium starts one browser for all tests; each test gets a profile of its own in it.
var chromium = sync.OnceValues(func() (context.Context, error) {
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true), chromedp.Flag("disable-quic", true), chromedp.Flag("lang", "en"))
	if shell, err := exec.LookPath("chromium-headless-shell"); err == nil {
		opts = append(opts, chromedp.ExecPath(shell)) // the same engine without the window around it: half the time
	}
	alloc, _ := chromedp.NewExecAllocator(context.Background(), opts...)
	ctx, _ := chromedp.NewContext(alloc)
	return ctx, chromedp.Do(ctx)
})

// stepTime bounds one step; a page that needs longer is broken.
const stepTime = 20 * time.Second

// tab is one browser window with cookies of its own.
type tab struct {
	t    *testing.T
	ctx  context.Context
	base string
	page *watcher
	keys bool // everything is done by keyboard: Tab, Space, arrows and Enter
}

// newTab opens a window on the server at base.
func newTab(t *testing.T, base string) *tab {
	t.Helper()
	root, err := chromium()
	if err != nil {
		t.Fatalf("Chromium does not start: %v", err)
	}
	ctx, cancel := chromedp.NewContext(root, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	return tabOf(t, ctx, base)
}

// tabOf makes a tab of a browser's context.
func tabOf(t *testing.T, ctx context.Context, base string) *tab {
	t.Helper()
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	b := &tab{t: t, ctx: ctx, base: base, page: watch(t, ctx, base)}
	b.size(1440)
	return b
}

// do runs steps, and fails the test with where it was when one fails.
func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, stepTime)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.t.Fatalf("at %s: %v\n%s", b.address(), err, b.shot("failed"))
	}
}

// eval runs JavaScript in the page and returns what it gives.
func eval[T any](b *tab, js string) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, stepTime)
	defer cancel()
	out, err := chromedp.Run(ctx, chromedp.Evaluate[T](js, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("at %s: %v\n%s", b.address(), err, js)
	}
	return out
}

func (b *tab) address() string {
	ctx, cancel := context.WithTimeout(b.ctx, time.Second)
	defer cancel()
	at, _ := chromedp.Run(ctx, chromedp.Location())
	return at
}

// path is where the tab is, without the server's address.
func (b *tab) path() string { return strings.TrimPrefix(b.address(), b.base) }

// open goes to a path of the server, or to a whole address.
func (b *tab) open(path string) {
	b.t.Helper()
	if strings.HasPrefix(path, "/") {
		path = b.base + path
	}
	b.do(chromedp.Navigate(path))
}

// fill replaces what stands in a field, by keyboard.
func (b *tab) fill(selector, text string) {
	b.t.Helper()
	css := chromedp.CSS(selector)
	b.do(chromedp.WaitVisible(css))
	if b.keys {
		b.tabTo(selector)
	} else {
		b.do(chromedp.Focus(css))
	}
	eval[bool](b, "(document.activeElement.select(),true)")
	if b.keys {
		b.do(chromedp.SendKeys(css, text))
		return
	}
	b.inserts(text)
}

// inserts puts text where the cursor is, at once, as pasting does.
func (b *tab) inserts(text string) {
	b.t.Helper()
	if _, err := chromedp.Call(b.ctx, input.InsertText, input.InsertTextParams{Text: text}); err != nil {
		b.t.Fatalf("at %s: %v", b.address(), err)
	}
}

// choose sets a select, radio or checkbox and lets the page know.
func (b *tab) choose(selector, value string) {
	b.t.Helper()
	if b.keys {
		b.chooseByKeyboard(selector, value)
		return
	}
	js := fmt.Sprintf(`(()=>{const e=document.querySelector(%q);if(!e)return false;if(e.tagName==="SELECT"){e.value=%q}else{e.checked=true}
		e.dispatchEvent(new Event("input",{bubbles:true}));e.dispatchEvent(new Event("change",{bubbles:true}));return true})()`, selector, value)
	if !eval[bool](b, js) {
		b.t.Fatalf("at %s: no %s", b.address(), selector)
	}
}

// click presses something and waits for the page that follows, if one does.
func (b *tab) click(selector string) {
	b.t.Helper()
	if b.keys {
		b.clickByKeyboard(selector)
		return
	}
	b.do(chromedp.Click(chromedp.CSS(selector)))
	b.settle()
}

// press presses the button, or follows the link, that says so.
func (b *tab) press(label string) {
	b.t.Helper()
	js := fmt.Sprintf(`(()=>{const want=%q;for(const e of document.querySelectorAll("button,a,summary,input[type=submit]")){
		if((e.innerText.trim()===want||e.getAttribute("aria-label")===want)&&e.offsetParent!==null&&!e.closest("[aria-hidden=true]")){document.querySelectorAll("[data-test-press]").forEach(x=>x.removeAttribute("data-test-press"));e.setAttribute("data-test-press","");return true}}return false})()`, label)
	if !eval[bool](b, js) {
		b.t.Fatalf("at %s: nothing says %q\n%s", b.address(), label, b.text())
	}
	b.click("[data-test-press]")
}

// settle waits until no page is loading.
func (b *tab) settle() {
	b.t.Helper()
	deadline := time.Now().Add(stepTime)
	for time.Now().Before(deadline) {
		time.Sleep(60 * time.Millisecond)
		ctx, cancel := context.WithTimeout(b.ctx, 5*time.Second)
		state, err := chromedp.Run(ctx, chromedp.Evaluate[string]("document.readyState"))
		cancel()
		if err == nil && state == "complete" && !b.page.busy() {
			return
		}
	}
	b.t.Fatalf("at %s: the page never finished loading", b.address())
}

// leaves waits until the tab is on another page: on a busy machine a form may not even be on its way when nothing loads.
func (b *tab) leaves(path string) {
	b.t.Helper()
	for deadline := time.Now().Add(stepTime); strings.HasPrefix(b.path(), path); time.Sleep(60 * time.Millisecond) {
		if time.Now().After(deadline) {
			b.t.Fatalf("at %s: the page is never left\n%s", b.address(), b.text())
		}
	}
	b.settle()
}

// text is what the page says.
func (b *tab) text() string {
	b.t.Helper()
	return eval[string](b, `document.body?.innerText||""`)
}

// says fails the test unless the page says all of these.
func (b *tab) says(want ...string) {
	b.t.Helper()
	page := b.text()
	for _, s := range want {
		if !strings.Contains(page, s) {
			b.t.Fatalf("at %s: the page does not say %q\n%s\n%s", b.address(), s, page, b.shot("unsaid"))
		}
	}
}

// waits until the page says something.
func (b *tab) waits(want string) {
	b.t.Helper()
	deadline := time.Now().Add(stepTime)
	for !strings.Contains(b.text(), want) {
		if time.Now().After(deadline) {
			b.t.Fatalf("at %s: the page never says %q\n%s", b.address(), want, b.text())
		}
		time.Sleep(100 * time.Millisecond)
	}
}

// size sets the window's width.
func (b *tab) size(width int64) {
	b.t.Helper()
	b.do(chromedp.EmulateViewport(width, 900))
}

// dark sets the colours the person prefers.
func (b *tab) dark(on bool) {
	b.t.Helper()
	value := "light"
	if on {
		value = "dark"
	}
	_, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: value}},
	})
	if err != nil {
		b.t.Fatal(err)
	}
}

// scripts switches JavaScript on or off for the pages that follow.
func (b *tab) scripts(on bool) {
	b.t.Helper()
	_, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
	if err != nil {
		b.t.Fatal(err)
	}
}

// violation is what axe found.
type violation struct {
	ID, Help string
	Nodes    []struct {
		HTML           string
		FailureSummary string
	}
}

// What axe looks for: everything on the wide page; on the narrow one, which is made of the same elements, what depends
// on their colours, sizes and places.
const (
	everyRule  = `["wcag2a","wcag2aa","wcag21a","wcag21aa","wcag22aa","best-practice"]`
	looksRules = `{type:"rule",values:["color-contrast","target-size","link-in-text-block","scrollable-region-focusable"]}`
)

// sound looks at the page as it is, wide and light, then narrow and dark: axe finds nothing, and nothing is wider
// than a 320 px screen.
func (b *tab) sound() {
	b.t.Helper()
	b.dark(false)
	b.size(1440)
	b.axe("light, 1440 px", everyRule)
	b.dark(true)
	b.size(320)
	b.axe("dark, 320 px", looksRules)
	b.narrow()
	b.shot("")
	b.dark(false)
	b.size(1440)
	b.shot("")
}

// narrow looks at the page on a 320 px screen, with everything unfolded: nothing is wider, no
// link is out of sight beside it, and every word has been found.
func (b *tab) narrow() {
	b.t.Helper()
	b.size(320)
	eval[bool](b, `document.querySelectorAll("details:not([open])").forEach(d=>{d.open=true;d.dataset.unfolded=""})||true`)
	defer eval[bool](b, `document.querySelectorAll("details[data-unfolded]").forEach(d=>{d.open=false;delete d.dataset.unfolded})||true`)
	if wide := eval[int](b, "document.documentElement.scrollWidth"); wide > 320 {
		culprit := eval[string](b, `[...document.querySelectorAll("main *")].filter(e=>e.getBoundingClientRect().right>321&&!e.closest(".scroll")).slice(0,3).map(e=>e.outerHTML.slice(0,160)).join("\n")`)
		b.t.Errorf("%s is %d px wide on a 320 px screen:\n%s", b.path(), wide, culprit)
	}
	if cut := eval[string](b, `[...document.querySelectorAll("nav ul")].filter(u=>u.scrollWidth>u.clientWidth+1).map(u=>u.innerText).join("; ")`); cut != "" {
		b.t.Errorf("%s: not every link of a line is in sight on a 320 px screen: %s", b.path(), cut)
	}
	if hole := holes.FindString(b.text()); hole != "" {
		b.t.Errorf("%s says %q", b.path(), hole)
	}
}

// holes finds what stands where words or a figure should: the catalogue's mark for a key it has no words for, a
// placeholder nobody filled, a number that is none, a verb of fmt that did not fit.
var holes = regexp.MustCompile(`\[[a-z_]+(\.[a-z0-9_]+)+\]|<no value>|\bNaN\b|%!\w`)

func (b *tab) axe(how, rules string) {
	b.t.Helper()
	if !eval[bool](b, "typeof axe==='object'") {
		eval[bool](b, "(()=>{"+axe+"})()||true")
	}
	found := eval[string](b, `axe.run(document,{resultTypes:["violations"],runOnly:`+rules+`}).then(r=>JSON.stringify(r.violations))`)
	var vs []violation
	if err := json.Unmarshal([]byte(found), &vs); err != nil {
		b.t.Fatal(err)
	}
	for _, v := range vs {
		for i, n := range v.Nodes {
			if i < 3 {
				b.t.Errorf("%s (%s): %s: %s\n%s\n%s", b.path(), how, v.ID, v.Help, n.HTML, n.FailureSummary)
			}
		}
	}
}

// shot keeps a picture of the page in the folder TOUCHSTONE_SHOTS names, if it does, and says where.
func (b *tab) shot(what string) string {
	dir := os.Getenv("TOUCHSTONE_SHOTS")
	if dir == "" {
		return ""
	}
	ctx, cancel := context.WithTimeout(b.ctx, stepTime)
	defer cancel()
	png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		return err.Error()
	}
	width := eval[int](b, "innerWidth")
	name := strings.Trim(strings.NewReplacer("/", "_", "?", "_", "=", "-", "&", "_").Replace(b.path()), "_")
	file := filepath.Join(dir, fmt.Sprintf("%s-%s%s-%d.png", b.t.Name(), name, what, width))
	if len(name) > 60 {
		file = filepath.Join(dir, fmt.Sprintf("%s-%s%s-%d.png", b.t.Name(), name[:60], what, width))
	}
	_ = os.MkdirAll(filepath.Dir(file), 0o755)
	_ = os.WriteFile(file, png, 0o644)
	return file
}
