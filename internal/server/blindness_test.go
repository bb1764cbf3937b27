package server

import (
	"cmp"
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/sheet"
)

// secret is something of a candidate that not everybody may know.
type secret string

// The secrets; each is known by words and numbers that stand nowhere else.
const (
	theCards    secret = "another's scorecard"
	theRatings  secret = "another's rating of a written answer"
	theScores   secret = "what the program calculated"
	theDecision secret = "the decision"
	theAnswers  secret = "what the candidate wrote"
	theName     secret = "the candidate's name"
	theOther    secret = "a candidate whom they do not interview"
	theDraft    secret = "a scorecard that is not in"
)

// everything is all of it but the other candidate, whom HR and the owner know.
func everything() []secret {
	return []secret{theCards, theRatings, theScores, theDecision, theAnswers}
}

// by are the words and numbers a secret is known by.
func (m *met) by(of secret) []string {
	m.t.Helper()
	told := m.telling() // cards, decision, answer, fit in three ways, how many rated
	return map[secret][]string{
		theCards: {anothersNotes, anothersEvidence, anothersSummary}, theRatings: {anothersRating}, theScores: told[5:8],
		theDecision: {reasonDecided}, theAnswers: {"the wrong family"}, theName: {"Ada Lovelace"}, theOther: {"Unassigned Una", "UNASSIGNED-WORDS"},
		theDraft: {"DRAFT-OF-ANOTHER"},
	}[of]
}

// sitsOnRound puts somebody on the panel that rates the round's written answers.
func (m *met) sitsOnRound(who string) {
	m.t.Helper()
	ctx := context.Background()
	must(m.t, m.app.AddToPanel(ctx, app.System(), m.Requisition.ID, m.users[who].ID))
	m.app.WorkAll(ctx)
}

// leaves takes somebody off the interview's panel, and returns puts them on it again.
func (m *met) leaves(who string) {
	m.t.Helper()
	must(m.t, m.app.RemovePanelist(context.Background(), app.System(), m.interview.ID, m.seats[who].ID))
}

func (m *met) returns(who string) {
	m.t.Helper()
	p := hiring.Panelist{Name: m.seats[who].Name, Email: m.seats[who].Email, Language: hiring.English}
	if u, is := m.users[who]; is {
		p = hiring.Panelist{UserID: &u.ID}
	}
	must(m.t, m.app.AddPanelist(context.Background(), app.System(), m.interview.ID, p))
}

// handsIn writes and hands in somebody's scorecard.
func (m *met) handsIn(who string) {
	m.t.Helper()
	m.write(who, 2, "notes of "+who, "evidence of "+who, "")
	m.submit(who)
}

// drafts lets the interviewer write a scorecard and not hand it in.
func (m *met) drafts() {
	m.write("interviewer", 4, "notes DRAFT-OF-ANOTHER", "evidence DRAFT-OF-ANOTHER", "summary DRAFT-OF-ANOTHER")
}

// cancels cancels the interview, in spite of the scorecard that is in.
func (m *met) cancels() {
	m.t.Helper()
	ctx := context.Background()
	i, err := m.store.Interview(ctx, m.interview.ID)
	must(m.t, err)
	now := m.app.Now()
	i.CancelledAt, i.CancelReason = &now, "The round is full."
	must(m.t, m.store.UpdateInterview(ctx, i))
}

