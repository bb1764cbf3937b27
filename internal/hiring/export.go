package hiring

// ExportView is how much of a requisition somebody may take out of the program as files.
type ExportView struct {
	Rows   bool // anything at all
	People bool // who the candidates and the raters are, and what they wrote; else both have pseudonyms, and no words
	Audit  bool // the audit entries about the requisition
}

// ExportViewOf is the rule: HR takes out everything, an owner what belongs to the own requisition, compliance figures
// without people. Entries of the audit are compliance's alone, as on the page that shows them.
func ExportViewOf(u User, r Requisition) ExportView {
	people := u.Is(HR) || u.Is(Recruiter) && r.OwnerID == u.ID
	return ExportView{Rows: people || u.Is(Compliance), People: people, Audit: u.Is(Compliance)}
}

// CheckExport tells whether a requisition's phase lets a user take out what tells of its candidates, and whether those
// they are still blind to are left out. Whoever rates in a round that compares gets nothing before the discussion.
func (r Requisition) CheckExport(u User) (ownFirst bool, err error) {
	switch r.Phase.Leave(r.SeatOf(u.ID), SeeScores) {
	case Always:
		return false, nil
	case AfterOwn:
		return true, nil
	}
	return true, Clash("export.problem.phase")
}
