package store_test

import (
	"context"
	"strconv"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"touchstone/internal/hiring"
	"touchstone/internal/store"
	"touchstone/internal/testkit"
)

func entry(object, id string) hiring.AuditEntry {
	return hiring.AuditEntry{
		At: noon(), Actor: "user", ActorID: "u1", Action: object + ".changed", Object: object, ObjectID: id,
		Detail: map[string]string{"from": "<1>", "to": "2"},
	}
}

// appendEntries appends n entries, each in a transaction of its own.
func appendEntries(t *testing.T, s *store.Store, n int) {
	t.Helper()
	for i := range n {
		must(t, s.Tx(context.Background(), func(ctx context.Context) error {
			return s.AppendAudit(ctx, entry("requisition", strconv.Itoa(i+1)))
		}))
	}
}

func TestAuditEntriesAreWrittenWithWhatTheyRecordOrNotAtAll(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		if err := s.AppendAudit(ctx, entry("value", "1")); err == nil {
			t.Error("appended outside a transaction")
		}
		_ = s.Tx(ctx, func(ctx context.Context) error {
			must(t, s.AppendAudit(ctx, entry("value", "1")))
			return errOnPurpose
		})
		must(t, s.Tx(ctx, func(ctx context.Context) error {
			must(t, s.AppendAudit(ctx, entry("value", "2")))
			e := entry("value", "3")
			e.Detail = nil
			return s.AppendAudit(ctx, e)
		}))
		entries := need(s.AuditEntries(ctx, store.AuditFilter{}))(t)
		want := []hiring.AuditEntry{entry("value", "3"), entry("value", "2")}
		want[0].Seq, want[0].Detail, want[1].Seq = 2, nil, 1
		if diff := cmp.Diff(want, entries, cmpopts.IgnoreFields(hiring.AuditEntry{}, "Hash", "PrevHash")); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		if n, bad, err := s.VerifyAudit(ctx); n != 2 || bad != nil || err != nil {
			t.Errorf("verified %d, first bad %v, %v", n, bad, err)
		}
	})
}

func TestTamperingBreaksTheAuditChainWhereItHappened(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		tamper string
		bad    int64
	}{
		"an edited detail":          {`UPDATE audit_entries SET detail = '{"from":"1","to":"3"}' WHERE seq = 3`, 3},
		"a garbled detail":          {`UPDATE audit_entries SET detail = 'rubbish' WHERE seq = 2`, 2},
		"an edited time":            {`UPDATE audit_entries SET at = at + 1 WHERE seq = 1`, 1},
		"an edited actor":           {`UPDATE audit_entries SET actor_id = 'u2' WHERE seq = 5`, 5},
		"a removed entry":           {`DELETE FROM audit_entries WHERE seq = 2`, 2},
		"the first entries removed": {`DELETE FROM audit_entries WHERE seq <= 2`, 1},
		"a forged hash":             {`UPDATE audit_entries SET hash = prev_hash WHERE seq = 4`, 4},
		"a swapped predecessor":     {`UPDATE audit_entries SET prev_hash = hash WHERE seq = 4`, 4},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			testkit.Stores(t, func(t *testing.T, s *store.Store) {
				appendEntries(t, s, 5)
				must(t, s.Exec(context.Background(), tt.tamper))
				n, bad, err := s.VerifyAudit(context.Background())
				must(t, err)
				if bad == nil || *bad != tt.bad || n != tt.bad-1 {
					t.Errorf("%d entries hold, first bad %v; want %d and %d", n, bad, tt.bad-1, tt.bad)
				}
			})
		})
	}
}

func TestAuditChainHoldsUnderConcurrentWriters(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				for range 10 {
					err := s.Tx(context.Background(), func(ctx context.Context) error {
						return s.AppendAudit(ctx, entry("value", "x"))
					})
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
		if n, bad, err := s.VerifyAudit(context.Background()); n != 80 || bad != nil || err != nil {
			t.Errorf("verified %d, first bad %v, %v", n, bad, err)
		}
	})
}

func TestVerifyReadsChainsLongerThanAPage(t *testing.T) {
	t.Parallel()
	s := testkit.Store(t)
	ctx := context.Background()
	total := 2*store.MaxAuditEntries + 1
	must(t, s.Tx(ctx, func(ctx context.Context) error {
		for i := range total {
			must(t, s.AppendAudit(ctx, entry("value", strconv.Itoa(i))))
		}
		return nil
	}))
	if n, bad, err := s.VerifyAudit(ctx); n != int64(total) || bad != nil || err != nil {
		t.Errorf("verified %d, first bad %v, %v", n, bad, err)
	}
}

func TestAuditEntriesAreFilteredAndPaged(t *testing.T) {
	t.Parallel()
	testkit.Stores(t, func(t *testing.T, s *store.Store) {
		ctx := context.Background()
		appendEntries(t, s, 4)
		must(t, s.Tx(ctx, func(ctx context.Context) error { return s.AppendAudit(ctx, entry("value", "2")) }))
		for name, tt := range map[string]struct {
			f    store.AuditFilter
			want []int64
		}{
			"all, newest first": {store.AuditFilter{}, []int64{5, 4, 3, 2, 1}},
			"a noun":            {store.AuditFilter{Object: "requisition"}, []int64{4, 3, 2, 1}},
			"an object":         {store.AuditFilter{Object: "requisition", ObjectID: "2"}, []int64{2}},
			"a page":            {store.AuditFilter{Before: 4, Limit: 2}, []int64{3, 2}},
			"nothing":           {store.AuditFilter{Object: "benchmark"}, nil},
		} {
			var seqs []int64
			for _, e := range need(s.AuditEntries(ctx, tt.f))(t) {
				seqs = append(seqs, e.Seq)
			}
			if diff := cmp.Diff(tt.want, seqs); diff != "" {
				t.Errorf("%s (-want +got)\n%s", name, diff)
			}
		}
	})
}
