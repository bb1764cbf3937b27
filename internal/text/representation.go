package text

// Representation turns texts into points that can be compared. Its ID names it and everything about it that can
// change a number; a result is only comparable with one of the same ID.
type Representation interface {
	ID() string
	// Fit learns what it needs from the documents: how common each feature is, where the middle lies.
	Fit(documents []Document) Space
}

// Document is a text a Space is fitted on. Documents of one owner are left out together; the owner is any number of
// the caller's. The keys are the documents every other text is compared with.
type Document struct {
	Text  string
	Owner int
	Key   bool
}

// Space is a representation fitted on documents. It does not change, and may be used by many goroutines at once.
type Space interface {
	// Read places a text that is not among the documents.
	Read(text string) Point
	// Point is the place of document i.
	Point(i int) Point
	// All is the view in which nothing is left out.
	All() View
	// Sealed is the space with everything kept for reading further texts and nothing for leaving documents out: it
	// has no Point of a document, and Without leaves nobody out. It is several times smaller.
	Sealed() Space
}

// View is a Space as it would be had some owners' documents never been there.
type View interface {
	// Without leaves one more owner's documents out.
	Without(owner int) View
	// Cosines returns the cosine of p with each key document, in their order, and 0 for those left out or empty.
	Cosines(p Point) []float64
}

// Point is a text in a Space. Points of different Spaces cannot be compared.
type Point struct {
	terms [parts][]term
	owner *owned // nil when the text is not among the documents
	dense *densePoint
}
