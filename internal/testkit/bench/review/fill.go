package main

import (
	"context"
	"database/sql"
	"encoding/binary"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/google/uuid"
)

// others is how many applications each requisition but the large one has.
const others = 1000

// filler makes the rows of each table from the number of an application, so that a table can be made at a time.
type filler struct {
	model
	size
	first  time.Time
	number int // of the last application that is there already
}

// fill fills the tables one after another. Foreign keys hold by construction.
func (d database) fill(ctx context.Context, s size) error {
	db, err := sql.Open(d.driver, d.dsn)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	f := filler{size: s, first: time.Date(2024, 1, 2, 8, 0, 0, 0, time.UTC)}
	if f.model, err = readModel(ctx, db); err != nil {
		return err
	}
	f.number = len(f.made)
	for _, t := range []struct {
		table string
		rows  func(i int) []row
		count int
	}{
		{"requisitions", f.requisitionRows, f.requisitions()}, {"requisition_values", f.weightRows, f.requisitions()},
		{"requisition_questions", f.questionRows, f.requisitions()}, {"candidates", f.candidateRows, s.applications},
		{"applications", f.applicationRows, s.applications}, {"attempts", f.attemptRows, s.applications},
		{"answers", f.answerRows, s.applications}, {"scores", f.scoreRows, s.applications}, {"fits", f.fitRows, s.applications},
		{"ratings", f.ratingRows, s.inOne},
	} {
		began := time.Now()
		n, err := d.load(ctx, db, t.table, t.rows, t.count)
		if err != nil {
			return fmt.Errorf("%s: %w", t.table, err)
		}
		fmt.Printf("  %-22s %10d rows, %s\n", t.table, n, time.Since(began).Round(time.Second))
	}
	return d.settle(ctx, db)
}

// requisitions is how many there are beside the large one.
func (f filler) requisitions() int { return (f.applications - f.inOne + others - 1) / others }

// The kinds of thing that ids are made for.
const (
	aRequisition = iota
	aCandidate
	anApplication
	anAttempt
	aScore
	aRating
)

// id is the id of the i-th thing of a kind, in the order in which the program would have made them.
func id(kind byte, i int) string {
	var u uuid.UUID
	binary.BigEndian.PutUint64(u[:8], uint64(0x018d00000000+i)<<16)
	u[6], u[8], u[9] = 0x70, 0x80, kind
	binary.BigEndian.PutUint32(u[10:14], uint32(i))
	return u.String()
}

// with is a row with some of its columns changed.
func (r row) with(change row) row {
	out := maps.Clone(r)
	maps.Copy(out, change)
	return out
}

func (f filler) requisitionRows(i int) []row {
	return []row{f.requisition.with(row{"id": id(aRequisition, i), "name": fmt.Sprint("Round ", i+1)})}
}

func (f filler) weightRows(i int) (out []row) {
	for _, v := range f.values {
		out = append(out, v.with(row{"requisition_id": id(aRequisition, i)}))
	}
	return out
}

func (f filler) questionRows(i int) (out []row) {
	for _, q := range f.questions {
		out = append(out, q.with(row{"requisition_id": id(aRequisition, i)}))
	}
	return out
}

// of is which requisition the i-th application is in, and its number there.
func (f filler) of(i int) (requisition any, number int) {
	if i < f.inOne {
		return f.requisition["id"], f.number + 1 + i
	}
	return id(aRequisition, (i-f.inOne)/others), (i-f.inOne)%others + 1
}

// after is whom the i-th candidate is made after, and by how much the fits differ.
func (f filler) after(i int) (p pattern, by float64, r *rand.Rand) {
	r = rand.New(rand.NewPCG(uint64(i), 7))
	return f.patterns[r.IntN(len(f.patterns))], 16*r.Float64() - 8, r
}

func (f filler) at(i int) int64 { return f.first.Add(time.Duration(i) * 61 * time.Second).UnixMilli() }

func (f filler) email(i int) string { return fmt.Sprintf("candidate%07d@mail.example", i) }

func (f filler) candidateRows(i int) []row {
	names := []string{"Amara", "Bela", "Cem", "Deniz", "Elif", "Fatima", "Grace", "Hannah"}
	return []row{{"id": id(aCandidate, i), "name": fmt.Sprint(names[i%len(names)], " Candidate ", i), "email": f.email(i), "created_at": f.at(i), "erased_at": nil}}
}

