package scoring

import (
	"math"
	"slices"
	"testing"

	"touchstone/internal/hiring"
	"touchstone/internal/text"
)

// contentOf are content words that are their own stems.
func contentOf(words string) (out []text.Content) {
	for _, r := range words {
		out = append(out, text.Content{Word: string(r), Stem: string(r)})
	}
	return out
}

// sentencesOf is an index of sentences with such content, each of the exemplar named beside it.
func sentencesOf(exemplars []int, content ...string) *sentenceIndex {
	x := &sentenceIndex{model: &textModel{lang: hiring.English, exemplars: people("e", make([]string, 4), nil)}}
	for i, c := range content {
		x.sentences = append(x.sentences, exemplarSentence{exemplar: exemplars[i], shown: c, content: contentOf(c)})
	}
	return x
}

// TestMeetingAtItsBorders: a cosine of .12 meets where a content word is shared, the nearer of two, and the first of two
// as near.
func TestMeetingAtItsBorders(t *testing.T) {
	t.Parallel()
	x := sentencesOf([]int{0, 1, 2}, "ab", "ac", "z")
	for _, c := range []struct {
		content string
		cosines []float64
		want    string // the sentence met
	}{
		{"ad", []float64{.12, .05, 0}, "ab"}, {"ad", []float64{.11, .05, 0}, ""}, {"ad", []float64{.5, .3, .9}, "ab"}, {"ad", []float64{.3, .5, .9}, "ac"},
		{"abc", []float64{.5, .5, 0}, "ab"}, {"q", []float64{.5, .5, .9}, ""}, {"c", []float64{.5, .4, .9}, "ac"},
	} {
		if got, ok := x.meet(contentOf(c.content), c.cosines); got.Exemplar != c.want || ok != (c.want != "") {
			t.Errorf("%s at %v: %+v", c.content, c.cosines, got)
		}
	}
	if got, _ := x.meet(contentOf("a"), []float64{1.0000001, 0, 0}); got.Similarity != 1 {
		t.Errorf("similarity %v", got.Similarity)
	}
}

// TestStrongestMatchesByHand: three at most, those of several words first and by likeness; of a single word one alone.
func TestStrongestMatchesByHand(t *testing.T) {
	t.Parallel()
	of := func(name string, similarity float64, words int) Match {
		return Match{Exemplar: name, Similarity: similarity, Words: make([]string, words)}
	}
	for _, c := range []struct {
		met  []Match
		want string
	}{
		{[]Match{of("a", .3, 2), of("b", .9, 1), of("c", .5, 3), of("d", .4, 2), of("e", .2, 5)}, "cda"},
		{[]Match{of("a", .3, 2), of("b", .9, 1)}, "a"}, {[]Match{of("a", .3, 1), of("b", .9, 1)}, "b"},
		{[]Match{of("a", .3, 2), of("a", .5, 2), of("b", .1, 2)}, "ab"}, {[]Match{of("a", .3, 3), of("b", .5, 2)}, "ba"},
	} {
		got := ""
		for _, m := range strongest(slices.Clone(c.met)) {
			got += m.Exemplar
		}
		if got != c.want {
			t.Errorf("%v: %q, want %q", c.met, got, c.want)
		}
	}
}

// TestThemesByHand: words that weigh 3, 4 and √200 make two words alike by 25/(5·15) = ⅓ to all three; a sentence's theme
// is what other exemplars' sentences share with it.
func TestThemesByHand(t *testing.T) {
	t.Parallel()
	weights := map[string]float64{"a": 3, "b": 4, "c": math.Sqrt(200), "d": math.Sqrt(400), "e": .5}
	gists := func(words ...string) (out []gist) {
		for _, w := range words {
			out = append(out, gistOf(contentOf(w), weights))
		}
		return out
	}
	g := gists("ba", "abc", "ac", "abd", "x", "e")
	if g[0].length != 5 || !slices.Equal(g[0].stems, []string{"a", "b"}) || len(g[4].stems) != 0 || g[5].length != .5 {
		t.Errorf("gists %+v", g)
	}
	for i, want := range []float64{1, 1. / 3, 0, 5 / math.Sqrt(425), 0, 0} {
		cosine, _ := g[0].alike(g[i])
		isNear(t, "alike", Figure{Value: cosine}, want)
	}
	if cosine, shared := gists("bd")[0].alike(g[0]); cosine != 0 || shared != nil {
		t.Errorf("one word shared: %v, %v", cosine, shared)
	}
	x := sentencesOf([]int{0, 1, 0, 2, 3}, "ab", "ab", "ab", "abc", "abd") // the last is alike by .24
	th := x.themeOf(0, gists("ab", "ab", "ab", "abc", "abd"))
	if !slices.Equal(th.members, []int{0, 1, 3}) || th.exemplars != 3 || len(th.words) != 2 {
		t.Errorf("theme %+v", th)
	}
	isNear(t, "closeness", Figure{Value: th.closeness}, 1+1./3)
	x.themes = []theme{th, {sentence: 1, exemplars: 2}}
	if shared := x.shared(1); len(shared) != 1 || shared[0].Similarity != .75 {
		t.Errorf("shared %+v", shared)
	}
	if shared := x.shared(3); len(shared) != 2 || shared[1].Similarity != .5 {
		t.Errorf("shared %+v", shared)
	}
}

