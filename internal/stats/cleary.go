package stats

// What a differential-prediction analysis is worth, by its smaller group.
const (
	StatusTooFew  = "too_few" // below 30: not shown
	StatusCaution = "caution" // 30–99: shown, hardly any power for slopes
	StatusOK      = "ok"
)

const (
	minShown     = 30  // people in each group before the regression is shown
	minInterpret = 100 // and before it is interpreted
)

// Prediction is whether one line predicts an outcome equally well for two groups (Cleary 1968).
type Prediction struct {
	N              int
	Status         string // by the smaller group
	MeanX          Figure
	Common         Regression // model 1: y on x
	Intercepts     Regression // model 2: y on x and group
	Slopes         Regression // model 3: y on x, group and their product
	Omnibus        StepTest   // model 1 against 3
	SlopeStep      StepTest   // model 2 against 3
	InterceptStep  StepTest   // model 1 against 2
	Groups         [2]GroupLine
	SmallestGroupN int
}

// GroupLine is the regression within one group.
type GroupLine struct {
	N                int
	Intercept, Slope Figure
	R                Figure
	SEE              Figure
	MeanResidual     Figure // from the common line: above 0, the line predicts too little for this group
}

// Cleary regresses y on x and group (false = 0, true = 1), x centred on its mean, and steps down from the omnibus test
// over slopes to intercepts (Lautenschlager & Mendoza 1986). A test that is not significant does not show that there
// is no difference. Every model is fitted that can be: one group only, or an x that is constant within a group, leaves
// the models that need more undefined.
func Cleary(x, y []float64, group []bool) Prediction {
	reason := unpaired(x, y, 2)
	if reason == "" && len(group) != len(x) {
		reason = LengthsDiffer
	}
	if reason != "" {
		return noPrediction(reason)
	}
	p := Prediction{N: len(x), MeanX: bounded(mean(x))}
	centred, member, product := make([]float64, p.N), make([]float64, p.N), make([]float64, p.N)
	for i := range x {
		centred[i] = x[i] - p.MeanX.Value
		if group[i] {
			member[i], product[i] = 1, centred[i]
		}
	}
	if !p.MeanX.Defined() || !finite(centred) || !finite([]float64{squares(x), squares(y)}) {
		return noPrediction(NotFinite)
	}
	onX, onGroup := predictor{"x_centered", centred}, predictor{"g", member}
	p.Common = regress(y, onX)
	p.Intercepts = regress(y, onX, onGroup)
	p.Slopes = regress(y, onX, onGroup, predictor{"x_centered:g", product})
	p.Omnibus, p.SlopeStep, p.InterceptStep =
		step(p.Common, p.Slopes), step(p.Intercepts, p.Slopes), step(p.Common, p.Intercepts)
	p.lines(x, y, group)
	return p
}

func noPrediction(reason string) Prediction {
	none, no := undefined(reason), Regression{}.without(reason)
	line := GroupLine{Intercept: none, Slope: none, R: none, SEE: none, MeanResidual: none}
	return Prediction{
		Status: StatusTooFew, MeanX: none, Common: no, Intercepts: no, Slopes: no, Omnibus: step(no, no),
		SlopeStep: step(no, no), InterceptStep: step(no, no), Groups: [2]GroupLine{line, line},
	}
}

// lines fits each group alone and judges the sizes.
func (p *Prediction) lines(x, y []float64, group []bool) {
	for g := range p.Groups {
		var gx, gy []float64
		for i := range x {
			if group[i] == (g == 1) {
				gx, gy = append(gx, x[i]), append(gy, y[i])
			}
		}
		p.Groups[g] = p.line(gx, gy)
	}
	p.SmallestGroupN = min(p.Groups[0].N, p.Groups[1].N)
	switch {
	case p.SmallestGroupN < minShown:
		p.Status = StatusTooFew
	case p.SmallestGroupN < minInterpret:
		p.Status = StatusCaution
	default:
		p.Status = StatusOK
	}
}

func (p *Prediction) line(x, y []float64) GroupLine {
	l := GroupLine{N: len(x), R: Pearson(x, y), MeanResidual: undefined(EmptyGroup)}
	fit := regress(y, predictor{"x", x})
	l.SEE = fit.SEE
	l.Intercept, l.Slope = undefined(fit.Undefined), undefined(fit.Undefined)
	if fit.Defined() {
		l.Intercept, l.Slope = fit.Coefficients[0].Estimate, fit.Coefficients[1].Estimate
	}
	switch {
	case !p.Common.Defined():
		l.MeanResidual = undefined(p.Common.Undefined)
	case l.N > 0:
		a, b := p.Common.Coefficients[0].Estimate.Value, p.Common.Coefficients[1].Estimate.Value
		l.MeanResidual = bounded(mean(y) - a - b*(mean(x)-p.MeanX.Value))
	}
	return l
}
