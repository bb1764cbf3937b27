package journey

import (
	"net"
	"sync"
)

// gate stands between a site and its visitors: shut, it cuts every connection and lets no new one in, as a network
// that is gone does.
type gate struct {
	net.Listener
	mu    sync.Mutex
	shut  bool
	conns map[*gated]bool
}

// gated is a connection that went through a gate.
type gated struct {
	net.Conn
	gate *gate
}

// Close ends the connection and lets the gate forget it.
func (c *gated) Close() error {
	c.gate.mu.Lock()
	delete(c.gate.conns, c)
	c.gate.mu.Unlock()
	return c.Conn.Close()
}

// Accept waits for a connection while the gate is open.
func (g *gate) Accept() (net.Conn, error) {
	for {
		conn, err := g.Listener.Accept()
		if err != nil {
			return nil, err
		}
		if c := g.pass(conn); c != nil {
			return c, nil
		}
		_ = conn.Close()
	}
}

// pass lets a connection through, or gives nothing when the gate is shut.
func (g *gate) pass(conn net.Conn) net.Conn {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.shut {
		return nil
	}
	c := &gated{Conn: conn, gate: g}
	g.conns[c] = true
	return c
}

// set shuts the gate and cuts what is on its way, or opens it.
func (g *gate) set(shut bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.shut = shut
	if shut {
		for c := range g.conns {
			_ = c.Conn.Close()
		}
	}
}
