package host

// windowsCalls are the calls that only Windows answers.
func windowsCalls() []CallDoc {
	return nil
}
