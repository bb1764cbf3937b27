// Package server is the only place where HTTP and Echo live.
//
// A request meets, in order: recovery and request id, security headers, cross-origin protection, body limit, session,
// then the guard of its line in the route table (routes.go), which fails closed, then its handler. A handler reads
// named fields, makes one call into app or store, and answers with a typed page, a 303, or the same page with
// problems (422). Errors of the five kinds become pages in errors.go and nowhere else.
package server
