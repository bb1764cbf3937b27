package server

import (
	"cmp"
	"maps"
	"net/http"
	"slices"
	"strconv"

	"github.com/google/uuid"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/store"
)

// pipelineSize is how many candidates one page of the pipeline shows.
const pipelineSize = 100

// pipelineBand is a run of candidates who cannot be told apart; sorted otherwise, everybody is one run without note.
type pipelineBand struct {
	Note  string
	Alike bool // its rows are held together as one group
	Rows  []pipelineRow
}

type requisitionPage struct {
	Page
	Requisition hiring.Requisition
	Position    hiring.Position
	Benchmark   string
	VersionPath string // of the page of the version that candidates are compared with, for who may read it; or ""
	Counts      map[hiring.Stage]int
	Total       int
	Sort        store.PipelineSort
	Stage       hiring.Stage
	Came        pipelineCame // who has come to a point or was decided about in one way, wherever they stand now
	CameText    string       // what is so of those shown, and how many they are; or ""
	Around      neighbours
	Bands       []pipelineBand
	Shown       int
	Manages     bool // owner or HR
	Answers     bool // sees requests for another way to answer
	Requests    int  // of those, waiting
	Scores      pipelineScores
	Leaks       int                                  // reports of leaks that wait, for who answers them
	Unrated     int                                  // candidates the viewer, on the panel, has still to rate
	Rated       hiring.RatingTally                   // how far the viewer is with all their answers here
	Hidden      bool                                 // names and scores of some are hidden from the viewer
	own         app.OwnWork                          // of the candidates shown
	lasted      map[uuid.UUID]store.Lasting          // how long each took over the span asked for
	RatesOnly   bool                                 // an interviewer: numbers and what is to be rated, nothing else
	notices     map[uuid.UUID]hiring.Invitation      // of the candidates shown, where the round gives notice
	awaited     map[uuid.UUID]store.AwaitedScorecard // candidates of whom the viewer's scorecard comes first
}

func (requisitionPage) template() (layout, name string) { return "staff", "requisition" }

// Stages lists the stages, for the counts.
func (requisitionPage) Stages() []hiring.Stage { return hiring.Stages() }

// Steps lists the phases with where the round stands.
func (p requisitionPage) Steps() []phaseStep { return p.phaseSteps(p.Requisition.Phase) }

// MayCompare tells whether the viewer may sort by fit and look at stages: orders and filters would tell somebody who
// has still to rate what the rows hide.
func (p requisitionPage) MayCompare() bool { return !p.Hidden && !p.RatesOnly }

// Link is the first page in another order, or of another stage.
func (p requisitionPage) Link(sort store.PipelineSort, stage hiring.Stage) string {
	return p.link(sort, stage, pipelineCame{})
}

// Ordered is the first page of whoever is shown, in another order.
func (p requisitionPage) Ordered(sort store.PipelineSort) string {
	return p.link(sort, p.Stage, p.Came)
}

func (p requisitionPage) link(sort store.PipelineSort, stage hiring.Stage, came pipelineCame) string {
	v := came.values()
	if sort != "" && sort != came.order() {
		v.Set("sort", string(sort))
	}
	if stage != "" {
		v.Set("stage", string(stage))
	}
	if p.Scores.Shown != uuid.Nil {
		v.Set("scores", p.Scores.Shown.String())
	}
	return pathWith("/requisitions/"+p.Requisition.ID.String(), v)
}

// Waiting is the first page of those whose questionnaire has not opened yet; "" where the round gives no notice.
func (p requisitionPage) Waiting() string {
	if p.Requisition.Policy.NoticeDays == 0 {
		return ""
	}
	return p.link(p.Sort, "", pipelineCame{notice: true})
}

// WaitingShown tells whether they are shown.
func (p requisitionPage) WaitingShown() bool { return p.Came.notice }

// Previous is the address of the page before this one, or "".
func (p requisitionPage) Previous() string {
	return p.Around.previous(p.Ordered(p.Sort), string(p.Sort))
}

// Next is the address of the page after this one, or "".
func (p requisitionPage) Next() string {
	return p.Around.next(p.Ordered(p.Sort), string(p.Sort))
}

