// Package sheet writes tables to files as they come, row by row: CSV that no spreadsheet takes for formulas, XLSX whose
// texts stay texts, JSON as an array or a line for each row. It knows no noun, and memory does not grow with the rows.
package sheet
