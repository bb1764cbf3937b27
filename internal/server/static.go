package server

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"

	"touchstone/internal/hiring"
)

// static serves style sheets, scripts and icons under names that hold the hash of their content, so that they can be
// cached for ever. A style sheet or script for a page is one bundle of small files.
type static struct {
	files map[string]staticFile // by path below /static/
	urls  map[string]string     // by bundle name
}

type staticFile struct {
	mime          string
	plain, zipped []byte
}

// bundles says which files make each style sheet and script.
func bundles() map[string][]string {
	return map[string][]string{
		"staff.css":      {"css/layers.css", "css/tokens.css", "css/base.css", "css/components.css", "css/pages.css", "css/philosophy.css", "css/question.css", "css/benchmark.css", "css/theme.css", "css/manual.css", "css/application.css", "css/requisition.css", "css/guide.css", "css/schedule.css", "css/calibration.css", "css/rating.css", "css/interview.css", "css/rater.css", "css/debrief.css", "css/export.css", "css/phase.css", "css/review.css", "css/report.css", "css/explanation.css", "css/mail.css", "css/matrix.css", "css/print.css"},
		"respondent.css": {"css/layers.css", "css/tokens.css", "css/base.css", "css/respondent.css", "css/explanation.css"},
		"staff.js":       {"js/staff.js", "js/draft.js", "js/tabs.js", "js/schedule.js", "js/calibration.js", "js/rating.js", "js/leak.js", "js/interview.js"},
		"respondent.js":  {"js/respondent.js"},
		"mark.svg":       {"icons/mark.svg"},
	}
}

func newStatic(files fs.FS) (*static, error) {
	st := &static{files: map[string]staticFile{}, urls: map[string]string{}}
	for name, parts := range bundles() {
		var all bytes.Buffer
		for _, p := range parts {
			b, err := fs.ReadFile(files, p)
			if err != nil {
				return nil, err
			}
			all.Write(b)
		}
		sum := sha256.Sum256(all.Bytes())
		file := hex.EncodeToString(sum[:6]) + "-" + name
		st.files[file] = staticFile{mime: mime.TypeByExtension(path.Ext(name)), plain: all.Bytes(), zipped: zip(all.Bytes())}
		st.urls[name] = "/static/" + file
	}
	return st, nil
}

// plain returns the content of a bundle.
func (st *static) plain(bundle string) []byte {
	return st.files[strings.TrimPrefix(st.urls[bundle], "/static/")].plain
}

func zip(b []byte) []byte {
	var out bytes.Buffer
	z, _ := gzip.NewWriterLevel(&out, gzip.BestCompression)
	_, _ = z.Write(b)
	_ = z.Close()
	return out.Bytes()
}

func isStatic(path string) bool { return strings.HasPrefix(path, "/static/") || path == "/favicon.ico" }

// staticShow serves one bundle.
func (s *Server) staticShow(c *request) error {
	name := c.Param("name")
	if c.Path() == "/favicon.ico" {
		name = strings.TrimPrefix(s.static.urls["mark.svg"], "/static/")
	}
	f, ok := s.static.files[name]
	if !ok {
		return hiring.Missing("file")
	}
	h := c.Response().Header()
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("Vary", "Accept-Encoding")
	if strings.Contains(c.Request().Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		return c.Blob(http.StatusOK, f.mime, f.zipped)
	}
	return c.Blob(http.StatusOK, f.mime, f.plain)
}
