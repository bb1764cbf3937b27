package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
	"gorm.io/gorm"

	"touchstone/internal/hiring"
)

// MostReported is how many applications a report looks at: the newest of its scope.
const MostReported = 100_000

// Funnel counts how far the applications of a scope have come. The steps are not all within each other: somebody may be
// decided about who was never interviewed.
type Funnel struct {
	Invited, Opened, Started, Submitted, Scored, Rated, Interviewed int
	Advance, Hire, Hold, Decline                                    int // by the decision that stands
}

// Decided is how many were decided about.
func (f Funnel) Decided() int { return f.Advance + f.Hire + f.Hold + f.Decline }

// reported begins a query over the newest applications of a scope, as a.
func (s *Store) reported(ctx context.Context, scope ExportScope) *gorm.DB {
	newest := s.exported(ctx, scope).Select("a.*").Order("a.number DESC").Limit(MostReported)
	return s.read(ctx).Table("(?) AS a", newest)
}

// Funnel counts the applications of a scope.
func (s *Store) Funnel(ctx context.Context, scope ExportScope, now time.Time) (Funnel, error) {
	var f Funnel
	counts, args := []string{"COUNT(*) AS invited"}, []any(nil)
	count := func(c condition, as string) {
		counts, args = append(counts, "COALESCE(SUM(CASE WHEN "+c.sql+" THEN 1 ELSE 0 END), 0) AS "+as), append(args, c.args...)
	}
	for _, x := range Reaches() {
		if x != ReachedDecided { // which is the sum of the outcomes
			count(x.condition("a", now), string(x))
		}
	}
	for _, o := range hiring.Outcomes() {
		count(where("a.decision = ?", o), string(o))
	}
	err := s.reported(ctx, scope).Select(strings.Join(counts, ", "), args...).Scan(&f).Error
	return f, mapped(err, "application")
}

// Span is a stretch of an application's way that is timed.
type Span string

// The spans, in their order.
const (
	UntilOpened    Span = "opened"    // from the invitation to the first look at it
	UntilStarted   Span = "started"   // from there to beginning
	UntilSubmitted Span = "submitted" // from beginning to handing in
	UntilRated     Span = "rated"     // from handing in to the first rating
	UntilDecided   Span = "decided"   // from handing in to the first decision
)

// Spans lists the spans in their order.
func Spans() []Span {
	return []Span{UntilOpened, UntilStarted, UntilSubmitted, UntilRated, UntilDecided}
}

// spanEnds are when a span begins and ends, in SQL.
func (x Span) ends() (began, ended string) {
	const decided = "(SELECT MIN(d.decided_at) FROM decisions d WHERE d.application_id = a.id)"
	switch x {
	case UntilOpened:
		return "i.created_at", "i.opened_at"
	case UntilStarted:
		return "i.opened_at", "t.started_at"
	case UntilSubmitted:
		return "t.started_at", "t.submitted_at"
	case UntilRated:
		return "a.received_at", firstRated
	}
	return "a.received_at", decided
}

// firstRated is when somebody first rated an application: a written answer, or with a scorecard.
const firstRated = `(SELECT MIN(f.at) FROM (SELECT g.created_at AS at FROM ratings g WHERE g.application_id = a.id
UNION ALL SELECT c.submitted_at FROM scorecards c JOIN interviews v ON v.id = c.interview_id WHERE v.application_id = a.id AND c.submitted_at IS NOT NULL) f)`

// Stretch is how many applications took so long over a span, or have been waiting for so long.
type Stretch struct {
	Took           time.Duration
	Ended, Waiting int
}

