package server

import (
	"touchstone/internal/hiring"
)

// structureRow is one component of structure, said in words.
type structureRow struct {
	Number    int
	Name, Why string
	State     hiring.StructureState
	Mend      string // the address where it is mended, or ""
	MendLabel string
}

// structureGroup is the components of one kind.
type structureGroup struct {
	Key  string // content, evaluation
	Rows []structureRow
}

// Checklist says what the structure of the interviews has and lacks: the components of what is asked, then those of
// how it is judged.
func (p guidePage) Checklist() []structureGroup {
	groups := []structureGroup{{Key: "content"}, {Key: "evaluation"}}
	for i, c := range p.Structure {
		at := 0
		if i >= hiring.ContentComponents {
			at = 1
		}
		groups[at].Rows = append(groups[at].Rows, p.structureRow(i+1, c))
	}
	return groups
}

func (p guidePage) structureRow(number int, c hiring.Component) structureRow {
	key := "structure." + c.Key
	row := structureRow{Number: number, Name: p.T(key), State: c.State, Why: p.T(key+"."+c.Why, "Have", c.Have, "Of", c.Of)}
	if c.Why == "nothing" {
		row.Why = p.T("structure.nothing")
	}
	if c.Mend != hiring.MendNothing {
		row.Mend, row.MendLabel = p.mendAt(c), p.T("structure.mend."+string(c.Mend))
	}
	return row
}

// mendAt is where a component is mended. A guide that is fixed is not mended; the next round's is.
func (p guidePage) mendAt(c hiring.Component) string {
	switch c.Mend {
	case hiring.MendQuestion:
		return "/questions/" + c.Question.String()
	case hiring.MendQuestions:
		return p.Base() + "/edit"
	case hiring.MendPanels:
		return p.Base()
	case hiring.MendGuide, hiring.MendPractices:
		if !p.Fixed() {
			return "#" + string(c.Mend)
		}
	}
	return ""
}
