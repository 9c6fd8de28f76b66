package app

import (
	"bufio"
	"io"
	"os"
	"strings"
	"unsafe"

	"golang.org/x/sys/windows"
)

// lockLibraries lets libraries come from Windows' own folder alone: none from
// the folder of the program, which may be Downloads, nor from the current one.
func lockLibraries() {
	// Both exist since Windows 8; there is nothing to be done about a refusal.
	_ = windows.SetDefaultDllDirectories(windows.LOAD_LIBRARY_SEARCH_SYSTEM32)
	_ = windows.SetDllDirectory("")
}

// connect finds a place for what is said. Windows gives a program with a window
// no streams: they become those of the console it was started from. Where there
// is none, a program that was started without a command says it in a box of its
// own when it ends; one with a command runs unattended and must not wait for
// somebody to close a box.
func connect(args []string, in io.Reader, out, errOut io.Writer) (io.Reader, io.Writer, io.Writer, func()) {
	if usable(out) && usable(errOut) {
		return in, out, errOut, func() { holdConsole(args, in, errOut) }
	}
	var closing []io.Closer
	open := func(name string, flag int) *os.File {
		file, err := os.OpenFile(name, flag, 0)
		if err != nil {
			return nil
		}
		closing = append(closing, file)
		return file
	}
	said := &strings.Builder{}
	attached := attachConsole()
	place := func(w io.Writer) io.Writer {
		if usable(w) {
			return w
		}
		if attached {
			if file := open("CONOUT$", os.O_WRONLY); file != nil {
				return file
			}
		}
		return said
	}
	out, errOut = place(out), place(errOut)
	if attached && !usable(in) {
		if file := open("CONIN$", os.O_RDONLY); file != nil {
			in = file
		}
	}
	return in, out, errOut, func() {
		for _, c := range closing {
			_ = c.Close() // nothing is kept back in a console
		}
		if text := strings.TrimSpace(said.String()); text != "" && len(args) == 0 {
			showBox(strings.TrimPrefix(text, "ounce: "))
		}
	}
}

// usable tells whether a stream leads anywhere.
func usable(stream any) bool {
	file, ok := stream.(*os.File)
	if !ok {
		return stream != nil
	}
	if file == nil || file.Fd() == 0 {
		return false
	}
	kind, err := windows.GetFileType(windows.Handle(file.Fd()))
	return err == nil && kind != windows.FILE_TYPE_UNKNOWN
}

func kernel(name string) *windows.LazyProc {
	return windows.NewLazySystemDLL("kernel32.dll").NewProc(name)
}

// attachConsole takes part in the console of the program that started this one.
func attachConsole() bool {
	const parent = 0xFFFFFFFF // ATTACH_PARENT_PROCESS
	ok, _, _ := kernel("AttachConsole").Call(parent)
	return ok != 0
}

// holdConsole keeps a console that was opened for this program alone, by a
// double click, until its words were read.
func holdConsole(args []string, in io.Reader, errOut io.Writer) {
	if len(args) > 0 {
		return
	}
	var ids [2]uint32
	count, _, _ := kernel("GetConsoleProcessList").Call(uintptr(unsafe.Pointer(&ids[0])), uintptr(len(ids)))
	if count != 1 {
		return
	}
	_, _ = io.WriteString(errOut, "\nPress Enter to close this window.\n")
	_, _ = bufio.NewReader(in).ReadString('\n')
}

func showBox(text string) {
	words, err := windows.UTF16PtrFromString(text)
	if err != nil {
		return
	}
	title, err := windows.UTF16PtrFromString("Ounce")
	if err != nil {
		return
	}
	_, _ = windows.MessageBox(0, words, title, windows.MB_OK|windows.MB_ICONINFORMATION|windows.MB_SETFOREGROUND)
}
