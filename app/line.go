package app

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"ounce/app/cmdline"
	"ounce/app/disk"
)

// lineFile is a file that a command line names.
type lineFile struct {
	path, called string
	kind         string // what the tag reads or writes says
}

// lineFiles are the files that the tag reads or writes marks.
func lineFiles(c *cmdline.Command, tag string) []lineFile {
	var files []lineFile
	for _, p := range slices.Concat(c.Args, c.Flags) {
		if kind, ok := p.Tag.Lookup(tag); ok {
			for _, path := range p.Typed() {
				files = append(files, lineFile{path, called(c, p), kind})
			}
		}
	}
	return files
}

// called is what people call a flag or an argument.
func called(c *cmdline.Command, p *cmdline.Param) string {
	if slices.Contains(c.Args, p) {
		return p.Placeholder
	}
	return "--" + p.Name
}

// look refuses a command line before its command does anything: what is named
// and empty, a file to write that is read or written for something else, and
// one that cannot be written or is somebody's own. It goes by the tags of the
// commands, so that none of them can forget it.
func look(c *cmdline.Command) error {
	locked := false
	for _, p := range slices.Concat(c.Args, c.Flags) {
		for _, text := range p.Typed() {
			if p.IsText() && strings.TrimSpace(text) == "" {
				return usage("%s is empty; please say what it is%s", called(c, p), orLeave(p))
			}
			locked = locked || p.Name == "password"
		}
	}
	if err := contradicts(c); err != nil {
		return err
	}
	reads, writes := lineFiles(c, "reads"), lineFiles(c, "writes")
	for _, f := range slices.Concat(reads, writes) {
		if strings.HasPrefix(f.path, "-") && f.path != "-" {
			return usage("%s needs a file, and %s looks like a flag; if it is a file, write ./%s", f.called, f.path, f.path)
		}
	}
	for i, w := range writes {
		if err := alone(w, writes[:i], reads); err != nil {
			return err
		}
	}
	for _, w := range writes {
		if err := mayWrite(w, locked); err != nil {
			return err
		}
	}
	return nil
}

func orLeave(p *cmdline.Param) string {
	if p.Required {
		return ""
	}
	return ", or leave it out"
}

// contradicts refuses a flag beside one that its tag without names.
func contradicts(c *cmdline.Command) error {
	for _, p := range c.Flags {
		if !p.IsOn() {
			continue
		}
		for _, o := range c.Flags {
			if o.IsOn() && slices.Contains(strings.Split(p.Tag.Get("without"), ","), o.Name) {
				return usage("%s and %s contradict each other; please choose one", called(c, p), called(c, o))
			}
		}
	}
	return nil
}

// alone refuses a file to write that is another one of the command line, too.
func alone(w lineFile, others, reads []lineFile) error {
	for _, o := range others {
		switch {
		case w.path == "-" && o.path == "-":
			return usage("%s and %s cannot both go to standard output", o.called, w.called)
		case w.path != "-" && o.path != "-" && disk.Same(w.path, o.path):
			return usage("%s and %s name the same file, %s; please give each its own", o.called, w.called, w.path)
		}
	}
	for _, r := range reads {
		if w.path != "-" && disk.Same(w.path, r.path) {
			return usage("%s would write over %s, which is read here, too; please choose another name", w.called, w.path)
		}
	}
	return nil
}

// mayWrite tells early whether a file can be written, before a minute is spent
// on what goes into it. What stands there is replaced when it is an earlier one
// of its kind, and never when it is something else.
func mayWrite(w lineFile, locked bool) error {
	if w.path == "-" {
		return nil
	}
	if w.kind == "machine" && endsAsFolder(w.path) {
		return mayWriteInto(w.path)
	}
	if err := disk.CanWrite(w.path); err != nil {
		return err
	}
	return replaceable(w.path, w.kind, locked)
}

// mayWriteInto tells the same of a folder; the last one of its path may still
// have to be made.
func mayWriteInto(folder string) error {
	if info, err := os.Stat(folder); err == nil && info.IsDir() {
		return disk.CanWrite(inFolder(folder))
	}
	bare := strings.TrimRightFunc(folder, func(r rune) bool { return r < 0x80 && os.IsPathSeparator(uint8(r)) })
	if _, err := os.Lstat(bare); err == nil {
		return fmt.Errorf("%s is not a folder", bare)
	}
	return disk.CanWrite(bare)
}
