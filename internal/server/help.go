package server

import (
	"net/http"
	"strings"
)

// HelpCommand is one command of the command line as the help page documents it. Names are the program's own, the same
// in every language; what they mean is in the word catalogue.
type HelpCommand struct {
	Name    string
	Flags   []string // as -h names them
	Files   []HelpFile
	Example string
}

// Line is how the command is called.
func (h HelpCommand) Line() string { return "touchstone " + h.Name }

// HelpFile is one file a command reads or writes, with its columns.
type HelpFile struct {
	Name    string
	Output  bool
	Columns []string
}

// HelpCommands lists what the help page documents. A test in cmd/touchstone holds it against the commands' -h.
func HelpCommands() []HelpCommand {
	return []HelpCommand{
		{
			Name: "score", Flags: []string{"answers", "questions", "lang", "encoder", "seed", "json", "o"},
			Files: []HelpFile{
				{Name: "answers.csv", Columns: []string{"respondent", "group", "question", "answer"}},
				{Name: "questions.csv", Columns: []string{"question", "value", "kind", "lo", "hi", "options", "mode", "weight"}},
				{Name: "scores.csv", Output: true, Columns: []string{
					"respondent", "value", "question", "alignment", "score", "weight", "status", "percentile", "n_exemplars", "fit", "lo", "hi", "coverage", "warnings",
				}},
			},
			Example: "printf 'respondent,group,question,answer\\nana,exemplar,q1,\"I rang her back and…\"\\n' > answers.csv\ntouchstone score -answers answers.csv -lang en -o scores.csv",
		},
		{
			Name: "agreement", Flags: []string{"ratings", "scale", "json", "o"},
			Files:   []HelpFile{{Name: "ratings.csv", Columns: []string{"candidate", "question", "rater", "rating", "value", "at"}}},
			Example: "printf 'candidate,question,rater,rating\\nann,q1,zoe,4\\nann,q1,max,3\\n' > ratings.csv\ntouchstone agreement -ratings ratings.csv",
		},
		{
			Name: "impact", Flags: []string{"applicants", "suppress", "json", "o"},
			Files:   []HelpFile{{Name: "applicants.csv", Columns: []string{"applicant", "stage", "selected", "score", "group:NAME", "requisition"}}},
			Example: "printf 'applicant,stage,selected,score,group:sex\\na1,screen,1,71,female\\n' > applicants.csv\ntouchstone impact -applicants applicants.csv -suppress 5",
		},
		{
			Name: "validity", Flags: []string{"outcomes", "json", "o"},
			Files:   []HelpFile{{Name: "outcomes.csv", Columns: []string{"hire", "fit", "outcome", "kind", "group"}}},
			Example: "printf 'hire,fit,outcome,kind\\nh1,71,1,binary\\n' > outcomes.csv\ntouchstone validity -outcomes outcomes.csv -json -o validity.json",
		},
		{
			Name: "simulate", Flags: []string{"full", "texts", "companies", "candidates", "seed", "json", "o"},
			Example: "touchstone simulate",
		},
	}
}

// Key is the part of a column's key of the word catalogue: a name that means something else in another file has the
// command's, or that of the output, before it.
func (f HelpFile) Key(command, column string) string {
	column = strings.NewReplacer(":NAME", "_name").Replace(column)
	switch {
	case f.Output && (column == "lo" || column == "hi" || column == "weight" || column == "value" || column == "question"):
		return "help.column.out_" + column
	case command != "score" && (column == "group" || column == "kind" || column == "score" || column == "fit"):
		return "help.column." + command + "_" + column
	}
	return "help.column." + column
}

// helpPage documents the command line.
type helpPage struct {
	Page
	Commands []HelpCommand
	Sample   string // of what is said when something is wrong in a file
}

func (helpPage) template() (layout, name string) { return "staff", "help" }

func (s *Server) helpShow(c *request) error {
	page := helpPage{Page: c.page("help.title"), Commands: HelpCommands()}
	page.Sample = "touchstone: answers.csv:3: " + page.T("help.errors.sample")
	return c.render(http.StatusOK, page)
}
