package server

import (
	"net/http"

	"touchstone/internal/hiring"
)

// routes is the whole application on one screen; each noun's own lines stand in its file. A line that names nobody
// lets nobody in.
func (s *Server) routes() []route {
	out := []route{
		{http.MethodGet, "/static/:name", public(), s.staticShow},
		{http.MethodGet, "/favicon.ico", public(), s.staticShow},
		{http.MethodGet, "/healthz", public(), s.healthShow},
		{http.MethodGet, "/", signedIn(), s.homeShow},
		{http.MethodGet, "/help", signedIn(), s.helpShow},
		{http.MethodGet, "/people", staff(hiring.Admin), s.peopleList},
		{http.MethodGet, "/people/new", staff(hiring.Admin), s.personNew},
		{http.MethodPost, "/people", staff(hiring.Admin), s.personAdd},
		{http.MethodGet, "/people/:id", staff(hiring.Admin), s.personShow},
		{http.MethodPost, "/people/:id", staff(hiring.Admin), s.personSave},
		{http.MethodPost, "/people/:id/password", staff(hiring.Admin), s.personPassword},
		{http.MethodGet, "/audit", staff(hiring.Compliance), s.auditList},
	}
	for _, noun := range [][]route{
		s.accountRoutes(), s.philosophyRoutes(), s.valueRoutes(), s.questionRoutes(),
		s.benchmarkRoutes(), s.themeRoutes(), s.incumbentRoutes(),
		s.positionRoutes(), s.requisitionRoutes(), s.invitationRoutes(), s.accommodationRoutes(), s.applicationRoutes(), s.questionnaireRoutes(), s.representationRoutes(), s.interviewRoutes(), s.interviewGuideRoutes(), s.calibrationRoutes(), s.scorecardRoutes(), s.ratingRoutes(), s.raterRoutes(), s.debriefRoutes(), s.exportRoutes(), s.phaseRoutes(), s.reviewRoutes(), s.decisionRoutes(), s.reportRoutes(), s.explanationRoutes(), s.reviewRequestRoutes(), s.experienceRoutes(), s.selfIdentificationRoutes(), s.mailRoutes(), s.matrixRoutes(),
	} {
		out = append(out, noun...)
	}
	return out
}

// healthShow tells a load balancer that the database answers.
func (s *Server) healthShow(c *request) error {
	if err := s.app.Store().Ping(c.Request().Context()); err != nil {
		return err
	}
	return c.String(http.StatusOK, "ok\n")
}
