package protection

import (
	"slices"

	"ounce/checks"
)

// The most days that definitions may be old to pass, and to be worth no more
// than a look.
const (
	signaturesFine = 2
	signaturesWarn = 7
)

// scanners are the antivirus products that are on, or the verdict where there is
// none to judge. On a Windows client those count that Windows lists: a service
// that runs unlisted may scan or not.
func scanners(m *checks.Machine) ([]checks.SecurityProduct, checks.Verdict, bool) {
	f := m.Facts.Protection
	if server, known := m.Facts.Platform.Server.Get(); m.Facts.Platform.System == checks.Windows && !(known && server) {
		f.Agents = products{}
	}
	all := slices.Concat(f.Registered.Or(nil), f.Agents.Or(nil))
	if on := guards(all); len(on) > 0 {
		return on, checks.Verdict{}, true
	}
	if verdict, ok := unreadList(f); ok {
		return nil, verdict, false
	}
	if unclear, ok := firstUnclear(all); ok {
		return nil, unclear, false
	}
	return nil, checks.Skipped("none_on", nil).Because(f.Registered, f.Agents), false
}

// unreadList is the verdict on the first list of products that was looked for and
// could not be read, or on none that was looked for.
func unreadList(f checks.Protection) (checks.Verdict, bool) {
	if f.Registered.IsZero() && f.Agents.IsZero() {
		return checks.Undecided(checks.Unknown{}), true
	}
	for _, source := range []products{f.Registered, f.Agents} {
		if !source.Known() && !source.IsZero() {
			_, verdict, _ := checks.Need(source)
			return verdict, true
		}
	}
	return checks.Verdict{}, false
}

// realtime judges whether files are scanned as they are used.
func realtime(m *checks.Machine) checks.Verdict {
	on, verdict, ok := scanners(m)
	if !ok {
		return verdict
	}
	for _, p := range on {
		if scanning, known := p.RealTime.Get(); known && scanning {
			return checks.Passed("on", checks.Args{"product": p.Name}).Because(p.RealTime)
		}
	}
	for _, p := range on {
		if _, verdict, ok := checks.Need(p.RealTime); !ok {
			return verdict
		}
	}
	return checks.Failed("off", checks.Args{"product": on[0].Name}).Because(on[0].RealTime)
}

// signatureAge judges the age of the newest definitions among the products that
// are on or idle.
func signatureAge(m *checks.Machine) checks.Verdict {
	on, verdict, ok := scanners(m)
	if !ok {
		on = idle(m)
		if len(on) == 0 {
			return verdict
		}
	}
	var newest *checks.SecurityProduct
	for i, p := range on {
		age, known := p.SignatureAge.Get()
		if known && (newest == nil || age < newest.SignatureAge.Or(0)) {
			newest = &on[i]
		}
	}
	if newest == nil {
		return signaturesByWord(on)
	}
	age, _ := newest.SignatureAge.Get()
	args := checks.Args{"product": newest.Name, "days": age}
	current, said := newest.Current.Get()
	switch {
	case age <= signaturesFine && said && !current:
		return conflict("definitions of the last days, and out of date", newest.SignatureAge, newest.Current)
	case age <= signaturesFine:
		return checks.Passed("fresh", args).Because(newest.SignatureAge)
	case age <= signaturesWarn:
		return checks.Warned("ageing", args).Because(newest.SignatureAge)
	default:
		return checks.Failed("old", args).Because(newest.SignatureAge)
	}
}

// signaturesByWord judges by the products' own word alone.
func signaturesByWord(on []checks.SecurityProduct) checks.Verdict {
	for _, p := range on {
		if current, known := p.Current.Get(); known && current {
			return checks.Passed("current", checks.Args{"product": p.Name}).Because(p.Current)
		}
	}
	for _, p := range on {
		if p.Current.IsZero() && p.SignatureAge.IsZero() {
			return checks.Skipped("not_told", checks.Args{"product": p.Name}).Because(p.State)
		}
		if _, verdict, ok := checks.Need(p.Current); !ok {
			if why := p.SignatureAge.Why(); why.Reason != "" {
				_, verdict, _ = checks.Need(p.SignatureAge)
			}
			return verdict
		}
	}
	return checks.Failed("out_of_date", checks.Args{"product": on[0].Name}).Because(on[0].Current)
}

func idle(m *checks.Machine) []checks.SecurityProduct {
	var list []checks.SecurityProduct
	for _, p := range m.Facts.Protection.Agents.Or(nil) {
		if state, known := p.State.Get(); known && p.Antivirus && state == checks.ProductIdle {
			list = append(list, p)
		}
	}
	return list
}

// tamperProtection judges whether programs are kept from switching off the
// product; few products say so about themselves.
func tamperProtection(m *checks.Machine) checks.Verdict {
	on, verdict, ok := scanners(m)
	if !ok {
		return verdict
	}
	for _, p := range on {
		if protected, known := p.Tamper.Get(); known && protected {
			return checks.Passed("on", checks.Args{"product": p.Name}).Because(p.Tamper)
		}
	}
	for _, p := range on {
		if p.Tamper.IsZero() {
			continue
		}
		if _, verdict, ok := checks.Need(p.Tamper); !ok {
			return verdict
		}
		return checks.Warned("off", checks.Args{"product": p.Name}).Because(p.Tamper)
	}
	return checks.Skipped("not_told", checks.Args{"product": on[0].Name}).Because(on[0].State)
}

// exclusions judges what Microsoft Defender was told not to scan.
func exclusions(m *checks.Machine) checks.Verdict {
	f := m.Facts.Protection
	left, verdict, ok := checks.Need(f.Exclusions)
	switch {
	case !ok:
		return verdict
	case len(left.Broad) > 0:
		return checks.Warned("broad", checks.Args{"count": left.Count}).Because(f.Exclusions)
	case left.Count == 0:
		return checks.Passed("none", nil).Because(f.Exclusions)
	default:
		return checks.Passed("narrow", checks.Args{"count": left.Count}).Because(f.Exclusions)
	}
}
