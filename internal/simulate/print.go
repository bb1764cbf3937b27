package simulate

import (
	"fmt"
	"io"
	"text/tabwriter"
)

// Print writes the report as tables to read.
func (r Report) Print(w io.Writer) error {
	fmt.Fprintf(w, "Engine %s, seed %d, %d companies a study, %d candidates each, %s.\n", r.Engine, r.Settings.Seed,
		r.Settings.Companies, r.Settings.Candidates, r.Date)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "\nA signal that is there: r of the fit with the fit under all exemplars and with true adherence, AUC")
	printRecovered(t, r.Recovery)
	fmt.Fprintln(t, "\nNo signal: separation claimed (nominal 2.5 % on each side), fits given, questions that count (nominal 5 % by chance)")
	printSilent(t, r.Silence)
	r.printCoverage(t)
	r.printPitfalls(t)
	r.printTexts(t)
	return t.Flush()
}

func printRecovered(t io.Writer, rows []Recovery) {
	fmt.Fprintln(t, "exemplars\tcomparison\tr, all exemplars\tr, adherence\tAUC\tseparation shown\tquestions that count")
	for _, x := range rows {
		fmt.Fprintf(t, "%d\t%d\t%.2f\t%.2f\t%.2f\t%s\t%s\n", x.Exemplars, x.Comparison, x.Population, x.Adherence, x.AUC, x.Shown, x.Counting)
	}
}

func printSilent(t io.Writer, rows []Silence) {
	fmt.Fprintln(t, "answers\texemplars\tcomparison\tclaimed\tinverted\tfits given\tquestions that count")
	for _, x := range rows {
		fmt.Fprintf(t, "%s\t%d\t%d\t%s\t%s\t%s\t%s\n", x.Kind, x.Exemplars, x.Comparison, x.Claimed, x.Inverted, x.Fit, x.Counting)
	}
}

// printTexts says the same of questions that are answered in writing.
func (r Report) printTexts(t io.Writer) {
	fmt.Fprintln(t, "\nTexts, compared by their words alone. A signal that is there:")
	printRecovered(t, r.Texts.Recovery)
	fmt.Fprintln(t, "\nTexts, no signal")
	printSilent(t, r.Texts.Silence)
	fmt.Fprintln(t, "\nTexts, intervals that hold the fit under all exemplars")
	printCovered(t, r.Texts.Coverage)
}

func (r Report) printCoverage(t io.Writer) {
	fmt.Fprintln(t, "\nIntervals that hold the fit under all exemplars: for these questions (90 and 95 %), as shown; and beyond these questions")
	printCovered(t, r.Coverage)
	fmt.Fprintln(t, "\nThe same for the whole of four values")
	printCovered(t, r.Whole)
}

func printCovered(t io.Writer, rows []Coverage) {
	fmt.Fprintln(t, "exemplars\tquestions\tdefined\t90 %\t95 %\tshown 90 %\tshown 95 %\tbeyond 90 %\tbeyond 95 %\twidth\tshown width")
	for _, x := range rows {
		fmt.Fprintf(t, "%d\t%d\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%.0f\t%.0f\n", x.Exemplars, x.Questions, x.Defined, x.Asked90, x.Asked95,
			x.Shown90, x.Shown95, x.Beyond90, x.Beyond95, x.Width, x.Wide)
	}
}

func (r Report) printPitfalls(t io.Writer) {
	fmt.Fprintln(t, "\nOne manager for a share of twenty exemplars")
	fmt.Fprintln(t, "share\twarned\tof a single manager")
	for _, x := range r.Managers {
		fmt.Fprintf(t, "%.0f %%\t%s\t%s\n", 100*x.Share, x.Warned, x.Single)
	}
	fmt.Fprintln(t, "\nNumeric questions on which exemplars are split into camps, or not")
	fmt.Fprintln(t, "split\texemplars\tcalled polarised\tdo not count")
	for _, x := range r.Camps {
		fmt.Fprintf(t, "%v\t%d\t%s\t%s\n", x.Split, x.Exemplars, x.Called, x.Weightless)
	}
	fmt.Fprintln(t, "\nWhat a way of answering earns against twenty exemplars")
	fmt.Fprintln(t, "way\tmean fit\tabove the median exemplar\tflagged")
	for _, x := range r.Fakers {
		fmt.Fprintf(t, "%s\t%.0f\t%s\t%s\n", x.Manner, x.Fit, x.Above, x.Flagged)
	}
}

// String is the share in percent with its standard error.
func (r Rate) String() string {
	if r.Of == 0 {
		return "–"
	}
	return fmt.Sprintf("%.1f %% (±%.1f)", 100*r.Share, 100*r.SE)
}
