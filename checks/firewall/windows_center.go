package firewall

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"ounce/checks"
)

const (
	securityCenter = `root\SecurityCenter2`
	othersQuery    = "SELECT displayName, productState FROM FirewallProduct"
)

// otherFirewalls are those that registered with Windows Security Center, which
// never lists Windows' own. Servers have no Security Center.
func otherFirewalls(ctx context.Context, h checks.Host, p checks.Platform) checks.Fact[[]checks.OtherFirewall] {
	if server, known := p.Server.Get(); known && server {
		return checks.Unseen[[]checks.OtherFirewall](checks.Unsupported, "a server keeps no list of them",
			seen(h, "WMI "+securityCenter, "not on servers"))
	}
	rows, err := h.Query(ctx, securityCenter, othersQuery)
	if err != nil {
		return checks.UnseenBy[[]checks.OtherFirewall](err)
	}
	source := "WMI " + securityCenter + ": " + othersQuery
	found, err := parseOthers(rows)
	if err != nil {
		return checks.UnseenBy[[]checks.OtherFirewall](err, seen(h, source, ""))
	}
	var names []string
	for _, f := range found {
		names = append(names, fmt.Sprintf("%s (on: %t)", f.Name, f.On))
	}
	if len(names) == 0 {
		names = []string{"none"}
	}
	return checks.Known(found, seen(h, source, strings.Join(names, ", ")))
}

// parseOthers reads rows of FirewallProduct. Of productState, 0xPPSSUU, the
// upper half of SS says off (0), on (1), snoozed (2) or expired (3); Microsoft
// does not document it, so any other value is unreadable.
func parseOthers(rows []checks.Row) ([]checks.OtherFirewall, error) {
	found := []checks.OtherFirewall{}
	for _, row := range rows {
		name, named := row.Text("displayName")
		state, stated := row.Number("productState")
		if !named || !stated || strings.TrimSpace(name) == "" {
			return nil, errors.New("a firewall without name or state")
		}
		half := state >> 12 & 0xf
		if state < 0x1000 || state > 0xffffff || half > 3 {
			return nil, fmt.Errorf("product state %d is not known", state)
		}
		found = append(found, checks.OtherFirewall{Name: strings.TrimSpace(name), On: half == 1})
	}
	return found, nil
}

// firewallHealth is Windows' own word on whether a firewall works, by
// WscGetSecurityProviderHealth; "good" is true, and "poor" false.
func firewallHealth(ctx context.Context, h checks.Host) checks.Fact[bool] {
	rows, err := h.Call(ctx, "windows.security_center")
	if err != nil {
		return checks.UnseenBy[bool](err)
	}
	for _, row := range rows {
		provider, _ := row.Text("provider")
		health, _ := row.Text("health")
		if provider != "firewall" {
			continue
		}
		evidence := seen(h, "system call windows.security_center", "firewall "+health)
		switch health {
		case "good", "poor":
			return checks.Known(health == "good", evidence)
		}
		return checks.Unseen[bool](checks.Unreadable, health, evidence)
	}
	return checks.Unseen[bool](checks.Unreadable, "no word on the firewall")
}
