package stats

// Mode is how an answer to a single choice fares when only the most frequent option counts.
type Mode struct {
	Score  Figure // 1 when the pick is a most frequent option, else 0
	Shared Figure // the same, divided by the number of options that tie for it
}

// ModeScore holds a pick against the counts of the options: mode scoring, reported beside proportion consensus as a
// sensitivity analysis. Undefined when nothing was counted or the pick is none of the options.
func ModeScore(counts []float64, pick int) Mode {
	top, ties := 0.0, 0.0
	for _, c := range counts {
		if !(c >= 0) {
			return Mode{undefined(OutsideRange), undefined(OutsideRange)}
		}
		switch {
		case c > top:
			top, ties = c, 1
		case c == top:
			ties++
		}
	}
	switch {
	case top == 0:
		return Mode{undefined(EmptyGroup), undefined(EmptyGroup)}
	case pick < 0 || pick >= len(counts):
		return Mode{undefined(OutsideRange), undefined(OutsideRange)}
	case counts[pick] < top:
		return Mode{}
	}
	return Mode{Figure{Value: 1}, Figure{Value: 1 / ties}}
}

// Jaccard returns |A∩B|/|A∪B| of two sets given by 0 and 1 per element (Jaccard 1901); two empty sets are alike: 1.
// It ignores what both leave out, which is why it is reported beside the score of a multiple choice and is not one.
func Jaccard(a, b []float64) Figure {
	if reason := unpaired(a, b, 1); reason != "" {
		return undefined(reason)
	}
	both, either := 0.0, 0.0
	for i := range a {
		if a[i] != 0 && b[i] != 0 {
			both++
		}
		if a[i] != 0 || b[i] != 0 {
			either++
		}
	}
	if either == 0 {
		return Figure{Value: 1}
	}
	return Figure{Value: both / either}
}

// MeanJaccard returns the mean Jaccard of one set with each of some others.
func MeanJaccard(a []float64, others [][]float64) Figure {
	return meanOver(others, func(b []float64) Figure { return Jaccard(a, b) })
}

// SimpleMatching returns the share of elements on which two sets agree, in both or in neither (Sokal & Michener 1958).
func SimpleMatching(a, b []float64) Figure {
	if reason := unpaired(a, b, 1); reason != "" {
		return undefined(reason)
	}
	same := 0.0
	for i := range a {
		if (a[i] != 0) == (b[i] != 0) {
			same++
		}
	}
	return Figure{Value: same / float64(len(a))}
}

// RankingLikeness is how near one ranking is to those of a group, by the measures that are stored beside τ_b to the
// mean ranks.
type RankingLikeness struct {
	MeanRanks           []float64
	TauBToMean          Figure
	SpearmanToMean      Figure
	MeanTau             Figure // mean τ_b to each ranking: below 1 whenever the group disagrees
	MeanFootrule        Figure // mean Σ|r−x|
	FootruleMax         float64
	FootruleSimilarity  Figure // 1 − mean footrule / max
	MeanKendallDistance Figure // mean number of pairs that the two order oppositely
	KendallSimilarity   Figure // 1 − mean distance / number of pairs
}

// CompareRanking holds a ranking against others of the same items; ranks by item, ties by average ranks.
func CompareRanking(x []float64, others [][]float64) RankingLikeness {
	means := MeanRow(others)
	if !finite(means) {
		return RankingLikeness{}.without(NotFinite)
	}
	l := RankingLikeness{MeanRanks: means, FootruleMax: float64(len(x) * len(x) / 2)}
	l.TauBToMean, l.SpearmanToMean = KendallTau(x, means).B, Spearman(x, means)
	l.MeanTau = meanOver(others, func(y []float64) Figure { return KendallTau(x, y).B })
	l.MeanFootrule = meanOver(others, func(y []float64) Figure {
		f := SpearmanFootrule(x, y)
		return Figure{Value: f.Distance, Undefined: f.Similarity.Undefined}
	})
	l.MeanKendallDistance = meanOver(others, func(y []float64) Figure { return discordant(x, y) })
	pairs := float64(len(x)*(len(x)-1)) / 2
	l.FootruleSimilarity, l.KendallSimilarity = l.MeanFootrule, l.MeanKendallDistance
	if l.FootruleSimilarity.Defined() {
		l.FootruleSimilarity.Value = 1 - l.MeanFootrule.Value/l.FootruleMax
	}
	if l.KendallSimilarity.Defined() {
		l.KendallSimilarity.Value = 1 - l.MeanKendallDistance.Value/pairs
	}
	return l
}

func (l RankingLikeness) without(reason string) RankingLikeness {
	none := undefined(reason)
	l.TauBToMean, l.SpearmanToMean, l.MeanTau, l.MeanFootrule = none, none, none, none
	l.FootruleSimilarity, l.MeanKendallDistance, l.KendallSimilarity = none, none, none
	return l
}

// discordant counts the pairs of items that two rankings order oppositely: Kendall's distance.
func discordant(x, y []float64) Figure {
	if reason := unpaired(x, y, 2); reason != "" {
		return undefined(reason)
	}
	n := 0.0
	for i := range x {
		for j := range i {
			if sign(x[i]-x[j])*sign(y[i]-y[j]) < 0 {
				n++
			}
		}
	}
	return Figure{Value: n}
}

// MeanRow returns the mean of each column; nil when the rows differ in length or there are none.
func MeanRow(rows [][]float64) []float64 {
	cols := columns(rows)
	if cols == nil {
		return nil
	}
	out := make([]float64, len(cols))
	for j, col := range cols {
		out[j] = mean(col)
	}
	return out
}

// meanOver is the mean of a figure over rows; undefined as soon as one of them is.
func meanOver(rows [][]float64, f func([]float64) Figure) Figure {
	if len(rows) == 0 {
		return undefined(EmptyGroup)
	}
	sum := 0.0
	for _, row := range rows {
		v := f(row)
		if !v.Defined() {
			return v
		}
		sum += v.Value
	}
	return bounded(sum / float64(len(rows)))
}
