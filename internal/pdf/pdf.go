// Package pdf prints a page with the Chromium that is installed on the server, where one is. A document is one
// self-contained HTML text: it is handed to the browser directly, never served, so that no session, cookie or address
// of the program is involved. The browser runs no script, reaches no network, writes only to a folder of its own that
// is removed afterwards, and there is never more than one of it.
package pdf

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Paper is the paper a document is printed on.
type Paper string

// The two papers offices have.
const (
	A4     Paper = "a4"
	Letter Paper = "letter"
)

// ParsePaper reads a paper; A4 for anything else.
func ParsePaper(s string) Paper {
	if s == string(Letter) {
		return Letter
	}
	return A4
}

func (p Paper) size() chromedp.PaperSize {
	if p == Letter {
		return chromedp.PaperLetter
	}
	return chromedp.PaperA4
}

// Config says which browser prints.
type Config struct {
	Chromium string // its path or name; "" looks for the usual names
	Bare     bool   // without Chromium's own sandbox, for a container that allows none
}

// Printer prints with one browser at a time.
type Printer struct {
	chromium string
	bare     bool
	turn     chan struct{} // held by whoever prints
	queue    chan struct{} // held by whoever prints or waits to
	kept     kept
}

// longest is how long one document may take, its wait for others included: a page a person waits for.
const longest = 45 * time.Second

// mostWaiting is how many may wait for the browser: more would wait in vain.
const mostWaiting = 12

// names are what Chromium is called on the systems it is packaged for: first the one without a window, which starts
// in half the time.
func names() []string {
	return []string{"chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "headless-shell", "chrome"}
}

// Find returns a printer, or nil where no Chromium is installed. Chromium refuses its sandbox to the superuser, so
// there it runs without; what it prints is this program's own mark-up with scripts off.
func Find(cfg Config) *Printer {
	wanted := names()
	if cfg.Chromium != "" {
		wanted = []string{cfg.Chromium}
	}
	for _, name := range wanted {
		if path, err := exec.LookPath(name); err == nil {
			return &Printer{chromium: path, bare: cfg.Bare || os.Geteuid() == 0, turn: make(chan struct{}, 1), queue: make(chan struct{}, 1+mostWaiting)}
		}
	}
	return nil
}

// ErrBusy is what a document gets that others kept waiting too long, or that too many wait before.
var ErrBusy = errors.New("pdf: the browser is busy")

// Print makes a tagged PDF with an outline out of a self-contained HTML document. What it returns may be returned to
// others too: nobody changes it.
func (p *Printer) Print(ctx context.Context, html string, paper Paper) ([]byte, error) {
	key := keyOf(html, paper)
	if out := p.kept.find(key, time.Now()); out != nil {
		return out, nil
	}
	select {
	case p.queue <- struct{}{}:
		defer func() { <-p.queue }()
	default:
		return nil, ErrBusy
	}
	ctx, cancel := context.WithTimeout(ctx, longest)
	defer cancel()
	select {
	case p.turn <- struct{}{}:
		defer func() { <-p.turn }()
	case <-ctx.Done():
		return nil, ErrBusy
	}
	if out := p.kept.find(key, time.Now()); out != nil { // somebody before wanted the same
		return out, nil
	}
	out, err := p.print(ctx, html, paper)
	if err == nil {
		p.kept.add(key, out, time.Now())
	}
	return out, err
}

// print starts a browser for one document.
func (p *Printer) print(ctx context.Context, html string, paper Paper) ([]byte, error) {
	folder, err := os.MkdirTemp("", "touchstone-pdf-")
	if err != nil {
		return nil, fmt.Errorf("pdf: %w", err)
	}
	defer func() { _ = os.RemoveAll(folder) }()
	alloc, end := chromedp.NewExecAllocator(ctx, p.options(folder)...)
	defer end() // waits for the browser to be gone, before its folder is removed
	tab, closeTab := chromedp.NewContext(alloc)
	defer closeTab()
	if err := chromedp.Do(tab, chromedp.Navigate("about:blank"), alone, write(html)); err != nil {
		return nil, fmt.Errorf("pdf: %w", err)
	}
	out, err := chromedp.Run(tab, chromedp.PrintToPDF(chromedp.PDFPaper(paper.size()), chromedp.PDFOutlineAndTagged(),
		chromedp.PDFPrintBackground(), chromedp.PDFMargin(0), chromedp.PDFStream()))
	if err != nil {
		return nil, fmt.Errorf("pdf: %w", err)
	}
	return out, nil
}

func (p *Printer) options(folder string) []chromedp.ExecAllocatorOption {
	out := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(p.chromium), chromedp.UserDataDir(folder),
		chromedp.DisableGPU, chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-quic", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND"))
	if p.bare {
		out = append(out, chromedp.NoSandbox)
	}
	return out
}

// alone takes scripts and the network from a tab.
func alone(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
	if _, err := cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		return chromedp.Void{}, err
	}
	if _, err := cdp.Call(ctx, t, network.Enable, network.EnableParams{}); err != nil {
		return chromedp.Void{}, err
	}
	everything := []*network.BlockPattern{{URLPattern: "*://*:*/*", Block: true}}
	_, err := cdp.Call(ctx, t, network.SetBlockedURLs, network.SetBlockedURLsParams{URLPatterns: everything})
	return chromedp.Void{}, err
}

// write puts a document into the empty page of a tab.
func write(html string) chromedp.Action[chromedp.Void] {
	return func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		tree, err := cdp.Call(ctx, t, page.GetFrameTree, cdp.Empty{})
		if err != nil {
			return chromedp.Void{}, err
		}
		_, err = cdp.Call(ctx, t, page.SetDocumentContent, page.SetDocumentContentParams{FrameID: tree.FrameTree.Frame.ID, HTML: html})
		return chromedp.Void{}, err
	}
}
