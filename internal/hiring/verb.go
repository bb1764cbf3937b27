package hiring

import (
	"slices"
	"strings"
	"unicode"
)

// StartsWithVerb tells whether an action statement seems to say what to do, as "tell the truth" does and "honesty in
// all we do" does not. Verbs are too many to list, and many words are verb and noun, so it looks for what gives a
// statement away as not saying what to do:
//
//   - English and Spanish put the verb first. The first word, after "never", "please", "siempre" and the like, must be
//     none of the articles, pronouns, prepositions and value names listed below, and must not end as only nouns do
//     (-ness, -ity; -ción, -idad). Exceptions are verbs that end so, such as "mention" or "cuidad".
//   - Turkish puts the verb last. Some clause must end in a polite imperative (davranın, söyleyiniz), else the last
//     word must not be a noun, by its ending or by the list.
//
// It errs towards silence, because all it is used for is a nudge. An empty statement is not nudged.
func StartsWithVerb(lang Language, s string) bool {
	words := wordsOf(lang, s)
	if len(words) == 0 {
		return strings.TrimSpace(s) == ""
	}
	switch lang {
	case Spanish:
		return !spanishNonVerb(firstOf(words, "no", "nunca", "siempre", "jamás", "por", "favor", "ya"))
	case Turkish:
		return hasImperative(s) || !turkishNoun(words[len(words)-1])
	default:
		return !englishNonVerb(firstOf(words, "never", "always", "please", "first", "simply", "just"))
	}
}

// wordsOf splits a text into its words in lower case: runs of letters and apostrophes.
func wordsOf(lang Language, s string) []string {
	return strings.FieldsFunc(lower(lang, s), func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' })
}

// lower folds case as readers of the language do: a Turkish capital I is ı.
func lower(lang Language, s string) string {
	if lang == Turkish {
		return strings.ToLowerSpecial(unicode.TurkishCase, s)
	}
	return strings.ToLower(s)
}

// firstOf returns the first word that is none of those to skip, or the last word.
func firstOf(words []string, skip ...string) string {
	for _, w := range words {
		if !slices.Contains(skip, w) {
			return w
		}
	}
	return words[len(words)-1]
}

func englishNonVerb(w string) bool {
	const listed = `a an the this that these those some any every each all both no our my your his her its their
		we i you he she it they us me them who what which where when why how if because while
		in on at by for with without from to of about into through under over between before after during
		there here is are was were am has had will would should can could may might must
		customer customers client clients service people everyone everybody nobody nothing team staff company
		honest honesty truth loyalty excellence passion courtesy warmth empathy
		good great best better excellent friendly fast quick quickly polite proud happy`
	const verbs = `mention question position envision caution function condition ration motion apportion commission
		witness harness advance balance enhance finance influence experience evidence reference silence glance dance
		worship bring sing ring ping cling fling swing spring string`
	return oneOf(w, listed) || endsIn(w, "ness", "ity", "tion", "sion", "ism", "ship", "ance", "ence", "ing") && !oneOf(w, verbs)
}

func spanishNonVerb(w string) bool {
	const listed = `el la los las lo un una unos unas este esta estos estas ese esa eso esto aquel cada todo toda todos todas
		nuestro nuestra nuestros nuestras mi mis tu tus su sus nosotros nosotras yo tú usted ustedes ellos ellas quien quienes
		a ante bajo con contra de del al desde en entre hacia hasta para según sin sobre tras como cuando donde si porque que qué
		cliente clientes servicio gente equipo empresa personas persona verdad respeto confianza lealtad libertad
		amistad voluntad franqueza sencillez rapidez paciencia excelencia transparencia experiencia cortesía empatía
		simpatía alegría pasión es son somos está están hay muy más mejor buen buena bueno mejores`
	const verbs = "cuidad olvidad convidad liquidad validad consolidad"
	return oneOf(w, listed) || endsIn(w, "ción", "sión", "ciones", "siones", "ismo", "idad", "idades") && !oneOf(w, verbs)
}

// hasImperative looks for a Turkish imperative at the end of a clause: the polite forms end in -(y)in(iz), by vowel
// harmony. Common words that only look like it are listed.
func hasImperative(s string) bool {
	const others = "için müşterinin herkesin işin yakın bütün uzun yarın derin zengin kesin ürün sorun ilgin"
	clauses := strings.FieldsFunc(lower(Turkish, s), func(r rune) bool { return strings.ContainsRune(",;:.!?…–—", r) })
	for _, c := range clauses {
		words := wordsOf(Turkish, c)
		if len(words) == 0 {
			continue
		}
		w := words[len(words)-1]
		if endsIn(w, "in", "ın", "un", "ün", "iniz", "ınız", "unuz", "ünüz") && !oneOf(w, others) {
			return true
		}
	}
	return false
}

func turkishNoun(w string) bool {
	const listed = `müşteri müşteriler müşterinin müşteriye hizmet hizmeti saygı güven sadakat kalite hız iletişim bizim için
		her herkes ekip şirket insan insanlar doğru gerçek sevgi özen sabır nezaket samimiyet güleryüz empati adalet
		mükemmel önemli önemlidir önce esas esastır şart şarttır değer değerlidir velinimet velinimettir önceliktir`
	return oneOf(w, listed) ||
		endsIn(w, "lik", "lık", "luk", "lük", "liği", "lığı", "luğu", "lüğü", "iyet", "imiz", "ımız", "umuz", "ümüz")
}

// oneOf tells whether w is one of the words listed with spaces between.
func oneOf(w, listed string) bool { return slices.Contains(strings.Fields(listed), w) }

func endsIn(w string, endings ...string) bool {
	return slices.ContainsFunc(endings, func(e string) bool { return len(w) > len(e) && strings.HasSuffix(w, e) })
}