// moved is a fit, or an end of its interval, a little higher or lower.
func moved(fit any, by float64) any {
	if x, ok := fit.(float64); ok {
		return min(100, max(0, x+by))
	}
	return fit
}

// applicationRows: one in seven is decided about, one in four of the large requisition is rated.
func (f filler) applicationRows(i int) []row {
	p, by, r := f.after(i)
	requisition, number := f.of(i)
	a := p.application.with(row{
		"id": id(anApplication, i), "requisition_id": requisition, "candidate_id": id(aCandidate, i), "number": int64(number), "email": f.email(i),
		"created_at": f.at(i), "received_at": f.at(i) + int64(r.IntN(9_000_000)), "stage": "scored", "decision": "", "raters": int64(0),
		"fit": moved(p.application["fit"], by), "fit_lo": moved(p.application["fit_lo"], by), "fit_hi": moved(p.application["fit_hi"], by),
		"human": nil, "combined": nil, "combined_lo": nil, "combined_hi": nil, "version": int64(1),
	})
	if r.IntN(7) == 0 {
		a["stage"], a["decision"] = "decided", []string{"advance", "hire", "hold", "decline"}[r.IntN(4)]
	}
	if f.rated(i) {
		a["raters"], a["human"], a["combined"] = int64(1), 25*float64(i%5), moved(a["fit"], 12-by)
	}
	return []row{a}
}

func (f filler) rated(i int) bool { return i < f.inOne && i%4 == 0 }

func (f filler) attemptRows(i int) []row {
	p, _, _ := f.after(i)
	return []row{p.attempt.with(row{
		"id": id(anAttempt, i), "application_id": id(anApplication, i), "started_at": f.at(i), "consent_at": f.at(i), "submitted_at": f.at(i) + 1, "receipt": fmt.Sprint("R", i),
	})}
}

// shortText is how much is kept of texts outside the large requisition.
const shortText = `{"text":"A couple had booked their service for the morning and nobody had come by two. I said it was ours to fix."}`

func (f filler) answerRows(i int) (out []row) {
	p, _, _ := f.after(i)
	for _, a := range p.answers {
		x := a.with(row{"attempt_id": id(anAttempt, i), "saved_at": f.at(i)})
		if i >= f.inOne && f.isText(a["question_version_id"]) {
			x["body"] = shortText
		}
		out = append(out, x)
	}
	return out
}

// scoreRows: whole in the large requisition, elsewhere without the evidence.
func (f filler) scoreRows(i int) []row {
	p, _, _ := f.after(i)
	x := p.score.with(row{"id": id(aScore, i), "application_id": id(anApplication, i), "attempt_id": id(anAttempt, i), "created_at": f.at(i) + 2})
	if i >= f.inOne {
		x["result"] = p.short
	}
	return []row{x}
}

func (f filler) fitRows(i int) (out []row) {
	p, by, _ := f.after(i)
	requisition, number := f.of(i)
	for _, v := range p.fits {
		x := v.with(row{
			"application_id": id(anApplication, i), "requisition_id": requisition, "number": int64(number), "fit": moved(v["fit"], by), "lo": moved(v["lo"], by), "hi": moved(v["hi"], by),
			"raters": int64(0), "human": nil, "combined": nil, "combined_lo": nil, "combined_hi": nil,
		})
		if f.rated(i) {
			x["raters"], x["human"] = int64(1), 25*float64(i%5)
		}
		out = append(out, x)
	}
	return out
}

func (f filler) ratingRows(i int) []row {
	if !f.rated(i) || len(f.texts) == 0 {
		return nil
	}
	return []row{{
		"id": id(aRating, i), "application_id": id(anApplication, i), "question_version_id": f.questions[0]["question_version_id"], "rater_id": f.requisition["owner_id"],
		"level": int64(i%5 + 1), "evidence": "said that it was ours to fix", "created_at": f.at(i) + 3,
	}}
}

// columnsOf are a row's columns in one order.
func columnsOf(r row) []string { return slices.Sorted(maps.Keys(r)) }
