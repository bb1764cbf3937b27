package figure

import (
	"encoding/json"
	"testing"
)

func TestFiguresKeepTheirReasonInJSONAndInText(t *testing.T) {
	t.Parallel()
	raw, err := json.Marshal([]any{Number{Value: .5}, Number{Undefined: "too_few"}, Range{Lo: -1, Hi: 2, Level: .95}, Range{Undefined: "perfect"}})
	if want := `[0.5,{"undefined":"too_few"},{"lo":-1,"hi":2,"level":0.95},{"undefined":"perfect"}]`; err != nil || string(raw) != want {
		t.Errorf("%s, %v", raw, err)
	}
	for got, want := range map[string]string{
		Number{Value: -.00001}.Text(3): "0.000", Number{Value: -.5}.Text(1): "-0.5", Number{Undefined: "too_few"}.Text(2): "– (too_few)",
		Number{Undefined: "too_few"}.Short(2): "–", Number{Value: 1e-9}.P(): "<.0001", Number{Value: .04282}.P(): "0.0428",
		Number{Undefined: "x"}.P() + "p": "–p", Range{Lo: -1, Hi: .25}.Text(2): "-1.00 to 0.25", Range{Undefined: "x"}.Text(2) + "r": "–r",
		Number{Value: 10}.Short(0): "10",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
