package firewall

import (
	"context"
	"fmt"
	"strings"

	"ounce/checks"
)

const (
	terminalKey       = `HKLM\SYSTEM\CurrentControlSet\Control\Terminal Server`
	terminalPolicyKey = `HKLM\SOFTWARE\Policies\Microsoft\Windows NT\Terminal Services`
	sharingKey        = `HKLM\SYSTEM\CurrentControlSet\Services\LanmanServer\Parameters`
	oldServerKey      = `HKLM\SYSTEM\CurrentControlSet\Services\srv`
	oldClientKey      = `HKLM\SYSTEM\CurrentControlSet\Services\mrxsmb10`
	rulesKey          = localKey + `\FirewallRules`
)

var truths = map[int64]bool{0: false, 1: true}

// windowsDesktop reads whether Remote Desktop is refused, and whether it asks
// for a sign-in before it shows a screen; a policy wins over the local setting.
func windowsDesktop(ctx context.Context, h checks.Host) checks.Fact[checks.Desktop] {
	refused := ruledOrLocal(ctx, h, "fDenyTSConnections", terminalKey)
	guarded := ruledOrLocal(ctx, h, "UserAuthentication", terminalKey+`\WinStations\RDP-Tcp`)
	return checks.Then(refused, func(refused bool) (checks.Desktop, error) {
		asks, known := guarded.Get()
		switch {
		case refused:
			return checks.DesktopOff, nil
		case !known:
			return "", fmt.Errorf("remote desktop is on; how it asks is %s", guarded.Why().Reason)
		case asks:
			return checks.DesktopGuarded, nil
		}
		return checks.DesktopOpen, nil
	})
}

func ruledOrLocal(ctx context.Context, h checks.Host, value, path string) checks.Fact[bool] {
	ruled, err := number(ctx, h, terminalPolicyKey, value, truths)
	if ruled.Known() || err == nil && ruled.Why().Reason != checks.Missing || err != nil && !is(err, checks.Missing) {
		return ruled
	}
	local, _ := number(ctx, h, path, value, truths)
	return local
}

// oldSharing reads SMB 1: the server's own setting, or the client's driver,
// which is there only while the feature is installed. Start 4 is disabled.
func oldSharing(ctx context.Context, h checks.Host) checks.Fact[bool] {
	server, err := h.ReadKey(ctx, sharingKey)
	if err != nil {
		return checks.UnseenBy[bool](err)
	}
	evidence := checks.Evidence{Source: "registry " + sharingKey, Value: "SMB1 is not set", Privilege: privilege(h)}
	if len(server.Values) == 0 {
		return checks.Unseen[bool](checks.Unreadable, "the key is empty", evidence)
	}
	_, set := server.Values["SMB1"]
	on, ok := server.Values.Truth("SMB1")
	if set && !ok {
		return checks.Unseen[bool](checks.Unreadable, "SMB1", evidence)
	}
	if set {
		evidence.Value = fmt.Sprintf("SMB1 = %t", on)
	}
	if on {
		return checks.Known(true, evidence)
	}
	if _, err := h.ReadKey(ctx, oldServerKey); !set && !is(err, checks.Missing) {
		// Where the server's driver is installed, a missing setting may mean on.
		if err != nil {
			return checks.UnseenBy[bool](err)
		}
		return checks.Unseen[bool](checks.Unreadable, "SMB1 is installed and not set", evidence)
	}
	client := checks.Evidence{Source: "registry " + oldClientKey, Value: "not installed", Privilege: privilege(h)}
	driver, err := h.ReadKey(ctx, oldClientKey)
	if is(err, checks.Missing) {
		return checks.Known(false, evidence, client)
	}
	if err != nil {
		return checks.UnseenBy[bool](err)
	}
	start, ok := driver.Values.Number("Start")
	if !ok || start < 0 || start > 4 || start == 4 && !set {
		return checks.Unseen[bool](checks.Unreadable, "how the driver starts", evidence, client)
	}
	client.Value = fmt.Sprintf("Start = %d", start)
	return checks.Known(start != 4, evidence, client)
}

// ruleCount counts the rules that let anyone in. Rules are read from the local
// store alone.
func ruleCount(ctx context.Context, h checks.Host) checks.Fact[int] {
	key, err := h.ReadKey(ctx, rulesKey)
	if err != nil {
		return checks.UnseenBy[int](err)
	}
	evidence := checks.Evidence{Source: "registry " + rulesKey, Privilege: privilege(h)}
	count, read := 0, 0
	for name := range key.Values {
		text, _ := key.Values.Text(name)
		rule, ok := parseRule(text)
		if !ok {
			continue
		}
		read++
		if rule.letsAnyoneIn() {
			count++
		}
	}
	if read == 0 {
		return checks.Unseen[int](checks.Unreadable, "no rule is readable", evidence)
	}
	evidence.Value = fmt.Sprintf("%d of %d rules let anyone in", count, read)
	return checks.Known(count, evidence)
}

// rule is one value below FirewallRules: names with the texts they have.
type rule map[string][]string

// parseRule reads "v2.33|Action=Allow|Active=TRUE|Dir=In|...|", the form of a
// rule in the registry of Windows 11 ([MS-FASP] section 2.2.37).
func parseRule(text string) (rule, bool) {
	version, rest, ok := strings.Cut(text, "|")
	if !ok || !strings.HasPrefix(version, "v2.") {
		return nil, false
	}
	r := rule{}
	for part := range strings.SplitSeq(rest, "|") {
		if name, value, ok := strings.Cut(part, "="); ok {
			r[name] = append(r[name], value)
		}
	}
	return r, len(r["Action"]) == 1 && len(r["Active"]) == 1 && len(r["Dir"]) == 1
}

// letsAnyoneIn tells that a rule in force lets everyone on a public network in
// by TCP or UDP, and names neither program nor service nor package nor sender.
// A rule without a profile is for all of them.
func (r rule) letsAnyoneIn() bool {
	for _, bound := range []string{"App", "Svc", "PFN", "AppPkgId", "RA4", "RA6", "LA4", "LA6", "RUAuth", "RMauth", "LUAuth"} {
		if len(r[bound]) > 0 {
			return false
		}
	}
	public := len(r["Profile"]) == 0
	for _, name := range r["Profile"] {
		public = public || name == "Public"
	}
	ports := len(r["Protocol"]) == 0 || r["Protocol"][0] == "6" || r["Protocol"][0] == "17"
	return public && ports && r["Action"][0] == "Allow" && r["Active"][0] == "TRUE" && r["Dir"][0] == "In"
}
