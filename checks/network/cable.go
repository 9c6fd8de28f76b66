package network

import "ounce/checks"

// slowest gives the slowest of the cables in use, in Mbit/s; 0 among them is one
// that does not tell its speed, and leaves the slowest unknown.
func slowest(speeds []int64, evidence checks.Evidence) checks.Fact[checks.Wired] {
	if len(speeds) == 0 {
		evidence.Value = "no cable is in use"
		return checks.Known(checks.Wired{}, evidence)
	}
	low := speeds[0]
	for _, speed := range speeds {
		low = min(low, speed)
	}
	if low <= 0 {
		return checks.Unseen[checks.Wired](checks.Unreadable, "an adapter does not tell its speed", evidence)
	}
	evidence.Value = formatMegabits(low)
	return checks.Known(checks.Wired{Connected: true, Megabits: low}, evidence)
}
