package hiring_test

import (
	"testing"
	"time"

	"touchstone/internal/hiring"
)

func TestQuestionnaireOpensAfterWholeBusinessDays(t *testing.T) {
	t.Parallel()
	istanbul, err := time.LoadLocation("Europe/Istanbul")
	if err != nil {
		t.Fatal(err)
	}
	at := func(s string, l *time.Location) time.Time {
		x, err := time.ParseInLocation("2006-01-02 15:04", s, l)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	for name, c := range map[string]struct {
		notice string
		days   int
		opens  string
		zone   *time.Location
	}{
		"none":                                     {"2026-12-07 14:00", 0, "2026-12-07 14:00", time.UTC},
		"the day of the notice does not count":     {"2026-12-07 14:00", 1, "2026-12-09 00:00", time.UTC}, // Monday; Tuesday passes
		"a weekend is skipped":                     {"2026-12-11 09:00", 1, "2026-12-15 00:00", time.UTC}, // Friday; Monday passes
		"ten business days are two weeks":          {"2026-12-07 23:59", 10, "2026-12-22 00:00", time.UTC},
		"a notice on Saturday counts from Monday":  {"2026-12-12 10:00", 1, "2026-12-15 00:00", time.UTC},
		"after a Friday it opens on the day after": {"2026-12-07 10:00", 4, "2026-12-12 00:00", time.UTC},
		"days are those of the company's own zone": {"2026-12-08 00:30", 1, "2026-12-10 00:00", istanbul}, // in UTC still Monday
		"a year's turn":                            {"2026-12-31 12:00", 2, "2027-01-05 00:00", time.UTC},
	} {
		if got, want := hiring.OpensAfter(at(c.notice, c.zone), c.days), at(c.opens, c.zone); !got.Equal(want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}

func TestNothingCanBeAnsweredBeforeTheNoticeHasPassed(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 12, 7, 12, 0, 0, 0, time.UTC)
	before, after := now.Add(-time.Hour), now.Add(time.Hour)
	for name, c := range map[string]struct {
		inv  hiring.Invitation
		want hiring.LinkState
	}{
		"no notice asked for":         {hiring.Invitation{}, hiring.LinkUnused},
		"the notice has not gone out": {hiring.Invitation{OpensAt: &before}, hiring.LinkNotice},
		"its days have not passed":    {hiring.Invitation{OpensAt: &after, NoticeAt: &before}, hiring.LinkNotice},
		"they have":                   {hiring.Invitation{OpensAt: &now, NoticeAt: &before}, hiring.LinkUnused},
		"revoked all the same":        {hiring.Invitation{OpensAt: &after, RevokedAt: &before}, hiring.LinkClosed},
	} {
		c.inv.ExpiresAt = now.AddDate(0, 0, 30)
		if got := (hiring.Link{Invitation: c.inv}).State(now); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func TestPromisesHaveBoundsAndDefaults(t *testing.T) {
	t.Parallel()
	if p := (hiring.Promise{}); p.Review() != 30 || p.Explanation() != 180 {
		t.Errorf("%d %d", p.Review(), p.Explanation())
	}
	if p := (hiring.Promise{ReviewDays: 7, ExplanationDays: 10}); p.Review() != 7 || p.Explanation() != 10 {
		t.Errorf("%d %d", p.Review(), p.Explanation())
	}
	now := time.Date(2026, 12, 7, 12, 0, 0, 0, time.UTC)
	p := hiring.Promise{ExplanationDays: 10}
	if !p.Readable(now, now.AddDate(0, 0, 10).Add(-time.Second)) || p.Readable(now, now.AddDate(0, 0, 10)) {
		t.Error("an explanation can be read for as many days as promised, and no longer")
	}
	base := hiring.Requisition{Name: "R", PositionID: someID(), Languages: hiring.Languages(), LinkDays: 14, Policy: hiring.Policy{AIUse: hiring.AIAllowed}}
	for field, p := range map[string]hiring.Promise{
		"notice_days": {NoticeDays: 61}, "remind_days": {RemindDays: -1}, "review_days": {ReviewDays: 91},
		"explanation_days": {ExplanationDays: 1096}, "country": {Country: "fr"},
	} {
		r := base
		r.Policy.Promise = p
		if ps := r.Check(); len(ps) != 1 || ps[0].Field != field {
			t.Errorf("%s: %v", field, ps)
		}
	}
	if ps := base.Check(); len(ps) != 0 {
		t.Errorf("a round that promises nothing of its own: %v", ps)
	}
}
