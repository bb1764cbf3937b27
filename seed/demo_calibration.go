package seed

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// DemoCalibration is the demo's practice set: HR and the recruiter found its levels, the interviewer practises twice.
type DemoCalibration struct {
	Name     string                  `json:"name"`
	Value    string                  `json:"value"`    // key of the library
	Question string                  `json:"question"` // key of the library
	Language hiring.Language         `json:"language"`
	Answers  []DemoCalibrationAnswer `json:"answers"`
}

// DemoCalibrationAnswer is one rep's answer with what was given to it.
type DemoCalibrationAnswer struct {
	Email    string            `json:"email"`
	Panel    []DemoCalibrating `json:"panel"` // HR's, the recruiter's
	Level    int               `json:"level"` // agreed
	Reason   string            `json:"reason"`
	Practice []DemoCalibrating `json:"practice"` // the interviewer's, pass by pass
}

// DemoCalibrating is a level with its evidence.
type DemoCalibrating struct {
	Level    int    `json:"level"`
	Evidence string `json:"evidence"`
}

// readCalibration reads the demo's practice set.
func (d *Demo) readCalibration() error {
	data, err := demoFiles.ReadFile("demo/calibration.json")
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, &d.Calibration); err != nil {
		return fmt.Errorf("seed/demo/calibration.json: %w", err)
	}
	return nil
}

// calibration makes the practice set: HR chooses the answers, the panel rates, the levels are recorded and released.
func (f *filling) calibration() error {
	c, hr := f.demo.Calibration, f.staff[hiring.HR].ID
	values, err := f.a.Store().Values(f.ctx)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(values, func(v hiring.Value) bool { return v.Library == c.Value })
	if at < 0 {
		return fmt.Errorf("demo calibration: no value %q", c.Value)
	}
	set, err := f.a.CreateCalibration(f.ctx, hr, hiring.CalibrationSet{
		Name: c.Name, BenchmarkID: f.bench.ID, ValueID: values[at].ID, Language: c.Language,
	})
	if err != nil {
		return err
	}
	f.practice = set.ID
	if err := f.chooseCalibration(set); err != nil {
		return err
	}
	panel := []uuid.UUID{hr, f.staff[hiring.Recruiter].ID}
	if err := f.a.SetCalibrationPanel(f.ctx, hr, set.ID, panel); err != nil {
		return err
	}
	for i, user := range panel {
		if err := f.calibrate(user, func(x DemoCalibrationAnswer) DemoCalibrating { return x.Panel[i] }); err != nil {
			return err
		}
	}
	if set, err = f.a.Store().CalibrationSet(f.ctx, set.ID); err != nil {
		return err
	}
	for _, a := range set.Answers {
		x := f.calibrated[a.ID]
		if err := f.a.RecordAgreed(f.ctx, hr, set.ID, a.ID, x.Level, x.Reason); err != nil {
			return fmt.Errorf("demo calibration: %s: %w", x.Email, err)
		}
	}
	return f.a.ReleaseCalibration(f.ctx, hr, set.ID)
}

// chooseCalibration takes the answers into the set, and remembers which is whose.
func (f *filling) chooseCalibration(set hiring.CalibrationSet) error {
	given, err := f.a.GivenAnswers(f.ctx, f.bench.ID)
	if err != nil {
		return err
	}
	choices, err := f.a.CalibrationChoices(f.ctx, set)
	if err != nil {
		return err
	}
	keys, err := f.keys()
	if err != nil {
		return err
	}
	whose := map[uuid.UUID]DemoCalibrationAnswer{} // by attempt
	for _, g := range given {
		for _, x := range f.demo.Calibration.Answers {
			if x.Email == g.Incumbent.Email {
				whose[g.Attempt.ID] = x
			}
		}
	}
	var chosen []string
	for _, x := range choices {
		if _, ok := whose[x.Attempt]; ok && keys[x.Question.QuestionID] == f.demo.Calibration.Question {
			chosen = append(chosen, x.Key())
		}
	}
	if len(chosen) != len(f.demo.Calibration.Answers) {
		return fmt.Errorf("demo calibration: %d of %d answers found", len(chosen), len(f.demo.Calibration.Answers))
	}
	if err := f.a.ChooseCalibration(f.ctx, f.staff[hiring.HR].ID, set.ID, chosen, true); err != nil {
		return err
	}
	stored, err := f.a.Store().CalibrationSet(f.ctx, set.ID)
	f.calibrated = map[uuid.UUID]DemoCalibrationAnswer{}
	for _, x := range stored.Answers {
		f.calibrated[x.ID] = whose[x.AttemptID]
	}
	return err
}

// calibrate takes a user once through the set.
func (f *filling) calibrate(user uuid.UUID, gives func(DemoCalibrationAnswer) DemoCalibrating) error {
	if err := f.a.StartCalibration(f.ctx, user, f.practice); err != nil {
		return err
	}
	sheet, err := f.a.CalibrationSheet(f.ctx, user, f.practice)
	if err != nil {
		return err
	}
	for i, x := range sheet.Asked(*sheet.Open()) {
		f.clock.pass(80 * time.Second)
		given := gives(f.calibrated[x.ID])
		if err := f.a.RateCalibration(f.ctx, user, f.practice, i+1, hiring.CalibrationRating{Level: given.Level, Evidence: given.Evidence}); err != nil {
			return fmt.Errorf("demo calibration: %s: %w", f.calibrated[x.ID].Email, err)
		}
	}
	_, err = f.a.FinishCalibration(f.ctx, user, f.practice)
	return err
}

// practise returns a step in which the interviewer goes through the set for the n-th time, from 0.
func (f *filling) practise(n int) func() error {
	return func() error {
		return f.calibrate(f.staff[hiring.Interviewer].ID, func(x DemoCalibrationAnswer) DemoCalibrating { return x.Practice[n] })
	}
}
