package validity

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
	f.Add("hire,fit,outcome,kind\na,1,2,continuous\nb,2,1,continuous\na,1,1,binary\n")
	f.Add("hire,fit,outcome,kind,group\na,1e100,-1e100,continuous,x\nb,-1e100,1e100,continuous,y\nc,1e-300,0,continuous,y\n")
	f.Fuzz(func(t *testing.T, text string) {
		o, err := Read(strings.NewReader(text))
		var bad records.Error
		if err != nil && !errors.As(err, &bad) {
			t.Fatal(err)
		}
		if err != nil {
			return
		}
		r := o.Report()
		if err := errors.Join(r.Write(io.Discard), json.NewEncoder(io.Discard).Encode(r)); err != nil {
			t.Fatal(err)
		}
	})
}
