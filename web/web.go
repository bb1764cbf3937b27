// Package web holds what people see: layouts, partials and pages (html/template), style sheets, scripts, icons, and
// the words in each language. It is data; internal/server turns it into pages.
package web

import "embed"

// Files holds everything below this folder that is served or rendered.
//
//go:embed layout partials pages css js words icons
var Files embed.FS
