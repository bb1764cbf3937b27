package hiring

import "slices"

// LibraryKind tells a starter value from a starter trait.
type LibraryKind string

// The two kinds of entry in the starter library.
const (
	LibraryValues LibraryKind = "value" // what a service stands for
	LibraryTraits LibraryKind = "trait" // what to look for in people who serve
)

// LibraryValue is a value of the starter library with its questions, ready to be adopted. Value has no id yet;
// its Library is the key.
type LibraryValue struct {
	Kind      LibraryKind
	Value     Value
	Questions []LibraryQuestion
}

// LibraryQuestion is a question of the starter library.
type LibraryQuestion struct {
	Key string
	Wording
}

// With returns the library value with only the questions named, in the library's order.
func (v LibraryValue) With(keys []string) LibraryValue {
	chosen := []LibraryQuestion{}
	for _, q := range v.Questions {
		if slices.Contains(keys, q.Key) {
			chosen = append(chosen, q)
		}
	}
	v.Questions = chosen
	return v
}
