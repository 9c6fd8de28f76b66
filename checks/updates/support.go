package updates

import (
	"strings"

	"ounce/checks"
	"ounce/checks/lifecycle"
)

// support asks the table what the maker still does for the system.
func (r reader) support(table *lifecycle.Table) checks.Fact[checks.Support] {
	product, edition := "", ""
	version := r.platform.Release
	switch r.platform.System {
	case checks.MacOS:
		product = lifecycle.MacOS
		version = checks.Then(version, macLine)
	case checks.Windows:
		server, known := r.platform.Server.Get()
		if !known {
			return checks.Then(r.platform.Server, func(bool) (checks.Support, error) { return checks.Support{}, nil })
		}
		product = lifecycle.Windows
		version = checks.Then(r.platform.Build, func(b string) (string, error) { base, _, _ := strings.Cut(b, "."); return base, nil })
		id, known := r.platform.Edition.Get()
		switch {
		case known && server && strings.Contains(id, "AzureStackHCI"):
			return r.unlisted()
		case server:
			product = lifecycle.WindowsServer
		case !known:
			return checks.Then(r.platform.Edition, func(string) (checks.Support, error) { return checks.Support{}, nil })
		default:
			edition, _ = lifecycle.EditionOf(id)
			version = withEvidence(version, r.platform.Edition.Evidence())
		}
	default:
		id, known := r.platform.Distribution.Get()
		if !known {
			return checks.Then(r.platform.Distribution, func(string) (checks.Support, error) { return checks.Support{}, nil })
		}
		product = id
	}
	text, known := version.Get()
	if !known {
		return checks.Then(version, func(string) (checks.Support, error) { return checks.Support{}, nil })
	}
	answer, listed := table.Ask(product, edition, text, r.now)
	if !listed {
		return r.unlisted()
	}
	return checks.Known(answer, version.Evidence()...)
}

// macLine gives the line of a macOS version that gets updates together: 26 of
// 26.1, 10.15 of 10.15.7.
func macLine(version string) (string, error) {
	major, rest, _ := strings.Cut(version, ".")
	if major == "10" {
		minor, _, _ := strings.Cut(rest, ".")
		return "10." + minor, nil
	}
	return major, nil
}

func withEvidence(f checks.Fact[string], more []checks.Evidence) checks.Fact[string] {
	value, known := f.Get()
	if !known {
		return f
	}
	return checks.Known(value, append(append([]checks.Evidence{}, f.Evidence()...), more...)...)
}

// unlisted is a system that the table does not hold.
func (r reader) unlisted() checks.Fact[checks.Support] {
	name := r.platform.Product.Or(r.platform.Distribution.Or("this system"))
	evidence := r.platform.Release.Evidence()
	if len(r.platform.Build.Evidence()) > 0 {
		evidence = append(append([]checks.Evidence{}, r.platform.Build.Evidence()...), r.platform.Edition.Evidence()...)
	}
	return checks.Unseen[checks.Support](checks.Unsupported, name, evidence...)
}

// point holds a full version against the newest of its line in the table.
func (r reader) point(table *lifecycle.Table, product, line string, installed checks.Fact[string]) checks.Fact[checks.PointRelease] {
	text, known := installed.Get()
	if !known {
		return checks.Then(installed, func(string) (checks.PointRelease, error) { return checks.PointRelease{}, nil })
	}
	row, found := table.Find(product, "", line)
	mine, okMine := lifecycle.Numbers(text)
	newest, okNewest := lifecycle.Numbers(row.Latest)
	if !found || row.Latest == "" || !okMine || !okNewest {
		return checks.Unseen[checks.PointRelease](checks.Unsupported, checks.Excerpt(text), installed.Evidence()...)
	}
	return checks.Known(checks.PointRelease{
		Installed: text, Newest: row.Latest, Behind: less(mine, newest), TableDate: table.Data.Time,
	}, installed.Evidence()...)
}

// less compares versions; what is not written counts as 0.
func less(a, b []int) bool {
	for i := range max(len(a), len(b)) {
		x, y := 0, 0
		if i < len(a) {
			x = a[i]
		}
		if i < len(b) {
			y = b[i]
		}
		if x != y {
			return x < y
		}
	}
	return false
}
