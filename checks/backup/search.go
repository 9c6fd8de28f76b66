package backup

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"ounce/checks"
)

// reader reads the dates and settings of a product into its tool.
type reader func(r *room, tool *checks.BackupTool)

// place is one list in which products show themselves: names, or why there are
// none.
type place struct {
	source string
	names  []string
	err    error
	// disabled are names that are there and switched off.
	disabled []string
}

// places are where a system shows its products. A list that a system does not
// have is nil.
type places struct {
	services, uninstall, programs []place
}

// hit is what a kind of signs says: the evidence of a sign, or why not all of
// its places could be read.
type hit struct {
	evidence []checks.Evidence
	disabled bool
	unseen   error
}

// search looks for every product and reads those that it finds.
func search(r *room, products []product, where places, readers map[string]reader, snapshots checks.Fact[checks.LocalSnapshots]) checks.Backup {
	facts := checks.Backup{Snapshots: snapshots}
	looked, blind := 0, checks.Fact[int]{}
	for _, p := range products {
		s := p.on(r.host.System())
		if s == nil {
			continue
		}
		looked++
		tool := checks.BackupTool{ID: p.ID, Name: p.Name, Kind: p.Kind, Kit: p.Kit}
		tool.InUse = checks.Unseen[bool](checks.Unsupported, "")
		if !s.BuiltIn {
			tool.Found = s.look(r, where, &tool)
		}
		found, known := tool.Found.Get()
		trace := !known && tool.Found.Why().Reason == checks.Conflicting
		if s.BuiltIn || found || trace {
			p.read(r, s, &tool, readers)
			found, known = tool.Found.Get()
			trace = !known && tool.Found.Why().Reason == checks.Conflicting
		}
		if found || trace {
			facts.Tools = append(facts.Tools, tool)
		}
		if !known && !blind.Known() && blind.IsZero() {
			blind = checks.Unseen[int](tool.Found.Why().Reason, p.Name+" "+tool.Found.Why().Detail, tool.Found.Evidence()...)
		}
	}
	facts.Search = checks.Known(looked, r.evidence("catalogue of products", fmt.Sprintf("%d looked for, %d found", looked, len(facts.Tools))))
	if !blind.IsZero() {
		facts.Search = blind
	}
	return facts
}

// read fills a found tool: what the catalogue says of every copy, then what its
// reader sees.
func (p product) read(r *room, s *signs, tool *checks.BackupTool, readers map[string]reader) {
	unread := checks.Unknown{Reason: checks.Unsupported}
	tool.LastAttempt = checks.Unseen[time.Time](unread.Reason, "")
	tool.LastSuccess = checks.Unseen[checks.BackupMoment](unread.Reason, "")
	tool.Failures = checks.Unseen[int](unread.Reason, "")
	tool.Destinations = checks.Unseen[[]checks.BackupDestination](unread.Reason, "")
	tool.Automatic = checks.Unseen[bool](unread.Reason, "")
	tool.Encrypted = checks.Unseen[bool](unread.Reason, "")
	tool.Home = checks.Unseen[bool](unread.Reason, "")
	if !tool.Paused.Known() {
		tool.Paused = checks.Unseen[bool](unread.Reason, "")
	}
	if read, ok := readers[s.Reader]; ok {
		read(r, tool)
	}
	if p.To != "" && !tool.Destinations.Known() {
		tool.Destinations = oneDestination(p.To, tool.Found.Evidence()...)
	}
	if p.Encrypted && !tool.Encrypted.Known() {
		tool.Encrypted = checks.Known(true, tool.Found.Evidence()...)
	}
}

// look holds the signs of a product against the places.
func (s signs) look(r *room, where places, tool *checks.BackupTool) checks.Fact[bool] {
	var hits []hit
	if len(s.Services) > 0 {
		hits = append(hits, match(r, where.services, s.Services))
	}
	if len(s.Uninstall) > 0 {
		hits = append(hits, match(r, where.uninstall, s.Uninstall))
	}
	if len(s.Programs) > 0 {
		hits = append(hits, match(r, where.programs, s.Programs))
	}
	if len(s.Files) > 0 {
		hits = append(hits, matchFiles(r, s.Files))
	}
	var evidence []checks.Evidence
	var unseen error
	signals := 0
	for _, h := range hits {
		if len(h.evidence) > 0 {
			signals++
			evidence = append(evidence, h.evidence...)
		} else if h.unseen != nil && unseen == nil {
			unseen = h.unseen
		}
		if h.disabled {
			tool.Paused = checks.Known(true, h.evidence...)
		}
	}
	switch need := min(2, len(hits)); {
	case signals >= need:
		return checks.Known(true, evidence...)
	case signals > 0:
		return checks.Unseen[bool](checks.Conflicting, "one sign is there and another is not", evidence...)
	case unseen != nil:
		return checks.UnseenBy[bool](unseen)
	default:
		return checks.Known(false)
	}
}

func match(r *room, list []place, patterns []string) hit {
	var h hit
	for _, p := range list {
		if p.err != nil {
			h.unseen = p.err
			continue
		}
		for _, name := range p.names {
			if !matches(name, patterns) {
				continue
			}
			h.evidence = append(h.evidence, r.evidence(p.source, name))
			h.disabled = slices.Contains(p.disabled, name)
			return h
		}
	}
	return h
}

// matches compares names without case; a last "*" stands for any ending.
func matches(name string, patterns []string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		if start, ok := strings.CutSuffix(folded(pattern), "*"); ok {
			return strings.HasPrefix(folded(name), start)
		}
		return folded(name) == folded(pattern)
	})
}

func matchFiles(r *room, paths []string) hit {
	var h hit
	for _, path := range paths {
		_, err := r.host.Stat(r.ctx, path)
		switch {
		case err == nil:
			h.evidence = append(h.evidence, r.evidence("file "+path, "is there"))
			return h
		case !missing(err):
			h.unseen = err
		}
	}
	return h
}

// folder lists a folder of programs. One that every machine has is unreadable
// when it is missing or empty.
func (r *room) folder(path string, always bool) place {
	p := place{source: "folder " + path}
	entries, err := r.host.ReadDir(r.ctx, path)
	switch {
	case missing(err) && !always:
		return p
	case err != nil:
		p.err = err
	case len(entries) == 0 && always:
		p.err = &checks.ReadError{Reason: checks.Unreadable, Source: p.source, Detail: "is empty"}
	}
	if missing(p.err) {
		p.err = &checks.ReadError{Reason: checks.Unreadable, Source: p.source, Detail: "is not there"}
	}
	for _, entry := range entries {
		p.names = append(p.names, entry.Name)
	}
	return p
}
