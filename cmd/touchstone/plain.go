package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"syscall"

	"touchstone/internal/hiring"
	"touchstone/internal/i18n"
	"touchstone/web"
)

// plain says in one line of plain words what went wrong.
func plain(err error) string {
	said := err.Error()
	var e *hiring.Error
	switch {
	case errors.As(err, &e):
		said = explained(e)
	case errors.Is(err, syscall.EADDRINUSE):
		said = "this address is in use by another program; choose one with -addr"
	case errors.Is(err, context.Canceled):
		said = "stopped before it was finished"
	}
	return strings.Join(strings.Fields(said), " ")
}

// explained translates an error of the domain with the English words.
func explained(e *hiring.Error) string {
	catalog, err := i18n.Load(web.Files, "words")
	if err != nil {
		return e.Error()
	}
	words := catalog.For(hiring.English)
	if len(e.Problems) == 0 && words.Has(e.Key) {
		return words.T(e.Key, e.Args...)
	}
	if len(e.Problems) == 0 {
		return e.Error()
	}
	var out []string
	for _, p := range e.Problems {
		out = append(out, fmt.Sprintf("%s: %s", argumentOf(p.Field), words.T(p.Key, p.Args...)))
	}
	return strings.Join(out, " ")
}

// argumentOf names a field as it stands on the command line.
func argumentOf(field string) string {
	switch field {
	case "email":
		return "e-mail address"
	case "name":
		return "-name"
	case "language":
		return "-lang"
	case "roles":
		return "-role"
	default:
		return field
	}
}
