package hiring

import (
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
)

// Level is where in the organization a position stands.
type Level string

// The levels of a role profile.
const (
	Frontline Level = "frontline"
	Manager   Level = "manager"
)

// Position is a kind of work the company hires for.
type Position struct {
	ID        uuid.UUID
	Name      string
	Level     Level
	Profile   RoleProfile
	CreatedAt time.Time
	Version   int
}

// RoleProfile lists what a position needs.
type RoleProfile struct {
	Needs []Need `json:"needs"`
}

// Need is one thing a position needs: hard or soft, must-have or nice-to-have.
type Need struct {
	Text string `json:"text"`
	Hard bool   `json:"hard"`
	Must bool   `json:"must"`
}

// MaxNeeds is how many needs a role profile may list.
const MaxNeeds = 30

// Trimmed returns the position without surrounding space and without empty needs.
func (p Position) Trimmed() Position {
	p.Name = strings.Join(strings.Fields(p.Name), " ")
	needs := []Need{}
	for _, n := range p.Profile.Needs {
		if n.Text = strings.TrimSpace(n.Text); n.Text != "" {
			needs = append(needs, n)
		}
	}
	p.Profile.Needs = needs
	return p
}

// Check names what is wrong with a position.
func (p Position) Check() Problems {
	var ps Problems
	if p.Name == "" {
		ps.Add("name", "problem.required")
	}
	ps = append(ps, CheckText("name", p.Name, 200)...)
	if p.Level != Frontline && p.Level != Manager {
		ps.Add("level", "problem.required")
	}
	if len(p.Profile.Needs) > MaxNeeds {
		ps.Add("needs", "problem.too_many", "Most", MaxNeeds)
	}
	for i, n := range p.Profile.Needs {
		ps = append(ps, CheckText("needs."+strconv.Itoa(i)+".text", n.Text, 200)...)
	}
	return ps
}
