package main

import (
	"context"
	"flag"
	"fmt"
	"io"
)

// audit checks the chain of audit entries, and says where it is broken.
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
		return fmt.Errorf("the chain is broken at entry %d; the %d entries before it hold", *bad, n)
	}
	fmt.Fprintf(out, "The chain holds: %d entries.\n", n)
	return nil
}