// blindnessRules is who may know what of a candidate, in one table: what is hidden is so on every route that names a
// requisition, an application, an interview or the person themselves, however it is asked, in every file too; what is
// shown stands somewhere.
var blindnessRules = []struct {
	rule   string
	who    string // "guest" is whoever holds the guest's link
	panel  []string
	state  func(m *met)
	hidden []secret
	shown  []secret
}{
	{rule: "HR on no panel knows everything", who: "chair", shown: append(everything(), theName, theOther)},
	{rule: "the owner on no panel knows everything", who: "recruiter", panel: []string{"first", "interviewer"}, shown: append(everything(), theName, theOther)},

	{rule: "nobody reads a scorecard before it is in, HR on no panel neither", who: "chair", panel: []string{"first", "interviewer"}, state: (*met).drafts, hidden: []secret{theDraft}},
	{rule: "nor does the owner", who: "recruiter", panel: []string{"first", "interviewer"}, state: (*met).drafts, hidden: []secret{theDraft}},
	{rule: "nor whose own is in", who: "first", panel: []string{"first", "interviewer"}, state: (*met).drafts, hidden: []secret{theDraft}},
	{rule: "nor compliance", who: "compliance", panel: []string{"first", "interviewer"}, state: (*met).drafts, hidden: []secret{theDraft}},

	{rule: "HR who interviews knows the name alone", who: "hr", hidden: everything(), shown: []secret{theName, theOther}},
	{rule: "the owner who interviews knows the name alone", who: "recruiter", hidden: everything(), shown: []secret{theName, theOther}},
	{rule: "an interviewer knows the name alone, and nobody else of the round", who: "interviewer", hidden: append(everything(), theOther), shown: []secret{theName}},
	{rule: "a scorecard that is written and not handed in opens nothing", who: "hr", state: func(m *met) { m.write("hr", 4, "mine", "mine too", "all mine") }, hidden: everything(), shown: []secret{theName}},
	{rule: "nor does an interviewer's", who: "interviewer", state: func(m *met) { m.write("interviewer", 4, "mine", "mine too", "all mine") }, hidden: append(everything(), theOther)},
	{rule: "an interviewer whose scorecard is in compares scorecards, and sees no score while others write", who: "interviewer",
		state: func(m *met) { m.handsIn("interviewer") }, hidden: []secret{theRatings, theScores, theDecision, theAnswers, theOther}, shown: []secret{theCards, theName}},
	{rule: "once nobody writes an interviewer sees the scores beside them", who: "interviewer", panel: []string{"first", "interviewer"},
		state: func(m *met) { m.handsIn("interviewer") }, hidden: []secret{theRatings, theDecision, theOther}, shown: []secret{theCards, theScores, theName}},
	{rule: "HR whose scorecard is in knows everything", who: "hr", state: func(m *met) { m.handsIn("hr") }, shown: append(everything(), theName)},

	{rule: "HR who left the panel knows everything", who: "hr", state: func(m *met) { m.leaves("hr") }, shown: append(everything(), theName)},
	{rule: "HR who left it and is on it again is as blind as before", who: "hr", state: func(m *met) { m.write("hr", 4, "mine", "mine", "mine"); m.leaves("hr"); m.returns("hr") }, hidden: everything(), shown: []secret{theName}},
	{rule: "an interviewer who left the panel knows nothing", who: "interviewer", state: func(m *met) { m.leaves("interviewer") }, hidden: append(everything(), theName, theOther)},
	{rule: "an interviewer who is on it again knows the name alone", who: "interviewer", state: func(m *met) { m.leaves("interviewer"); m.returns("interviewer") }, hidden: append(everything(), theOther), shown: []secret{theName}},
	{rule: "a cancelled interview is waited for by nobody", who: "hr", state: (*met).cancels, shown: append(everything(), theName)},
	{rule: "a cancelled interview shows an interviewer the name alone", who: "interviewer", state: (*met).cancels, hidden: append(everything(), theOther), shown: []secret{theName}},

	{rule: "HR who has still to rate the answers knows no name", who: "chair", state: func(m *met) { m.sitsOnRound("chair") }, hidden: []secret{theCards, theRatings, theScores, theDecision}},
	{rule: "HR who has drafted ratings knows no more", who: "chair", state: func(m *met) { m.sitsOnRound("chair"); m.Draft(m.users["chair"].ID, m.application.ID, 3) },
		hidden: []secret{theCards, theRatings, theScores, theDecision}},
	{rule: "HR who rated the answers knows everything", who: "chair", state: func(m *met) { m.sitsOnRound("chair"); m.rate("chair", m.application, 3, "mine") }, shown: append(everything(), theName)},
	{rule: "HR who rated the answers and has still to hand in a scorecard knows the name alone", who: "hr", panel: []string{"first", "interviewer"},
		state:  func(m *met) { m.sitsOnRound("hr"); m.rate("hr", m.application, 3, "mine"); m.returns("hr") },
		hidden: []secret{theCards, theRatings, theScores, theDecision}, shown: []secret{theName}},
	{rule: "HR whose scorecard is in and who has still to rate the answers compares scorecards alone", who: "hr", panel: []string{"first", "hr"},
		state: func(m *met) { m.sitsOnRound("hr"); m.handsIn("hr") }, hidden: []secret{theRatings, theScores, theDecision}, shown: []secret{theCards}},
	{rule: "the owner who has still to rate the answers knows no name", who: "recruiter", panel: []string{"first", "interviewer"}, state: func(m *met) { m.sitsOnRound("recruiter") },
		hidden: []secret{theCards, theRatings, theScores, theDecision}},
	{rule: "while a round is rated its panel waits for the discussion", who: "chair",
		state: func(m *met) {
			m.sitsOnRound("chair")
			m.rate("chair", m.application, 3, "mine")
			m.moveTo(hiring.PhaseRating)
		},
		hidden: []secret{theCards, theRatings, theScores, theDecision}},
	{rule: "whoever rates the answers knows neither names nor scores nor the interview", who: "rater", hidden: []secret{theCards, theScores, theDecision, theName}, shown: []secret{theRatings}},

	{rule: "a guest knows the name alone", who: "guest", hidden: append(everything(), theOther), shown: []secret{theName}},
	{rule: "a guest who writes knows no more", who: "guest", state: func(m *met) { m.write("guest", 4, "mine", "mine", "mine") }, hidden: append(everything(), theOther)},
	{rule: "a guest whose scorecard is in compares scorecards, and never sees a score", who: "guest", panel: []string{"first", "guest"},
		state: func(m *met) { m.handsIn("guest") }, hidden: []secret{theRatings, theScores, theDecision, theAnswers, theOther}, shown: []secret{theCards, theName}},
	{rule: "a guest who left the panel finds nothing", who: "guest", state: func(m *met) { m.leaves("guest") }, hidden: append(everything(), theName, theOther)},
	{rule: "nor by the old link once they are on it again", who: "guest", state: func(m *met) { m.leaves("guest"); m.returns("guest") }, hidden: append(everything(), theName, theOther)},
	{rule: "nor when the interview is cancelled", who: "guest", state: (*met).cancels, hidden: append(everything(), theName, theOther)},
	{rule: "nor when the link has expired, though the scorecard is in", who: "guest", panel: []string{"first", "guest"}, state: func(m *met) { m.handsIn("guest"); m.expires() },
		hidden: append(everything(), theName, theOther)},

	{rule: "compliance knows figures without people", who: "compliance", hidden: append([]secret{theCards, theRatings, theDecision, theAnswers}, theName, theOther)},
	{rule: "another recruiter knows nothing", who: "recruiter2", hidden: append(everything(), theName, theOther)},
	{rule: "the administrator knows nothing", who: "admin", hidden: append(everything(), theName, theOther)},
	{rule: "a viewer knows nothing", who: "viewer", hidden: append(everything(), theName, theOther)},
	{rule: "whoever is not signed in knows nothing", who: "nobody", hidden: append(everything(), theName, theOther)},
}

