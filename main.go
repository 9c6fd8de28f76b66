// Ounce shows a small business what its IT looks like today, what waiting for
// things to break really costs, and which managed service, if any, is worth its
// money.
package main

import (
	"os"

	"ounce/app"
)

func main() {
	os.Exit(app.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
