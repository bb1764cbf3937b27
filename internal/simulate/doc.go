// Package simulate makes companies whose truth is known and asks the scoring engine about them: does a benchmark find
// what is there, does it keep silent when nothing is, do the intervals hold what they promise, and what do fakers
// gain. Its report is kept beside the code and printed in the technical manual.
//
// Texts are put together from ideas, each of which has several words for the same thing and several ways to be put; how
// likely an idea is told is what the lived and the common way of answering differ by.
//
// A company is a set of questions with two ways of answering each: the lived way, of those who live the value, and
// the common way, of everybody else. A person has an adherence, the probability of answering any one question in the
// lived way; the rest follows. Everything is drawn from a seed: the same settings give the same report.
package simulate
