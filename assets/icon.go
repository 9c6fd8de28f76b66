package assets

import _ "embed"

//go:embed icon.png
var icon []byte

// Icon is the app's icon as a PNG of 512 by 512.
func Icon() []byte { return icon }
