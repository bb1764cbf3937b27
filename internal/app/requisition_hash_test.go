package app

import (
	"testing"

	"github.com/google/uuid"

	"touchstone/internal/hiring"
)

// TestEverythingThatComparesCandidatesIsInTheFrozenHash changes one thing at a time.
func TestEverythingThatComparesCandidatesIsInTheFrozenHash(t *testing.T) {
	t.Parallel()
	version, other, third, low := uuid.New(), uuid.New(), .3, 20.0
	base := func() hiring.Requisition {
		return hiring.Requisition{
			BenchmarkVersionID: &version, Policy: hiring.Policy{TextCounts: true, AIUse: hiring.AIAllowed},
			Values: []hiring.RequisitionValue{{ValueID: version, Weight: 1}},
		}
	}
	seen := map[string]string{frozenHash(base(), nil): "the requisition itself"}
	for name, change := range map[string]func(*hiring.Requisition){
		"the version":                  func(r *hiring.Requisition) { r.BenchmarkVersionID = &other },
		"whether texts count":          func(r *hiring.Requisition) { r.Policy.TextCounts = false },
		"the weight of one's ratings":  func(r *hiring.Requisition) { r.Policy.HumanOne = &third },
		"the weight of many's ratings": func(r *hiring.Requisition) { r.Policy.HumanSeveral = &third },
		"a value's weight":             func(r *hiring.Requisition) { r.Values[0].Weight = 2 },
		"a must-have":                  func(r *hiring.Requisition) { r.Values[0].Must = true },
		"a threshold":                  func(r *hiring.Requisition) { r.Values[0].Threshold = &low },
	} {
		r := base()
		change(&r)
		hash := frozenHash(r, nil)
		if same, ok := seen[hash]; ok {
			t.Errorf("%s does not change the hash, nor sets it apart from %s", name, same)
		}
		seen[hash] = name
	}
}
