package updates

import (
	"fmt"
	"strings"
	"time"

	"ounce/checks"
	"ounce/checks/lifecycle"
	"ounce/checks/plists"
)

const (
	macSettings = "/Library/Preferences/com.apple.SoftwareUpdate.plist"
	macManaged  = "/Library/Managed Preferences/com.apple.SoftwareUpdate.plist"
	macDelays   = "/Library/Managed Preferences/com.apple.applicationaccess.plist"
	macHistory  = "/Library/Receipts/InstallHistory.plist"
)

func (r reader) macos(f *checks.Updates, table *lifecycle.Table) {
	var wg checks.Reads
	wg.Go(func() { f.LastInstall = r.macLastInstall() })
	wg.Go(func() { f.HeldBack = r.macHeldBack() })
	wg.Go(func() { f.Browsers = r.browsers(macBrowsers) })
	wg.Go(func() {
		settings, err := r.plistFile(macSettings)
		if err != nil {
			f.LastCheck, f.Pending = checks.UnseenBy[time.Time](err), checks.UnseenBy[checks.Pending](err)
			f.Automatic, f.SecurityData = checks.UnseenBy[checks.Automatic](err), checks.UnseenBy[bool](err)
			return
		}
		f.LastCheck = r.macLastCheck(settings)
		f.Pending = r.macPending(settings, f.LastCheck)
		f.Automatic, f.SecurityData = r.macAutomatic(settings)
	})
	if table != nil {
		line, _ := macLine(r.platform.Release.Or(""))
		f.PointRelease = r.point(table, lifecycle.MacOS, line, r.platform.Release)
	}
	wg.Wait()
}

var macBrowsers = []program{
	{"Chrome", "/Applications/Google Chrome.app/Contents/Info.plist"},
	{"Firefox", "/Applications/Firefox.app/Contents/Info.plist"},
	{"Edge", "/Applications/Microsoft Edge.app/Contents/Info.plist"},
	{"Brave", "/Applications/Brave Browser.app/Contents/Info.plist"},
}

func (r reader) plistFile(path string) (map[string]any, error) {
	data, err := r.host.ReadFile(r.ctx, path)
	if err != nil {
		return nil, err
	}
	return parseSettings(data)
}

// parseSettings reads a property list, binary or XML, that is a dictionary
// (sample macos/softwareupdate/com.apple.SoftwareUpdate_10.9_binary.plist).
func parseSettings(data []byte) (values map[string]any, err error) {
	defer func() {
		if recover() != nil {
			values, err = nil, fmt.Errorf("is no property list: %w", errNoAnswer)
		}
	}()
	if err := plists.Unmarshal(data, &values); err != nil {
		return nil, fmt.Errorf("is no property list: %w", err)
	}
	if len(values) == 0 {
		return nil, fmt.Errorf("an empty property list: %w", errNoAnswer)
	}
	return values, nil
}

// macLastCheck is the last search that got through to the end.
func (r reader) macLastCheck(settings map[string]any) checks.Fact[time.Time] {
	var newest time.Time
	for _, name := range []string{"LastFullSuccessfulDate", "LastSuccessfulDate", "LastBackgroundSuccessfulDate"} {
		if t, ok := settings[name].(time.Time); ok && t.After(newest) {
			newest = t
		}
	}
	if newest.IsZero() {
		return checks.Unseen[time.Time](checks.Missing, "", r.saw("file "+macSettings, "no date of a search"))
	}
	t, err := r.past(newest)
	if err != nil {
		return checks.UnseenBy[time.Time](err, r.saw("file "+macSettings, day(newest)))
	}
	return checks.Known(t, r.saw("file "+macSettings, "last search "+day(t)))
}

// macPending counts RecommendedUpdates; LastUpdatesAvailable no longer tells
// since macOS 15.4.
func (r reader) macPending(settings map[string]any, checked checks.Fact[time.Time]) checks.Fact[checks.Pending] {
	list, ok := settings["RecommendedUpdates"].([]any)
	if !ok {
		return checks.Unseen[checks.Pending](checks.Missing, "", r.saw("file "+macSettings, "no list of updates"))
	}
	line, _ := macLine(r.platform.Release.Or(""))
	p := checks.Pending{All: len(list)}
	var names []string
	for _, item := range list {
		update, _ := item.(map[string]any)
		name, _ := update["Display Name"].(string)
		version, _ := update["Display Version"].(string)
		names = append(names, name)
		if macSecurity(name, version, line) {
			p.Security++
		}
	}
	p.Since, _ = checked.Get()
	return checks.Known(p, r.saw("file "+macSettings, fmt.Sprintf("%d updates: %s", p.All, strings.Join(names, ", "))))
}

// macSecurity takes updates of the system itself and of Safari for such that
// close holes; the next major macOS is an offer, not an update.
func macSecurity(name, version, line string) bool {
	switch {
	case strings.HasPrefix(name, "Safari"), strings.HasPrefix(name, "Security Update"), strings.Contains(name, "Security Response"):
		return true
	case strings.HasPrefix(name, "macOS "):
		offered, _ := macLine(version)
		return offered == line && line != ""
	}
	return false
}