func (s *Server) requisitionShow(c *request) error {
	r, err := s.requisition(c)
	if err != nil {
		return err
	}
	page, err := s.requisitionHead(c, r)
	if err != nil {
		return err
	}
	filter := store.PipelineFilter{
		Sort: page.Sort, Stage: page.Stage, Limit: pipelineSize, Rescoring: page.Scores.Shown, Blind: slices.Collect(maps.Keys(page.awaited)),
	}
	filter.At = s.app.Now()
	page.Came.narrow(&filter, r.WaitedUntil(filter.At))
	filter.From, filter.Back = c.place(string(page.Sort))
	if err := s.sayCame(c, &page, filter); err != nil {
		return err
	}
	found, err := s.app.Store().PipelinePage(c.Request().Context(), r.ID, filter)
	if err != nil {
		return err
	}
	applications := found.Applications
	page.Around = neighbours{found.Previous, found.Next}
	ids := make([]uuid.UUID, len(applications))
	for i, a := range applications {
		ids[i] = a.ID
	}
	if page.own, err = s.app.OwnWork(c.Request().Context(), c.user.ID, r, ids); err != nil {
		return err
	}
	if r.Policy.NoticeDays > 0 && !page.RatesOnly {
		if page.notices, err = s.app.Store().InvitationsOfApplications(c.Request().Context(), ids); err != nil {
			return err
		}
	}
	for i, a := range applications {
		if _, blind := page.awaited[a.ID]; blind {
			applications[i] = a.Blinded()
		}
	}
	page.Shown, page.lasted = len(applications), found.Lasting
	page.Bands = page.bands(applications)
	if n := page.fits(); n > 0 {
		if err := s.app.NoteScoresListed(c.Request().Context(), c.actor(), r.ID, page.Scores.Shown, string(page.Sort), n); err != nil {
			return err
		}
	}
	return c.render(http.StatusOK, page)
}

// sayCame says of whom a list is that a count leads to, and how many they are.
func (s *Server) sayCame(c *request, page *requisitionPage, filter store.PipelineFilter) error {
	if page.Came == (pipelineCame{}) {
		return nil
	}
	n, err := s.app.Store().CountPipeline(c.Request().Context(), page.Requisition.ID, filter)
	if err != nil {
		return err
	}
	rater := page.T("rater.unknown")
	if id := cmp.Or(page.Came.toRate, page.Came.ratedBy, page.Came.cardBy); id != uuid.Nil {
		names, err := s.app.Store().RaterNames(c.Request().Context(), []uuid.UUID{id})
		if err != nil {
			return err
		}
		rater = cmp.Or(names[id], rater)
	}
	page.CameText = page.Came.text(page.Page, n, rater)
	return nil
}

// RatesOver tells whether the viewer does nothing here but rate, and rating has ended.
func (p requisitionPage) RatesOver() bool {
	return p.RatesOnly && p.Requisition.Phase.Leave(hiring.SeatPanel, hiring.RateAnswers) == hiring.Never
}

// requisitionHead gathers everything about a requisition but its candidates.
func (s *Server) requisitionHead(c *request, r hiring.Requisition) (requisitionPage, error) {
	ctx, st := c.Request().Context(), s.app.Store()
	page := requisitionPage{
		Page: c.rawPage(r.Name).in("requisitions"), Requisition: r, Sort: pipelineSort(c.QueryParam("sort")),
		Stage: pipelineStage(c.QueryParam("stage")), Came: pipelineCameOf(c.QueryParams()),
		Manages: c.user.Is(hiring.HR) || r.OwnerID == c.user.ID && c.user.Is(hiring.Recruiter),
	}
	if s := page.Came.order(); c.QueryParam("sort") == "" || page.Sort == store.ByLasting {
		page.Sort = s
	}
	page.RatesOnly = !page.Manages && !c.user.Is(hiring.Recruiter)
	var err error
	if page.Position, err = st.Position(ctx, r.PositionID); err != nil {
		return page, err
	}
	if page.Counts, err = st.StageCounts(ctx, r.ID); err != nil {
		return page, err
	}
	if page.awaited, err = s.app.Awaited(ctx, r.ID, c.user.ID); err != nil {
		return page, err
	}
	for _, n := range page.Counts {
		page.Total += n
	}
	for _, x := range page.awaited {
		if x.Stage == hiring.Scored || x.Stage == hiring.Decided {
			page.Counts[x.Stage]--
			page.Counts[hiring.Submitted]++
		}
	}
	if err = s.nameBenchmark(c, &page); err != nil {
		return page, err
	}
	if page.Answers, err = s.answersRequests(c, r); err == nil && page.Answers {
		page.Requests, err = st.WaitingAccommodations(ctx, r.ID)
	}
	if err == nil && page.Answers {
		page.Leaks, err = st.WaitingLeaks(ctx, r.ID)
	}
	if err == nil {
		var held app.PanelWork
		held, err = s.app.PanelWork(ctx, c.user.ID, r)
		page.Unrated, page.Hidden = held.Unrated, held.Hidden
	}
	if err == nil && page.Unrated > 0 {
		page.Rated, err = s.app.RatedSoFar(ctx, c.user.ID, r.ID)
	}
	if !page.MayCompare() {
		page.Stage, page.Came = "", pipelineCame{}
		if page.Sort != store.ByNumber {
			page.Sort = store.ByReceived
		}
	}
	if err != nil {
		return page, err
	}
	return page, s.addScores(c, &page)
}

