// Package remote asks a service for the vectors of texts: an endpoint that speaks the language of OpenAI's embeddings
// interface, POST {base}/v1/embeddings, which many programs speak that a company can run itself. It is an alternative
// to package encode for languages that has no encoder for, and is used only where an administrator has set one up:
// what people wrote leaves the machine for the address that was set, and for no other.
//
// A service that does not answer, or answers with something else than was asked for, is an *Error. Nothing stands in
// for it.
package remote

import (
	"errors"
	"net/url"
	"strconv"
	"strings"
)

// Endpoint is a service and which of its models to ask. Size is how many numbers a vector has; 0 while that is not
// known.
type Endpoint struct {
	URL   string // without /v1/embeddings
	Model string
	Size  int
}

// ID names the representation: the service's host, the model and the size of a vector. Vectors of different IDs cannot
// be compared. That the service still has the same model under that name is more than can be seen from here.
func (e Endpoint) ID() string {
	host := ""
	if u, err := url.Parse(e.URL); err == nil {
		host = u.Host
	}
	return "remote:" + host + "/" + e.Model + "/" + strconv.Itoa(e.Size)
}

// ErrAddress says that an address cannot be that of a service.
var ErrAddress = errors.New("remote: the address must be that of a server, like https://embeddings.example.org")

// Address brings an address that somebody typed into the form of Endpoint.URL: http or https, a host, perhaps a path;
// no user, no query. The end that is always the same may be there or not.
func Address(typed string) (string, error) {
	u, err := url.Parse(strings.TrimSpace(typed))
	if err != nil || u.Host == "" || u.Hostname() == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return "", ErrAddress
	}
	if u.User != nil || u.RawQuery != "" || u.Fragment != "" || u.ForceQuery {
		return "", ErrAddress
	}
	path := strings.TrimRight(u.EscapedPath(), "/")
	path = strings.TrimSuffix(path, "/embeddings")
	path = strings.TrimRight(strings.TrimSuffix(path, "/v1"), "/")
	return u.Scheme + "://" + strings.ToLower(u.Host) + path, nil
}
