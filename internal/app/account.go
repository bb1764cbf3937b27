package app

import (
	"context"
	"net/mail"
	"strings"
	"time"

	"github.com/alexedwards/argon2id"
	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// passwordCost is argon2id with 19 MiB, two passes, one lane: about 70 ms.
func passwordCost() *argon2id.Params {
	return &argon2id.Params{Memory: 19456, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}
}

// Limits of a password: long enough to be worth guessing at, short enough to hash.
const (
	minPassword = 12
	maxPassword = 200
)

// CheckEmail names what is wrong with an e-mail address, and returns it in lower case.
func CheckEmail(field, email string, ps *hiring.Problems) string {
	email = strings.ToLower(strings.TrimSpace(email))
	a, err := mail.ParseAddress(email)
	if err != nil || a.Address != email || len(email) > 254 || !strings.Contains(email[strings.LastIndex(email, "@")+1:], ".") {
		ps.Add(field, "problem.email")
	}
	return email
}

// CheckName names what is wrong with a name of a person or thing, and returns it trimmed.
func CheckName(field, name string, ps *hiring.Problems) string {
	name = strings.Join(strings.Fields(name), " ")
	if name == "" {
		ps.Add(field, "problem.required")
	}
	*ps = append(*ps, hiring.CheckText(field, name, 200)...)
	return name
}

func checkPassword(field, password string, ps *hiring.Problems) {
	if n := len([]rune(password)); n < minPassword || n > maxPassword {
		ps.Add(field, "problem.password_length", "Least", minPassword, "Most", maxPassword)
	}
}

// hash makes a password's hash; two at once at most, since each takes 19 MiB.
func (a *App) hash(password string) (string, error) {
	a.hashing <- struct{}{}
	defer func() { <-a.hashing }()
	return argon2id.CreateHash(password, passwordCost())
}

// User returns a user by id.
func (a *App) User(ctx context.Context, id uuid.UUID) (hiring.User, error) {
	return a.store.User(ctx, id)
}

// SignIn returns the user whose address and password these are, and notes that they signed in.
func (a *App) SignIn(ctx context.Context, email, password string) (hiring.User, error) {
	u, err := a.CheckPassword(ctx, email, password)
	if err != nil {
		return hiring.User{}, err
	}
	return u, a.store.Tx(ctx, func(ctx context.Context) error {
		return a.audit(ctx, UserActor(u.ID), "user.signed_in", "user", u.ID)
	})
}

// CheckPassword returns the user whose address and password these are. Whoever does not exist takes as long to refuse
// as a wrong password, and gets the same answer.
func (a *App) CheckPassword(ctx context.Context, email, password string) (hiring.User, error) {
	refused := hiring.Problems{{Field: "", Key: "problem.sign_in"}}
	u, err := a.store.UserByEmail(ctx, strings.ToLower(strings.TrimSpace(email)))
	if err != nil && hiring.KindOf(err) != hiring.NotFound {
		return hiring.User{}, err
	}
	hash := u.PasswordHash
	if err != nil {
		hash = nobodysHash
	}
	if len(password) > maxPassword*4 {
		return hiring.User{}, refused.Err()
	}
	a.hashing <- struct{}{}
	ok, hashErr := argon2id.ComparePasswordAndHash(password, hash)
	<-a.hashing
	if hashErr != nil || !ok || err != nil || u.DisabledAt != nil {
		return hiring.User{}, refused.Err()
	}
	return u, nil
}

// nobodysHash is of a random password that was thrown away.
const nobodysHash = "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$2k0nQ3tJ9b7Xn3mO0o5Q3m0Qb2m3m7yY8mO1nX0yQmE"

// AddUser creates a user who can sign in.
func (a *App) AddUser(ctx context.Context, who Actor, u hiring.User, password string) (hiring.User, error) {
	u, ps := checkUser(u)
	checkPassword("password", password, &ps)
	if err := ps.Err(); err != nil {
		return u, err
	}
	hash, err := a.hash(password)
	if err != nil {
		return u, err
	}
	u.ID, u.PasswordHash, u.CreatedAt, u.Version = newID(), hash, a.Now(), 1
	err = a.store.Tx(ctx, func(ctx context.Context) error {
		if err := a.store.CreateUser(ctx, u); err != nil {
			return emailTaken(err)
		}
		return a.audit(ctx, who, "user.added", "user", u.ID, "roles", joinRoles(u.Roles))
	})
	return u, err
}

// ChangeUser stores a user's name, language, roles and whether they may still sign in. The last administrator stays.
func (a *App) ChangeUser(ctx context.Context, who Actor, u hiring.User) error {
	u, ps := checkUser(u)
	if err := ps.Err(); err != nil {
		return err
	}
	return a.store.Tx(ctx, func(ctx context.Context) error {
		if err := a.keepAnAdmin(ctx, u); err != nil {
			return err
		}
		if err := a.store.UpdateUser(ctx, u); err != nil {
			return err
		}
		return a.audit(ctx, who, "user.changed", "user", u.ID, "roles", joinRoles(u.Roles))
	})
}

func (a *App) keepAnAdmin(ctx context.Context, changed hiring.User) error {
	if changed.Is(hiring.Admin) && changed.DisabledAt == nil {
		return nil
	}
	users, err := a.store.Users(ctx)
	if err != nil {
		return err
	}
	for _, u := range users {
		if u.ID != changed.ID && u.Is(hiring.Admin) && u.DisabledAt == nil {
			return nil
		}
	}
	return hiring.Clash("error.last_admin")
}

// ResetPassword gives a user a new password.
func (a *App) ResetPassword(ctx context.Context, who Actor, id uuid.UUID, password string) error {
	var ps hiring.Problems
	checkPassword("password", password, &ps)
	if err := ps.Err(); err != nil {
		return err
	}
	hash, err := a.hash(password)
	if err != nil {
		return err
	}
	return a.store.Tx(ctx, func(ctx context.Context) error {
		if err := a.store.SetPasswordHash(ctx, id, hash); err != nil {
			return err
		}
		return a.audit(ctx, who, "user.password_reset", "user", id)
	})
}

func checkUser(u hiring.User) (hiring.User, hiring.Problems) {
	var ps hiring.Problems
	u.Name = CheckName("name", u.Name, &ps)
	u.Email = CheckEmail("email", u.Email, &ps)
	if _, ok := hiring.ParseLanguage(string(u.Language)); !ok {
		ps.Add("language", "problem.required")
	}
	if len(u.Roles) == 0 {
		ps.Add("roles", "problem.required")
	}
	return u, ps
}

func emailTaken(err error) error {
	if hiring.KindOf(err) == hiring.Conflict {
		return hiring.Problems{{Field: "email", Key: "problem.email_taken"}}.Err()
	}
	return err
}

func joinRoles(roles []hiring.Role) string {
	var out []string
	for _, r := range roles {
		out = append(out, string(r))
	}
	return strings.Join(out, ",")
}

// setupLife is how long the one-time link on the console works.
const setupLife = 24 * time.Hour

// NeedsSetup tells whether nobody can sign in yet.
func (a *App) NeedsSetup(ctx context.Context) (bool, error) {
	n, err := a.store.CountUsers(ctx)
	return n == 0, err
}

// SetupLink makes a new one-time link for the first administrator.
func (a *App) SetupLink(ctx context.Context) (string, error) {
	token, hash := newToken()
	now := a.Now()
	if err := a.store.PutSetupLink(ctx, hash, now, now.Add(setupLife)); err != nil {
		return "", err
	}
	return a.cfg.BaseURL + "/setup/" + token, nil
}

// CheckSetup tells whether a set-up link is good: it exists, is unused and not expired, and nobody can sign in yet.
func (a *App) CheckSetup(ctx context.Context, token string) error {
	needed, err := a.NeedsSetup(ctx)
	if err != nil {
		return err
	}
	if !needed {
		return hiring.Missing("setup link")
	}
	open, err := a.store.SetupLinkOpen(ctx, hashToken(token), a.Now())
	if err == nil && !open {
		err = hiring.Missing("setup link")
	}
	return err
}

// SetUp creates the organization and its first user, who is administrator and HR, and uses the link up.
func (a *App) SetUp(ctx context.Context, token string, org hiring.Organization, u hiring.User, password string) (hiring.User, error) {
	if err := a.CheckSetup(ctx, token); err != nil {
		return u, err
	}
	var ps hiring.Problems
	org.Name = CheckName("organization", org.Name, &ps)
	u.Roles = []hiring.Role{hiring.Admin, hiring.HR}
	u, more := checkUser(u)
	ps = append(ps, more...)
	checkPassword("password", password, &ps)
	if err := ps.Err(); err != nil {
		return u, err
	}
	org.ID, org.CreatedAt, org.Language, org.Contact, org.Version = newID(), a.Now(), u.Language, u.Email, 1
	err := a.store.Tx(ctx, func(ctx context.Context) error {
		if err := a.store.UseSetupLink(ctx, hashToken(token), a.Now()); err != nil {
			return err
		}
		if err := a.store.CreateOrganization(ctx, org); err != nil {
			return err
		}
		if err := a.audit(ctx, System(), "organization.created", "organization", org.ID); err != nil {
			return err
		}
		var err error
		u, err = a.AddUser(ctx, System(), u, password)
		return err
	})
	return u, err
}
