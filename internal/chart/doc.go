// Package chart draws the program's charts as SVG on the server: small figures with a title and a description for
// those who do not see them, coloured by classes of the style sheets, readable at 320 pixels because everything
// across is in per cent and everything else in pixels. What people typed is escaped. Each chart stands beside a table
// with the same numbers.
package chart
