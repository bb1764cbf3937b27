package impact

import (
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"

	"touchstone/internal/records"
)

// FuzzAnyFileIsRefusedOrReported: a bad file names its line, a good one becomes a report without NaN.
func FuzzAnyFileIsRefusedOrReported(f *testing.F) {
	f.Add(header+"a,s,1,5,f,x\nb,s,0,,m,\n", 0)
	f.Add(header+"a,s,1,5,f,x\nb,t,,1e308,m,y\na,t,0,-1e308,f,x\n", 5)
	f.Add("applicant,stage,selected,score,requisition,group:a,group:b,group:c\na,s,1,5,r,f,x,\nb,s,1,5,q,f,x,z\n", 3)
	f.Fuzz(func(t *testing.T, text string, suppress int) {
		tally, err := Read(strings.NewReader(text))
		var bad records.Error
		if err != nil && !errors.As(err, &bad) {
			t.Fatal(err)
		}
		if err != nil {
			return
		}
		r := tally.Report(suppress)
		if err := errors.Join(r.Write(io.Discard), json.NewEncoder(io.Discard).Encode(r)); err != nil {
			t.Fatal(err)
		}
	})
}
