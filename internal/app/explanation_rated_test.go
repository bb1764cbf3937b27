package app

import (
	"strings"
	"testing"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
	"touchstone/internal/i18n"
	"touchstone/web"
)

func TestExplanationSaysHowManyWrittenAnswersPeopleRated(t *testing.T) {
	t.Parallel()
	catalog, err := i18n.Load(web.Files, "words")
	if err != nil {
		t.Fatal(err)
	}
	v, x := ApplicationView{}, AttemptView{Answers: map[uuid.UUID]hiring.Answer{}}
	for range 5 {
		q := hiring.AssessmentQuestion{}
		q.ID, q.Kind = uuid.New(), hiring.Text
		v.Asked = append(v.Asked, q)
	}
	for _, q := range v.Asked[:4] { // the fifth was left blank
		x.Answers[q.ID] = hiring.Answer{Body: hiring.AnswerBody{Text: "I rang the customer."}}
	}
	rate := func(question int, rater uuid.UUID) {
		v.Ratings = append(v.Ratings, hiring.Rating{ID: uuid.New(), QuestionVersionID: v.Asked[question].ID, RaterID: rater, Level: 3})
	}
	one, two := uuid.New(), uuid.New()
	rate(0, one)
	rate(0, two)
	rate(1, one)
	rate(2, two)
	said := func(l hiring.Language) string {
		m := explanationMatter{words: catalog.For(l), language: l, view: v, attempt: &x}
		return strings.Join(m.how().Paragraphs, "\n")
	}
	for l, want := range map[hiring.Language]string{
		hiring.English: "2 people read 3 of your 4 written answers and rated what they read",
		hiring.Spanish: "2 personas leyeron 3 de las 4 respuestas que escribiste y valoraron lo que leyeron",
		hiring.Turkish: "2 kişi yazdığınız 4 yanıtın 3 tanesini okudu",
	} {
		if s := said(l); !strings.Contains(s, want) {
			t.Errorf("%s: %s", l, s)
		}
	}
	rate(3, one)
	if s := said(hiring.English); !strings.Contains(s, "2 people read all 4 answers you wrote") {
		t.Error(s)
	}
}
