package disk

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/windows"
)

// TestAFileThatExcelHoldsOpen is a target that another program keeps others
// from writing.
func TestAFileThatExcelHoldsOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "report.xlsx")
	must(t, Replace(path, []byte("old")))
	name, err := windows.UTF16PtrFromString(path)
	must(t, err)
	held, err := windows.CreateFile(name, windows.GENERIC_READ|windows.GENERIC_WRITE, windows.FILE_SHARE_READ, nil, windows.OPEN_EXISTING, 0, 0)
	must(t, err)
	err = Replace(path, []byte("new"))
	if err == nil || !strings.Contains(Words(err), "is open in another program, perhaps in Excel") {
		t.Errorf("said %v", err)
	}
	must(t, windows.CloseHandle(held))
	holds(t, path, "old")
	must(t, Replace(path, []byte("new")))
	holds(t, path, "new")
	if got := names(t, filepath.Dir(path)); len(got) != 1 {
		t.Errorf("left %v", got)
	}
}

func TestLongPaths(t *testing.T) {
	folder := filepath.Join(t.TempDir(), strings.Repeat("a", 120), strings.Repeat("b", 120))
	must(t, os.MkdirAll(folder, 0o700))
	path := filepath.Join(folder, "report.xlsx")
	for _, text := range []string{"first", "second"} {
		must(t, Replace(path, []byte(text)))
		holds(t, path, text)
	}
}

func TestErrorsInPlainWords(t *testing.T) {
	for code, want := range map[windows.Errno]string{
		windows.ERROR_DISK_FULL:            "the disk is full",
		windows.ERROR_HANDLE_DISK_FULL:     "the disk is full",
		windows.ERROR_WRITE_PROTECT:        "this disk is read-only",
		windows.ERROR_FILENAME_EXCED_RANGE: "too long for this computer",
		windows.ERROR_INVALID_NAME:         "allows in no name",
		windows.ERROR_SHARING_VIOLATION:    "perhaps in Excel",
		windows.ERROR_LOCK_VIOLATION:       "perhaps in Excel",
		windows.ERROR_ACCESS_DENIED:        "this account has no right to",
		windows.ERROR_FILE_NOT_FOUND:       "there is no file",
	} {
		if got := Words(&WriteError{"report.xlsx", &os.PathError{Op: "write", Path: "x", Err: code}}); !strings.Contains(got, want) {
			t.Errorf("%v: %q, want %q", code, got, want)
		}
	}
}
