package testkit

import (
	"context"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// RepNames are the reps whom Reps lets answer, three top reps and three comparison reps; they write their own names and
// each other's.
func RepNames() []string {
	return []string{"Quill Marchetti", "Oona Vanterpool", "Idris Falkenberg", "Zuleika Thornbury", "Bram Oyelaran", "Petra Szymanowska"}
}

// Reps lets the reps answer the round's text question for its benchmark.
func (r *Round) Reps(by hiring.User) {
	r.t.Helper()
	ctx := context.Background()
	r.must(r.App.Store().AddBenchmarkQuestion(ctx, r.Benchmark, r.Questions[0].ID, 0, r.App.Now()))
	asked, err := r.App.Store().BenchmarkQuestions(ctx, r.Benchmark)
	r.must(err)
	var file strings.Builder
	file.WriteString("respondent,question,answer,language,name,group,manager\n")
	for i, name := range RepNames() {
		group, other := hiring.TopRep, RepNames()[(i+1)%len(RepNames())]
		told := "I rang the customer and said that the mistake was mine. Then I went to %s and we changed how it is done, so that it cannot happen again. Signed, %s"
		if i >= 3 {
			group, told = hiring.ComparisonRep, "Mistakes happen in every office and the rules say who pays for them. I passed the form on to %s and waited for an answer as usual. %s"
		}
		fmt.Fprintf(&file, "rep%d@reps.test,%s,%q,en,%s,%s,Wilhelmina Abernathy\n", i, asked[0].Handle(), fmt.Sprintf(told, other, strings.ToLower(name)), name, group)
	}
	_, _, err = r.App.ImportAnswers(ctx, app.UserActor(by.ID), r.Benchmark, strings.NewReader(file.String()))
	r.must(err)
}

// Calibration makes a practice set of the first answers Reps gave, in the order in which they are offered: a panel rates
// them 3, agrees on these levels in the set's own order, and the set is released.
func (r *Round) Calibration(hr hiring.User, panel []hiring.User, levels ...int) hiring.CalibrationSet {
	r.t.Helper()
	ctx := context.Background()
	set, err := r.App.CreateCalibration(ctx, hr.ID, hiring.CalibrationSet{
		Name: "Owning up", BenchmarkID: r.Benchmark, ValueID: r.Honesty, Language: hiring.English,
	})
	r.must(err)
	choices, err := r.App.CalibrationChoices(ctx, set)
	r.must(err)
	var keys []string
	for _, c := range choices[:len(levels)] {
		keys = append(keys, c.Key())
	}
	r.must(r.App.ChooseCalibration(ctx, hr.ID, set.ID, keys, true))
	var ids []uuid.UUID
	for _, u := range panel {
		ids = append(ids, u.ID)
	}
	r.must(r.App.SetCalibrationPanel(ctx, hr.ID, set.ID, ids))
	for _, u := range panel {
		r.Practise(u, set.ID, 3)
	}
	set, err = r.App.Store().CalibrationSet(ctx, set.ID)
	r.must(err)
	for i, x := range set.Answers {
		r.must(r.App.RecordAgreed(ctx, hr.ID, set.ID, x.ID, levels[i], "as the panel said"))
	}
	r.must(r.App.ReleaseCalibration(ctx, hr.ID, set.ID))
	set, err = r.App.Store().CalibrationSet(ctx, set.ID)
	r.must(err)
	return set
}

// Practise goes through a set and gives every answer one level.
func (r *Round) Practise(u hiring.User, set uuid.UUID, level int) hiring.CalibrationPass {
	r.t.Helper()
	ctx := context.Background()
	r.must(r.App.StartCalibration(ctx, u.ID, set))
	sheet, err := r.App.CalibrationSheet(ctx, u.ID, set)
	r.must(err)
	for n := range sheet.Left() {
		r.must(r.App.RateCalibration(ctx, u.ID, set, n+1, hiring.CalibrationRating{Level: level, Evidence: "the words say so"}))
	}
	id, err := r.App.FinishCalibration(ctx, u.ID, set)
	r.must(err)
	pass, err := r.App.Store().CalibrationPass(ctx, id)
	r.must(err)
	return pass
}
