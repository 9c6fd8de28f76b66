package app

import (
	"archive/zip"
	"bytes"
	"context"
	"embed"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"ounce/app/disk"
	"ounce/app/store"
	"ounce/assessment"
	"ounce/assessment/report"
	"ounce/assets"
	"ounce/checks"
	"ounce/checks/host"
)

// selftestCommand tells what of Ounce works on this computer.
type selftestCommand struct{}

// Help is the command's example.
func (selftestCommand) Help() string {
	return "Plays back recorded computers, reads this one, keeps a secret in the keychain and removes it, writes into Ounce's own folder, and makes a report and reads it back. It takes a few seconds.\n\nExample: ounce selftest"
}

// trial is one thing that has to work. It says what it saw; errLeftOut, wrapped,
// says why there is nothing to try.
type trial struct {
	name string
	run  func(*selftest) (string, error)
}

var errLeftOut = errors.New("left out")

// trials are what a self-test tries, in its order.
func trials() []trial {
	return []trial{
		{"Recorded computers", (*selftest).recordings},
		{"This computer", (*selftest).here},
		{"Report", (*selftest).report},
		{"Keychain", (*selftest).keychain},
		{"Own folder", (*selftest).folder},
		{"OpenGL", (*selftest).graphics},
	}
}

// selftest is what the trials share.
type selftest struct {
	*session
	defs    *checks.Definitions
	machine checks.Machine // a recorded one
}

// patience of a self-test with each of its parts.
const (
	keychainPatience = 4 * time.Second
	scanPatience     = 5 * time.Second
)

// Run tries everything, prints a table, and fails when one thing does.
func (selftestCommand) Run(s *session) error {
	defs, err := checks.LoadDefinitions()
	if err != nil {
		return fmt.Errorf("loading the checks: %w", err)
	}
	st := &selftest{session: s, defs: defs}
	failed := 0
	for _, t := range trials() {
		begin := s.now()
		saw, err := t.run(st)
		if s.ctx.Err() != nil {
			return s.ctx.Err()
		}
		mark := "works"
		switch {
		case errors.Is(err, errLeftOut):
			mark, saw = "left out", strings.TrimPrefix(err.Error(), errLeftOut.Error()+": ")
		case err != nil:
			mark, saw = "fails", disk.Words(err)
			failed++
		}
		fmt.Fprintf(s.out, "%-9s %-19s %4.1f s  %s\n", mark, t.name, s.now().Sub(begin).Seconds(), clean(saw))
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d things do not work here", failed, len(trials()))
	}
	return nil
}

//go:embed testdata/recordings/*.yaml
var recorded embed.FS

// verdicts are what the recorded computers show, whatever checks are added.
func verdicts() map[string]map[string]checks.Status {
	return map[string]map[string]checks.Status{
		"linux.yaml":     {"firewall.on": checks.Pass, "backup.last_success": checks.Pass, "access.disk_encryption": checks.Pass, "hardware.battery": checks.Warn},
		"neglected.yaml": {"access.uac": checks.Fail, "hardware.disk_health": checks.Fail, "protection.antivirus": checks.Fail, "backup.product": checks.Fail, "firewall.on": checks.Unclear},
	}
}

func (st *selftest) recordings() (string, error) {
	entries, err := recorded.ReadDir("testdata/recordings")
	if err != nil {
		return "", fmt.Errorf("listing the recordings: %w", err)
	}
	for _, entry := range entries {
		data, err := recorded.ReadFile("testdata/recordings/" + entry.Name())
		if err != nil {
			return "", fmt.Errorf("reading a recording: %w", err)
		}
		recording, err := host.ParseRecording(entry.Name(), data)
		if err != nil {
			return "", err
		}
		m, err := st.scan(st.ctx, host.Play(recording), st.defs, nil)
		if err != nil {
			return "", err
		}
		for check, want := range verdicts()[entry.Name()] {
			i := slices.IndexFunc(m.Findings, func(f checks.Finding) bool { return f.Check == check })
			if i < 0 || m.Findings[i].Status != want {
				return "", fmt.Errorf("the recorded computer %s should show %s for %s", entry.Name(), want, check)
			}
		}
		st.machine = m
	}
	return fmt.Sprintf("%d give the verdicts that they should", len(entries)), nil
}

