package main

import (
	"net"
	"strings"
	"testing"
)

func TestHelpListsEveryCommand(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{nil, {"help"}, {"-h"}, {"--help"}} {
		out := done(t, args...)
		for _, c := range commands() {
			if !strings.Contains(out, "touchstone "+c.name) {
				t.Errorf("%v does not name %s:\n%s", args, c.name, out)
			}
		}
	}
	for _, c := range commands() {
		out, flag := done(t, c.name, "-h"), "-data"
		if first := strings.Trim(strings.Fields(c.args)[0], "[]"); strings.HasPrefix(first, "-") && !strings.Contains(c.args, flag) {
			flag = first // it needs no database
		}
		if !strings.Contains(out, flag) {
			t.Errorf("%s -h does not name %s:\n%s", c.name, flag, out)
		}
	}
}

// TestAnErrorIsOneLineInPlainWords starts from a database in which Ada is administrator.
func TestAnErrorIsOneLineInPlainWords(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	done(t, "user", "add", "ada@example.org", "-name", "Ada", "-role", "admin", "-data", data)
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	ok(t, err)
	defer func() { _ = taken.Close() }()
	tests := []struct {
		want  int
		words string
		args  string
	}{
		{2, `there is no command "bake"`, "bake"},
		{2, "unexpected argument", "serve now"},
		{2, "-colour", "serve -colour red"},
		{2, "unexpected argument", "demo now"},
		{2, "is in use; the demo needs a fresh one", "demo -data DATA"},
		{1, "in use by another program", "serve -addr TAKEN -data DATA"},
		{2, "say: touchstone user add", "user"},
		{2, "say: touchstone user add", "user remove ada@example.org"},
		{2, `no role "boss"`, "user add bo@example.org -name Bo -role boss -data DATA"},
		{2, `no language "xx"`, "user add bo@example.org -name Bo -lang xx -data DATA"},
		{2, "e-mail address: This is not an e-mail address.", "user add bo-at-example -name Bo -data DATA"},
		{2, "-name: This is needed.", "user add bo@example.org -data DATA"},
		{2, "Somebody with this address is here already.", "user add Ada@example.org -name Ada -data DATA"},
		{2, "nobody signs in as bo@example.org", "user reset bo@example.org -data DATA"},
		{2, "no database at", "user reset ada@example.org -data DATA/nowhere"},
		{2, "say: touchstone backup FILE", "backup -data DATA"},
		{2, "no database at", "backup x.db -data DATA/nowhere"},
		{1, "exists already", "backup DATA/touchstone.db -data DATA"},
		{2, "say: touchstone restore FILE", "restore -data DATA"},
		{1, "no such file", "restore DATA/none.db -data DATA/elsewhere"},
		{2, "say: touchstone audit verify", "audit -data DATA"},
		{2, "no database at", "audit verify -data DATA/nowhere"},
	}
	for _, tt := range tests {
		line := strings.NewReplacer("DATA", data, "TAKEN", taken.Addr().String()).Replace(tt.args)
		refused(t, tt.want, tt.words, strings.Fields(line)...)
	}
}

func TestTheEnvironmentIsCheckedBeforeAnythingStarts(t *testing.T) {
	for name, value := range map[string]string{"TOUCHSTONE_URL": "hire.example.org", "TOUCHSTONE_SMTP": "mail.example.org"} {
		t.Run(name, func(t *testing.T) {
			t.Setenv(name, value)
			refused(t, exitUsage, name, "serve", "-addr", "127.0.0.1:0", "-data", t.TempDir())
		})
	}
}
