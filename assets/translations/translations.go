// Package translations holds the window's words by language, as JSON in the
// format of go-i18n. The English sentence is the key; English itself has only
// what has a plural.
package translations

import "embed"

// Files holds a file each language.
//
//go:embed *.json
var Files embed.FS
