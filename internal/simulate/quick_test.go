package simulate

import (
	"fmt"
	"testing"
)

func TestQuickTmp(t *testing.T) {
	var r Report
	if err := coverage(Settings{Seed: 7, Companies: 150, Candidates: 8}, &r); err != nil {
		t.Fatal(err)
	}
	for _, c := range r.Coverage {
		fmt.Printf("n=%d q=%d def %.2f  asked90 %.3f±%.3f asked95 %.3f shown90 %.3f beyond90 %.3f beyond95 %.3f w %.1f W %.1f\n", c.Exemplars, c.Questions, c.Defined.Share, c.Asked90.Share, c.Asked90.SE, c.Asked95.Share, c.Shown90.Share, c.Beyond90.Share, c.Beyond95.Share, c.Width, c.Wide)
	}
}