// Stretches returns how long the applications of a scope took over a span: to the minute up to two days, beyond to the
// hour. Who has not come to its end is counted as waiting until now.
func (s *Store) Stretches(ctx context.Context, scope ExportScope, x Span, now time.Time) ([]Stretch, error) {
	began, ended := x.ends()
	each := s.reported(ctx, scope).Select(began + " AS began, " + ended + " AS ended").
		Joins(spanJoins)
	lasting := s.read(ctx).Table("(?) AS x", each).Where("x.began IS NOT NULL").
		Select("COALESCE(x.ended, CAST(? AS BIGINT)) - x.began AS took, CASE WHEN x.ended IS NULL THEN 0 ELSE 1 END AS over", millis(now))
	rounded := s.read(ctx).Table("(?) AS y", lasting).Where("y.took >= 0").
		Select("CASE WHEN y.took < 172800000 THEN y.took / 60000 * 60000 ELSE y.took / 3600000 * 3600000 END AS took, y.over")
	type row struct {
		Took           int64
		Ended, Waiting int
	}
	q := s.read(ctx).Table("(?) AS z", rounded).Select("z.took, SUM(z.over) AS ended, SUM(1 - z.over) AS waiting").Group("z.took").Order("z.took")
	return all(q, "application", func(r row) Stretch {
		return Stretch{Took: time.Duration(r.Took) * time.Millisecond, Ended: r.Ended, Waiting: r.Waiting}
	})
}

// FitBin counts the fits between two numbers, five apart.
type FitBin struct{ From, N int }

// FitBinWidth is how wide a bin of fits is; the last begins at LastFitBin.
const (
	FitBinWidth = 5
	LastFitBin  = 100 - FitBinWidth
)

// binOf is where the bin begins that the fit of an application is in, of the table with that alias.
func binOf(alias string) string {
	return fmt.Sprintf("(CASE WHEN %[1]s.fit >= %[2]d THEN %[2]d ELSE CAST(FLOOR(%[1]s.fit / %[3]d) AS BIGINT) * %[3]d END)", alias, LastFitBin, FitBinWidth)
}

// FitBins counts the fits of a scope; one of 100 is in the last bin.
func (s *Store) FitBins(ctx context.Context, scope ExportScope) ([]FitBin, error) {
	binned := s.reported(ctx, scope).Where("a.fit IS NOT NULL").Select(binOf("a") + " AS bin")
	type row struct{ Bin, N int }
	q := s.read(ctx).Table("(?) AS b", binned).Select("b.bin, COUNT(*) AS n").Group("b.bin").Order("b.bin")
	return all(q, "application", func(r row) FitBin { return FitBin{From: r.Bin, N: r.N} })
}

// UndefinedFits counts, by reason, the applications of a scope that were scored and have no fit.
func (s *Store) UndefinedFits(ctx context.Context, scope ExportScope) (map[string]int, error) {
	var rows []struct {
		Reason string
		N      int
	}
	err := s.reported(ctx, scope).Where("a.fit IS NULL AND a.fit_undefined <> ''").Select("a.fit_undefined AS reason, COUNT(*) AS n").
		Group("a.fit_undefined").Order("a.fit_undefined").Scan(&rows).Error
	out := map[string]int{}
	for _, r := range rows {
		out[r.Reason] = r.N
	}
	return out, mapped(err, "application")
}

// FlaggedOutcomes counts the scored applications of a scope by whether a must-have is clearly low, and then by the
// decision that stands; "" while there is none.
func (s *Store) FlaggedOutcomes(ctx context.Context, scope ExportScope) (map[bool]map[hiring.Outcome]int, error) {
	var rows []struct {
		MustReview int
		Decision   hiring.Outcome
		N          int
	}
	err := s.reported(ctx, scope).Where("a.fit IS NOT NULL OR a.fit_undefined <> ''").Select("a.must_review, a.decision, COUNT(*) AS n").
		Group("a.must_review, a.decision").Order("a.must_review, a.decision").Scan(&rows).Error
	out := map[bool]map[hiring.Outcome]int{true: {}, false: {}}
	for _, r := range rows {
		out[r.MustReview != 0][r.Decision] += r.N
	}
	return out, mapped(err, "application")
}

// QuestionTally counts the attempts by link at one question.
type QuestionTally struct {
	Question           uuid.UUID
	Answered           int // not blank, handed in or not
	AnsweredAndIn      int // of those, handed in
	LastOfUnsubmitted  int // attempts not handed in whose last answer is to this question
	FirstOfUnsubmitted int // attempts not handed in without any answer; counted at the first question alone
}