// expires lets the interview, and the guest's link with it, lie so far back that the link opens nothing.
func (m *met) expires() {
	m.t.Helper()
	ctx := context.Background()
	i, err := m.store.Interview(ctx, m.interview.ID)
	must(m.t, err)
	i.StartsAt, i.ClosesAt = i.StartsAt.AddDate(-1, 0, 0), i.ClosesAt.AddDate(-1, 0, 0)
	must(m.t, m.store.UpdateInterview(ctx, i))
}

// TestWhoMayKnowWhatOfACandidate holds every rule of blindness against every route.
func TestWhoMayKnowWhatOfACandidate(t *testing.T) {
	t.Parallel()
	for _, rule := range blindnessRules {
		t.Run(rule.rule, func(t *testing.T) {
			t.Parallel()
			panel := rule.panel
			if panel == nil {
				panel = []string{"first", "hr", "recruiter", "interviewer", "guest"}
			}
			m := newMetBy(t, panel...)
			if rule.state != nil {
				rule.state(m)
			}
			c := m.anyone()
			if rule.who == "guest" {
				m.token = m.guest
			}
			if _, is := m.users[rule.who]; is {
				c = m.as(rule.who)
			}
			found := m.sweep(c, rule.hidden)
			for _, s := range rule.shown {
				if !slices.ContainsFunc(m.by(s), func(w string) bool { return found[w] }) {
					t.Errorf("%s is nowhere to be found", s)
				}
			}
		})
	}
}