// TestAThemeIsLackedByHand: below a cosine of .18 and with fewer than half of its words.
func TestAThemeIsLackedByHand(t *testing.T) {
	t.Parallel()
	th := theme{members: []int{0, 2}, words: contentOf("abcd")}
	for _, c := range []struct {
		content string
		best    []float64
		lacks   bool
	}{
		{"a", []float64{.17, .9, .1}, true}, {"a", []float64{.1, .9, .18}, false}, {"ab", []float64{.1, 0, 0}, false}, {"", []float64{0, 0, 0}, true},
	} {
		if nearest, lacks := th.lackedBy(contentOf(c.content), c.best); lacks != c.lacks || nearest != max(c.best[0], c.best[2]) {
			t.Errorf("%q at %v: %v, nearest %v", c.content, c.best, lacks, nearest)
		}
	}
	th.words = contentOf("abcde")
	if _, lacks := th.lackedBy(contentOf("ab"), []float64{0, 0, 0}); !lacks {
		t.Error("two of five words are fewer than half")
	}
}

// TestShareableWordsByHand: a word that two of four exemplars use and no background text has weighs (1 + ln(1 + B))·√½; one
// that b of them have 1 + ln((1 + B)/(1 + b)) times the same; one that a single exemplar uses nothing.
func TestShareableWordsByHand(t *testing.T) {
	t.Parallel()
	background := text.Background(text.English)
	common := text.ContentWords(text.English, background[0])[0]
	x := sentencesOf(nil)
	x.model.exemplars = people("e", []string{"zylophant " + common.Word, "zylophant quorbit", common.Word, ""}, nil)
	have := 0
	for _, s := range background {
		for _, c := range text.ContentWords(text.English, s) {
			if c.Stem == common.Stem {
				have++
			}
		}
	}
	got := x.shareable()
	all := float64(len(background))
	rare := text.ContentWords(text.English, "zylophant")[0].Stem
	isNear(t, "rare", Figure{Value: got[rare]}, (1+math.Log(1+all))*math.Sqrt(.5))
	isNear(t, "common", Figure{Value: got[common.Stem]}, (1+math.Log((1+all)/(1+float64(have))))*math.Sqrt(.5))
	if len(got) != 2 {
		t.Errorf("%d words are shared", len(got))
	}
}

// TestTwoExemplarsMakeATheme: what two of three say, and not what one does.
func TestTwoExemplarsMakeATheme(t *testing.T) {
	t.Parallel()
	x := sentencesOf([]int{0, 1, 2}, "", "", "")
	texts := []string{"Zylophant quorbit.", "Quorbit zylophant.", "Penguins huddle."}
	x.model.exemplars = people("e", texts, nil)
	for i, s := range texts {
		x.sentences[i].content = text.ContentWords(text.English, s)
	}
	themes := x.findThemes()
	if len(themes) != 1 || themes[0].exemplars != 2 || !slices.Equal(themes[0].members, []int{0, 1}) {
		t.Errorf("themes %+v", themes)
	}
	if id := SentenceID(hiring.English, "One  sentence."); len(id) != 24 || id != SentenceID(hiring.English, "one sentence.") {
		t.Errorf("id %q", id)
	}
}

// TestTheNearestExemplarIsNamed: none where nothing is like any.
func TestTheNearestExemplarIsNamed(t *testing.T) {
	t.Parallel()
	f := loadTexts(t, hiring.English)
	m := byWords(f, f.Exemplars[:3], nil)
	for _, c := range []struct {
		cosines []float64
		want    string
	}{{[]float64{0, 0, 0}, ""}, {[]float64{.1, .5, .2}, "e1"}, {[]float64{.01, 0, 0}, "e0"}} {
		if got := m.evidence("Nothing of it.", c.cosines).Nearest; got != c.want {
			t.Errorf("%v: %q", c.cosines, got)
		}
	}
}
