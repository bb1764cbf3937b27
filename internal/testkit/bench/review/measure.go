package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strings"
	"time"

	"touchstone/internal/testkit/round"
)

// page is one to be measured, with the queries that it rests on.
type page struct {
	name, path string
	bare       []query
}

// query is one for the raw driver; its values stand at $1, $2 …
type query struct {
	sql  string
	args []any
}

// measure times each page through the server and its queries on the raw driver, in turns, so that both meet the same
// machine.
func (d database) measure(ctx context.Context, s size, requests int) error {
	db, err := sql.Open(d.driver, d.dsn)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	pages, err := d.pages(ctx, db, s)
	if err != nil {
		return err
	}
	p, err := round.ServeOn(ctx, d.binary, d.dir, d.url)
	if err != nil {
		return err
	}
	defer p.Kill()
	client, err := d.signIn(ctx, p.Base)
	if err != nil {
		return err
	}
	fmt.Printf("%s: %d applications, %d in one requisition, %.2f GB; %d requests for each page\n", d.driver, s.applications, s.inOne, d.gigabytes(), requests)
	fmt.Printf("  %-44s %9s %9s   %9s %9s   %6s %8s\n", "page", "p50", "p95", "bare p50", "bare p95", "ratio", "kB")
	for _, x := range pages {
		if err := x.time(ctx, client, p.Base, db, requests); err != nil {
			return fmt.Errorf("%s: %w", x.name, err)
		}
	}
	requisition, _, _ := strings.Cut(pages[0].path, "?")
	for _, name := range []string{"applications.csv", "applications.xlsx", "answers.jsonl"} {
		if err := takeOut(ctx, client, p, requisition+"/exports/"+name); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

func (x page) time(ctx context.Context, client *http.Client, base string, db *sql.DB, requests int) error {
	var pages, bare []time.Duration
	bytes := 0
	for i := range requests + requests/10 {
		began := time.Now()
		n, err := get(ctx, client, base+x.path)
		if err != nil {
			return err
		}
		took := time.Since(began)
		began = time.Now()
		for _, q := range x.bare {
			if err := drain(ctx, db, q); err != nil {
				return err
			}
		}
		if i >= requests/10 { // the first ones warm everything up
			pages, bare, bytes = append(pages, took), append(bare, time.Since(began)), n
		}
	}
	slices.Sort(pages)
	slices.Sort(bare)
	fmt.Printf("  %-44s %9s %9s   %9s %9s   %6.1f %8.0f\n", x.name, quantile(pages, .5), quantile(pages, .95), quantile(bare, .5), quantile(bare, .95),
		float64(quantile(pages, .5))/float64(quantile(bare, .5)), float64(bytes)/1e3)
	return nil
}

// quantile is what a share of the durations stayed under.
func quantile(sorted []time.Duration, q float64) time.Duration {
	at := int(math.Ceil(q*float64(len(sorted)))) - 1
	return sorted[max(0, min(at, len(sorted)-1))].Round(10 * time.Microsecond)
}

func get(ctx context.Context, client *http.Client, address string) (int, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return 0, err
	}
	resp, err := client.Do(req)
	if err != nil {
		return 0, err
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	if err == nil && (resp.StatusCode != http.StatusOK || !strings.Contains(string(body), "Candidate ") && !strings.Contains(string(body), "wait for a decision")) {
		err = fmt.Errorf("%s: status %d, %d bytes without a candidate", address, resp.StatusCode, len(body))
	}
	return len(body), err
}

// drain runs a query and reads all of its rows.
func drain(ctx context.Context, db *sql.DB, q query) error {
	found, err := db.QueryContext(ctx, q.sql, q.args...)
	if err != nil {
		return fmt.Errorf("%s: %w", q.sql, err)
	}
	defer func() { _ = found.Close() }()
	columns, err := found.Columns()
	if err != nil {
		return err
	}
	into := make([]any, len(columns))
	for i := range into {
		into[i] = new(sql.RawBytes)
	}
	n := 0
	for ; found.Next(); n++ {
		if err := found.Scan(into...); err != nil {
			return err
		}
	}
	if n == 0 {
		return errors.Join(found.Err(), fmt.Errorf("%s: found nothing", q.sql))
	}
	return found.Err()
}

// signIn signs in as HR of the demo company.
func (d database) signIn(ctx context.Context, base string) (*http.Client, error) {
	email, password, err := d.login()
	if err != nil {
		return nil, err
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	client := &http.Client{Jar: jar}
	form := url.Values{"email": {email}, "password": {password}}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, base+"/sign-in", strings.NewReader(form.Encode()))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	resp, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	return client, resp.Body.Close()
}
