package main

import (
	"context"
	"flag"
	"io"

	"touchstone/internal/validity"
)

const validityHelp = `
Tells from a file of hires whether fit at the time of the decision went with what became of them: r with its interval
(or AUC, when the outcome is yes or no), success by fifths of fit, what selecting would bring if r were so and so, how
many hires it would take to know, and by group whether one line predicts for all (Cleary).

  outcomes.csv     hire,fit,outcome,kind[,group]      one row for each hire and outcome

fit is the fit frozen at the decision; kind is continuous (outcome: a number) or binary (outcome: 1 or 0); a row without
fit or outcome is counted and left out. Below 30 hires the verdict is "collecting", below 85 "caution".
The file may be JSON: a list of objects with these keys. What is wrong in a file is told as FILE:LINE.

  printf 'hire,fit,outcome,kind\nh1,71,1,binary\nh2,64,0,binary\n' > outcomes.csv
  touchstone validity -outcomes outcomes.csv -json -o validity.json
`

func validityReport(_ context.Context, args []string, out io.Writer) error {
	fs := flag.NewFlagSet("validity", flag.ContinueOnError)
	var f reportFlags
	f.add(fs)
	file := fs.String("outcomes", "", "`FILE` of hires and their outcomes, CSV or JSON (needed)")
	if err := parseReport(fs, args, out, file, validityHelp); err != nil {
		return err
	}
	outcomes, err := fromFile(*file, validity.Read)
	if err != nil {
		return err
	}
	r := outcomes.Report()
	return f.print(out, r, r.Write)
}