// nameBenchmark says which published benchmark a requisition compares with, and leads to that version.
func (s *Server) nameBenchmark(c *request, page *requisitionPage) error {
	version := page.Requisition.BenchmarkVersionID
	if version == nil {
		return nil
	}
	v, err := s.app.Store().BenchmarkNameOf(c.Request().Context(), *version)
	if err != nil {
		return err
	}
	page.Benchmark = c.words.T("requisition.benchmark_n", "Name", v.Name, "Number", v.Number)
	if !page.RatesOnly {
		page.VersionPath = versionPath(v)
	}
	return nil
}

// pipelineSort reads an order from the address; what is none is the order received.
func pipelineSort(s string) store.PipelineSort {
	switch x := store.PipelineSort(s); x {
	case store.ByNumber, store.ByFit, store.ByStage, store.ByCombined, store.ByLasting:
		return x
	}
	return store.ByReceived
}

// pipelineStage reads a stage from the address; what is none is all of them.
func pipelineStage(s string) hiring.Stage {
	for _, st := range hiring.Stages() {
		if s == string(st) {
			return st
		}
	}
	return ""
}

func pipelineFrom(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// bands turns applications into rows, cut into runs when they are sorted by fit.
func (p requisitionPage) bands(applications []hiring.Application) []pipelineBand {
	if len(applications) == 0 {
		return nil
	}
	runs := [][]hiring.Application{applications}
	switch p.Sort {
	case store.ByFit:
		runs = hiring.Bands(applications, app.Likeness(p.Scores.Reliability))
	case store.ByCombined:
		runs = ratedApart(applications)
	}
	var out []pipelineBand
	for i, run := range runs {
		var b pipelineBand
		if p.Sort == store.ByCombined {
			b.Note = p.ratedNote(run)
		}
		if p.Sort == store.ByFit {
			b.Note, b.Alike = p.bandNote(run, i == 0), len(run) > 1 && run[0].Fit != nil
		}
		for _, a := range run {
			b.Rows = append(b.Rows, p.row(a))
		}
		out = append(out, b)
	}
	return out
}

// Chooses tells whether there are enough candidates on the page to lay some side by side.
func (p requisitionPage) Chooses() bool {
	n := 0
	for _, b := range p.Bands {
		for _, row := range b.Rows {
			if row.Choose != "" {
				n++
			}
		}
	}
	return n >= app.FewestBeside
}

// Most is how many can be laid side by side.
func (requisitionPage) Most() int { return app.MostBeside }

// fits counts the fits the page shows.
func (p requisitionPage) fits() int {
	n := 0
	for _, b := range p.Bands {
		for _, row := range b.Rows {
			if row.Fit != "" || row.Combined != "" {
				n++
			}
		}
	}
	return n
}

// bandNote says what sets a run of candidates apart; the first on a page is not compared with the page before.
func (p Page) bandNote(run []hiring.Application, first bool) string {
	switch {
	case run[0].Fit == nil:
		return p.T("requisition.band_none")
	case len(run) > 1:
		return p.T("requisition.band", "Count", len(run))
	case !first:
		return p.T("requisition.band_apart")
	}
	return ""
}

// ratedNote says whether a run of candidates has ratings beside a fit.
func (p Page) ratedNote(run []hiring.Application) string {
	if run[0].Combined == nil {
		return p.T("requisition.not_rated")
	}
	return p.T("requisition.rated_n", "Count", len(run))
}
