package server

import (
	"net/url"
	"strconv"

	"touchstone/internal/hiring"
)

// readPromise reads what a round promises its candidates; an empty field is what usually holds.
func readPromise(v url.Values, ps *hiring.Problems) hiring.Promise {
	days := func(name string, most int) int {
		if v.Get(name) == "" {
			return 0
		}
		return number(v, name, 0, most, ps)
	}
	return hiring.Promise{
		NoticeDays: days("notice_days", hiring.MaxNoticeDays), RemindDays: days("remind_days", hiring.MaxRemindDays),
		ReviewDays: days("review_days", hiring.MaxReviewDays), ExplanationDays: days("explanation_days", hiring.MaxExplanationDays),
		Country: v.Get("country"),
	}
}

// putPromise writes it into the form's fields.
func putPromise(v url.Values, p hiring.Promise) {
	for name, n := range map[string]int{"notice_days": p.NoticeDays, "remind_days": p.RemindDays} {
		v.Set(name, strconv.Itoa(n))
	}
	for name, n := range map[string]int{"review_days": p.ReviewDays, "explanation_days": p.ExplanationDays} {
		if n > 0 {
			v.Set(name, strconv.Itoa(n))
		}
	}
	v.Set("country", p.Country)
}

// CountryChoices offers the forms of self-identification.
func (p requisitionEditPage) CountryChoices() []Choice {
	var out []Choice
	for _, c := range hiring.Countries() {
		key := c
		if c == "" {
			key = "none"
		}
		out = append(out, Choice{Value: c, Label: p.T("requisition.country." + key)})
	}
	return out
}

// promises puts a round's promises into sentences.
func (p Page) promises(x hiring.Promise) []string {
	out := []string{p.T("requisition.promise.no_notice")}
	if x.NoticeDays > 0 {
		out[0] = p.T("requisition.promise.notice", "Count", x.NoticeDays)
	}
	if x.RemindDays > 0 {
		out = append(out, p.T("requisition.promise.remind", "Count", x.RemindDays))
	}
	out = append(out, p.T("requisition.promise.review", "Count", x.Review()), p.T("requisition.promise.explanation", "Count", x.Explanation()))
	if x.Country != "" {
		out = append(out, p.T("requisition.promise.self_identification", "Form", p.T("requisition.country."+x.Country)))
	}
	return out
}
