package redact

// pronouns finds the pronouns that tell a gender. Turkish has none; in Spanish él with its accent and ella are always
// pronouns, while el is an article.
func pronouns(ts []token, lang string) []Span {
	var out []Span
	for _, t := range ts {
		if gendered(t, lang) {
			out = append(out, Span{t.start, t.end, Pronoun})
		}
	}
	return out
}

func gendered(t token, lang string) bool {
	switch lang {
	case "en":
		switch t.folded {
		case "he", "him", "his", "himself", "she", "her", "hers", "herself":
			return true
		}
	case "es":
		return t.folded == "ella" || t.folded == "el" && (t.raw == "él" || t.raw == "Él" || t.raw == "ÉL")
	}
	return false
}