// sweep sends whatever somebody can send that names what there is, fails the test where an answer holds a secret, and
// returns which words were found. What would end the state that is looked at is not sent, as handing in one's own
// ratings, or is refused: of the panel nobody is taken off but somebody whose scorecard is in.
func (m *met) sweep(c *client, hidden []secret) map[string]bool {
	m.t.Helper()
	found, known := map[string]bool{}, map[secret][]string{}
	for _, of := range append(everything(), theName, theOther, theDraft) {
		known[of] = m.by(of)
	}
	look := func(what, body string) {
		said := body + "\n" + text(body)
		for of, words := range known {
			for _, w := range words {
				if !strings.Contains(said, w) {
					continue
				}
				if found[w] = true; slices.Contains(hidden, of) {
					m.t.Errorf("%s tells of %s: %q", what, of, w)
				}
			}
		}
	}
	for _, r := range m.server.routes() {
		if r.method == http.MethodPost && strings.HasSuffix(r.path, "/ratings/submission") || r.method != http.MethodGet && len(hidden) == 0 {
			continue
		}
		for _, path := range m.addresses(r.path) {
			for _, got := range m.sends(c, r.method, path) {
				if got.Status >= http.StatusInternalServerError {
					m.t.Errorf("%s %s: %d", r.method, path, got.Status)
				}
				if got.Status == http.StatusOK && strings.HasSuffix(path, "."+string(sheet.XLSX)) {
					name, _, _ := strings.Cut(path[strings.LastIndex(path, "/")+1:], ".")
					for _, row := range workbook(m.t, got, name) {
						look(r.method+" "+path, strings.Join(row, "|"))
					}
					continue
				}
				look(r.method+" "+path, got.Body+got.Location)
			}
		}
	}
	return found
}

// addresses puts what there is into a route's path; none for pages that tell nothing of candidates of this round.
func (m *met) addresses(path string) []string {
	first, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	if !slices.Contains([]string{"", "requisitions", "applications", "interviews", "i", "ratings", "calibrations", "reviews", "requests", "audit", "mail", "self-identification"}, first) {
		return nil
	}
	values := func(part string) []string {
		switch {
		case part == ":id" && first == "requisitions":
			return []string{m.Requisition.ID.String()}
		case part == ":id" && first == "applications":
			return []string{m.application.ID.String(), m.other.ID.String()}
		case part == ":id" && first == "interviews":
			return []string{m.interview.ID.String()}
		case part == ":token":
			return []string{cmp.Or(m.token, "nothing")}
		case part == ":panelist":
			return []string{m.seats["first"].ID.String()}
		case part == ":question", part == ":subjectid":
			return []string{m.Questions[0].ID.String()}
		case part == ":item":
			return m.everyItem()
		case part == ":subject":
			return []string{"question"}
		case part == ":n", part == ":number":
			return []string{"1"}
		case part == ":file":
			return append(m.everyFile(), "audit.csv", "audit.json")
		}
		return []string{uuid.NewString()}
	}
	out := []string{""}
	for _, part := range strings.Split(path, "/")[1:] {
		var longer []string
		for _, before := range out {
			if !strings.HasPrefix(part, ":") {
				longer = append(longer, before+"/"+part)
				continue
			}
			for _, v := range values(part) {
				longer = append(longer, before+"/"+v)
			}
		}
		out = longer
	}
	return out
}

