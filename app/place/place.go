// Package place says where on a computer Ounce keeps what it keeps.
package place

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// Marker is the file that makes a copy of Ounce portable when it lies beside
// the program: all that is kept then lies beside the program, too.
const Marker = "ounce-portable"

// Places are where things lie. Nothing of them needs to exist.
type Places struct {
	// Portable tells that nothing may be written but beside the program.
	Portable bool
	// Beside is the folder in which the program lies.
	Beside string
	// Data is the folder of the saved assessments and of all that belongs to them.
	Data string
	// Settings is the settings file.
	Settings string
	// Toolkit is the folder in which the window's toolkit keeps how the window
	// was left; empty where there is none.
	Toolkit string
	// Former is the folder in which the first Ounce kept assessments as plain
	// files; empty where there is none.
	Former string
}

// System is what the places depend on.
type System struct {
	OS      string // as runtime.GOOS
	Program string // full path of the program
	Home    string // of the user
	Env     func(name string) string
	// Exists tells whether a file is there.
	Exists func(path string) bool
}

// Here finds the places of this user on this computer.
func Here() (Places, error) {
	program, err := os.Executable()
	if err != nil {
		return Places{}, fmt.Errorf("finding the program's own folder: %w", err)
	}
	if resolved, err := filepath.EvalSymlinks(program); err == nil {
		program = resolved
	}
	home, err := os.UserHomeDir()
	if err != nil {
		home = "" // portable mode needs none
	}
	return Find(System{OS: runtime.GOOS, Program: program, Home: home, Env: os.Getenv, Exists: func(path string) bool {
		info, err := os.Stat(path)
		return err == nil && info.Mode().IsRegular()
	}})
}

// errNoHome is an account without a folder of its own.
var errNoHome = errors.New("this account has no home folder, so there is no place for saved assessments; a file named " + Marker + " beside the program keeps them there")

// Find finds the places on a system.
func Find(s System) (Places, error) {
	beside := filepath.Dir(s.Program)
	if inside := strings.Index(filepath.ToSlash(s.Program), ".app/Contents/MacOS/"); s.OS == "darwin" && inside >= 0 {
		beside = filepath.Dir(s.Program[:inside]) // beside the bundle, where people can see it
	}
	if s.Exists(filepath.Join(beside, Marker)) {
		return Places{Portable: true, Beside: beside,
			Data: filepath.Join(beside, "ounce-data"), Settings: filepath.Join(beside, "ounce-settings.yaml"),
			Toolkit: filepath.Join(beside, "ounce-data", "window")}, nil
	}
	data, config := folders(s)
	if !filepath.IsAbs(data) || !filepath.IsAbs(config) {
		return Places{}, errNoHome
	}
	toolkit := filepath.Join(config, "fyne", "org.ounce.Ounce")
	if s.OS == "darwin" {
		toolkit = filepath.Join(s.Home, "Library", "Preferences", "fyne", "org.ounce.Ounce")
	}
	data, config = filepath.Join(data, "Ounce"), filepath.Join(config, "Ounce")
	return Places{Beside: beside, Data: data, Toolkit: toolkit,
		Settings: filepath.Join(config, "settings.yaml"), Former: filepath.Join(config, "assessments")}, nil
}

// Confined are the variables of the environment from which libraries take their
// folders, with values that keep them beside the program; none but in portable
// mode. They are for this process alone: what is read of the computer must not
// depend on them.
func (p Places) Confined(system string) map[string]string {
	if !p.Portable {
		return nil
	}
	switch system {
	case "windows":
		return map[string]string{"TMP": p.Beside, "TEMP": p.Beside, "USERPROFILE": p.Toolkit, "APPDATA": p.Toolkit, "LOCALAPPDATA": p.Toolkit}
	case "darwin":
		return map[string]string{"TMPDIR": p.Beside, "HOME": p.Toolkit}
	default:
		return map[string]string{"TMPDIR": p.Beside, "XDG_CONFIG_HOME": p.Toolkit, "XDG_CACHE_HOME": p.Toolkit}
	}
}

// folders are where programs of this user keep data and settings. On Windows
// data stays on this computer, as the keychain does.
func folders(s System) (data, config string) {
	inHome := func(path ...string) string {
		if s.Home == "" {
			return ""
		}
		return filepath.Join(append([]string{s.Home}, path...)...)
	}
	switch s.OS {
	case "windows":
		return s.Env("LocalAppData"), s.Env("AppData")
	case "darwin":
		support := inHome("Library", "Application Support")
		return support, support
	default:
		data, config = s.Env("XDG_DATA_HOME"), s.Env("XDG_CONFIG_HOME")
		if !filepath.IsAbs(data) {
			data = inHome(".local", "share")
		}
		if !filepath.IsAbs(config) {
			config = inHome(".config")
		}
		return data, config
	}
}
