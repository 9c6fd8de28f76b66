package app

// windowCommand opens the window.
type windowCommand struct{}

// Help is the command's example.
func (windowCommand) Help() string { return "Example: ounce" }
