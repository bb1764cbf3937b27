package i18n

import (
	"fmt"
	"math"
	"strings"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	"touchstone/internal/hiring"
)

// months returns the names of the months, January first; x/text has no dates.
func months(lang hiring.Language) []string {
	switch lang {
	case hiring.Spanish:
		return strings.Fields("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre")
	case hiring.Turkish:
		return strings.Fields("Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık")
	default:
		return strings.Fields("January February March April May June July August September October November December")
	}
}

// Weekday names the day of the week, as it stands within a sentence: Tuesday, martes, Salı.
func (w *Words) Weekday(t time.Time) string {
	days := "Sunday Monday Tuesday Wednesday Thursday Friday Saturday"
	switch w.Language {
	case hiring.Spanish:
		days = "domingo lunes martes miércoles jueves viernes sábado"
	case hiring.Turkish:
		days = "Pazar Pazartesi Salı Çarşamba Perşembe Cuma Cumartesi"
	}
	return strings.Fields(days)[t.Weekday()]
}

// Date writes a day out: 4 December 2026, 4 de diciembre de 2026, 4 Aralık 2026.
func (w *Words) Date(t time.Time) string {
	m := months(w.Language)[t.Month()-1]
	if w.Language == hiring.Spanish {
		return fmt.Sprintf("%d de %s de %d", t.Day(), m, t.Year())
	}
	return fmt.Sprintf("%d %s %d", t.Day(), m, t.Year())
}

// DateTime writes a day and a time of day, 24 hours in all three languages.
func (w *Words) DateTime(t time.Time) string {
	return w.Date(t) + ", " + t.Format("15:04")
}

// minus is the minus sign.
const minus = "\u2212"

// Number writes a number with the given count of decimals and the language's separators, a negative one with a minus
// sign (−2), which unlike the hyphen is as wide as a digit and is read out as what it is; it is for people to read, and
// no program reads it back. A figure that is not a number must not come here: it shows as a dash.
func (w *Words) Number(x float64, decimals int) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return "–"
	}
	p := message.NewPrinter(language.Make(string(w.Language)))
	s := p.Sprint(number.Decimal(x, number.MinFractionDigits(decimals), number.MaxFractionDigits(decimals)))
	return strings.Replace(s, "-", minus, 1)
}

// Coefficient writes a statistic that lies in −1..1 with two decimals: as the field writes it in English (.62), with
// the zero elsewhere (0,62).
func (w *Words) Coefficient(x float64) string {
	s := w.Number(x, 2)
	if w.Language == hiring.English {
		s = strings.Replace(s, "0.", ".", 1)
	}
	return s
}

// Percent writes a share of one: 84%, 84 %, %84.
func (w *Words) Percent(share float64) string {
	n := w.Number(100*share, 0)
	switch w.Language {
	case hiring.Spanish:
		return n + "\u00a0%"
	case hiring.Turkish:
		return "%" + n
	default:
		return n + "%"
	}
}

// Own returns the name of a language in that language.
func Own(lang hiring.Language) string {
	switch lang {
	case hiring.Spanish:
		return "Español"
	case hiring.Turkish:
		return "Türkçe"
	default:
		return "English"
	}
}