// macAutomatic reads what is switched on; what is not written is on. A managed
// setting wins over the person's, and one that is declared over both. What is not
// downloaded does not install itself.
func (r reader) macAutomatic(settings map[string]any) (checks.Fact[checks.Automatic], checks.Fact[bool]) {
	managed, err := r.plistFile(macManaged)
	if err != nil && !missing(err) {
		return checks.UnseenBy[checks.Automatic](err), checks.UnseenBy[bool](err)
	}
	declared, err := r.declared()
	if err != nil {
		return checks.UnseenBy[checks.Automatic](err, r.saw("file "+macDeclared, "")), checks.UnseenBy[bool](err, r.saw("file "+macDeclared, ""))
	}
	out, source, err := r.run("softwareupdate", "--schedule")
	if err != nil {
		return checks.UnseenBy[checks.Automatic](err), checks.UnseenBy[bool](err)
	}
	looks, err := parseSchedule(string(out.Stdout))
	if err != nil {
		return checks.UnseenBy[checks.Automatic](err, r.saw(source, string(out.Stdout))), checks.UnseenBy[bool](err, r.saw(source, string(out.Stdout)))
	}
	policy := false
	on := func(name string) bool {
		if v, ok := declared.Truth(declaredNames[name]); ok {
			policy = true
			return v
		}
		if v, ok := checks.Row(managed).Truth(name); ok {
			policy = true
			return v
		}
		v, ok := checks.Row(settings).Truth(name)
		return v || !ok
	}
	installs, critical, data := on("AutomaticallyInstallMacOSUpdates"), on("CriticalUpdateInstall"), on("ConfigDataInstall")
	installs = on("AutomaticDownload") && installs
	seen := []checks.Evidence{
		r.saw(source, string(out.Stdout)),
		r.saw("file "+macSettings, fmt.Sprintf("installs macOS updates: %t, security responses: %t, data: %t", installs, critical, data)),
	}
	mode := checks.UpdatesAsk
	switch {
	case !looks:
		mode = checks.UpdatesOff
	case installs:
		mode = checks.UpdatesOn
	}
	return checks.Known(checks.Automatic{Mode: mode, Policy: policy}, seen...), checks.Known(critical && data, seen...)
}

// parseSchedule reads `softwareupdate --schedule` (sample
// macos/softwareupdate/schedule_on.txt).
func parseSchedule(text string) (bool, error) {
	switch strings.TrimSuffix(strings.TrimSpace(text), ".") {
	case "Automatic checking for updates is turned on", "Automatic check is on":
		return true, nil
	case "Automatic checking for updates is turned off", "Automatic check is off":
		return false, nil
	}
	return false, fmt.Errorf("%q: %w", checks.Excerpt(text), errNoAnswer)
}

// macHeldBack reads the delay that a device management can set.
func (r reader) macHeldBack() checks.Fact[checks.HeldBack] {
	declared, err := r.declared()
	if err != nil {
		return checks.UnseenBy[checks.HeldBack](err, r.saw("file "+macDeclared, ""))
	}
	if delay, ok := delays(declared); ok {
		return checks.Unseen[checks.HeldBack](checks.Unreadable, "a delay is declared", r.saw("file "+macDeclared, delay))
	}
	values, err := r.plistFile(macDelays)
	if missing(err) {
		return checks.Known(checks.HeldBack{}, r.saw("file "+macDelays, "is not there"))
	}
	if err != nil {
		return checks.UnseenBy[checks.HeldBack](err)
	}
	row := checks.Row(values)
	forced, _ := row.Truth("forceDelayedSoftwareUpdates")
	days, ok := row.Number("enforcedSoftwareUpdateDelay")
	switch {
	case !forced:
		days = 0
	case !ok:
		days = 30 // the default of the payload
	case days < 0 || days > 90:
		return checks.Unseen[checks.HeldBack](checks.Unreadable, fmt.Sprintf("a delay of %d days", days), r.saw("file "+macDelays, fmt.Sprint(days)))
	}
	return checks.Known(checks.HeldBack{Days: int(days)}, r.saw("file "+macDelays, fmt.Sprintf("delay %d days", days)))
}

// macLastInstall is the newest system update in the history of installations
// (sample macos/softwareupdate/InstallHistory_10.9.plist). Protection data and
// programs do not count.
func (r reader) macLastInstall() checks.Fact[checks.LastInstall] {
	data, err := r.host.ReadFile(r.ctx, macHistory)
	if err != nil {
		return checks.UnseenBy[checks.LastInstall](err)
	}
	newest, name, err := parseHistory(data)
	if err == nil {
		newest, err = r.past(newest)
	}
	if err != nil {
		return checks.UnseenBy[checks.LastInstall](err, r.saw("file "+macHistory, name))
	}
	return checks.Known(checks.LastInstall{At: newest, Complete: true}, r.saw("file "+macHistory, name+", "+day(newest)))
}

func parseHistory(data []byte) (newest time.Time, name string, err error) {
	defer func() {
		if recover() != nil {
			newest, name, err = time.Time{}, "", fmt.Errorf("is no property list: %w", errNoAnswer)
		}
	}()
	var rows []struct {
		Date        time.Time `plist:"date"`
		Name        string    `plist:"displayName"`
		ContentType string    `plist:"contentType"`
	}
	if err := plists.Unmarshal(data, &rows); err != nil {
		return time.Time{}, "", fmt.Errorf("is no property list: %w", err)
	}
	for _, row := range rows {
		system := row.Name == "OS X" || strings.HasPrefix(row.Name, "macOS") || strings.HasPrefix(row.Name, "Security Update")
		if system && row.ContentType != "config-data" && row.Date.After(newest) {
			newest, name = row.Date, row.Name
		}
	}
	if newest.IsZero() {
		return newest, "", fmt.Errorf("no system update in the history: %w", errNoAnswer)
	}
	return newest, name, nil
}
