package updates

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"ounce/checks"
	"ounce/checks/lifecycle"
)

const (
	updatePolicy  = `HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate`
	updateMDM     = `HKLM\SOFTWARE\Microsoft\PolicyManager\current\device\Update`
	updatePause   = `HKLM\SOFTWARE\Microsoft\WindowsUpdate\UX\Settings`
	updateService = `HKLM\SYSTEM\CurrentControlSet\Services\wuauserv`
	servicing     = `HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing`
	autoUpdate    = `HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update`
)

func (r reader) windows(f *checks.Updates, table *lifecycle.Table) {
	var wg checks.Reads
	wg.Go(func() {
		records := r.updateEvents()
		f.Failing = r.failing(records)
		f.LastInstall = r.windowsLastInstall(records)
		f.LastCheck = r.windowsLastCheck(records)
	})
	wg.Go(func() { f.Pending = r.windowsPending() })
	wg.Go(func() {
		f.Restart = r.windowsRestart()
		f.RestartSince = checks.Unseen[time.Time](checks.Unsupported, "")
		f.Automatic, f.HeldBack, f.UpdateServer = r.policies()
		f.Programs = r.programs(table)
		f.Browsers = r.browsers(windowsBrowsers)
	})
	wg.Wait()
}

var windowsBrowsers = []program{
	{"Chrome", `%ProgramFiles%\Google\Chrome\Application\chrome.exe`},
	{"Chrome", `%ProgramFiles(x86)%\Google\Chrome\Application\chrome.exe`},
	{"Chrome", `%LocalAppData%\Google\Chrome\Application\chrome.exe`},
	{"Firefox", `%ProgramFiles%\Mozilla Firefox\firefox.exe`},
	{"Firefox", `%ProgramFiles(x86)%\Mozilla Firefox\firefox.exe`},
	{"Edge", `%ProgramFiles(x86)%\Microsoft\Edge\Application\msedge.exe`},
}

// windowsPending asks the update agent what it knows without going to the
// network ([MS-UAMG] 3.38.4.11; fields as in sample windows/updates/trmm-winupdates.json).
func (r reader) windowsPending() checks.Fact[checks.Pending] {
	const source = "system call windows.updates_pending"
	rows, err := r.host.Call(r.ctx, "windows.updates_pending")
	if err != nil {
		return checks.UnseenBy[checks.Pending](err)
	}
	var p checks.Pending
	for _, row := range rows {
		security, ok := row.Truth("security")
		if !ok {
			return checks.UnseenBy[checks.Pending](errNoAnswer, r.saw(source, "an update of no kind"))
		}
		p.All++
		if !security {
			continue
		}
		p.Security++
		if text, ok := row.Text("published"); ok {
			t, err := time.Parse(time.RFC3339, text)
			if err == nil {
				t, err = r.past(t)
			}
			if err == nil && (p.Since.IsZero() || t.Before(p.Since)) {
				p.Since = t
			}
		}
	}
	return checks.Known(p, r.saw(source, fmt.Sprintf("%d updates, %d of them for security", p.All, p.Security)))
}

// windowsRestart looks for two keys that are there while a restart is due. The
// keys above them have to be readable, so that an absent key means what it says.
func (r reader) windowsRestart() checks.Fact[bool] {
	var evidence []checks.Evidence
	var unread error
	for _, place := range []struct{ key, mark string }{{servicing, "RebootPending"}, {autoUpdate, "RebootRequired"}} {
		key, err := r.host.ReadKey(r.ctx, place.key)
		if err == nil && len(key.Subkeys)+len(key.Values) == 0 {
			err = &checks.ReadError{Reason: checks.Unreadable, Source: "registry " + place.key, Detail: "empty"}
		}
		if err != nil {
			unread = err
			continue
		}
		there := slices.ContainsFunc(key.Subkeys, func(s string) bool { return strings.EqualFold(s, place.mark) })
		seen := r.saw("registry "+place.key, fmt.Sprintf("%s: %t", place.mark, there))
		if there {
			return checks.Known(true, seen)
		}
		evidence = append(evidence, seen)
	}
	if unread != nil {
		return checks.UnseenBy[bool](unread)
	}
	return checks.Known(false, evidence...)
}

// optional reads a key whose absence says that nothing is set.
func (r reader) optional(key string) (checks.Row, error) {
	k, err := r.host.ReadKey(r.ctx, key)
	if missing(err) {
		return checks.Row{}, nil
	}
	return k.Values, err
}

