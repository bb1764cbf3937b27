package hiring

import (
	"strings"
	"time"

	"github.com/google/uuid"
)

// SavedView is a way of looking at a requisition's candidates that one person has given a name: which are shown, in
// which order, with which columns. It is that person's alone.
type SavedView struct {
	ID            uuid.UUID
	UserID        uuid.UUID
	RequisitionID uuid.UUID
	Name          string
	Query         string // what the page's address asks for; read like any other address
	CreatedAt     time.Time
}

// What a person may keep of views in one requisition.
const (
	MaxSavedViews     = 20
	MaxSavedViewName  = 60
	MaxSavedViewQuery = 2000
)

// Trimmed is the view with the blanks around its name left out.
func (v SavedView) Trimmed() SavedView {
	v.Name = strings.TrimSpace(v.Name)
	return v
}

// Check names what is wrong with a view: it needs a name of one line, and asks for no more than an address can hold.
func (v SavedView) Check() Problems {
	var ps Problems
	if v.Name == "" {
		ps.Add("name", "problem.required")
	}
	ps = append(ps, CheckText("name", v.Name, MaxSavedViewName)...)
	if len(v.Query) > MaxSavedViewQuery {
		ps.Add("name", "matrix.problem.view_too_long")
	}
	return ps
}
