package pdf_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"

	"touchstone/internal/pdf"
)

// printer is the printer of this machine.
func printer(t *testing.T) *pdf.Printer {
	t.Helper()
	p := pdf.Find(pdf.Config{})
	if p == nil {
		t.Skip("no Chromium is installed")
	}
	return p
}

func TestADocumentBecomesATaggedPDFOfThePaperAskedFor(t *testing.T) {
	p := printer(t)
	for paper, box := range map[pdf.Paper]string{pdf.A4: "[0 0 59", pdf.Letter: "[0 0 612"} {
		out, err := p.Print(context.Background(), `<!doctype html><html lang="tr"><title>Görüşme</title><h1>Işık</h1><p>ğüşiöç</p></html>`, paper)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"%PDF-", "/MediaBox " + box, "/StructTreeRoot", "/Lang (tr)", "/Outlines"} {
			if !bytes.Contains(out, []byte(want)) {
				t.Errorf("%s: the PDF has no %s", paper, want)
			}
		}
	}
}

func TestADocumentReachesNoNetworkAndRunsNoScript(t *testing.T) {
	p := printer(t)
	var asked atomic.Int32
	outside := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer outside.Close()
	html := fmt.Sprintf(`<!doctype html><link rel="stylesheet" href="%[1]s/a.css"><img src="%[1]s/b.png" alt="">
<iframe src="%[1]s/c"></iframe><script>document.body.innerHTML="<h1>Ran</h1>";fetch("%[1]s/d")</script><h2>Stayed</h2>`, outside.URL)
	out, err := p.Print(context.Background(), html, pdf.A4)
	if err != nil {
		t.Fatal(err)
	}
	if n := asked.Load(); n > 0 {
		t.Errorf("%d requests left the browser", n)
	}
	if !bytes.Contains(out, []byte("/Title (Stayed)")) || bytes.Contains(out, []byte("/Title (Ran)")) {
		t.Error("the outline is not that of the page as written: a script ran")
	}
}

func TestNothingIsLeftBehind(t *testing.T) {
	p := printer(t)
	folder := t.TempDir()
	t.Setenv("TMPDIR", folder)
	if _, err := p.Print(context.Background(), "<p>gone</p>", pdf.A4); err != nil {
		t.Fatal(err)
	}
	left, err := filepath.Glob(filepath.Join(folder, "touchstone-pdf-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left %v (%v)", left, err)
	}
}

func TestWithoutChromiumThereIsNoPrinter(t *testing.T) {
	t.Parallel()
	if p := pdf.Find(pdf.Config{Chromium: filepath.Join(t.TempDir(), "chromium")}); p != nil {
		t.Error("a browser that is not there prints")
	}
}

func TestABrowserThatDoesNotStartIsAnError(t *testing.T) {
	t.Parallel()
	broken := filepath.Join(t.TempDir(), "chromium")
	if err := os.WriteFile(broken, []byte("#!/bin/sh\nexit 3\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	p := pdf.Find(pdf.Config{Chromium: broken})
	if p == nil {
		t.Fatal("the file was not found")
	}
	if _, err := p.Print(context.Background(), "<p>x</p>", pdf.A4); err == nil {
		t.Error("printed without a browser")
	}
}

func TestWhoGivesUpWaitingIsTold(t *testing.T) {
	p := printer(t)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := p.Print(ctx, "<p>x</p>", pdf.A4); err == nil {
		t.Error("printed for nobody")
	}
}
