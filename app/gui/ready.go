package gui

// Ready tells whether a window can be shown here, without showing one.
func Ready() error {
	release, err := preflight()
	if err == nil {
		release()
	}
	return err
}
