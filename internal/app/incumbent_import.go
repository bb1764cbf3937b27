package app

import (
	"context"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// incumbentColumns are the columns of a nomination file that have a meaning of their own; every other one is a
// metric.
func incumbentColumns() []string {
	return []string{"name", "email", "team", "manager", "tenure", "group", "language"}
}

// ImportIncumbents nominates the reps of a CSV file: name, email, and if there is such a column team, manager,
// tenure (months), group and language; every other column is a metric. Every line that is wrong is named, and then
// nobody is imported.
func (a *App) ImportIncumbents(ctx context.Context, who Actor, benchmark uuid.UUID, file io.Reader) (int, error) {
	table, ps := ReadTable(file)
	if len(ps) == 0 {
		ps = table.Need("name", "email")
	}
	if err := ps.Err(); err != nil {
		return 0, err
	}
	fallback, err := a.houseLanguage(ctx)
	if err != nil {
		return 0, err
	}
	there, err := a.incumbentsByEmail(ctx, benchmark)
	if err != nil {
		return 0, err
	}
	people := readIncumbents(table, fallback, there, &ps)
	if err := ps.Err(); err != nil {
		return 0, err
	}
	return len(people), a.store.Tx(ctx, func(ctx context.Context) error {
		for _, p := range people {
			p.BenchmarkID = benchmark
			if _, err := a.createIncumbent(ctx, who, p); err != nil {
				return err
			}
		}
		return a.audit(ctx, who, "benchmark.incumbents_imported", "benchmark", benchmark, "count", strconv.Itoa(len(people)))
	})
}

// houseLanguage is the language of whoever names none.
func (a *App) houseLanguage(ctx context.Context) (hiring.Language, error) {
	o, err := a.store.Organization(ctx)
	if hiring.KindOf(err) == hiring.NotFound {
		return hiring.English, nil
	}
	return o.Language, err
}

func (a *App) incumbentsByEmail(ctx context.Context, benchmark uuid.UUID) (map[string]hiring.Incumbent, error) {
	people, err := a.store.Incumbents(ctx, benchmark)
	by := make(map[string]hiring.Incumbent, len(people))
	for _, p := range people {
		by[p.Email] = p
	}
	return by, err
}

// readIncumbents reads the rows of a nomination file and names every line that is wrong.
func readIncumbents(t Table, fallback hiring.Language, there map[string]hiring.Incumbent, ps *hiring.Problems) []hiring.Incumbent {
	first := map[string]int{}
	var out []hiring.Incumbent
	for _, row := range t.Rows {
		i := readIncumbent(t, row, fallback, ps)
		if _, known := there[i.Email]; known {
			ps.Add("file", "problem.csv_known", "Line", row.Line)
		} else if line, twice := first[i.Email]; twice && i.Email != "" {
			ps.Add("file", "problem.csv_twice", "Line", row.Line, "First", line)
		} else {
			first[i.Email] = row.Line
		}
		out = append(out, i)
	}
	return out
}

// readIncumbent reads one row; what is wrong with it is a problem that names its line.
func readIncumbent(t Table, row TableRow, fallback hiring.Language, ps *hiring.Problems) hiring.Incumbent {
	i := hiring.Incumbent{Name: row.Get("name"), Email: row.Get("email"), Team: row.Get("team"), Manager: row.Get("manager"), Language: fallback}
	if s := row.Get("language"); s != "" {
		i.Language = hiring.Language(strings.ToLower(s))
	}
	if s := row.Get("tenure"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			n = -1
		}
		i.TenureMonths = &n
	}
	g, ok := hiring.ParseRepGroup(row.Get("group"))
	if i.Group = g; !ok {
		ps.Add("file", "incumbent.problem.csv_group", "Line", row.Line)
	}
	i.Metrics = readMetrics(t, row, ps)
	i, mine := trimIncumbent(i)
	for _, p := range mine {
		ps.Add("file", incumbentLineKey(p.Field), "Line", row.Line)
	}
	return i
}

// incumbentLineKey says with a line number what is wrong with a field.
func incumbentLineKey(field string) string {
	switch field {
	case "name":
		return "problem.csv_name"
	case "email":
		return "problem.csv_email"
	case "language":
		return "problem.csv_language"
	case "tenure":
		return "incumbent.problem.csv_tenure"
	case "metrics":
		return "incumbent.problem.csv_metrics"
	}
	return "incumbent.problem.csv_text"
}

// readMetrics reads every column that is not one of the known ones as a figure; an empty cell is no figure.
func readMetrics(t Table, row TableRow, ps *hiring.Problems) map[string]float64 {
	out := map[string]float64{}
	for _, column := range t.Header {
		cell := row.Get(column)
		if column == "" || cell == "" || slices.Contains(incumbentColumns(), column) {
			continue
		}
		x, ok := parseFigure(cell)
		if !ok {
			ps.Add("file", "incumbent.problem.csv_figure", "Line", row.Line, "Column", column)
			continue
		}
		out[column] = x
	}
	return out
}

// parseFigure reads a number as spreadsheets write it: with a decimal point or comma, and perhaps a percent sign.
func parseFigure(s string) (float64, bool) {
	s = strings.TrimSpace(strings.Trim(strings.TrimSpace(s), "%"))
	if strings.Count(s, ",") == 1 && !strings.Contains(s, ".") {
		s = strings.Replace(s, ",", ".", 1)
	}
	x, err := strconv.ParseFloat(s, 64)
	return x, err == nil && !math.IsNaN(x) && !math.IsInf(x, 0)
}
