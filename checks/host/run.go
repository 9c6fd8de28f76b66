package host

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"

	"ounce/checks"
)

// drainTime is how long a program's pipes are read on after it ended or was
// killed; a child that kept them open does not hold up the scan.
const drainTime = 300 * time.Millisecond

// Run starts an allowed program by its absolute path and collects its output. A
// program that is not on the list of this system is unsupported, one that is not
// installed is missing, one that may not be started is denied.
func (l *live) Run(ctx context.Context, program string, args ...string) (checks.Output, error) {
	source := Source(program, args...)
	if ctx.Err() != nil {
		return checks.Output{}, ended(ctx, source)
	}
	candidates, ok := places(l.system, program)
	if !ok {
		return checks.Output{}, &checks.ReadError{Reason: checks.Unsupported, Source: source}
	}
	path, err := l.locate(candidates)
	if err != nil {
		return checks.Output{}, readError(ctx, source, err)
	}
	return start(ctx, source, path, args, environment(l.system, l.inherits))
}

// locate gives the first of the places in which a program lies.
func (l *live) locate(candidates []string) (string, error) {
	for _, candidate := range candidates {
		path, err := l.expand(candidate)
		if err != nil {
			continue // a folder variable that this system does not have
		}
		info, err := os.Stat(path)
		switch {
		case errors.Is(err, os.ErrNotExist):
			continue
		case err != nil:
			return "", err
		case !info.Mode().IsRegular() || !executable(path):
			return "", &checks.ReadError{Reason: checks.Denied, Detail: "may not be started"}
		}
		return path, nil
	}
	return "", &checks.ReadError{Reason: checks.Missing, Detail: "is not installed"}
}

// start runs one program to its end, or kills it with its children.
func start(ctx context.Context, source, path string, args, env []string) (checks.Output, error) {
	limited, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	cmd := exec.CommandContext(limited, path, args...)
	cmd.Env = env
	cmd.Dir = rootFolder()
	cmd.WaitDelay = drainTime
	tooMuch := func() { stop(errTooMuch) }
	stdout, stderr := &capped{full: tooMuch}, &capped{full: tooMuch}
	cmd.Stdout, cmd.Stderr = stdout, stderr

	family, err := newFamily(cmd)
	if err != nil {
		return checks.Output{}, readError(ctx, source, err)
	}
	defer family.close()
	cmd.Cancel = family.kill
	if err := cmd.Start(); err != nil {
		return checks.Output{}, readError(ctx, source, err)
	}
	family.started()
	err = cmd.Wait()

	var exit *exec.ExitError
	switch {
	case errors.Is(context.Cause(limited), errTooMuch):
		return checks.Output{}, &checks.ReadError{Reason: checks.Unreadable, Source: source, Detail: errTooMuch.Error()}
	case ctx.Err() != nil && err != nil:
		return checks.Output{}, ended(ctx, source)
	case errors.Is(err, exec.ErrWaitDelay):
		_ = family.kill()
		return checks.Output{}, &checks.ReadError{Reason: checks.Unreadable, Source: source, Detail: "left its output open"}
	case errors.As(err, &exit) && !exit.Exited():
		return checks.Output{}, &checks.ReadError{Reason: checks.Unreadable, Source: source, Detail: exit.String()}
	case err != nil && exit == nil:
		return checks.Output{}, readError(ctx, source, err)
	}
	return checks.Output{Stdout: stdout.data, Stderr: stderr.data, Exit: cmd.ProcessState.ExitCode()}, nil
}

var errTooMuch = errors.New("printed more than 8 MB")

// capped collects at most checks.MaxRead bytes and then calls full.
type capped struct {
	data []byte
	full func()
	once sync.Once
}

func (c *capped) Write(p []byte) (int, error) {
	if len(c.data)+len(p) > checks.MaxRead {
		c.once.Do(c.full)
		return 0, errTooMuch
	}
	c.data = append(c.data, p...)
	return len(p), nil
}

// keptVariables are what programs need of the person's session: who and where
// the person is, the session's bus, the time zone, and the system's folders.
// Everything else, as LD_PRELOAD or a tool's own settings, stays away; so do the
// folders for caches and for what lasts a session, in which gsettings makes a file.
func keptVariables() []string {
	return []string{
		"HOME", "USER", "LOGNAME", "TZ", "TMPDIR",
		"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_DATA_DIRS", "XDG_CONFIG_DIRS",
		"XDG_CURRENT_DESKTOP", "XDG_SESSION_ID", "DBUS_SESSION_BUS_ADDRESS",
		"SystemRoot", "SystemDrive", "windir", "TEMP", "TMP", "USERPROFILE", "APPDATA", "LOCALAPPDATA",
		"ProgramData", "ProgramFiles", "ProgramFiles(x86)", "ProgramW6432", "PUBLIC", "COMPUTERNAME",
	}
}

// environment is what a started program sees: the C locale, the system's own
// PATH for what it starts itself, and the kept variables.
func environment(system checks.System, inherited []string) []string {
	env := []string{"LC_ALL=C", "LANG=C", "NO_COLOR=1"}
	switch system {
	case checks.MacOS:
		// An older program would otherwise be told that macOS is 10.16.
		env = append(env, "PATH=/usr/bin:/bin:/usr/sbin:/sbin", "SYSTEM_VERSION_COMPAT=0")
	case checks.Linux:
		// Programs of the desktop make their caches where they find none; in a place
		// that is no folder they go without.
		env = append(env, "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "XDG_CACHE_HOME=/dev/null", "XDG_RUNTIME_DIR=/dev/null")
	}
	kept := keptVariables()
	for _, variable := range inherited {
		name, _, _ := strings.Cut(variable, "=")
		for _, keep := range kept {
			if name == keep || system == checks.Windows && strings.EqualFold(name, keep) {
				env = append(env, variable)
			}
		}
	}
	return env
}
