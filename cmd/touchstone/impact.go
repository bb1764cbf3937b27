package main

import (
	"context"
	"flag"
	"io"

	"touchstone/internal/impact"
)

const impactHelp = `
Tells from a file of applicants how often each group was selected, and whether the difference to the group with the
highest rate is more than chance: selection rates, impact ratios with intervals, tests, flip-flop and a traffic light;
each group's mean score beside that group's, with Hedges' g and its interval, below 0 when the group scores lower, and
without them below five scores; New York City LL144 tables of selection and of scores. A statistical indicator, not a
legal finding; not an independent audit.

  applicants.csv   applicant,stage,selected,score,group:NAME…    one row for each applicant at each stage

selected is 1 or 0, or empty while it is not decided; score may be empty. A group is any text; empty, unknown, prefer
not to say are unknown: counted, and in no rate. Stages stand in the order in which they first appear; with several the
bottom line follows, and the odds ratio over stages taken together (Mantel–Haenszel). A column requisition gives the odds
ratio over requisitions at each stage. LL144 tables cross group:sex and group:race_ethnicity, else the first two groups.
The file may be JSON: a list of objects with these keys. What is wrong in a file is told as FILE:LINE.

  printf 'applicant,stage,selected,score,group:sex\na1,screen,1,71,female\na2,screen,0,64,male\n' > applicants.csv
  touchstone impact -applicants applicants.csv -suppress 5
`

// largestSuppression is the largest count that can be asked to be hidden.
const largestSuppression = 100

func impactReport(_ context.Context, args []string, out io.Writer) error {
	fs := flag.NewFlagSet("impact", flag.ContinueOnError)
	var f reportFlags
	f.add(fs)
	file := fs.String("applicants", "", "`FILE` of applicants, CSV or JSON (needed)")
	suppress := fs.Int("suppress", 0, "hide counts below `K` (5 to 10 is usual) and what they could be reckoned from; 0 prints all")
	if err := parseReport(fs, args, out, file, impactHelp); err != nil {
		return err
	}
	if *suppress < 0 || *suppress > largestSuppression {
		return badUsage("-suppress is a number from 0 to %d", largestSuppression)
	}
	tally, err := fromFile(*file, impact.Read)
	if err != nil {
		return err
	}
	r := tally.Report(*suppress)
	return f.print(out, r, r.Write)
}
