package hiring

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"
)

// AuditEntry records one change of state, or one view of a candidate's scores. It holds ids and hashes, no personal
// text, so that erasing a person leaves the chain whole.
type AuditEntry struct {
	Seq      int64
	At       time.Time
	Actor    string // user, respondent, system
	ActorID  string
	Action   string // verb.noun in the past: requisition.frozen
	Object   string // the noun
	ObjectID string
	Detail   map[string]string
	PrevHash string
	Hash     string
}

// Sum returns the entry's hash: SHA-256 over the previous hash and every field, each as JSON, so that no two
// entries share an encoding.
func (e AuditEntry) Sum() string {
	b, _ := json.Marshal([]any{e.PrevHash, e.Seq, e.At.UnixMilli(), e.Actor, e.ActorID, e.Action, e.Object, e.ObjectID, e.Detail})
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}
