package backup

import (
	"ounce/checks"
)

// standing says how a product stands for a verdict.
type standing int

const (
	no    standing = iota // no backup, or known not to be set up
	maybe                 // it may back something up: nothing tells
	yes
)

// stands judges a product by what is known of it. A product that somebody bought
// and installed counts as used until something says otherwise; one that came
// with the system does not.
func stands(t checks.BackupTool) standing {
	used, known := t.InUse.Get()
	switch {
	case !t.Found.Known():
		return maybe
	case known && !used:
		return no
	case known || !t.Kit:
		return yes
	}
	return maybe
}

func backsUp(t checks.BackupTool) bool {
	return t.Kind == checks.BackupImage || t.Kind == checks.BackupFile
}

// tools gives the real backup products that are, or may be, in use.
func tools(b checks.Backup, want ...standing) []checks.BackupTool {
	var list []checks.BackupTool
	for _, t := range b.Tools {
		for _, s := range want {
			if backsUp(t) && stands(t) == s {
				list = append(list, t)
			}
		}
	}
	return list
}

// ofKind gives the products of one kind that are in use or may be.
func ofKind(b checks.Backup, kind checks.BackupKind) []checks.BackupTool {
	var list []checks.BackupTool
	for _, t := range b.Tools {
		if t.Kind == kind && stands(t) == yes {
			list = append(list, t)
		}
	}
	return list
}

func names(list []checks.BackupTool) []string {
	var all []string
	for _, t := range list {
		all = append(all, t.Name)
	}
	return all
}

func products(list []checks.BackupTool) checks.Args { return checks.Args{"products": names(list)} }

func evidenceOf(list []checks.BackupTool) []interface{ Evidence() []checks.Evidence } {
	var all []interface{ Evidence() []checks.Evidence }
	for _, t := range list {
		all = append(all, t.Found)
	}
	return all
}

func judgeProduct(m *checks.Machine) checks.Verdict {
	b := m.Facts.Backup
	if used := tools(b, yes); len(used) > 0 {
		return checks.Passed("found", products(used)).Because(evidenceOf(used)...)
	}
	if perhaps := tools(b, maybe); len(perhaps) > 0 {
		return undecided("installed_only", checks.Unknown{Reason: checks.Unsupported}, perhaps)
	}
	count, verdict, ok := checks.Need(b.Search)
	if !ok {
		return verdict
	}
	idle := tools(b, no)
	if len(idle) > 0 {
		v := checks.Failed("not_set_up", products(idle)).Because(b.Search)
		for _, t := range idle {
			v = v.Because(t.InUse)
		}
		return v
	}
	return checks.Failed("none", checks.Args{"count": count}).Because(b.Search)
}

// undecided is an unknown verdict with a sentence of its own about products.
func undecided(say string, why checks.Unknown, list []checks.BackupTool) checks.Verdict {
	v := checks.Undecided(why).Because(evidenceOf(list)...)
	v.Say, v.Args = say, products(list)
	return v
}

// judgeOnly fails when products of one kind are all there is.
func judgeOnly(b checks.Backup, kind checks.BackupKind) checks.Verdict {
	list := ofKind(b, kind)
	if used := tools(b, yes); len(used) > 0 {
		return checks.Passed("more", products(used)).Because(evidenceOf(used)...)
	}
	if len(list) == 0 {
		if !b.Search.Known() {
			return checks.Undecided(b.Search.Why()).Because(b.Search)
		}
		return checks.Skipped("none", nil).Because(b.Search)
	}
	if perhaps := tools(b, maybe); len(perhaps) > 0 {
		return undecided("perhaps", checks.Unknown{Reason: checks.Unsupported}, perhaps)
	}
	if !b.Search.Known() {
		return checks.Undecided(b.Search.Why()).Because(b.Search)
	}
	return checks.Failed("only", products(list)).Because(evidenceOf(list)...)
}

func judgeSyncOnly(m *checks.Machine) checks.Verdict {
	return judgeOnly(m.Facts.Backup, checks.BackupSync)
}

func judgeSnapshotOnly(m *checks.Machine) checks.Verdict {
	return judgeOnly(m.Facts.Backup, checks.BackupSnapshot)
}

func judgeLocalSnapshots(m *checks.Machine) checks.Verdict {
	s, verdict, ok := checks.Need(m.Facts.Backup.Snapshots)
	if !ok {
		return verdict
	}
	if s.Count == 0 {
		return checks.Skipped("none", nil).Because(m.Facts.Backup.Snapshots)
	}
	return checks.Passed("some", checks.Args{"count": s.Count, "date": s.Newest}).Because(m.Facts.Backup.Snapshots)
}
