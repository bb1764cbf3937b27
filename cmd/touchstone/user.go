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
	u := hiring.User{Name: *name, Email: rest[1], Language: hiring.Language(*lang)}
	for _, r := range strings.Split(*role, ",") {
		u.Roles = append(u.Roles, hiring.Role(strings.TrimSpace(r)))
	}
	if err := checkRoles(u.Roles); err != nil {
		return err
	}
	st, err := w.openExisting(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = st.Close() }()
	a, password := app.New(st, app.Config{}), randomPassword()
	if rest[0] == "reset" {
		err = resetUser(ctx, a, u.Email, password)
	} else {
		err = addUser(ctx, a, u, password)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s %s\n", strings.ToLower(u.Email), password)
	return nil
}

// addUser leaves the very first person to the set-up link, which makes the company as well.
func addUser(ctx context.Context, a *app.App, u hiring.User, password string) error {
	needed, err := a.NeedsSetup(ctx)
	if err != nil {
		return err
	}
	if needed {
		return badUsage("the company is not set up yet: start touchstone serve and open the link it prints")
	}
	_, err = a.AddUser(ctx, app.System(), u, password)
	return err
}

func resetUser(ctx context.Context, a *app.App, email, password string) error {
	u, err := a.Store().UserByEmail(ctx, email)
	if hiring.KindOf(err) == hiring.NotFound {
		return badUsage("nobody signs in as %s", email)
	}
	if err != nil {
		return err
	}
	return a.ResetPassword(ctx, app.System(), u.ID, password)
}

func checkRoles(roles []hiring.Role) error {
	for _, r := range roles {
		if !(hiring.User{Roles: hiring.Roles()}).Is(r) {
			return badUsage("there is no role %q; say admin, hr, recruiter, interviewer, compliance or viewer", r)
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
