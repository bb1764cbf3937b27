package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"
)

// readEquivalents reads the changes that make no difference: each a line as mutant.name writes it, and below it,
// indented, why. Lines that begin with # are remarks.
func readEquivalents(file string) (map[string]string, error) {
	out := map[string]string{}
	if file == "" {
		return out, nil
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	name := ""
	for i, line := range strings.Split(string(raw), "\n") {
		text := strings.TrimSpace(line)
		switch {
		case text == "" || strings.HasPrefix(text, "#"):
		case text == strings.TrimRight(line, " \r"):
			name, out[text] = text, ""
		case name == "":
			return nil, fmt.Errorf("%s:%d: a reason without a change above it", file, i+1)
		default:
			out[name] = strings.TrimSpace(out[name] + " " + text)
		}
	}
	for name, why := range out {
		if why == "" {
			return nil, fmt.Errorf("%s: no reason below %q", file, name)
		}
	}
	return out, nil
}

// figures are what became of the changes of a file.
type figures struct {
	file                                   string
	changes, noticed, equivalent, survived int
}

// report lists the changes that matter, then the figures of each file. A change listed as making no difference that
// a test notices all the same is a mistake in the list, and told.
func (o options) report(out io.Writer, name string, mutants []mutant, noticed []bool, known map[string]string) error {
	var files []figures
	for i, m := range mutants {
		if len(files) == 0 || files[len(files)-1].file != m.file {
			files = append(files, figures{file: m.file})
		}
		f := &files[len(files)-1]
		f.changes++
		why, listed := known[m.name()]
		switch {
		case noticed[i]:
			f.noticed++
			o.say(out, listed, "noticed, though listed as equivalent", m.name())
			o.say(out, o.all, "noticed  ", m.String())
		case listed:
			f.equivalent++
			o.say(out, o.all, "equal    ", m.String()+" ("+why+")")
		default:
			f.survived++
			fmt.Fprintf(out, "survives  %s\n          %s\n", m, m.name())
		}
	}
	sum := figures{file: name}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "changes\tnoticed\tequivalent\tsurvive\t\tfile")
	for _, f := range files {
		fmt.Fprintf(w, "%d\t%d\t%d\t%d\t\t%s\n", f.changes, f.noticed, f.equivalent, f.survived, f.file)
		sum.changes, sum.noticed = sum.changes+f.changes, sum.noticed+f.noticed
		sum.equivalent, sum.survived = sum.equivalent+f.equivalent, sum.survived+f.survived
	}
	fmt.Fprintf(w, "%d\t%d\t%d\t%d\t\t%s\n", sum.changes, sum.noticed, sum.equivalent, sum.survived, sum.file)
	return w.Flush()
}

func (o options) say(out io.Writer, on bool, what, text string) {
	if on {
		fmt.Fprintf(out, "%s %s\n", what, text)
	}
}
