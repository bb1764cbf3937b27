package server

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// sixty is a file of reps with figures: the lower the number, the better the figures.
func sixty() string {
	var out strings.Builder
	out.WriteString("name;email;team;manager;tenure;CSAT;AHT\n")
	for i := range 60 {
		n := string(rune('A'+i/26)) + string(rune('a'+i%26))
		out.WriteString("Rep " + n + ";" + strings.ToLower(n) + "@reps.test;T1;M1;24;4," + string(rune('9'-i/10)) + string(rune('9'-i%10)) + ";" + "3" + string(rune('0'+i/10)) + string(rune('0'+i%10)) + "\n")
	}
	return out.String()
}

func TestImportedRepsAreProposedAndMovedWithAReason(t *testing.T) {
	t.Parallel()
	b := newBenched(t)
	lines := strings.Split(sixty(), "\n")
	lines[13] = strings.Replace(lines[13], "@", " at ", 1) // line 14
	lines[30] = lines[29]                                  // line 31
	page := b.uploaded(b.path+"/incumbents/import", "reps.csv", strings.Join(lines, "\n"))
	page.is(http.StatusUnprocessableEntity).says("reps.csv", "Line 14: this is not an e-mail address.", "Line 31: the same address as in line 30.")
	b.hr.get(b.path + "/incumbents").says("Nobody is nominated yet")
	b.hr.follow(b.uploaded(b.path+"/incumbents/import", "reps.csv", sixty())).is(http.StatusOK).says("Rep Aa", "Propose groups")

	b.hr.get(b.path+"/incumbents/groups").is(http.StatusOK).says("aht", "csat")
	b.hr.post(b.path+"/incumbents/groups", url.Values{"share": {"25"}, "months": {"6"}}).is(http.StatusUnprocessableEntity).says("This is needed.")
	list := b.hr.follow(b.hr.post(b.path+"/incumbents/groups", url.Values{"share": {"25"}, "months": {"6"}, "use.0": {"1"}, "lower.0": {"1"}, "use.1": {"1"}}))
	list.is(http.StatusOK).says("Top reps 0 of 15", "Comparison reps 0 of 15")
	people, err := b.store.Incumbents(context.Background(), b.benchmarkID())
	if err != nil || people[0].Name != "Rep Aa" || people[0].Group != "top" {
		t.Fatalf("first: %+v, %v", people[0], err)
	}
	at := b.path + "/incumbents/" + people[0].ID.String()
	move := url.Values{"group": {"none"}, "version": {"2"}}
	b.hr.post(at+"/group", move).is(http.StatusUnprocessableEntity).says("at least 10 characters")
	move.Set("reason", "has left the company")
	b.hr.follow(b.hr.post(at+"/group", move)).says("Top reps 0 of 14")
	b.hr.get(at).is(http.StatusOK).says("has left the company", "4.99")
}

func TestLinksAreShownOnce(t *testing.T) {
	t.Parallel()
	b := newBenched(t)
	b.hr.post(b.path+"/incumbents/links", nil).is(http.StatusConflict)
	for _, name := range []string{"Ana", "Bo"} {
		form := url.Values{"name": {name}, "email": {name + "@reps.test"}, "group": {"top"}, "language": {"en"}}
		b.hr.post(b.path+"/incumbents", form).is(http.StatusSeeOther)
	}
	b.hr.post(b.path+"/incumbents", url.Values{"name": {"Ana"}, "email": {"ANA@reps.test"}, "group": {"top"}, "language": {"en"}}).is(http.StatusUnprocessableEntity).says("here already")
	shown := b.hr.post(b.path+"/incumbents/links", nil).is(http.StatusOK).says("Ana", "Bo", "http://touchstone.test/q/")
	link := between(shown.Body, "http://touchstone.test", "<")
	b.anyone().get(link).is(http.StatusOK)
	b.hr.get(b.path+"/incumbents").says("opened", "sent", "expires in 14 days").hides(link)
	file := b.hr.post(b.path+"/incumbents/links", url.Values{"as": {"csv"}}).is(http.StatusOK).has("name,email,language,link", "Bo,bo@reps.test,en,http://touchstone.test/q/")
	if !strings.Contains(file.Header.Get("Content-Disposition"), "links.csv") {
		t.Errorf("disposition %q", file.Header.Get("Content-Disposition"))
	}
	people, err := b.store.Incumbents(context.Background(), b.benchmarkID())
	if err != nil {
		t.Fatal(err)
	}
	at := b.path + "/incumbents/" + people[0].ID.String()
	again := between(b.hr.post(at+"/link", nil).is(http.StatusOK).Body, "http://touchstone.test", "<")
	b.anyone().get(again).is(http.StatusOK)
	b.hr.follow(b.hr.post(at+"/revocation", nil)).says("revoked")
	for _, l := range []string{link, again} {
		b.anyone().get(l).is(http.StatusNotFound)
	}
}

func TestTemplateHoldsTheQuestions(t *testing.T) {
	t.Parallel()
	b := newBenched(t)
	b.hr.get(b.path+"/answers/template.csv").is(http.StatusOK).has("respondent,question,answer,language", b.questions[0].Handle(), "[a] Own up")
}
