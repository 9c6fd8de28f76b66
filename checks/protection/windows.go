package protection

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"ounce/checks"
)

// collectWindows reads Security Center on clients. Servers have none: there
// Microsoft Defender speaks for itself, and the services for other products.
func collectWindows(ctx context.Context, h checks.Host, p checks.Platform, products []product) checks.Protection {
	f := checks.Protection{
		Agents:     windowsAgents(ctx, h, products),
		Exclusions: defenderExclusions(ctx, h),
	}
	if server, known := p.Server.Get(); known && server {
		f.Registered = serverDefender(ctx, h, products)
		return f
	}
	f.Registered = registered(ctx, h, products)
	f.Health = securityHealth(ctx, h)
	return f
}

// windowsAgents finds products of the catalogue by their services.
func windowsAgents(ctx context.Context, h checks.Host, products []product) checks.Fact[[]checks.SecurityProduct] {
	const source = "system call windows.services"
	rows, err := h.Call(ctx, "windows.services")
	if err != nil {
		return checks.UnseenBy[[]checks.SecurityProduct](err)
	}
	states := map[string]string{}
	for _, row := range rows {
		name, named := row.Text("name")
		state, stated := row.Text("state")
		if !named || !stated {
			return checks.Unseen[[]checks.SecurityProduct](checks.Unreadable, "a service without name or state", seen(h, source, ""))
		}
		states[strings.ToLower(name)] = state
	}
	if len(states) == 0 {
		return checks.Unseen[[]checks.SecurityProduct](checks.Unreadable, "no service at all", seen(h, source, ""))
	}
	agents := []checks.SecurityProduct{}
	for _, p := range products {
		if agent, ok := serviceAgent(h, p, states); ok {
			agents = append(agents, agent)
		}
	}
	return checks.Known(agents, seen(h, source, fmt.Sprintf("%d services", len(states))))
}

// serviceAgent makes a product of its services; one that runs is enough. States
// are those of the service manager: running, stopped, and the ways between.
func serviceAgent(h checks.Host, p product, states map[string]string) (checks.SecurityProduct, bool) {
	for _, want := range []string{"running", ""} {
		for _, name := range p.Windows.Services {
			state, there := states[strings.ToLower(name)]
			if !there || (want != "" && state != want) {
				continue
			}
			evidence := seen(h, "system call windows.services", name+" "+state)
			switch state {
			case "running":
				agent := p.found(checks.Known(checks.ProductOn, evidence))
				if p.Antivirus {
					agent.RealTime = checks.Known(true, evidence)
				}
				return agent, true
			case "stopped":
				if p.State == "running" {
					return checks.SecurityProduct{}, false
				}
				return p.found(checks.Known(checks.ProductOff, evidence)), true
			}
			return p.found(checks.Unseen[checks.ProductState](checks.Unreadable, "service "+state, evidence)), true
		}
	}
	return checks.SecurityProduct{}, false
}

// securityHealth is Windows' own word, by WscGetSecurityProviderHealth.
func securityHealth(ctx context.Context, h checks.Host) checks.Fact[string] {
	const source = "system call windows.security_center"
	rows, err := h.Call(ctx, "windows.security_center")
	if err != nil {
		return checks.UnseenBy[string](err)
	}
	for _, row := range rows {
		provider, _ := row.Text("provider")
		health, _ := row.Text("health")
		if provider != "antivirus" {
			continue
		}
		switch health {
		case "good", "poor", "snooze", "notmonitored":
			return checks.Known(health, seen(h, source, "antivirus "+health))
		}
	}
	return checks.Unseen[string](checks.Unreadable, "no word on the virus protection", seen(h, source, ""))
}

const exclusionsKey = `HKLM\SOFTWARE\Microsoft\Windows Defender\Exclusions`

// defenderExclusions reads what Defender leaves out of scanning. Since platform
// 4.18.23070 Windows shows it to administrators alone: an empty answer to others
// says nothing.
func defenderExclusions(ctx context.Context, h checks.Host) checks.Fact[checks.ScanExclusions] {
	var left checks.ScanExclusions
	for _, kind := range []string{"Paths", "Extensions", "Processes"} {
		key, err := h.ReadKey(ctx, exclusionsKey+`\`+kind)
		if err != nil {
			return checks.UnseenBy[checks.ScanExclusions](err)
		}
		for name := range key.Values {
			left.Count++
			if broad := broadExclusion(kind, name); broad != "" {
				left.Broad = append(left.Broad, broad)
			}
		}
	}
	evidence := seen(h, "registry "+exclusionsKey, fmt.Sprintf("%d left out, %d of them wide", left.Count, len(left.Broad)))
	if !h.Elevated() && len(left.Broad) == 0 {
		return checks.Unseen[checks.ScanExclusions](checks.Denied, "shown to administrators alone", evidence)
	}
	return checks.Known(left, evidence)
}

// broadExclusion says what makes an exclusion too wide, or nothing.
func broadExclusion(kind, name string) string {
	name = strings.ToLower(strings.Trim(strings.TrimSpace(name), `\*."`))
	switch kind {
	case "Extensions":
		switch name {
		case "exe", "dll", "bat", "cmd", "ps1", "vbs", "js", "msi", "scr":
			return "programs"
		}
	case "Paths":
		switch {
		case len(name) <= 2:
			return "drive"
		case strings.HasSuffix(name, `:\users`) || name == "%userprofile%":
			return "users"
		case strings.HasSuffix(name, `\downloads`):
			return "downloads"
		case name == "%temp%" || name == `c:\windows\temp` || strings.HasSuffix(name, `\appdata\local\temp`):
			return "temporary"
		case strings.HasSuffix(name, `:\windows`) || strings.HasSuffix(name, `:\program files`) || strings.HasSuffix(name, `:\programdata`):
			return "system"
		}
	}
	return ""
}

// missing tells that a read found nothing there.
func missing(err error) bool {
	var read *checks.ReadError
	return errors.As(err, &read) && read.Reason == checks.Missing
}
