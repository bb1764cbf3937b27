package main

import (
	"fmt"
	"strings"
)

// fileError is bad input in a file: it is told as "touchstone: FILE:LINE: what is wrong", and the command ends with
// exitUsage. Line 0 means the file as a whole, such as one that cannot be read.
type fileError struct {
	file  string
	line  int
	wrong string
}

func badFile(file string, line int, format string, args ...any) error {
	return fileError{file: file, line: line, wrong: fmt.Sprintf(format, args...)}
}

func (e fileError) Error() string { return fmt.Sprintf("%s:%d: %s", e.file, e.line, e.wrong) }

// oneLine keeps what a file says from breaking the line in which it is reported.
func (e fileError) oneLine() string { return strings.Join(strings.Fields(e.Error()), " ") }
