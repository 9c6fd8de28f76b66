package firewall

import (
	"context"
	"strings"

	"ounce/checks"
)

const (
	terminalServer = `HKLM\SYSTEM\CurrentControlSet\Control\Terminal Server`
	rdpListener    = terminalServer + `\WinStations\RDP-Tcp`
	terminalPolicy = `HKLM\SOFTWARE\Policies\Microsoft\Windows NT\Terminal Services`
)

// remoteDesktopOf reads whether Windows offers its desktop, and whether one has
// to sign in before: group policy rules over what is set on the machine (values
// as Microsoft documents them for Remote Desktop Services).
func remoteDesktopOf(ctx context.Context, h checks.Host, p checks.Platform) checks.Fact[checks.Desktop] {
	policy := []string{terminalPolicy}
	denied := ruled(ctx, h, policy, "fDenyTSConnections", ownTruth(ctx, h, terminalServer, "fDenyTSConnections"))
	off, known := denied.Get()
	edition, _ := p.Edition.Get()
	switch {
	case known && off:
		return checks.Known(checks.DesktopOff, denied.Evidence()...)
	case known && strings.HasPrefix(edition, "Core"):
		return checks.Unseen[checks.Desktop](checks.Conflicting, "it is switched on, and Windows Home does not offer it", denied.Evidence()...)
	case !known:
		return checks.Unseen[checks.Desktop](denied.Why().Reason, denied.Why().Detail, denied.Evidence()...)
	}
	first := ruled(ctx, h, policy, "UserAuthentication", ownTruth(ctx, h, rdpListener, "UserAuthentication"))
	found := checks.Then(first, func(asks bool) (checks.Desktop, error) {
		if asks {
			return checks.DesktopGuarded, nil
		}
		return checks.DesktopOpen, nil
	})
	if state, known := found.Get(); known {
		return checks.Known(state, append(denied.Evidence(), first.Evidence()...)...)
	}
	return found
}

func ownTruth(ctx context.Context, h checks.Host, key, name string) checks.Fact[bool] {
	values, err := h.ReadKey(ctx, key)
	if err != nil {
		return checks.UnseenBy[bool](err)
	}
	return truth(h, key, values, name)
}