// answeredBody leaves out answers that are blank: nothing, or nothing but space.
const answeredBody = `((v.kind = 'text' AND n.body LIKE '{"text":"%' AND (LENGTH(n.body) > 200 OR REPLACE(REPLACE(REPLACE(REPLACE(n.body, ' ', ''), '\n', ''), '\t', ''), '\r', '') <> '{"text":""}'))
OR (v.kind = 'numeric' AND n.body LIKE '%"number":%') OR (v.kind NOT IN ('text', 'numeric') AND n.body LIKE '%"picks":[%'))`

// Completion counts attempts by link of a scope: how many were begun and handed in by language, and question by
// question in the requisition's order how far people came.
func (s *Store) Completion(ctx context.Context, scope ExportScope) (byLanguage map[hiring.Language][2]int, questions []QuestionTally, err error) {
	begun := s.reported(ctx, scope).Joins("JOIN attempts t ON t.application_id = a.id AND t.mode = 'link'")
	var languages []struct {
		Language        hiring.Language
		Begun, HandedIn int
	}
	err = begun.Session(&gorm.Session{}).Select("t.language, COUNT(*) AS begun, COUNT(t.submitted_at) AS handed_in").
		Group("t.language").Order("t.language").Scan(&languages).Error
	if err != nil {
		return nil, nil, mapped(err, "attempt")
	}
	byLanguage = map[hiring.Language][2]int{}
	for _, l := range languages {
		byLanguage[l.Language] = [2]int{l.Begun, l.HandedIn}
	}
	questions, err = s.tallies(ctx, scope)
	return byLanguage, questions, err
}

func (s *Store) tallies(ctx context.Context, scope ExportScope) ([]QuestionTally, error) {
	asked, err := s.RequisitionQuestions(ctx, scope.Requisition)
	if err != nil {
		return nil, err
	}
	answers := s.reported(ctx, scope).Joins("JOIN attempts t ON t.application_id = a.id AND t.mode = 'link'").
		Joins("JOIN requisition_questions x ON x.requisition_id = a.requisition_id").
		Joins("JOIN answers n ON n.attempt_id = t.id AND n.question_version_id = x.question_version_id").
		Joins("JOIN question_versions v ON v.id = x.question_version_id").Where(answeredBody)
	var rows []struct {
		Position                int
		Answered, AnsweredAndIn int
	}
	err = answers.Session(&gorm.Session{}).Select("x.position, COUNT(*) AS answered, COUNT(t.submitted_at) AS answered_and_in").
		Group("x.position").Order("x.position").Scan(&rows).Error
	if err != nil {
		return nil, mapped(err, "answer")
	}
	out := make([]QuestionTally, len(asked))
	for i, id := range asked {
		out[i].Question = id
	}
	for _, r := range rows {
		if r.Position >= 0 && r.Position < len(out) {
			out[r.Position].Answered, out[r.Position].AnsweredAndIn = r.Answered, r.AnsweredAndIn
		}
	}
	return out, s.addLast(ctx, scope, answers, out)
}

// addLast counts where attempts that were not handed in have come to.
func (s *Store) addLast(ctx context.Context, scope ExportScope, answers *gorm.DB, out []QuestionTally) error {
	furthest := answers.Session(&gorm.Session{}).Where("t.submitted_at IS NULL").Select("t.id, MAX(x.position) AS last").Group("t.id")
	var rows []struct{ Last, N int }
	err := s.read(ctx).Table("(?) AS f", furthest).Select("f.last, COUNT(*) AS n").Group("f.last").Order("f.last").Scan(&rows).Error
	if err != nil {
		return mapped(err, "answer")
	}
	some := 0
	for _, r := range rows {
		if r.Last >= 0 && r.Last < len(out) {
			out[r.Last].LastOfUnsubmitted, some = r.N, some+r.N
		}
	}
	var open int64
	err = s.reported(ctx, scope).Joins("JOIN attempts t ON t.application_id = a.id AND t.mode = 'link'").
		Where("t.submitted_at IS NULL").Count(&open).Error
	if len(out) > 0 {
		out[0].FirstOfUnsubmitted = int(open) - some
	}
	return mapped(err, "attempt")
}
