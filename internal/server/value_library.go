package server

import (
	"net/http"
	"net/url"
	"slices"

	"touchstone/internal/hiring"
	"touchstone/seed"
)

// shelf is a value of the library as its card shows it.
type shelf struct {
	hiring.LibraryValue
	Taken     *hiring.Value // the company's value made from it, when it has one in use
	Checked   bool
	Questions []shelfQuestion
}

type shelfQuestion struct {
	hiring.LibraryQuestion
	Taken, Checked bool
}

type libraryPage struct {
	Page
	Values, Traits []shelf
	Problem        string
}

func (libraryPage) template() (layout, name string) { return "staff", "value-library" }

func (s *Server) libraryShow(c *request) error {
	return s.renderLibrary(c, http.StatusOK, nil, "")
}

// renderLibrary shows the library; typed is what was chosen in a form that had a problem, nil at first: then every
// question of a value not yet taken stands checked, ready to come with it.
func (s *Server) renderLibrary(c *request, status int, typed url.Values, problem string) error {
	library, err := seed.Library()
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	values, err := s.app.Store().Values(ctx)
	if err != nil {
		return err
	}
	questions, err := s.app.Store().Questions(ctx)
	if err != nil {
		return err
	}
	page := libraryPage{Page: c.page("value.library.title").in("values"), Problem: problem}
	for _, entry := range library {
		card := shelve(entry, values, questions, typed)
		if entry.Kind == hiring.LibraryTraits {
			page.Traits = append(page.Traits, card)
		} else {
			page.Values = append(page.Values, card)
		}
	}
	return c.render(status, page)
}

func shelve(entry hiring.LibraryValue, values []hiring.Value, questions []hiring.Question, typed url.Values) shelf {
	card := shelf{LibraryValue: entry, Checked: slices.Contains(typed["value"], entry.Value.Library)}
	if i := slices.IndexFunc(values, func(v hiring.Value) bool { return v.Library == entry.Value.Library }); i >= 0 {
		card.Taken = &values[i]
	}
	for _, q := range entry.Questions {
		sq := shelfQuestion{LibraryQuestion: q, Checked: slices.Contains(typed["question"], q.Key)}
		if typed == nil && card.Taken == nil {
			sq.Checked = true
		}
		sq.Taken = card.Taken != nil && slices.ContainsFunc(questions, func(x hiring.Question) bool {
			return x.Key == q.Key && x.ValueID == card.Taken.ID
		})
		card.Questions = append(card.Questions, sq)
	}
	return card
}

func (s *Server) libraryAdopt(c *request) error {
	v, err := c.form()
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	inUse, err := s.app.Store().Values(ctx)
	if err != nil {
		return err
	}
	chosen, err := chosenFromLibrary(v, inUse)
	if err != nil {
		return err
	}
	values, questions, err := s.app.AdoptLibrary(ctx, c.actor(), chosen)
	if err != nil {
		return err
	}
	if values+questions == 0 {
		return s.renderLibrary(c, http.StatusUnprocessableEntity, v, c.words.T("value.library.problem"))
	}
	c.flash("value.library.adopted")
	return c.seeOther("/values")
}

// chosenFromLibrary reads which values were checked, and which questions with them. Of a value the company has
// already, questions may be checked alone; of another, they count only with the value.
func chosenFromLibrary(v url.Values, inUse []hiring.Value) ([]hiring.LibraryValue, error) {
	library, err := seed.Library()
	if err != nil {
		return nil, err
	}
	var out []hiring.LibraryValue
	for _, entry := range library {
		have := slices.ContainsFunc(inUse, func(x hiring.Value) bool { return x.Library == entry.Value.Library })
		if have || slices.Contains(v["value"], entry.Value.Library) {
			out = append(out, entry.With(v["question"]))
		}
	}
	return out, nil
}
