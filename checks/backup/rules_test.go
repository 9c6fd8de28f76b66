package backup

import (
	"testing"
	"time"

	"ounce/checks"
)

var taken = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)

func tool(name string, kind checks.BackupKind, change func(*checks.BackupTool)) checks.BackupTool {
	t := checks.BackupTool{ID: name, Name: name, Kind: kind, Found: checks.Known(true),
		LastSuccess: checks.Unseen[checks.BackupMoment](checks.Unsupported, "")}
	if change != nil {
		change(&t)
	}
	return t
}

func ago(days int) func(*checks.BackupTool) {
	return func(t *checks.BackupTool) {
		t.LastSuccess = checks.Known(checks.BackupMoment{At: taken.AddDate(0, 0, -days)})
	}
}

func to(kinds ...checks.DestinationKind) func(*checks.BackupTool) {
	return func(t *checks.BackupTool) {
		var list []checks.BackupDestination
		for _, kind := range kinds {
			list = append(list, checks.BackupDestination{Kind: kind})
		}
		t.Destinations = checks.Known(list)
	}
}

func halfDark(days int) func(*checks.BackupTool) {
	return func(t *checks.BackupTool) {
		ago(days)(t)
		t.Destinations = checks.Known([]checks.BackupDestination{
			{Kind: checks.DestinationAttached, LastSuccess: t.LastSuccess},
			{Kind: checks.DestinationNetwork, LastSuccess: checks.Unseen[checks.BackupMoment](checks.Unreadable, "")},
		})
	}
}

