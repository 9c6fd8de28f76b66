package app

import "golang.org/x/sys/windows"

// tellOnScreen shows a message of the system's own: a program with a window has
// no terminal there.
func tellOnScreen(text string) {
	title, err := windows.UTF16PtrFromString("Ounce")
	if err != nil {
		return
	}
	words, err := windows.UTF16PtrFromString(text)
	if err != nil {
		return
	}
	_, _ = windows.MessageBox(0, words, title, windows.MB_OK|windows.MB_ICONINFORMATION|windows.MB_SETFOREGROUND)
}
