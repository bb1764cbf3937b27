// Package agree reports how far raters agree: from ratings of candidates' answers to the reliability of ratings, the
// agreement of each pair of raters, and what is peculiar to each rater. Numbers come from stats; this package knows
// who rated what, chooses the form that fits the design, and says in words what limits a number.
package agree
