//go:build !bench

package damage

// Flood tells that each parser is fed with a flood, which make bench does.
const Flood = false
