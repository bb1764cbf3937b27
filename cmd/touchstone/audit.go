package main

import (
	"context"
	"flag"
	"fmt"
	"io"

	"touchstone/internal/store"
)

// audit checks the chain of audit entries, and says where it is broken. The chain cannot tell that entries were cut
// off its end; the newest hash, kept somewhere else, can.
func audit(ctx context.Context, args []string, out io.Writer) error {
	var w where
	fs := flag.NewFlagSet("audit", flag.ContinueOnError)
	w.flags(fs)
	rest, err := parse(fs, args, out)
	if err != nil {
		return err
	}
	if len(rest) != 1 || rest[0] != "verify" {
		return badUsage("say: touchstone audit verify")
	}
	st, err := w.openExisting(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = st.Close() }()
	n, bad, err := st.VerifyAudit(ctx)
	if err != nil {
		return err
	}
	if bad != nil {
		return fmt.Errorf("the chain is broken at entry %d; entries before it that hold: %d", *bad, n)
	}
	fmt.Fprintf(out, "The chain holds: %d entries.\n", n)
	newest, err := st.AuditEntries(ctx, store.AuditFilter{Limit: 1})
	if err != nil || len(newest) == 0 {
		return err
	}
	fmt.Fprintf(out, "Newest: entry %d, hash %s\n", newest[0].Seq, newest[0].Hash)
	return nil
}
