package server

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"touchstone/internal/app"
	"touchstone/internal/hiring"
	"touchstone/internal/testkit"
)

func TestSignInNeedsTheRightPasswordAndSlowsGuessing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	u := w.users["hr"]
	if err := w.app.ResetPassword(context.Background(), app.System(), u.ID, password); err != nil {
		t.Fatal(err)
	}
	c := w.anyone()
	c.get("/").is(http.StatusSeeOther)
	c.get("/sign-in").is(http.StatusOK).says("Sign in")
	wrong := c.post("/sign-in", url.Values{"email": {u.Email}, "password": {"not it at all"}})
	wrong.is(http.StatusUnprocessableEntity).says("do not belong together").hides("not it at all")
	nobody := c.post("/sign-in", url.Values{"email": {"nobody@alderfinch.test"}, "password": {"not it at all"}})
	nobody.is(http.StatusUnprocessableEntity).says("do not belong together")
	in := c.post("/sign-in", url.Values{"email": {strings.ToUpper(u.Email)}, "password": {password}, "next": {"/philosophy"}})
	if in.is(http.StatusSeeOther); in.Location != "/philosophy" {
		t.Errorf("after signing in: %s", in.Location)
	}
	c.get("/").is(http.StatusOK).says("The hr")
	c.post("/sign-out", nil).is(http.StatusSeeOther)
	c.get("/").is(http.StatusSeeOther)
	for range signInBurst {
		c.post("/sign-in", url.Values{"email": {u.Email}, "password": {"guess"}})
	}
	c.post("/sign-in", url.Values{"email": {u.Email}, "password": {password}}).is(http.StatusTooManyRequests)
}

func TestSignInNeverLeadsAway(t *testing.T) {
	t.Parallel()
	for next, want := range map[string]string{"/values": "/values", "//evil.test": "/", "https://evil.test": "/", "/\\evil.test": "/", "": "/", "/a\r\nb": "/", "/\t/evil.test": "/", "\t//evil.test": "/"} {
		if got := safeNext(next); got != want {
			t.Errorf("safeNext(%q) = %q, want %q", next, got, want)
		}
	}
}

func TestANewPasswordEndsEveryOtherSession(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	u, ctx := w.users["hr"], context.Background()
	if err := w.app.ResetPassword(ctx, app.System(), u.ID, password); err != nil {
		t.Fatal(err)
	}
	mine, other := w.as("hr"), w.as("hr")
	other.get("/").is(http.StatusOK)
	change := url.Values{"current": {password}, "password": {"another password for tests"}}
	mine.follow(mine.post("/account/password", change)).is(http.StatusOK)
	other.get("/").is(http.StatusSeeOther)
	if err := w.app.ResetPassword(ctx, app.System(), u.ID, password); err != nil {
		t.Fatal(err)
	}
	mine.get("/").is(http.StatusSeeOther)
}

func TestGuessingTheCurrentPasswordIsSlowedAndIsNoSignIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	u := w.users["hr"]
	if err := w.app.ResetPassword(context.Background(), app.System(), u.ID, password); err != nil {
		t.Fatal(err)
	}
	c := w.as("hr")
	for range signInBurst {
		c.post("/account/password", url.Values{"current": {"guess"}, "password": {"another password for tests"}}).is(http.StatusUnprocessableEntity)
	}
	c.post("/account/password", url.Values{"current": {password}, "password": {"another password for tests"}}).
		is(http.StatusTooManyRequests).says("Too many tries")
	w.as("compliance").get("/audit").is(http.StatusOK).hides("user.signed_in")
}

func TestForeignOriginIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := newPost("/sign-in", url.Values{"email": {"x"}})
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	w.anyone().do(r).is(http.StatusForbidden)
}

func TestTheSessionsCookieIsOutOfReachOfScriptsOtherSitesAndOtherHosts(t *testing.T) {
	t.Parallel()
	for _, secure := range []bool{false, true} {
		ck := newSessions(nil, secure).Cookie
		if !ck.HttpOnly || ck.SameSite != http.SameSiteLaxMode || ck.Secure != secure || ck.Path != "/" || ck.Domain != "" {
			t.Errorf("secure %v: %+v", secure, ck)
		}
		if strings.HasPrefix(ck.Name, "__Host-") != secure {
			t.Errorf("secure %v: cookie %s", secure, ck.Name)
		}
	}
}

func TestARequestIsNumberedByTheServer(t *testing.T) {
	t.Parallel()
	r := httptest.NewRequest(http.MethodGet, "/sign-in", nil)
	r.Header.Set("X-Request-Id", "mine")
	if id := newWorld(t).anyone().do(r).Header.Get("X-Request-Id"); id == "mine" || id == "" {
		t.Errorf("request id %q, want the server's own", id)
	}
}

func TestSetUpWorksOnce(t *testing.T) {
	t.Parallel()
	w := emptyWorld(t, testkit.Store(t))
	link, err := w.app.SetupLink(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	path := strings.TrimPrefix(link, "http://touchstone.test")
	w.anyone().get("/setup/guessed").is(http.StatusNotFound)
	c := w.anyone()
	c.get(path).is(http.StatusOK)
	v := url.Values{"organization": {"Alder & Finch"}, "name": {"Carmen"}, "email": {"carmen@alderfinch.test"}, "language": {"es"}, "password": {"short"}}
	c.post(path, v).is(http.StatusUnprocessableEntity).says("12 to 200 characters").has(`value="Carmen"`).hides(`value="short"`)
	v.Set("password", password)
	c.follow(c.post(path, v)).is(http.StatusOK).says("Carmen")
	w.anyone().get(path).is(http.StatusNotFound)
	u, err := w.store.UserByEmail(context.Background(), "carmen@alderfinch.test")
	if err != nil || !u.Is(hiring.Admin) || !u.Is(hiring.HR) {
		t.Errorf("first user: %v %v", u.Roles, err)
	}
}

func TestOnlyAdministratorsAddPeopleAndOneStays(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	admin := w.as("admin")
	v := url.Values{"name": {"New Person"}, "email": {"new@alderfinch.test"}, "language": {"tr"}, "roles": {"recruiter", "nonsense"}, "password": {password}}
	w.as("hr").post("/people", v).is(http.StatusNotFound)
	admin.follow(admin.post("/people", v)).says("New Person", "Recruiter")
	v.Set("email", "NEW@alderfinch.test")
	admin.post("/people", v).is(http.StatusUnprocessableEntity).says("here already")
	me := w.users["admin"]
	admin.post("/people/"+me.ID.String(), url.Values{"name": {"A"}, "language": {"en"}, "roles": {"viewer"}}).is(http.StatusConflict)
}
