package hiring

import "time"

// Promise is what a round promises its candidates, fixed with the rest of its policy by the first invitation: a notice
// before the questionnaire, a reminder, how soon a request is answered and how long an explanation can be read.
type Promise struct {
	NoticeDays      int    `json:"notice_days,omitempty"`      // business days between the notice and the questionnaire; 0: none
	RemindDays      int    `json:"remind_days,omitempty"`      // days before a link expires at which who has not finished is reminded, once; 0: never
	ReviewDays      int    `json:"review_days,omitempty"`      // within which a request is answered; 0: DefaultReviewDays
	ExplanationDays int    `json:"explanation_days,omitempty"` // how long a released explanation can be read; 0: DefaultExplanationDays
	Country         string `json:"country,omitempty"`          // which form of self-identification is offered: CountryUS, CountryOther, or none
}

// What holds where a round says nothing else, and how far it may go.
const (
	DefaultRemindDays      = 3
	DefaultReviewDays      = 30
	DefaultExplanationDays = 180
	MaxNoticeDays          = 60
	MaxRemindDays          = 30
	MaxReviewDays          = 90
	MaxExplanationDays     = 1095
)

// The countries that matter to the form of self-identification.
const (
	CountryUS    = "us"
	CountryOther = "other"
)

// Countries lists them in the order in which a form offers them; "" is a round that asks for nothing.
func Countries() []string { return []string{"", CountryUS, CountryOther} }

// check names what is out of range.
func (p Promise) check() Problems {
	var ps Problems
	for _, x := range []struct {
		field   string
		n, most int
	}{
		{"notice_days", p.NoticeDays, MaxNoticeDays}, {"remind_days", p.RemindDays, MaxRemindDays},
		{"review_days", p.ReviewDays, MaxReviewDays}, {"explanation_days", p.ExplanationDays, MaxExplanationDays},
	} {
		if x.n < 0 || x.n > x.most {
			ps.Add(x.field, "problem.out_of_range", "Lo", 0, "Hi", x.most)
		}
	}
	switch p.Country {
	case "", CountryUS, CountryOther:
	default:
		ps.Add("country", "problem.unknown_option")
	}
	return ps
}

// Review is within how many days a request is answered.
func (p Promise) Review() int {
	if p.ReviewDays == 0 {
		return DefaultReviewDays
	}
	return p.ReviewDays
}

// Explanation is for how many days a released explanation can be read.
func (p Promise) Explanation() int {
	if p.ExplanationDays == 0 {
		return DefaultExplanationDays
	}
	return p.ExplanationDays
}

// Readable tells whether an explanation released at a moment can still be read.
func (p Promise) Readable(released, now time.Time) bool {
	return now.Before(released.AddDate(0, 0, p.Explanation()))
}

// OpensAfter is when a questionnaire opens of which notice was given at a moment: at the start of the day after so many
// whole business days. The day of the notice does not count, nor do Saturdays and Sundays; public holidays differ from
// place to place, and who wants them left out gives more days. Days are those of the moment's own time zone.
func OpensAfter(notice time.Time, businessDays int) time.Time {
	if businessDays <= 0 {
		return notice
	}
	day := time.Date(notice.Year(), notice.Month(), notice.Day(), 0, 0, 0, 0, notice.Location())
	for businessDays > 0 {
		day = day.AddDate(0, 0, 1)
		if wd := day.Weekday(); wd != time.Saturday && wd != time.Sunday {
			businessDays--
		}
	}
	return day.AddDate(0, 0, 1)
}
