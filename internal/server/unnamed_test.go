package server

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// written is what a log holds; many write to it at once.
type written struct {
	sync.Mutex
	bytes.Buffer
}

func (w *written) Write(b []byte) (int, error) {
	w.Lock()
	defer w.Unlock()
	return w.Buffer.Write(b)
}

func (w *written) String() string {
	w.Lock()
	defer w.Unlock()
	return w.Buffer.String()
}

// zebra is a candidate whose name and words stand out, who has answered and said something of themselves.
type zebra struct {
	judged
	application hiring.Application
	ids         map[string]string // what stands for a parameter of a route, by the route's beginning and the parameter
}

const (
	zebraName = "Quagga Zebrowska"
	zebraText = "My name is Quagga Zebrowska, quagga@zebrowska.example. " + ownsUp
	zebraSelf = "zebra-striped-self"
)

func newZebra(t *testing.T) zebra {
	t.Helper()
	z := zebra{judged: newJudged(t, 12, func(r *hiring.Requisition) { r.Policy.Country = hiring.CountryUS })}
	ctx := context.Background()
	must(t, z.app.AddToPanel(ctx, app.System(), z.Requisition.ID, z.users["recruiter2"].ID))
	z.application = z.scored(zebraName, zebraText)
	inv, err := z.store.InvitationOfApplication(ctx, z.application.ID)
	must(t, err)
	link, err := z.app.IssueLink(ctx, app.System(), inv.ID)
	must(t, err)
	c := z.anyone()
	c.post(strings.TrimPrefix(link, "http://touchstone.test")+"/self-identification", url.Values{"sex": {"female"}, "describe": {zebraSelf}}).is(http.StatusSeeOther)
	interview := z.newInterview(z.Requisition, z.application, "hr")
	z.ids = map[string]string{
		"/requisitions/:id": z.Requisition.ID.String(), "/requisitions/:question": z.Questions[0].ID.String(), "/requisitions/:invitation": inv.ID.String(),
		"/applications/:id": z.application.ID.String(), "/interviews/:id": interview.String(), "/benchmarks/:id": z.Benchmark.String(),
		"/benchmarks/:question": z.Questions[0].QuestionID.String(), "/values/:id": z.Honesty.String(),
	}
	return z
}

// address is a route's with ids in it, for somebody whose item that is.
func (z zebra) address(path, item, file string) string {
	parts := strings.Split(path, "/")
	for i, p := range parts {
		if !strings.HasPrefix(p, ":") {
			continue
		}
		parts[i] = "00000000-0000-4000-8000-000000000000"
		switch id, known := z.ids["/"+parts[1]+"/"+p]; {
		case known:
			parts[i] = id
		case p == ":n" || p == ":number":
			parts[i] = "1"
		case p == ":item":
			parts[i] = item
		case p == ":file":
			parts[i] = file
		}
	}
	return strings.Join(parts, "/")
}

// everything is what every address answers to somebody: pages as they are, files in each format, forms sent empty.
func (z zebra) everything(who string) map[string]answer {
	z.t.Helper()
	at := z.itemOf(who, z.application)
	item := at[strings.LastIndex(at, "/")+1:]
	files := []string{""}
	for _, name := range tableNames() {
		for _, format := range []string{".csv", ".jsonl"} {
			files = append(files, name+format)
		}
	}
	out := map[string]answer{}
	for _, method := range []string{http.MethodGet, http.MethodPost} { // what is sent may change what is read
		b := z.as(who)
		for _, r := range z.server.routes() {
			if r.method != method || strings.HasPrefix(r.path, "/q/") || strings.HasPrefix(r.path, "/i/") || r.path == "/sign-out" {
				continue
			}
			for i, f := range files {
				if i > 0 && !strings.Contains(r.path, ":file") {
					break
				}
				path := z.address(r.path, item, f)
				if method == http.MethodPost {
					out[method+" "+path] = b.post(path, nil)
				} else {
					out[method+" "+path] = b.do(httptest.NewRequest(method, path, nil))
				}
			}
		}
	}
	return out
}

// goTo takes the round to a phase.
func (z zebra) goTo(to hiring.Phase) {
	z.t.Helper()
	r, err := z.store.Requisition(context.Background(), z.Requisition.ID)
	must(z.t, err)
	if r.Phase != to {
		must(z.t, z.app.ChangePhase(context.Background(), z.users["recruiter"], r.ID, app.NewPhase{To: to, Reason: "Because the test says so.", Version: r.Version}))
	}
}

// TestNoRouteTellsARaterWhomTheyRate asks for every page and file, and sends every form, as whoever rates: as long as
// answers wait for them nothing that comes back, and no line of the log, says whose they are; and in no phase at all
// does it say what the person said of themselves.
func TestNoRouteTellsARaterWhomTheyRate(t *testing.T) {
	t.Parallel()
	for _, phase := range hiring.Phases() {
		t.Run(string(phase), func(t *testing.T) {
			t.Parallel()
			z := newZebra(t)
			z.t = t
			z.goTo(phase)
			stored, err := z.store.Application(context.Background(), z.application.ID)
			must(t, err)
			never := []string{zebraSelf}
			if phase == hiring.PhaseCollecting || phase == hiring.PhaseRating {
				never = append(never, "Quagga", "Zebrowska", stored.Email, z.application.CandidateID.String())
			}
			for _, who := range []string{"interviewer", "recruiter2"} {
				read := 0
				for path, a := range z.everything(who) {
					if a.Status == http.StatusOK {
						read++
					}
					for _, s := range never {
						if strings.Contains(a.Body, s) || strings.Contains(a.Location, s) {
							t.Errorf("%s, %s: %s tells %q", phase, who, path, s)
						}
					}
				}
				if read < 10 {
					t.Errorf("%s: only %d pages were there to be read", who, read)
				}
			}
			for _, s := range []string{zebraSelf, "Quagga", "Zebrowska", stored.Email} {
				if log := z.log.String(); strings.Contains(log, s) {
					t.Errorf("the log tells %q:\n%s", s, log)
				}
			}
			if phase == hiring.PhaseDecision && !strings.Contains(z.as("recruiter2").get(pageOf(z.application)).Body, "Quagga") {
				t.Error("once it is decided the name is told, or this test looks for the wrong one")
			}
		})
	}
}
