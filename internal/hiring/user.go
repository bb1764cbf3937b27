package hiring

import (
	"slices"
	"time"

	"github.com/google/uuid"
)

// Role is what a user may do. What each role may reach is the server's route table.
type Role string

// The roles.
const (
	Admin       Role = "admin"       // people and settings; no candidate content
	HR          Role = "hr"          // everything about hiring, except self-identification
	Recruiter   Role = "recruiter"   // own requisitions
	Interviewer Role = "interviewer" // own interviews and reviews, blind
	Compliance  Role = "compliance"  // aggregates, audit, retention
	Viewer      Role = "viewer"      // philosophy and published benchmarks' summaries
)

// Roles lists the roles in the order in which menus show them.
func Roles() []Role { return []Role{Admin, HR, Recruiter, Interviewer, Compliance, Viewer} }

// User is a person who signs in.
type User struct {
	ID           uuid.UUID
	Email        string // lower case
	Name         string
	Language     Language
	PasswordHash string
	Roles        []Role
	CreatedAt    time.Time
	DisabledAt   *time.Time
	Version      int
}

// Is tells whether the user has one of the roles.
func (u User) Is(roles ...Role) bool {
	return slices.ContainsFunc(roles, func(r Role) bool { return slices.Contains(u.Roles, r) })
}
