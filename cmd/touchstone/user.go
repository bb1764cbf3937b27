package main

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"flag"
	"fmt"
	"io"
	"path"
	"slices"
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
	company := fs.String("company", "", "name of the company, when this is its first person")
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
	if err := checkChoices(u); err != nil {
		return err
	}
	open := w.open
	if rest[0] == "reset" {
		open = w.openExisting
	}
	st, err := open(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = st.Close() }()
	a, password := app.New(st, app.Config{}), randomPassword()
	if rest[0] == "reset" {
		err = resetUser(ctx, a, u.Email, password)
	} else {
		err = addUser(ctx, a, u, *company, password, out)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s %s\n", strings.ToLower(u.Email), password)
	return nil
}

// addUser adds a person. The first of all sets the company up, as the one-time link would: administrator and HR.
func addUser(ctx context.Context, a *app.App, u hiring.User, company, password string, out io.Writer) error {
	first, err := a.NeedsSetup(ctx)
	if err != nil {
		return err
	}
	if !first {
		_, err = a.AddUser(ctx, app.System(), u, password)
		return err
	}
	link, err := a.SetupLink(ctx)
	if err != nil {
		return err
	}
	if company == "" {
		company = u.Email[strings.LastIndex(u.Email, "@")+1:]
	}
	if _, err = a.SetUp(ctx, path.Base(link), hiring.Organization{Name: company}, u, password); err != nil {
		return err
	}
	fmt.Fprintf(out, "The first person of %s is its administrator and HR.\n", company)
	return nil
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

// checkChoices names a role or language that does not exist.
func checkChoices(u hiring.User) error {
	for _, r := range u.Roles {
		if !slices.Contains(hiring.Roles(), r) {
			return badUsage("there is no role %q; say admin, hr, recruiter, interviewer, compliance or viewer", r)
		}
	}
	if _, known := hiring.ParseLanguage(string(u.Language)); !known {
		return badUsage("there is no language %q; say en, es or tr", u.Language)
	}
	return nil
}

// randomPassword has 100 random bits, in letters and digits that are hard to misread.
func randomPassword() string {
	b := make([]byte, 13)
	_, _ = rand.Read(b)
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(b))[:20]
}
