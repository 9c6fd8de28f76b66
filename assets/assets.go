// Package assets holds Ounce's definitions as data: questions, tiers, texts of
// checks, products, dates, translations, icon and example answers. All of it is
// embedded; Strict decodes it.
package assets

import "embed"

// Files holds every asset by its path below this folder.
//
//go:embed *.yaml *.schema.json checks/*.yaml products/*.yaml examples/*.yaml
var Files embed.FS
