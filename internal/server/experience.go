package server

import (
	"net/http"
	"net/url"
	"strconv"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// experienceRoutes are the three questions on how fair it felt, asked after the answers are in, and what HR and the
// owner may see of them.
func (s *Server) experienceRoutes() []route {
	manages := staff(hiring.HR).orOwn(ownsRequisition, hiring.Recruiter)
	return []route{
		{http.MethodGet, "/q/:token/experience", link(), s.afterwards(s.experienceAsk)},
		{http.MethodPost, "/q/:token/experience", link(), s.afterwards(s.experienceSend)},
		{http.MethodGet, "/requisitions/:id/experience", manages, s.experienceShow},
	}
}

// experienceAskPage asks, or thanks whoever has answered.
type experienceAskPage struct {
	respondentPage
	Given     bool
	Form      Form
	Questions []experienceQuestion
	Kept      string
}

// experienceQuestion is one question with its scale.
type experienceQuestion struct {
	Field
	Prompt, Low, High string
}

func (experienceAskPage) template() (layout, name string) { return "respondent", "experience-ask" }

func (s *Server) experienceAsk(c *request, q app.Questionnaire) error {
	return s.renderExperienceAsk(c, http.StatusOK, q, nil, nil)
}

// experienceSend counts what was said; a second sending counts nothing.
func (s *Server) experienceSend(c *request, q app.Questionnaire) error {
	v, err := c.form()
	if err != nil {
		return err
	}
	e, ps := readExperience(v)
	if len(ps) == 0 {
		err = s.app.GiveExperience(c.Request().Context(), q, e)
		ps = hiring.ProblemsOf(err)
	}
	if len(ps) > 0 {
		return s.renderExperienceAsk(c, http.StatusUnprocessableEntity, q, v, ps)
	}
	if err != nil && hiring.KindOf(err) != hiring.Conflict {
		return err
	}
	return c.seeOther(c.linkBase() + "/experience")
}

func readExperience(v url.Values) (hiring.Experience, hiring.Problems) {
	var ps hiring.Problems
	e := hiring.Experience{Comment: v.Get("comment")}
	for i := range e.Answers {
		if name := hiring.ExperienceField(i); v.Get(name) != "" {
			e.Answers[i] = number(v, name, 1, hiring.ExperienceSteps, &ps)
		}
	}
	return e, ps
}

func (s *Server) renderExperienceAsk(c *request, status int, q app.Questionnaire, v url.Values, ps hiring.Problems) error {
	rp, err := c.respondentPage(c.words.T("experience.ask.title"))
	if err != nil {
		return err
	}
	page := experienceAskPage{respondentPage: rp, Given: q.ExperienceGiven, Form: newForm(rp.Page, v, ps)}
	page.Kept = rp.T("experience.ask.kept", "Company", rp.Organization, "Count", hiring.LeastExperiences)
	for i := range hiring.ExperienceQuestions {
		name, key := hiring.ExperienceField(i), "experience.question."+strconv.Itoa(i+1)
		var steps []Choice
		for x := 1; x <= hiring.ExperienceSteps; x++ {
			steps = append(steps, Choice{Value: strconv.Itoa(x), Label: strconv.Itoa(x)})
		}
		page.Questions = append(page.Questions, experienceQuestion{
			Field: page.Form.Choose(name, "", steps), Prompt: rp.T(key), Low: rp.T("experience.low"), High: rp.T("experience.high"),
		})
	}
	return c.render(status, page)
}

// experiencePage is what may be seen of a requisition's experiences.
type experiencePage struct {
	Page
	Requisition hiring.Requisition
	app.ExperienceView
	Lines []experienceLine
}

// experienceLine is one question with how it was answered.
type experienceLine struct {
	Prompt, Mean, Interval string
	N                      int
	Few                    bool
	Steps                  []experienceStep
}

// experienceStep is how often one answer was given.
type experienceStep struct {
	Step  int
	N     int
	Width int // per cent of the widest
}

func (experiencePage) template() (layout, name string) { return "staff", "experience" }

func (s *Server) experienceShow(c *request) error {
	r, err := s.requisition(c)
	if err != nil {
		return err
	}
	v, err := s.app.ExperienceOf(c.Request().Context(), r.ID)
	if err != nil {
		return err
	}
	page := experiencePage{Page: c.page("experience.title").in("requisitions"), Requisition: r, ExperienceView: v}
	for i, f := range v.Figures {
		page.Lines = append(page.Lines, page.experienceLine(i, f))
	}
	return c.render(http.StatusOK, page)
}

// Least is how many must have answered before anything is shown.
func (experiencePage) Least() int { return hiring.LeastExperiences }

func (p Page) experienceLine(i int, f app.ExperienceFigure) experienceLine {
	out := experienceLine{Prompt: p.T("experience.question." + strconv.Itoa(i+1)), N: f.N, Few: f.Few}
	if f.Few {
		return out
	}
	out.Mean, out.Interval = p.Num(f.Mean.Value, 1), p.T("experience.no_interval")
	if f.Interval.Defined() {
		out.Interval = p.T("experience.interval", "Lo", p.Num(f.Interval.Lo, 1), "Hi", p.Num(f.Interval.Hi, 1))
	}
	most := 1
	for _, n := range f.Counts {
		most = max(most, n)
	}
	for step, n := range f.Counts {
		out.Steps = append(out.Steps, experienceStep{Step: step + 1, N: n, Width: 100 * n / most})
	}
	return out
}
