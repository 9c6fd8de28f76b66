// Package app is how people drive Ounce: a command per file, the window, and
// what both need from files. It wires checks, assessment and report together
// and computes nothing itself.
package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"syscall"
	"time"

	"ounce/app/cmdline"
	"ounce/app/disk"
	"ounce/app/place"
	"ounce/app/store"
	"ounce/checks"
	"ounce/checks/host"
)

// Exit statuses, as the help of every command states them.
const (
	statusDone    = 0
	statusFailed  = 1
	statusUsage   = 2
	statusFinding = 3
)

// session is what a command gets from the outside.
type session struct {
	ctx context.Context
	in  io.Reader
	out io.Writer
	err io.Writer
	now func() time.Time
	// live opens the door to this machine.
	live func() checks.Host
	// places says where things are kept here; keychain is the one of this user.
	places   func() (place.Places, error)
	keychain store.Keychain
	// secret asks for what nobody may read along; errNobody where nobody is there.
	secret func(prompt string) (string, error)
	env    func(name string) string
	home   string // folder of the person; empty is none

	cheap  int          // what a passphrase costs in tests; 0 is what it costs
	opened *store.Store // what openStore gave, so that a passphrase is asked once
}

// commands is the command line: one field a command.
type commands struct {
	Window    windowCommand      `default:"1" help:"Open the window (this happens without a command, too)."`
	Check     checkCommand       `help:"Check this machine and print what was found."`
	Assess    assessCommand      `help:"Check, judge the answers and write the report."`
	Compare   compareCommand     `help:"Say what changed from one assessment to a later one."`
	Questions questionsCommand   `help:"Write a blank answer sheet."`
	Record    recordCommand      `help:"Record what the checks read here, without names and serial numbers."`
	Checks    checksCommand      `help:"List the checks."`
	Tiers     tiersCommand       `help:"List the service tiers, or validate a list of them."`
	Osquery   osqueryPackCommand `name:"osquery-pack" help:"Write the queries for osquery whose results ounce assess reads."`
	List      listCommand        `help:"List the saved assessments."`
	Share     shareCommand       `help:"Write a sealed copy of a saved assessment, for your provider."`
	Open      openCommand        `help:"Take a sealed copy into the saved assessments."`
	Mail      mailCommand        `help:"Write a mail with a report in it, ready to be sent."`
	Settings  settingsCommand    `help:"Show the settings, or check a file of them."`
	Wipe      wipeCommand        `help:"Remove all that Ounce keeps on this computer."`
	Provider  providerCommand    `help:"For IT providers: the plan out of break-fix."`
	Selftest  selftestCommand    `help:"Tell what of Ounce works on this computer."`
}

// statusError ends a command with a status of its own.
type statusError struct {
	status int
	err    error
}

func (e *statusError) Error() string { return e.err.Error() }
func (e *statusError) Unwrap() error { return e.err }

// usage is the error of a command line that contradicts itself.
func usage(format string, args ...any) error {
	return &statusError{statusUsage, fmt.Errorf(format, args...)}
}

// Main runs one command line and returns the exit status: 0 done, 1 could not
// do it, 2 wrong usage, 3 a finding at the level of --fail-on or above.
func Main(args []string, in io.Reader, out, errOut io.Writer) int {
	lockLibraries()
	saveMemory()
	in, out, errOut, done := connect(args, in, out, errOut)
	defer done()
	s, stop := here(in, out, errOut)
	defer stop()
	return run(args, s)
}

// here is the session of this user on this computer, until it is stopped.
func here(in io.Reader, out, errOut io.Writer) (s *session, stop func()) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // who asks twice is not kept waiting
	machine, home := host.Live(), homeFolder()
	places, err := place.Here()
	for name, folder := range places.Confined(runtime.GOOS) { // after the host took the environment as it is
		os.Setenv(name, folder)
	}
	return &session{
		ctx: ctx, in: in, out: out, err: errOut, now: time.Now, live: func() checks.Host { return machine }, home: home,
		places: func() (place.Places, error) { return places, err }, keychain: store.SystemKeychain(), env: os.Getenv,
		secret: func(prompt string) (string, error) { return askSecret(ctx, in, errOut, prompt) },
	}, stop
}

// runner is a command that was given all it needs.
type runner interface{ Run(*session) error }

func homeFolder() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	return home
}

func run(args []string, s *session) int {
	out := &printed{w: s.out}
	s.out = out
	err := s.obey(args)
	var own *statusError
	if out.err != nil && (err == nil || errors.As(err, &own) && own.status == statusFinding) {
		err = fmt.Errorf("what was to be printed could not be: %s", disk.Reason(out.err))
	}
	return s.failed(err)
}

// obey reads a command line, looks whether it can be meant, and runs its command.
func (s *session) obey(args []string) error {
	p := commandLine()
	command, err := p.Parse(args)
	switch {
	case errors.Is(err, cmdline.ErrHelp):
		return p.WriteHelp(s.out, command)
	case errors.Is(err, cmdline.ErrVersion):
		_, err := fmt.Fprintf(s.out, "ounce %s\n", Version)
		return err
	case err != nil:
		return usage("%w; ounce --help lists what there is", err)
	}
	if err := look(command); err != nil {
		return err
	}
	return command.Into.(runner).Run(s)
}

// commandLine is what the command line can say. A flag or argument that names a file
// says with the tag reads or writes what becomes of that file, and one that cannot
// stand beside another names it with the tag without.
func commandLine() *cmdline.Program {
	return cmdline.New("ounce", "Ounce shows what a small business's IT looks like, what waiting for things to break costs, and which service, if any, is worth its money.\n\n"+
		"It only reads, and nothing leaves this computer.\n\n"+
		"Exit status: 0 done, 1 could not do it, 2 wrong usage, 3 with --fail-on a finding at that level or above.", &commands{})
}

// warn says something beside the result.
func (s *session) warn(format string, args ...any) {
	fmt.Fprintf(s.err, "ounce: "+format+"\n", args...)
}

// failed says an error in one sentence and gives the status to end with.
func (s *session) failed(err error) int {
	if err == nil {
		return statusDone
	}
	var own *statusError
	status := statusFailed
	if errors.As(err, &own) {
		status = own.status
	}
	var asking *stoppedAsking
	if errors.As(err, &asking) {
		fmt.Fprintf(s.err, "ounce: %s\n", cleanLines(asking.Error()))
		return statusFailed
	}
	if errors.Is(err, context.Canceled) || s.ctx.Err() != nil {
		fmt.Fprintln(s.err, "ounce: stopped; nothing was written")
		return statusFailed
	}
	fmt.Fprintf(s.err, "ounce: %s\n", cleanLines(disk.Words(err)))
	return status
}
