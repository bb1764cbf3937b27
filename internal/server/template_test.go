package server

import (
	"io/fs"
	"path"
	"reflect"
	"strings"
	"testing"

	"github.com/jba/templatecheck"

	"touchstone/web"
)

// allPages is one of each page struct.
func allPages() []typedPage {
	return []typedPage{
		accommodationsPage{}, signInPage{}, setupPage{}, accountPage{}, applicationPage{}, auditPage{}, benchmarksPage{},
		benchmarkFormPage{}, benchmarkPage{}, benchmarkQuestionsPage{}, benchmarkQuestionPage{}, benchmarkPublicationPage{},
		benchmarkVersionsPage{}, benchmarkVersionPage{}, benchmarkComparisonPage{}, rescoringPage{}, debriefPage{}, decisionPage{}, phasePage{}, conflictPage{}, reviewsPage{}, reviewRatesPage{}, errorPage{}, homePage{}, incumbentsPage{},
		incumbentFormPage{}, incumbentPage{}, incumbentLinksPage{}, incumbentImportPage{}, answerImportPage{},
		incumbentGroupsPage{}, invitationsPage{}, linksPage{}, peoplePage{}, personPage{}, philosophyPage{}, representationPage{},
		philosophyPage{Print: true}, philosophyFormPage{}, positionsPage{}, positionFormPage{}, questionPage{},
		questionFormPage{}, closedPage{}, accommodationPage{}, introPage{}, summaryPage{}, receiptPage{}, askedPage{},
		ratingPage{}, ratingsPage{}, ratingQuestionPage{}, ratingSubmissionPage{}, ratingAbstentionPage{}, leakPage{}, leaksPage{}, ratersPage{}, ratedAnswersPage{}, requisitionsPage{}, requisitionEditPage{}, requisitionNewPage{}, requisitionPage{}, spokenPage{}, spokenQuestionPage{}, valuesPage{}, valuePage{}, valueFormPage{}, libraryPage{}, themesPage{}, manualPage{}, helpPage{}, guidePage{}, guidePrintPage{}, guidePrintPage{Paper: true}, scorecardPrintPage{}, scorecardPrintPage{Paper: true}, interviewsPage{}, interviewPage{}, interviewFormPage{}, interviewChoosePage{}, calibrationsPage{}, calibrationPage{}, calibrationNewPage{}, calibrationEditPage{}, calibrationAnswerPage{}, calibrationSummaryPage{}, calibrationResultPage{}, plantingPage{}, spokenNotesPage{}, scorecardPage{}, scorecardQuestionPage{}, scorecardValuesPage{}, exportsPage{}, dictionaryPage{}, reportPage{}, reportPage{Paper: true}, candidateReportPage{}, candidateReportPage{Paper: true}, explanationPage{}, explanationLinkPage{}, explanationReadPage{}, explanationReadPage{Paper: true}, reviewAskPage{}, reviewQueuePage{}, reviewAnswerPage{}, experienceAskPage{}, experiencePage{}, selfPage{}, groupOverridesPage{}, mailPage{}, mailTemplatePage{}, noticePage{}, matrixPage{}, sideBySidePage{},
	}
}

// TestTemplatesFitTheirPages checks every page's template, with its layout and partials, against its struct: each
// field and method it names exists, also on branches no other test takes.
func TestTemplatesFitTheirPages(t *testing.T) {
	t.Parallel()
	rd, err := newRenderer(web.Files)
	must(t, err)
	seen := map[string]bool{}
	for _, p := range allPages() {
		layout, name := p.template()
		seen[name] = true
		if f, ok := reflect.TypeOf(p).FieldByName("Lang"); ok && reflect.TypeOf(p).FieldByIndex(f.Index[:len(f.Index)-1]).Type != reflect.TypeOf(Page{}) {
			t.Errorf("%T: the layout would take a field of its own for the page's language", p)
		}
		tmpl, err := rd.page(layout, name)
		if err != nil {
			t.Errorf("%T: %v", p, err)
			continue
		}
		checked, err := tmpl.Clone()
		must(t, err)
		if err := templatecheck.CheckHTML(checked.Lookup("layout"), p); err != nil {
			t.Errorf("%T: %v", p, err)
		}
	}
	files, err := fs.Glob(web.Files, "pages/*.html")
	must(t, err)
	for _, f := range files {
		if name := strings.TrimSuffix(path.Base(f), ".html"); !seen[name] {
			t.Errorf("%s belongs to no page of allPages", f)
		}
	}
}
