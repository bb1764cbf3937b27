package sheet

import "strings"

// Guard puts a quote before whatever would begin a cell with a sign of a formula: at the start, and after what a
// spreadsheet of another country takes for the end of a cell.
func Guard(s string) string {
	var out strings.Builder
	begins := true
	for _, r := range s {
		if begins && strings.ContainsRune("=+-@\t\r＝＋－＠", r) {
			out.WriteByte('\'')
		}
		begins = strings.ContainsRune(",;\t\r\n|", r) || begins && r == ' '
		out.WriteRune(r)
	}
	return out.String()
}
