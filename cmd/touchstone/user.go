package main

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"flag"
	"fmt"
	"io"
	"strings"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
)

// user adds a person who can sign in, or gives one a new password. The password is made here and printed once.
func user(ctx context.Context, args []string, out io.Writer) error {
	var w where
	fs := flag.NewFlagSet("user", flag.ContinueOnError)
	w.flags(fs)
	name := fs.String("name", "", "the person's name")
	role := fs.String("role", "hr", "roles, separated by commas: admin, hr, recruiter, interviewer, compliance, viewer")
	lang := fs.String("lang", "en", "language of the interface: en, es, tr")
	rest, err := parse(fs, args, out)
	if err != nil {
		return err
	}
	if len(rest) != 2 || (rest[0] != "add" && rest[0] != "reset") {
		return badUsage("say: touchstone user add EMAIL -name NAME -role ROLE, or touchstone user reset EMAIL")
	}
	st, err := w.open(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = st.Close() }()
	a, password := app.New(st, app.Config{}), randomPassword()
	if rest[0] == "reset" {
		u, err := st.UserByEmail(ctx, rest[1])
		if err != nil {
			return badUsage("nobody signs in as %s", rest[1])
		}
		if err := a.ResetPassword(ctx, app.System(), u.ID, password); err != nil {
			return err
		}
	} else {
		u := hiring.User{Name: *name, Email: rest[1], Language: hiring.Language(*lang)}
		for _, r := range strings.Split(*role, ",") {
			u.Roles = append(u.Roles, hiring.Role(strings.TrimSpace(r)))
		}
		if err := checkRoles(u.Roles); err != nil {
			return err
		}
		if _, err := a.AddUser(ctx, app.System(), u, password); hiring.KindOf(err) == hiring.Invalid {
			return usageError{err}
		} else if err != nil {
			return err
		}
	}
	fmt.Fprintf(out, "%s %s\n", strings.ToLower(rest[1]), password)
	return nil
}

func checkRoles(roles []hiring.Role) error {
	for _, r := range roles {
		if !(hiring.User{Roles: hiring.Roles()}).Is(r) {
			return badUsage("there is no role %q", r)
		}
	}
	return nil
}

// randomPassword has 100 random bits, in letters and digits that are hard to misread.
func randomPassword() string {
	b := make([]byte, 13)
	_, _ = rand.Read(b)
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(b))[:20]
}
