package hiring

import (
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"
)

// Representation is a service outside the program that an administrator chose to turn answers into numbers with. At
// most one is in use; without any, which is how every installation begins, texts are compared by what is built in. A
// benchmark keeps the representation it was published with, by its Key.
type Representation struct {
	ID      uuid.UUID
	URL     string // of the service
	Model   string // which of its models
	Size    int    // how many numbers the model gives for a text
	Key     string // what a benchmark pins: host, model and size
	SetBy   uuid.UUID
	SetAt   time.Time
	EndedBy *uuid.UUID
	EndedAt *time.Time
}

// InUse tells whether the service is asked.
func (r Representation) InUse() bool { return r.EndedAt == nil }

// maxModel is the longest name of a model.
const maxModel = 200

// CheckModel says what is wrong with the name of a service's model.
func CheckModel(field, model string) Problems {
	var ps Problems
	switch {
	case strings.TrimSpace(model) == "":
		ps.Add(field, "representation.problem.model_needed")
	case utf8.RuneCountInString(model) > maxModel, strings.ContainsFunc(model, func(r rune) bool { return r <= ' ' || r == 0x7f }):
		ps.Add(field, "representation.problem.model")
	}
	return ps
}
