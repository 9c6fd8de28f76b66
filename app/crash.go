package app

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"regexp"
	"runtime"
	"runtime/debug"
	"strings"

	"ounce/app/disk"
)

const (
	// crashLog is the file into which the runtime writes when the program dies.
	crashLog = "crash.log"
	// maxCrash is how many bytes of such a file are of use.
	maxCrash = 128 << 10
	// keptCrashes is how many earlier ones stay.
	keptCrashes = 3
)

// watchCrashes has the runtime write its last words into a folder, and gives
// those of an earlier run, free of names; empty when all ended well. Several
// Ounces may share the folder.
func watchCrashes(folder string, names []secret) (last string, err error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", fmt.Errorf("making the folder for crashes: %w", err)
	}
	path := filepath.Join(folder, crashLog)
	if last, err = takeCrash(path, names); err != nil {
		return "", err
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return last, fmt.Errorf("opening the file for crashes: %w", err)
	}
	defer file.Close() // the runtime has its own handle
	return last, debug.SetCrashOutput(file, debug.CrashOptions{})
}

// takeCrash takes what an earlier run left, keeps it under a number, and makes
// room for the next.
func takeCrash(path string, names []secret) (string, error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("reading how the last run ended: %w", err)
	}
	defer file.Close()
	data := make([]byte, maxCrash)
	n, _ := file.Read(data)
	if n == 0 {
		return "", nil
	}
	text := fmt.Sprintf("Ounce %s, %s/%s, %s\n\n", Version, runtime.GOOS, runtime.GOARCH, runtime.Version()) +
		withoutNames(strings.ToValidUTF8(string(data[:n]), "?"), names)
	for i := keptCrashes; i > 1; i-- {
		if err := os.Rename(numbered(path, i-1), numbered(path, i)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return text, err
		}
	}
	if err := disk.Replace(numbered(path, 1), []byte(text)); err != nil {
		return text, err
	}
	return text, os.Truncate(path, 0)
}

func numbered(path string, n int) string {
	return fmt.Sprintf("%s-%d.txt", strings.TrimSuffix(path, filepath.Ext(path)), n)
}

// secret is a name that a crash must not tell, and what stands in its place.
type secret struct{ name, instead string }

// secrets are the names of the person, whose folder is home, and the computer.
func secrets(home string) []secret {
	var all []secret
	if home != "" {
		all = append(all, secret{home, "~"})
	}
	if me, err := user.Current(); err == nil {
		all = append(all, secret{me.Username, "(user)"}, secret{me.Name, "(user)"})
		if _, account, ok := strings.Cut(me.Username, `\`); ok {
			all = append(all, secret{account, "(user)"})
		}
	}
	if computer, err := os.Hostname(); err == nil {
		all = append(all, secret{computer, "(computer)"})
	}
	return all
}

// homes are folders of people whose names nobody knows here.
var homes = regexp.MustCompile(`(?i)([a-z]:\\users\\|/home/|/users/)[^\\/\s:"')]+`)

// ordinary names say nothing of a person, and stand in the words of programs.
var ordinary = []string{"root", "user", "admin", "administrator", "test", "localhost"}

// withoutNames takes names out of a text.
func withoutNames(text string, names []secret) string {
	for _, s := range names {
		common := false
		for _, word := range ordinary {
			common = common || strings.EqualFold(s.name, word)
		}
		if len(s.name) < 3 || common {
			continue
		}
		pattern := regexp.QuoteMeta(s.name)
		if s.instead != "~" {
			pattern = `\b` + pattern + `\b`
		}
		if exp, err := regexp.Compile("(?i)" + pattern); err == nil {
			text = exp.ReplaceAllString(text, s.instead)
		}
	}
	return homes.ReplaceAllString(text, "${1}(user)")
}

// crashName is the file that people get when they ask for the details.
const crashName = "Ounce crash details.txt"

// saveCrash writes the details of a crash among the documents, and says where.
func (s *session) saveCrash(details string) (string, error) {
	path := filepath.Join(s.reportFolder(), crashName)
	if err := disk.Replace(path, []byte(details)); err != nil {
		return "", errors.New(disk.Words(err))
	}
	return path, nil
}