func TestRules(t *testing.T) {
	all, blind := checks.Known(60), checks.Unseen[int](checks.Denied, "")
	kit := func(t *checks.BackupTool) { t.Kit = true }
	idle := func(t *checks.BackupTool) { t.Kit, t.InUse = true, checks.Known(false) }
	failed := func(n int) func(*checks.BackupTool) {
		return func(t *checks.BackupTool) { t.Failures = checks.Known(n) }
	}
	never := func(t *checks.BackupTool) { t.LastSuccess = checks.Known(checks.BackupMoment{Never: true}) }
	image, sync, snapshot := checks.BackupImage, checks.BackupSync, checks.BackupSnapshot
	defs, err := checks.LoadDefinitions()
	if err != nil {
		t.Fatal(err)
	}
	says := map[string]bool{"denied": true}
	for _, check := range Topic().Checks {
		def, _ := defs.Get(check.ID)
		for say := range def.Says {
			says[say] = true
		}
	}
	for name, c := range map[string]struct {
		judge  func(*checks.Machine) checks.Verdict
		search checks.Fact[int]
		tools  []checks.BackupTool
		want   string
	}{
		"none of all":             {judgeProduct, all, nil, "fail none"},
		"none, not all seen":      {judgeProduct, blind, nil, "unknown denied"},
		"one, not all seen":       {judgeProduct, blind, []checks.BackupTool{tool("A", image, nil)}, "pass found"},
		"a kit alone":             {judgeProduct, all, []checks.BackupTool{tool("A", image, kit)}, "unknown installed_only"},
		"known to be idle":        {judgeProduct, all, []checks.BackupTool{tool("A", image, idle)}, "fail not_set_up"},
		"sync is no product":      {judgeProduct, all, []checks.BackupTool{tool("A", sync, nil)}, "fail none"},
		"snapshot is no product":  {judgeProduct, all, []checks.BackupTool{tool("A", snapshot, nil)}, "fail none"},
		"sync alone":              {judgeSyncOnly, all, []checks.BackupTool{tool("A", sync, nil)}, "fail only"},
		"sync, not all seen":      {judgeSyncOnly, blind, []checks.BackupTool{tool("A", sync, nil)}, "unknown denied"},
		"sync and backup":         {judgeSyncOnly, all, []checks.BackupTool{tool("A", sync, nil), tool("B", image, nil)}, "pass more"},
		"sync and a kit":          {judgeSyncOnly, all, []checks.BackupTool{tool("A", sync, nil), tool("B", image, kit)}, "unknown perhaps"},
		"snapshot alone":          {judgeSnapshotOnly, all, []checks.BackupTool{tool("A", snapshot, nil)}, "fail only"},
		"nothing at all":          {judgeSnapshotOnly, all, nil, "not_applicable none"},
		"today":                   {judgeLastSuccess, all, []checks.BackupTool{tool("A", image, ago(0))}, "pass fresh"},
		"two days":                {judgeLastSuccess, all, []checks.BackupTool{tool("A", image, ago(2))}, "pass fresh"},
		"three days":              {judgeLastSuccess, all, []checks.BackupTool{tool("A", image, ago(3))}, "warn stale"},
		"seven days":              {judgeLastSuccess, all, []checks.BackupTool{tool("A", image, ago(7))}, "warn stale"},
		"eight days":              {judgeLastSuccess, all, []checks.BackupTool{tool("A", image, ago(8))}, "fail old"},
		"never":                   {judgeLastSuccess, all, []checks.BackupTool{tool("A", image, never)}, "fail never"},
		"date unknown":            {judgeLastSuccess, all, []checks.BackupTool{tool("A", image, nil)}, "unknown date_unknown"},
		"the best counts":         {judgeLastSuccess, all, []checks.BackupTool{tool("A", image, ago(90)), tool("B", image, ago(1))}, "pass fresh"},
		"old beside unknown":      {judgeLastSuccess, all, []checks.BackupTool{tool("A", image, ago(90)), tool("B", image, nil)}, "unknown older_known"},
		"fresh beside unknown":    {judgeLastSuccess, all, []checks.BackupTool{tool("A", image, ago(1)), tool("B", image, nil)}, "pass fresh"},
		"one destination is dark": {judgeLastSuccess, all, []checks.BackupTool{tool("A", image, halfDark(90))}, "unknown older_known"},
		"one fresh, one dark":     {judgeLastSuccess, all, []checks.BackupTool{tool("A", image, halfDark(1))}, "pass fresh"},
		"a fresh sync is nothing": {judgeLastSuccess, all, []checks.BackupTool{tool("A", sync, ago(0))}, "not_applicable no_product"},
		"no failure":              {judgeFailures, all, []checks.BackupTool{tool("A", image, failed(0))}, "pass none"},
		"two failures":            {judgeFailures, all, []checks.BackupTool{tool("A", image, failed(2))}, "warn some"},
		"three failures":          {judgeFailures, all, []checks.BackupTool{tool("A", image, failed(0)), tool("B", image, failed(3))}, "fail many"},
		"failures half known":     {judgeFailures, all, []checks.BackupTool{tool("A", image, failed(0)), tool("B", image, nil)}, "unknown not_readable"},
		"cloud":                   {judgeDestination, all, []checks.BackupTool{tool("A", image, to(checks.DestinationInternal, checks.DestinationCloud))}, "pass cloud"},
		"two disks in turn":       {judgeDestination, all, []checks.BackupTool{tool("A", image, to(checks.DestinationAttached, checks.DestinationUnplugged))}, "pass unplugged"},
		"a share":                 {judgeDestination, all, []checks.BackupTool{tool("A", image, to(checks.DestinationNetwork))}, "warn network"},
		"plugged in now":          {judgeDestination, all, []checks.BackupTool{tool("A", image, to(checks.DestinationAttached))}, "warn attached"},
		"always attached":         {judgeDestination, all, []checks.BackupTool{tool("A", image, to(checks.DestinationInternal))}, "fail internal"},
		"inside or who knows":     {judgeDestination, all, []checks.BackupTool{tool("A", image, to(checks.DestinationInternal, checks.DestinationOther))}, "unknown not_readable"},
		"no copy elsewhere":       {judgeOffsite, all, []checks.BackupTool{tool("A", image, to(checks.DestinationInternal))}, "fail internal"},
		"a share somewhere":       {judgeOffsite, all, []checks.BackupTool{tool("A", image, to(checks.DestinationNetwork))}, "warn network"},
	} {
		m := checks.Machine{Taken: taken}
		m.Facts.Backup = checks.Backup{Search: c.search, Tools: c.tools}
		v := c.judge(&m)
		if _, worded := says[v.Say]; !worded {
			t.Errorf("%s: nothing is written for %q", name, v.Say)
		}
		if got := string(v.Status) + " " + v.Say; got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}
