package server

import "github.com/google/uuid"

// interviewPath is the address of an interview's page.
func interviewPath(id uuid.UUID) string { return "/interviews/" + id.String() }
