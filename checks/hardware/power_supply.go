package hardware

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ounce/checks"
)

// powerSupplies reads the batteries that the machine runs on from
// /sys/class/power_supply (kernel document sysfs-class-power): those of type
// Battery whose scope is not Device, as that of a mouse.
func (r reader) powerSupplies() checks.Fact[[]checks.Battery] {
	const folder = "/sys/class/power_supply"
	supplies, err := r.host.ReadDir(r.ctx, folder)
	if err != nil {
		return checks.UnseenBy[[]checks.Battery](err)
	}
	batteries := []checks.Battery{}
	seen := []checks.Evidence{r.evidence("folder "+folder, fmt.Sprintf("%d entries", len(supplies)))}
	for _, supply := range supplies {
		base := folder + "/" + supply.Name + "/"
		kind, err := r.text(base + "type")
		if err != nil {
			return checks.UnseenBy[[]checks.Battery](err)
		}
		if !knownSupply(kind) {
			return checks.Unseen[[]checks.Battery](checks.Unreadable, "no kind of supply", r.evidence("file "+base+"type", kind))
		}
		scope, err := r.choice(base+"scope", "", "System", "Device", "Unknown")
		if err != nil {
			return checks.UnseenBy[[]checks.Battery](err)
		}
		present, err := r.choice(base+"present", "", "0", "1")
		if err != nil {
			return checks.UnseenBy[[]checks.Battery](err)
		}
		if kind != "Battery" || scope == "Device" || present == "0" {
			continue
		}
		batteries = append(batteries, r.battery(base))
	}
	return checks.Known(batteries, seen...)
}

// choice reads a file that holds one of a few words; absent is what its absence
// means.
func (r reader) choice(path string, absent string, words ...string) (string, error) {
	word, err := r.text(path)
	var read *checks.ReadError
	switch {
	case errors.As(err, &read) && read.Reason == checks.Missing:
		return absent, nil
	case err != nil:
		return "", err
	case !slices.Contains(words, word):
		return "", unreadable("file "+path, checks.Excerpt(word))
	}
	return word, nil
}

func knownSupply(kind string) bool {
	switch kind {
	case "Battery", "Mains", "UPS", "Wireless", "Unknown":
		return true
	}
	return strings.HasPrefix(kind, "USB")
}

// battery compares what it holds when full with what it was made for, in energy
// (microwatt hours) or charge (microampere hours), whichever the kernel tells.
func (r reader) battery(base string) checks.Battery {
	var b checks.Battery
	b.Capacity = checks.First(r.capacity(base, "energy_full"), r.capacity(base, "charge_full"))
	if text, err := r.text(base + "cycle_count"); err == nil {
		b.Cycles = cycles(text)
	}
	return b
}

func (r reader) capacity(base, name string) checks.Fact[int] {
	full, err := r.text(base + name)
	if err != nil {
		return checks.UnseenBy[int](err)
	}
	design, err := r.text(base + name + "_design")
	if err != nil {
		return checks.UnseenBy[int](err)
	}
	seen := r.evidence("file "+base+name, full+" of "+design)
	now, errNow := strconv.ParseInt(full, 10, 64)
	new, errNew := strconv.ParseInt(design, 10, 64)
	if errNow != nil || errNew != nil {
		return checks.Unseen[int](checks.Unreadable, "no number", seen)
	}
	return share(now, new, seen)
}

// share is a full charge in percent of the designed one. A battery that is a
// little better than designed is new; values that no battery has, as 0 or all
// bits set, are unreadable.
func share(full, design int64, seen checks.Evidence) checks.Fact[int] {
	const most = 1 << 31
	if full <= 0 || design <= 0 || full >= most || design >= most || full > design*13/10 {
		return checks.Unseen[int](checks.Unreadable, "capacities that cannot be", seen)
	}
	return checks.Known(int(min(100, (full*100+design/2)/design)), seen)
}

// cycles is a count of charges; 0, as many report, and what cannot be are not
// told.
func cycles(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > 20000 {
		return 0
	}
	return n
}
