package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestScoreRefusesBadAnswers(t *testing.T) {
	t.Parallel()
	const header = "respondent,group,question,answer\n"
	questions := scoreFile(t, "q.csv", scoreQuestions)
	for _, tt := range []struct {
		line           int
		words, content string
	}{
		{1, "empty", ""},
		{1, "empty", "\ufeff\n \n"},
		{1, `lacks the column "group"`, "respondent,question,answer\n"},
		{1, "twice", "respondent,group,question,answer,answer\n"},
		{2, "as many cells", header + "a,exemplar,calm\n"},
		{3, "none of exemplar", header + "a,exemplar,calm,x\nb,boss,calm,x\n"},
		{2, "respondent and a question", header + ",exemplar,calm,x\n"},
		{2, "respondent and a question", header + "a,exemplar,,x\n"},
		{3, `no question "nope"`, header + "a,exemplar,calm,x\na,exemplar,nope,x\n"},
		{2, "no whole number", header + "a,candidate,rate,seven\n"},
		{2, "no whole number", header + "a,candidate,rate,7.5\n"},
		{2, "outside 1–10", header + "a,exemplar,rate,11\n"},
		{2, `no option "z"`, header + "a,candidate,pick,z\n"},
		{2, "2 options", header + "a,candidate,pick,a|b\n"},
		{2, "twice", header + "a,candidate,many,a|a\n"},
		{2, "twice", header + "a,candidate,rank,a|b|a\n"},
		{5, "twice", header + "a,exemplar,calm,\"one\ntwo\"\nb,candidate,calm,x\na,exemplar,calm,y\n"},
		{4, "twice", header + "b,candidate,calm,x\na,exemplar,calm,x\nb,candidate,calm,y\n"},
		{3, "in the groups", header + "a,exemplar,calm,x\na,comparison,rate,2\n"},
		{3, "candidate and an incumbent", header + "a,candidate,calm,x\na,exemplar,rate,2\n"},
		{3, "candidate and an incumbent", header + "a,exemplar,calm,x\na,candidate,rate,2\n"},
		{2, "not UTF-8", header + "a,exemplar,calm,\xff\xfe\n"},
		{2, "quotation mark", header + "a,exemplar,calm,x\"y\n"},
		{3, "quotation mark", header + "a,exemplar,calm,x\nb,exemplar,calm,\"never closed\n"},
		{2, `"answer" is missing`, "[\n{\"respondent\":\"a\",\"group\":\"exemplar\",\"question\":\"calm\"}]"},
		{3, "no valid JSON", "[{\"respondent\":\"a\",\"group\":\"exemplar\",\"question\":\"calm\",\"answer\":\"x\"},\n\n{\"respondent\" 1}]"},
		{2, "ends in the middle", "[{\"respondent\":\"a\",\"group\":\"exemplar\",\"question\":\"calm\",\"answer\":\"x\"},\n{\"respondent\":"},
		{2, "ends in the middle", "[{\"respondent\":\"a\",\"group\":\"exemplar\",\"question\":\"calm\",\"answer\":\"x\"}\n"},
		{2, "after the end", "[{\"respondent\":\"a\",\"group\":\"exemplar\",\"question\":\"calm\",\"answer\":\"x\"}]\n[]"},
		{1, "not an object", "[7]"},
		{1, "neither text nor number", "[{\"respondent\":{},\"group\":\"exemplar\",\"question\":\"calm\",\"answer\":\"x\"}]"},
	} {
		path := scoreFile(t, "a.csv", tt.content)
		refused(t, exitUsage, tt.words, "score", "-answers", path, "-questions", questions)
		_, _, errOut := say(t, "score", "-answers", path, "-questions", questions)
		if want := fmt.Sprintf("touchstone: %s:%d: ", path, tt.line); !strings.HasPrefix(errOut, want) {
			t.Errorf("%q is refused with %q, want %q", tt.content, errOut, want)
		}
	}
}

func TestScoreRefusesBadQuestions(t *testing.T) {
	t.Parallel()
	answers := scoreFile(t, "a.csv", csvOf(scoreAnswers()))
	const header = "question,value,kind,lo,hi,options,mode,weight\n"
	for _, tt := range []struct {
		line           int
		words, content string
	}{
		{1, "empty", ""},
		{1, "no question", header},
		{1, `no column "kin"`, "question,value,kin\n"},
		{1, `lacks the column "kind"`, "question,value\n"},
		{2, `kind "essay"`, header + "q,v,essay,,,,,\n"},
		{2, "id and a value", header + ",v,text,,,,,\n"},
		{3, "twice", header + "q,v,text,,,,,\nq,v,text,,,,,\n"},
		{2, "whole numbers lo and hi", header + "q,v,numeric,1,,,,\n"},
		{2, "scale from 5 to 5", header + "q,v,numeric,5,5,,,\n"},
		{2, `mode "most"`, header + "q,v,numeric,1,5,,most,\n"},
		{2, `mode "none" is neither capped nor residual`, header + "q,v,text,,,,none,\n"},
		{2, "two options", header + "q,v,single,,,a,,\n"},
		{2, "twice", header + "q,v,ranking,,,a|b|a,,\n"},
		{2, "empty", header + "q,v,multiple,,,a||b,,\n"},
		{2, "weight", header + "q,v,text,,,,,-1\n"},
		{2, "weight", header + "q,v,text,,,,,heavy\n"},
		{1, "unknown key", `[{"question":"q","value":"v","kind":"text","colour":1}]`},
	} {
		path := scoreFile(t, "q.csv", tt.content)
		code, out, errOut := say(t, "score", "-answers", answers, "-questions", path)
		if want := fmt.Sprintf("touchstone: %s:%d: ", path, tt.line); code != exitUsage || out != "" ||
			!strings.HasPrefix(errOut, want) || !strings.Contains(errOut, tt.words) || strings.Count(errOut, "\n") != 1 {
			t.Errorf("%q: exit %d, %q, want %q", tt.content, code, errOut, want)
		}
	}
}

func TestScoreRefusesWhatItDoesNotUnderstand(t *testing.T) {
	t.Parallel()
	answers := scoreFile(t, "a.csv", csvOf(scoreAnswers()))
	for words, args := range map[string]string{
		"say: touchstone score": "score", "unexpected argument": "score more -answers " + answers,
		`no language "xx"`: "score -lang xx -answers " + answers,
		"cannot be read":   "score -answers " + filepath.Join(t.TempDir(), "none.csv"),
		"is a folder":      "score -answers " + t.TempDir(),
	} {
		refused(t, exitUsage, words, strings.Fields(args)...)
	}
}

// TestSorterSpillsAndMerges holds the sorting outside memory against the sorting within.
func TestSorterSpillsAndMerges(t *testing.T) {
	t.Parallel()
	s := newSorter(t.TempDir())
	s.holds = 7
	var want []entry
	for i := range uint64(100) {
		e := entry{mixed(i) % 10, mixed(i + 1000), i}
		want = append(want, e)
		ok(t, s.add(e))
	}
	slices.SortFunc(want, entry.compare)
	var got []entry
	for e, err := range s.sorted() {
		ok(t, err)
		got = append(got, e)
	}
	if !slices.Equal(want, got) {
		t.Errorf("%v", got)
	}
	s.close()
}