// everyItem are the answers that were given to anybody to rate, of both candidates.
func (m *met) everyItem() (out []string) {
	m.t.Helper()
	for _, a := range []hiring.Application{m.application, m.other} {
		items, err := m.store.ItemsOf(context.Background(), a.ID, uuid.Nil)
		must(m.t, err)
		for _, i := range items {
			out = append(out, i.ID.String())
		}
	}
	return out
}

// everyFile is every table as JSON, and one in every format: what a file tells of is found before it is written.
func (m *met) everyFile() (out []string) {
	for _, name := range tableNames() {
		out = append(out, name+"."+string(sheet.JSON))
	}
	for _, f := range sheet.Formats() {
		out = append(out, "scorecard_lines."+string(f))
	}
	return out
}

// oddForm is a form in which something is wrong wherever a page looks: the page comes back, with whatever it shows.
func (m *met) oddForm() url.Values {
	id := m.Questions[0].ID.String()
	return url.Values{
		"version": {"99"}, "version." + id: {"99"}, "notes." + id: {"odd"}, "level." + id: {"9"}, "evidence." + id: {""}, "do": {"save"}, "subject": {"question"},
		"subject_id": {id}, "seen": {"99"}, "reason." + id: {""}, "reason": {"x"}, "outcome": {"hire"}, "phase": {"nowhere"}, "person": {"nobody"},
		"scorecard": {m.seats["first"].ID.String()}, "agreed": {"1"}, "level": {"9"}, "evidence": {""}, "words": {"odd"}, "language": {"xx"}, "date": {"never"},
		"guest_name.0": {""}, "guest_email.0": {"odd"},
	}
}

// sends sends what a method may carry: lists with their orders and filters, forms that are empty and odd, and odd JSON.
func (m *met) sends(c *client, method, path string) (out []answer) {
	switch method {
	case http.MethodGet:
		queries := []string{""}
		switch path {
		case requisitionOf(m.Requisition.ID):
			queries = append(queries, "?sort=fit", "?sort=combined", "?sort=stage", "?stage=decided", "?stage=scored")
		case requisitionOf(m.Requisition.ID) + "/matrix":
			queries = append(queries, "?sort=fit", "?least=1", "?decision=hold", "?rated=yes")
		case requisitionOf(m.Requisition.ID) + "/comparison":
			queries = append(queries, "?a="+m.application.ID.String()+"&a="+m.other.ID.String())
		case requisitionOf(m.Requisition.ID) + "/raters":
			queries = append(queries, "?of=answers", "?of=interviews")
		case requisitionOf(m.Requisition.ID) + "/raters/answers":
			queries = append(queries, "?of=answers", "?of=interviews", "?only=apart", "?only=once")
		case interviewPath(m.interview.ID) + "/scorecard/print":
			queries = append(queries, "?panelist="+m.seats["first"].ID.String())
		case "/interviews":
			queries = append(queries, "?view=all")
		}
		for _, q := range queries {
			out = append(out, c.get(path+q))
		}
	case http.MethodPost:
		out = append(out, c.post(path, m.oddForm()), c.post(path, nil))
	default:
		r := httptest.NewRequest(method, path, strings.NewReader(`{"version":99,"notes":"odd"}`))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Accept", "application/json")
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		out = append(out, c.do(r))
	}
	return out
}
