package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path"
	"strconv"
	"strings"
	"time"

	"touchstone/internal/testkit/round"
)

// takeOut saves a file of a requisition and prints how much memory the server took more of at the highest moment.
func takeOut(ctx context.Context, client *http.Client, p *round.Process, address string) error {
	pid := p.Cmd.Process.Pid
	if err := os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", pid), []byte("5"), 0o200); err != nil { // the highest moment begins now
		return err
	}
	before, err := memory(pid, "VmRSS:")
	if err != nil {
		return err
	}
	began := time.Now()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.Base+address, nil)
	if err != nil {
		return err
	}
	resp, err := client.Do(req)
	if err != nil {
		return err
	}
	defer func() { _ = resp.Body.Close() }()
	n, err := io.Copy(io.Discard, resp.Body)
	if err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("status %d", resp.StatusCode)
	}
	highest, err := memory(pid, "VmHWM:")
	fmt.Printf("  file %-39s %9s %8.1f MB; the server took %.1f MB more\n", path.Base(address), time.Since(began).Round(10*time.Millisecond), float64(n)/1e6, highest-before)
	return err
}

// memory is one line of what the kernel says of a process's memory, in MB.
func memory(pid int, line string) (float64, error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, err
	}
	for _, l := range strings.Split(string(status), "\n") {
		if f := strings.Fields(l); len(f) == 3 && f[0] == line {
			kB, err := strconv.ParseFloat(f[1], 64)
			return kB / 1024, err
		}
	}
	return 0, fmt.Errorf("the kernel says nothing of %s", line)
}
