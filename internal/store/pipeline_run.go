package store

import (
	"fmt"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// condition is a piece of SQL with its values. Its text is written here and nowhere else: what comes from an address
// is only ever a value.
type condition struct {
	sql  string
	args []any
}

func where(sql string, args ...any) condition { return condition{sql, args} }

// pipelineRun is a part of an order in which everybody has the same things to be ordered by: those who have a fit, say,
// and after them those who have none. Within a run the order is by a key, if it has one, then by number.
type pipelineRun struct {
	where []condition
	key   string // a column, never null within the run; "" for none
	whole bool   // the key is a whole number
	down  bool   // highest first
	lead  string // the table, by its alias, that the order is read from where it is not applications
}

// runs is the only place where an order becomes SQL.
func (f PipelineFilter) runs() []pipelineRun {
	switch f.Sort {
	case ByNumber:
		return []pipelineRun{{}}
	case ByFit:
		return f.fitRuns()
	case ByValue:
		return f.valueRuns()
	case ByCombined:
		return append([]pipelineRun{{where: f.visible("applications.combined IS NOT NULL"), key: "applications.combined", down: true}},
			receivedRuns(f.hidden("applications.combined IS NULL"))...)
	case ByStage:
		return f.stageRuns()
	case ByLasting:
		return f.lastingRuns()
	default:
		return receivedRuns()
	}
}

// receivedRuns is the order received: those whose answers are in, then the others.
func receivedRuns(also ...condition) []pipelineRun {
	return []pipelineRun{
		{where: append([]condition{where("applications.received_at IS NOT NULL")}, also...), key: "applications.received_at", whole: true},
		{where: append([]condition{where("applications.received_at IS NULL")}, also...)},
	}
}

func (f PipelineFilter) fitRuns() []pipelineRun {
	if f.Rescoring == uuid.Nil {
		return []pipelineRun{
			{where: f.visible("applications.fit IS NOT NULL"), key: "applications.fit", down: true},
			{where: []condition{f.hidden("applications.fit IS NULL")}},
		}
	}
	scored := append(f.visible("f.fit IS NOT NULL"), where("f.rescoring_id = ?", f.Rescoring))
	return []pipelineRun{{where: scored, key: "f.fit", down: true, lead: "f"}, {where: []condition{f.hidden("f.fit IS NULL")}}}
}

// valueRuns is the order of one value's fit.
func (f PipelineFilter) valueRuns() []pipelineRun {
	scored := append(f.visible("o.fit IS NOT NULL"), where("o.requisition_id = applications.requisition_id AND o.value_id = ?", f.SortValue))
	none := f.hidden("NOT EXISTS (SELECT 1 FROM fits AS o WHERE o.application_id = applications.id AND o.value_id = ? AND o.fit IS NOT NULL)")
	none.args = append([]any{f.SortValue}, none.args...)
	return []pipelineRun{{where: scored, key: "o.fit", down: true, lead: "o"}, {where: []condition{none}}}
}

// stageRuns: one run for each stage; within one that is asked for, all stand alike.
func (f PipelineFilter) stageRuns() []pipelineRun {
	if f.Stage != "" {
		return []pipelineRun{{}}
	}
	var out []pipelineRun
	for _, s := range hiring.Stages() {
		out = append(out, pipelineRun{where: []condition{f.stage(s)}})
	}
	return out
}

// visible is a condition on what somebody blind to some applications does not see of them: those are left out.
func (f PipelineFilter) visible(sql string) []condition {
	return append([]condition{where(sql)}, f.blindless()...)
}

// hidden is the opposite: to the blind those have nothing there.
func (f PipelineFilter) hidden(sql string) condition {
	if len(f.Blind) == 0 {
		return where(sql)
	}
	return where("("+sql+" OR applications.id IN ?)", f.Blind)
}

// stage is a stage as it may be known: scored and decided are no more than submitted to the blind.
func (f PipelineFilter) stage(s hiring.Stage) condition {
	switch {
	case len(f.Blind) == 0:
		return where("applications.stage = ?", s)
	case s == hiring.Submitted:
		return where("(applications.stage = ? OR applications.stage IN ? AND applications.id IN ?)", s, []hiring.Stage{hiring.Scored, hiring.Decided}, f.Blind)
	case s == hiring.Scored || s == hiring.Decided:
		return where("applications.stage = ? AND applications.id NOT IN ?", s, f.Blind)
	}
	return where("applications.stage = ?", s)
}

// number is the column of an application's number that stands in the index of the run.
func (r pipelineRun) number() string {
	if r.lead != "" {
		return r.lead + ".number"
	}
	return "applications.number"
}

// keyColumn is what the run is ordered by, as a floating number.
func (r pipelineRun) keyColumn() string {
	if r.key == "" {
		return "CAST(NULL AS DOUBLE PRECISION)"
	}
	return "CAST(" + r.key + " AS DOUBLE PRECISION)"
}

// order is the run's order, or the reverse.
func (r pipelineRun) order(back bool) string {
	way := func(down bool) string {
		if down != back {
			return " DESC"
		}
		return ""
	}
	if r.key == "" {
		return r.number() + way(false)
	}
	return r.key + way(r.down) + ", " + r.number() + way(false)
}

// beyond is what comes after a place in the run's order, or before it. The first half is what an index can seek.
func (r pipelineRun) beyond(p Place, back bool) condition {
	than := func(down bool) string {
		if down != back {
			return "<"
		}
		return ">"
	}
	if r.key == "" {
		return where(r.number()+" "+than(false)+" ?", p.number)
	}
	var key any = p.key
	if r.whole {
		key = int64(p.key)
	}
	sql := fmt.Sprintf("%s %s= ? AND (%s %s ? OR %s %s ?)", r.key, than(r.down), r.key, than(r.down), r.number(), than(false))
	return where(sql, key, key, p.number)
}
