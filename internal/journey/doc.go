// Package journey walks through the application in a real browser, as its users do: the main job from an empty
// database, the questionnaire with and without JavaScript, a network that fails in the middle of a word, two tabs on
// one questionnaire, a server that is killed. On every page it looks for what shuts people out (axe, WCAG 2.2 AA),
// in light and dark, and for anything that does not fit a 320 px screen.
//
// It holds tests only. They need Chromium; `make tools` installs it.
package journey
