package hiring

import "strings"

// PrivateTopic is a subject a question had better not touch: what the law of most countries keeps out of hiring.
type PrivateTopic string

// The topics the question linter knows.
const (
	AboutHealth   PrivateTopic = "health"
	AboutAge      PrivateTopic = "age"
	AboutFamily   PrivateTopic = "family"
	AboutReligion PrivateTopic = "religion"
	AboutPolitics PrivateTopic = "politics"
)

// Finding is a word of a question that sounds like a private topic.
type Finding struct {
	Language Language
	Topic    PrivateTopic
	Word     string
}

// Lint lists words in what respondents are asked (prompt, help, probes, ends, options) that sound like questions
// about health, age, family, religion or politics, each word once per language. It is a reader's aid with a short
// word list, never a bar: a clinic may well write about a medical appointment.
func (w Wording) Lint() []Finding {
	texts := append([]Words{w.Prompt, w.Help, w.LowEnd, w.HighEnd}, w.Probes...)
	for _, o := range w.Options {
		texts = append(texts, o.Label)
	}
	var out []Finding
	for _, l := range Languages() {
		seen := map[string]bool{}
		for _, t := range texts {
			for _, f := range lintText(l, t[l]) {
				if !seen[f.Word] {
					out = append(out, f)
				}
				seen[f.Word] = true
			}
		}
	}
	return out
}

func lintText(l Language, s string) []Finding {
	text := " " + strings.Join(wordsOf(l, s), " ") + " "
	var out []Finding
	for _, list := range privateWords(l) {
		for _, entry := range strings.Fields(list.words) {
			if found := findEntry(text, entry); found != "" {
				out = append(out, Finding{Language: l, Topic: list.topic, Word: found})
			}
		}
	}
	return out
}

// findEntry returns the words of text an entry of the list meets, or "". Text has spaces around every word. In an
// entry _ is a space, and * at the end stands for any ending.
func findEntry(text, entry string) string {
	entry = strings.ReplaceAll(entry, "_", " ")
	stem, open := strings.CutSuffix(entry, "*")
	needle := " " + stem
	if !open {
		needle += " "
	}
	i := strings.Index(text, needle)
	if i < 0 {
		return ""
	}
	rest := text[i+1+len(stem):]
	return stem + rest[:strings.Index(rest, " ")]
}

type topicWords struct {
	topic PrivateTopic
	words string
}

// privateWords are the lists, by language. Words with an everyday second meaning at work are left out: policy and
// política, Spanish derecha, Turkish seçim.
func privateWords(l Language) []topicWords {
	switch l {
	case Spanish:
		return []topicWords{
			{AboutHealth, "discapacidad* minusval* enfermedad* enfermo enferma enfermar* embaraz* diagnóstic* medicación medicament* tu_salud salud_mental depresión baja_médica baja_por_enfermedad terapia cirugía"},
			{AboutAge, "tu_edad qué_edad cuántos_años_tienes naciste nacimiento cumpleaños jubila* vejez juventud"},
			{AboutFamily, "estado_civil casado casada casarte soltero soltera divorci* matrimonio cónyuge tu_marido tu_esposa tu_esposo tu_pareja tus_hijos tus_hijas hijos tu_novio tu_novia tu_familia maternidad paternidad"},
			{AboutReligion, "religi* iglesia mezquita sinagoga rezar rezas dios biblia corán cristian* musulm* judío judía católic* ramadán"},
			{AboutPolitics, "político políticos ideas_políticas ideología votar votas votaste elecciones sindicato sindicatos sindical*"},
		}
	case Turkish:
		return []topicWords{
			{AboutHealth, "engelli* engeliniz hastalığ* hastalık* hamile* gebe* teşhis* ilaç_kullan* sağlığınız* sağlık_durum* sağlık_sorun* tedavi* ameliyat* depresyon*"},
			{AboutAge, "kaç_yaş* yaşınız* doğum_tarih* doğum_yıl* doğum_gün* emekli* yaşlı* gençliğ*"},
			{AboutFamily, "evli evlisiniz evlen* bekâr* bekar* boşan* medeni_hal* eşiniz* çocuğunuz* çocuklarınız* aileniz* ailevi nişanlı* doğum_izni anneniz* babanız*"},
			{AboutReligion, "dini dininiz* inancınız* inançlarınız* cami camiye kilise* namaz* oruç* ramazan* ibadet* tanrı* allah* müslüman* hristiyan* yahudi* mezheb* mezhep*"},
			{AboutPolitics, "siyas* politik_görüş* oyunuzu oy_ver* partiniz* sendika* ideoloji*"},
		}
	default:
		return []topicWords{
			{AboutHealth, "disab* illness* disease* diagnos* pregnan* medical* medication* handicap* wheelchair* depression your_health mental_health sick sickness therapy surgery"},
			{AboutAge, "how_old your_age what_age year_of_birth date_of_birth were_you_born birthday* retirement elderly"},
			{AboutFamily, "marital marri* spouse husband wife divorc* your_children your_child your_kids your_family have_children maternity paternity boyfriend girlfriend your_partner childcare"},
			{AboutReligion, "religio* church* mosque* synagogue* pray prayer* your_faith god bible koran quran christian* muslim* jewish hindu* ramadan sabbath"},
			{AboutPolitics, "politic* vote voted voting election* trade_union* labor_union* democrat* republican*"},
		}
	}
}
