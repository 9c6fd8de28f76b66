package app

import (
	"os"
	"runtime/debug"
)

// mostMemory is what Ounce holds in bytes before it looks harder for what it no
// longer needs: with 500 computers, too, the process stays below 200 MB.
const mostMemory = 140 << 20

// saveMemory sets that limit, unless whoever starts Ounce set one.
func saveMemory() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(mostMemory)
	}
}
