package backup

import (
	"slices"

	"ounce/checks"
)

// destinations gathers where the products copy to. All tells whether every
// product's places are known; a place of an unknown kind is none.
type destinations struct {
	kinds    []checks.DestinationKind
	products map[checks.DestinationKind][]checks.BackupTool
	all      bool
	list     []checks.BackupTool
}

func gather(list []checks.BackupTool) destinations {
	d := destinations{products: map[checks.DestinationKind][]checks.BackupTool{}, all: true, list: list}
	for _, t := range list {
		places, known := t.Destinations.Get()
		if !known || len(places) == 0 {
			d.all = false
		}
		for _, p := range places {
			if p.Kind == checks.DestinationOther {
				d.all = false
				continue
			}
			d.kinds = append(d.kinds, p.Kind)
			d.products[p.Kind] = append(d.products[p.Kind], t)
		}
	}
	return d
}

func (d destinations) any(kind checks.DestinationKind) bool { return slices.Contains(d.kinds, kind) }

func (d destinations) because(v checks.Verdict, kind checks.DestinationKind) checks.Verdict {
	v.Args = products(d.products[kind])
	for _, t := range d.products[kind] {
		v = v.Because(t.Destinations)
	}
	return v
}

func (d destinations) unknown() checks.Verdict {
	return unreadOf(d.list,
		func(t checks.BackupTool) checks.Unknown { return t.Destinations.Why() },
		func(t checks.BackupTool) bool {
			return t.Destinations.Known() && !gather([]checks.BackupTool{t}).anyOther()
		})
}

func (d destinations) anyOther() bool { return !d.all }

// judgeDestination asks whether what strikes this computer can reach every copy.
// A disk that is plugged in now may be unplugged later: only an internal one is
// always attached.
func judgeDestination(m *checks.Machine) checks.Verdict {
	list, verdict, ok := candidates(m.Facts.Backup)
	if !ok {
		return verdict
	}
	d := gather(list)
	switch {
	case d.any(checks.DestinationCloud):
		return d.because(checks.Passed("cloud", nil), checks.DestinationCloud)
	case d.any(checks.DestinationUnplugged):
		return d.because(checks.Passed("unplugged", nil), checks.DestinationUnplugged)
	case !d.all:
		return d.unknown()
	case d.any(checks.DestinationNetwork):
		return d.because(checks.Warned("network", nil), checks.DestinationNetwork)
	case d.any(checks.DestinationAttached):
		return d.because(checks.Warned("attached", nil), checks.DestinationAttached)
	}
	return d.because(checks.Failed("internal", nil), checks.DestinationInternal)
}

// judgeOffsite asks whether a copy lies elsewhere. A disk that can be carried
// away, or another machine, may or may not be in the same building.
func judgeOffsite(m *checks.Machine) checks.Verdict {
	list, verdict, ok := candidates(m.Facts.Backup)
	if !ok {
		return verdict
	}
	d := gather(list)
	if d.any(checks.DestinationCloud) {
		return d.because(checks.Passed("cloud", nil), checks.DestinationCloud)
	}
	if !d.all {
		return d.unknown()
	}
	for _, kind := range []checks.DestinationKind{checks.DestinationUnplugged, checks.DestinationNetwork, checks.DestinationAttached} {
		if d.any(kind) {
			return d.because(checks.Warned(string(kind), nil), kind)
		}
	}
	return d.because(checks.Failed("internal", nil), checks.DestinationInternal)
}