func (st *selftest) here() (string, error) {
	ctx, cancel := context.WithTimeout(st.ctx, scanPatience)
	defer cancel()
	m, err := st.scan(ctx, st.live(), st.defs, nil)
	if err != nil {
		return "", fmt.Errorf("reading this computer takes longer than %s", scanPatience)
	}
	unknown := 0
	for _, f := range m.Findings {
		if f.Status == checks.Unclear {
			unknown++
		}
	}
	if unknown == len(m.Findings) {
		return "", errors.New("nothing of this computer could be read")
	}
	return fmt.Sprintf("%s: %d checks, %d could not be read", m.OS, len(m.Findings), unknown), nil
}

// report makes the report of the sample company and reads each part of it back.
func (st *selftest) report() (string, error) {
	judge, err := assessment.Load()
	if err != nil {
		return "", err
	}
	const sample = "examples/neglected.yaml"
	sheet, err := assets.Files.ReadFile(sample)
	if err != nil {
		return "", fmt.Errorf("reading the sample answers: %w", err)
	}
	answers, err := assessment.ParseAnswers(sample, sheet, judge.Questions)
	if err != nil {
		return "", err
	}
	in := assessment.Input{Answers: answers, Checks: st.defs, Now: st.now(), Version: Version, Simulate: true}
	if st.machine.OS != "" {
		in.Machines, in.Now = []checks.Machine{st.machine}, st.machine.Taken
	}
	result, err := judge.Assess(in)
	if err != nil {
		return "", err
	}
	var book bytes.Buffer
	if err := report.Write(&book, result); err != nil {
		return "", fmt.Errorf("making the report: %w", err)
	}
	path := filepath.Join(os.TempDir(), fmt.Sprintf("ounce-selftest-%d.xlsx", os.Getpid()))
	if err := disk.Replace(path, book.Bytes()); err != nil {
		return "", err
	}
	parts, err := reread(path)
	if err := errors.Join(err, os.Remove(path)); err != nil {
		return "", err
	}
	return fmt.Sprintf("written and read back: %d kB in %d parts", book.Len()/1000, parts), nil
}

// reread reads each part of a workbook to its end.
func reread(path string) (parts int, err error) {
	archive, err := zip.OpenReader(path)
	if err != nil {
		return 0, fmt.Errorf("opening the report: %w", err)
	}
	defer func() { err = errors.Join(err, archive.Close()) }()
	for _, file := range archive.File {
		if err := rereadPart(file); err != nil {
			return 0, fmt.Errorf("the report's part %s: %w", file.Name, err)
		}
	}
	return len(archive.File), nil
}

func rereadPart(file *zip.File) (err error) {
	part, err := file.Open()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, part.Close()) }()
	if ext := filepath.Ext(file.Name); ext != ".xml" && ext != ".rels" {
		_, err = io.Copy(io.Discard, part)
		return err
	}
	decoder := xml.NewDecoder(part)
	for {
		if _, err := decoder.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func (st *selftest) keychain() (string, error) {
	if places, err := st.places(); err == nil && places.Portable {
		return "", fmt.Errorf("%w: beside the program a passphrase keeps the key", errLeftOut)
	}
	if err := store.TryKeychain(keychainPatience); err != nil {
		return "", fmt.Errorf("%s; saved assessments need a passphrase then", strings.TrimSuffix(err.Error(), "."))
	}
	return "a secret was kept, read back and removed", nil
}

func (st *selftest) folder() (string, error) {
	places, err := st.places()
	if err != nil {
		return "", err
	}
	folder := places.Data
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", fmt.Errorf("making Ounce's own folder: %w", err)
	}
	if err := disk.CanWrite(filepath.Join(folder, "selftest")); err != nil {
		return "", err
	}
	return folder, nil
}

func (st *selftest) graphics() (string, error) {
	if err := graphics(); err != nil {
		return "", err
	}
	return "the window can open", nil
}
