package backup

import (
	"errors"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"ounce/checks"
)

// unit is a service or timer of systemd that bears the name of a backup program.
type unit struct {
	id      string
	program string // without its folder; empty for a timer
	active  bool
	ran     bool
	well    bool
	ended   time.Time
}

// unitPatterns are the names that people give such units.
var unitPatterns = [...]string{"borg*", "restic*", "rsnapshot*", "duplicity*", "duply*", "kopia*", "rclone*"}

const unitSource = "program systemctl show"

// programsOf gives the programs of a product that end with 0 only when the
// backup is complete (the manuals of each: restic's 3 and borg's 1 stand for
// files left out).
func programsOf(product string) []string {
	switch product {
	case "restic":
		return []string{"restic", "resticprofile"}
	case "borg":
		return []string{"borg", "borgmatic"}
	case "duplicity":
		return []string{"duplicity", "duply"}
	}
	return []string{product}
}

// readUnits reads what systemd knows of the product: a timer makes it automatic,
// and a service that is the program itself and ended with 0 is a success. A
// script may end well whatever its backup did, so it is an attempt alone.
// systemd forgets both with a restart of the computer.
func readUnits(r *room, tool *checks.BackupTool) {
	if r.units == nil {
		all := askSystemd(r)
		r.units = &all
	}
	units, known := r.units.Get()
	if !known {
		tool.InUse, tool.Automatic = checks.UnseenBy[bool](errOf(*r.units)), checks.UnseenBy[bool](errOf(*r.units))
		return
	}
	programs := programsOf(tool.ID)
	for _, u := range units {
		if !slices.ContainsFunc(programs, func(p string) bool { return strings.HasPrefix(u.id, p) }) {
			continue
		}
		e := r.evidence(unitSource, nameless(u.id))
		if strings.HasSuffix(u.id, ".timer") {
			if u.active {
				tool.Automatic, tool.InUse = checks.Known(true, e), checks.Known(true, e)
			}
			continue
		}
		if !u.ran {
			continue
		}
		tool.InUse = checks.Known(true, e)
		tool.LastAttempt = r.dated(u.ended, unitSource+" "+nameless(u.id))
		if u.well && slices.Contains(programs, u.program) {
			tool.LastSuccess = newestSuccess(tool.LastSuccess, r.success(u.ended, unitSource+" "+nameless(u.id)))
		}
	}
}

// nameless leaves out the instance of a unit, which is often a person's name.
func nameless(id string) string {
	name, instance, ok := strings.Cut(id, "@")
	if !ok {
		return id
	}
	return name + "@" + path.Ext(instance)
}

func errOf[T any](f checks.Fact[T]) error {
	return &checks.ReadError{Reason: f.Why().Reason, Source: unitSource, Detail: f.Why().Detail}
}

func askSystemd(r *room) checks.Fact[[]unit] {
	args := append([]string{"show", "--timestamp=unix", "--property=Id,ActiveState,Result,ExecMainStatus,ExecMainExitTimestamp,ExecStart"}, unitPatterns[:]...)
	out, err := r.host.Run(r.ctx, "systemctl", args...)
	if err != nil {
		return checks.UnseenBy[[]unit](err)
	}
	if out.Exit != 0 {
		return checks.Unseen[[]unit](checks.Unreadable, "systemctl ended with "+strconv.Itoa(out.Exit))
	}
	units, err := parseUnits(string(out.Stdout))
	if err != nil {
		return checks.UnseenBy[[]unit](err)
	}
	return checks.Known(units)
}

var execPath = regexp.MustCompile(`path=(\S+)`)

// parseUnits reads blocks of Name=value, parted by empty lines. No output means
// no such unit.
func parseUnits(text string) ([]unit, error) {
	var units []unit
	for block := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n", "\n"), "\n\n") {
		if strings.TrimSpace(block) == "" {
			continue
		}
		values := map[string]string{}
		for line := range strings.Lines(block) {
			if key, value, ok := strings.Cut(strings.TrimSpace(line), "="); ok {
				values[key] = value
			}
		}
		if !strings.HasSuffix(values["Id"], ".service") && !strings.HasSuffix(values["Id"], ".timer") {
			return nil, errors.New("is no list of units")
		}
		u := unit{id: values["Id"], active: values["ActiveState"] == "active"}
		if m := execPath.FindStringSubmatch(values["ExecStart"]); m != nil {
			u.program = path.Base(m[1])
		}
		if seconds, ok := strings.CutPrefix(values["ExecMainExitTimestamp"], "@"); ok {
			if n, err := strconv.ParseInt(seconds, 10, 64); err == nil && n > 0 {
				u.ended, u.ran = time.Unix(n, 0).UTC(), true
			}
		}
		u.well = values["Result"] == "success" && values["ExecMainStatus"] == "0"
		units = append(units, u)
	}
	return units, nil
}
