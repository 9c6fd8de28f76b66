package protection

import (
	"context"
	"fmt"
	"slices"

	"ounce/checks"
)

// collectLinux finds products by their systemd units. A product counts as on
// when its scanning unit runs; one that is only installed is idle.
func collectLinux(ctx context.Context, h checks.Host, products []product) checks.Protection {
	return checks.Protection{Agents: linuxAgents(ctx, h, products)}
}

const (
	unitsSource     = "program systemctl list-units"
	unitFilesSource = "program systemctl list-unit-files"
)

func linuxAgents(ctx context.Context, h checks.Host, products []product) checks.Fact[[]checks.SecurityProduct] {
	units, err := readUnits(ctx, h)
	if err != nil {
		return checks.UnseenBy[[]checks.SecurityProduct](err)
	}
	installed, err := readUnitFiles(ctx, h)
	if err != nil {
		return checks.UnseenBy[[]checks.SecurityProduct](err)
	}
	var agents []checks.SecurityProduct
	for _, p := range products {
		state, ok := unitState(h, p, units, installed)
		if !ok {
			continue
		}
		agent := p.found(state)
		switch p.ID {
		case "clamav":
			addClamAV(ctx, h, &agent)
		case "defender_endpoint":
			addMdatp(ctx, h, &agent)
		default:
			on, known := state.Get()
			if known && on == checks.ProductOn {
				agent.RealTime = checks.Known(true, state.Evidence()...)
			}
		}
		agents = append(agents, agent)
	}
	return checks.Known(agents, seen(h, unitsSource, fmt.Sprintf("%d units", len(units))),
		seen(h, unitFilesSource, fmt.Sprintf("%d unit files", len(installed))))
}

// unitState tells what a product's units do; ok is false when it is not there.
func unitState(h checks.Host, p product, units map[string]string, installed []string) (checks.Fact[checks.ProductState], bool) {
	for _, name := range p.Linux.Units {
		if active := units[name]; active == "active" {
			return checks.Known(checks.ProductOn, seen(h, unitsSource, name+" "+active)), true
		}
	}
	for _, name := range p.Linux.IdleUnits {
		if units[name] == "active" {
			return checks.Known(checks.ProductIdle, seen(h, unitsSource, name+" active, no scanning unit runs")), true
		}
	}
	for _, name := range slices.Concat(p.Linux.Units, p.Linux.IdleUnits) {
		if !slices.Contains(installed, name) {
			continue
		}
		state := checks.ProductOff
		if len(p.Linux.IdleUnits) > 0 {
			state = checks.ProductIdle
		}
		return checks.Known(state, seen(h, unitFilesSource, name), seen(h, unitsSource, name+" does not run")), true
	}
	return checks.Fact[checks.ProductState]{}, false
}

func readUnits(ctx context.Context, h checks.Host) (map[string]string, error) {
	out, err := h.Run(ctx, "systemctl", "list-units", "--type=service", "--all", "--plain", "--no-legend", "--no-pager")
	if err != nil {
		return nil, err
	}
	units, err := parseUnits(out.Stdout)
	if err != nil {
		return nil, checks.Refused(unitsSource, string(out.Stdout)+string(out.Stderr))
	}
	return units, nil
}

func readUnitFiles(ctx context.Context, h checks.Host) ([]string, error) {
	out, err := h.Run(ctx, "systemctl", "list-unit-files", "--type=service", "--plain", "--no-legend", "--no-pager")
	if err != nil {
		return nil, err
	}
	files, err := parseUnitFiles(out.Stdout)
	if err != nil {
		return nil, checks.Refused(unitFilesSource, string(out.Stdout)+string(out.Stderr))
	}
	return files, nil
}