// policies read how updates are installed: group policy
// (learn.microsoft.com/windows/deployment/update/waas-wu-settings), device
// management (Policy CSP, Update), the person's pause, and the service.
func (r reader) policies() (checks.Fact[checks.Automatic], checks.Fact[checks.HeldBack], checks.Fact[bool]) {
	policy, err := r.optional(updatePolicy)
	au, err2 := r.optional(updatePolicy + `\AU`)
	mdm, err3 := r.optional(updateMDM)
	for _, err := range []error{err, err2, err3} {
		if err != nil {
			return checks.UnseenBy[checks.Automatic](err), checks.UnseenBy[checks.HeldBack](err), checks.UnseenBy[bool](err)
		}
	}
	server, _ := policy.Text("WUServer")
	used, _ := au.Truth("UseWUServer")
	own := checks.Known(used && server != "", r.saw("registry "+updatePolicy, fmt.Sprintf("UseWUServer %t", used)))
	return r.windowsAutomatic(au, mdm), r.windowsHeldBack(policy, mdm), own
}

func (r reader) windowsAutomatic(au, mdm checks.Row) checks.Fact[checks.Automatic] {
	key, err := r.host.ReadKey(r.ctx, updateService)
	if err != nil {
		return checks.UnseenBy[checks.Automatic](err)
	}
	start, ok := key.Values.Number("Start")
	service := r.saw("registry "+updateService, fmt.Sprintf("Start %d", start))
	if !ok || start < 0 || start > 4 {
		return checks.UnseenBy[checks.Automatic](errNoAnswer, service)
	}
	if start == 4 {
		return checks.Known(checks.Automatic{Mode: checks.UpdatesOff}, service)
	}
	seen := r.saw("registry "+updatePolicy+`\AU`, "")
	known := func(mode checks.AutomaticMode, value string) checks.Fact[checks.Automatic] {
		seen.Value = value
		return checks.Known(checks.Automatic{Mode: mode, Policy: true}, service, seen)
	}
	if off, ok := au.Truth("NoAutoUpdate"); ok && off {
		return known(checks.UpdatesOff, "NoAutoUpdate 1")
	}
	if option, ok := au.Number("AUOptions"); ok {
		switch option {
		case 2, 3, 5, 7:
			return known(checks.UpdatesAsk, fmt.Sprintf("AUOptions %d", option))
		case 4:
			return known(checks.UpdatesOn, "AUOptions 4")
		}
		return checks.Unseen[checks.Automatic](checks.Unreadable, fmt.Sprintf("AUOptions %d", option), seen)
	}
	if allow, ok := mdm.Number("AllowAutoUpdate"); ok {
		seen.Source = "registry " + updateMDM
		switch allow {
		case 0:
			return known(checks.UpdatesAsk, "AllowAutoUpdate 0")
		case 1, 2, 3, 4:
			return known(checks.UpdatesOn, fmt.Sprintf("AllowAutoUpdate %d", allow))
		case 5:
			return known(checks.UpdatesOff, "AllowAutoUpdate 5")
		}
	}
	server, told := r.platform.Server.Get()
	if !told || server {
		return checks.Unseen[checks.Automatic](checks.Unsupported, "a server without a policy", service)
	}
	seen.Value = "no policy"
	return checks.Known(checks.Automatic{Mode: checks.UpdatesOn}, service, seen)
}

func (r reader) windowsHeldBack(policy, mdm checks.Row) checks.Fact[checks.HeldBack] {
	key, err := r.host.ReadKey(r.ctx, updatePause)
	if err != nil {
		return checks.UnseenBy[checks.HeldBack](err)
	}
	if len(key.Values) == 0 {
		return checks.UnseenBy[checks.HeldBack](errNoAnswer, r.saw("registry "+updatePause, "no values"))
	}
	var held checks.HeldBack
	if text, ok := key.Values.Text("PauseUpdatesExpiryTime"); ok && text != "" {
		until, err := time.Parse(time.RFC3339, text)
		if err != nil || until.Year() < 2015 || until.Year() >= 2099 {
			return checks.UnseenBy[checks.HeldBack](errNoAnswer, r.saw("registry "+updatePause, text))
		}
		if until.After(r.now) {
			held.PausedUntil = until
		}
	}
	defers, _ := policy.Truth("DeferQualityUpdates")
	days, ok := policy.Number("DeferQualityUpdatesPeriodInDays")
	if !defers || !ok {
		days, _ = mdm.Number("DeferQualityUpdatesPeriodInDays")
	}
	if days < 0 || days > 365 {
		return checks.Unseen[checks.HeldBack](checks.Unreadable, fmt.Sprintf("a delay of %d days", days), r.saw("registry "+updatePause, fmt.Sprint(days)))
	}
	held.Days = int(days)
	value := fmt.Sprintf("delay %d days, no pause", days)
	if !held.PausedUntil.IsZero() {
		value = fmt.Sprintf("delay %d days, paused until %s", days, day(held.PausedUntil))
	}
	return checks.Known(held, r.saw("registry "+updatePause, value))
}
