package gui

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"ounce/app/settings"
	"ounce/app/store"
	"ounce/assessment"
	"ounce/checks"
)

var taken = time.Date(2026, 11, 23, 10, 30, 0, 0, time.UTC)

func fakeDefinition(id string, area checks.Area, title string) checks.Definition {
	return checks.Definition{ID: id, Area: area, Severity: checks.High, Title: title,
		Why:  "Data without a recent copy is lost the day a disk fails.",
		Fine: "A backup has finished within the last two days.", Thing: "the backup", Who: "yourself",
		Fix: map[string]checks.Fix{"all": {Minutes: 20, Steps: []string{"Open the backup program.", "Start a backup by hand and watch it finish.", "Look again tomorrow."}}}}
}

func fakeDefinitions() []checks.Definition {
	list := []checks.Definition{
		fakeDefinition("backup.last_success", checks.AreaBackup, "Last backup"),
		fakeDefinition("backup.tool", checks.AreaBackup, "Backup program"),
		fakeDefinition("backup.destination", checks.AreaBackup, "Where the copies go"),
		fakeDefinition("firewall.on", checks.AreaFirewall, "Firewall"),
		fakeDefinition("firewall.remote", checks.AreaFirewall, "Remote access"),
		fakeDefinition("hardware.disk_space", checks.AreaHardware, "Room on the disk"),
		fakeDefinition("hardware.disk_health", checks.AreaHardware, "Health of the disk"),
		fakeDefinition("hardware.memory", checks.AreaHardware, "Memory"),
		fakeDefinition("updates.installed", checks.AreaUpdates, "System updates"),
		fakeDefinition("backup.tested", checks.AreaBackup, "A trial of getting back"),
	}
	list[6].Admin = "The disk's own record of worn and broken blocks."
	list[3].Admin = "Whether the firewall's rules let anybody in."
	return list
}

func fakeFindings() []checks.Finding {
	seen := []checks.Evidence{{Source: "event log Application", Value: "job finished 13 October", Privilege: checks.User}}
	say := func(i int, status checks.Status, reason string) checks.Finding {
		d := fakeDefinitions()[i]
		return checks.Finding{Check: d.ID, Area: d.Area, Title: d.Title, Status: status, Severity: d.Severity, Reason: reason, Evidence: seen}
	}
	denied := func(i int, reason string) checks.Finding {
		f := say(i, checks.Unclear, reason)
		f.Unknown, f.Evidence = checks.Denied, nil
		return f
	}
	waits := say(9, checks.NotApplicable, "This waits for something more important: Last backup.")
	waits.Because, waits.Evidence = "backup.last_success", nil
	return []checks.Finding{
		say(0, checks.Fail, "No backup has finished on this computer for 41 days. If its disk dies today, the work since 13 October is gone."),
		say(1, checks.Pass, "Veeam Agent is set up."),
		say(2, checks.Warn, "The copies lie on a disk that is always plugged in."),
		denied(3, "We could not see the firewall from this account. Someone with administrator rights can."),
		say(4, checks.Pass, "Nothing on this computer waits for remote access."),
		say(5, checks.Pass, "212 of 476 GB are free."),
		denied(6, "We could not see the health of the disk from this account. Someone with administrator rights can."),
		say(7, checks.Pass, "16 GB of memory."),
		say(8, checks.Warn, "The last update was installed 37 days ago."), waits,
	}
}

func fakeMachine() checks.Machine {
	m := checks.Machine{ID: "4f2a", Name: "OFFICE-3", OS: "Windows 11 Pro 25H2", Taken: taken, Findings: fakeFindings()}
	m.Facts.Platform.System = checks.Windows
	return m
}

// fakeOffice are more computers beside one, one of them seen twice.
func fakeOffice(beside checks.Machine) []checks.Machine {
	var list []checks.Machine
	for i, name := range []string{"OFFICE-4", "RECEPTION", "NOTEBOOK-ANNA"} {
		m := beside
		m.ID, m.Name, m.Taken = "m"+name, name, taken.AddDate(0, 0, -i)
		m.Findings = append([]checks.Finding(nil), beside.Findings...)
		for j := range m.Findings {
			if (i+j)%3 == 0 {
				m.Findings[j].Status = checks.Pass
			}
		}
		list = append(list, m)
	}
	older := list[0]
	older.Taken = taken.AddDate(0, -3, 0)
	list[2].OS, list[2].Source = "Debian GNU/Linux 12", "FusionInventory"
	return append(list, older)
}

func fakePages(a assessment.Answers, _ []checks.Machine) []Page {
	pages := []Page{
		{Title: "Your business", Questions: []Question{
			{ID: "B01", Quick: true, Kind: KindNumbers, Text: "How big is the company's IT?", Why: "Everything else is counted per person, per computer or per office.",
				Fields: []Field{{Key: "staff", Label: "People who work with a computer"}, {Key: "pcs", Label: "Desktop PCs and laptops"}, {Key: "servers", Label: "Servers or storage boxes"}, {Key: "sites", Label: "Offices"}}},
			{ID: "B02", Kind: KindChoiceOrNumber, Text: "What does one working hour of an average colleague cost you, with social charges?", Unit: "EUR",
				Why: "Time lost is the part of the cost that no invoice shows.", Choices: []Choice{{"a", "under 25"}, {"b", "25 to 35"}, {"c", "35 to 50"}, {"d", "50 to 75"}, {"e", "over 75"}}},
		}},
		{Area: checks.AreaBackup, Title: "Backup", Questions: []Question{
			{ID: "BK1", Quick: true, Kind: KindChoice, Text: "What is backed up without anyone having to think of it?", Help: "OneDrive, Dropbox and the like mirror mistakes too. They are not a backup.",
				Why:     "Data without an automatic copy is lost the day a disk, a person or a burglar fails you.",
				Choices: []Choice{{"a", "All important data, cloud mail included"}, {"b", "Most of it"}, {"c", "Someone copies files by hand"}, {"d", "Nothing"}}},
		}},
		{Area: checks.AreaFirewall, Title: "Firewall and network", Questions: []Question{
			{ID: "FW1", Kind: KindChoice, Text: "What stands between your network and the internet?", Why: "The firewall is the one door every attack from outside has to pass.",
				Choices: []Choice{{"a", "Business firewall, subscription valid, someone watches it"}, {"b", "Business firewall nobody looks after"}, {"c", "The provider's standard box"}}},
		}},
	}
	if a.Given["BK1"].Choice != "d" {
		pages[1].Questions = append(pages[1].Questions, Question{ID: "BK4", Kind: KindChoice, Text: "When did you last get something back out of the backup?",
			Why: "In surveys about one restore in three fails in part, and it shows only on the day.", Saw: "Veeam Agent, last success 13 October.", Suggests: "c",
			Choices: []Choice{{"a", "A whole computer, within a year"}, {"b", "Some files, within a year"}, {"c", "Longer ago"}, {"d", "Never"}}})
	}
	return pages
}

func fakeMistakes(a assessment.Answers) []Mistake {
	if n, ok := a.Given["B01"].Fields["staff"]; ok && (n < 1 || n > 500) {
		return []Mistake{{Question: "B01", Field: "staff", Text: "Staff must be between 1 and 500; you wrote " + writeNumber(n, false) + "."}}
	}
	return nil
}

func fakeResult(a assessment.Answers, machines []checks.Machine) assessment.Result {
	score := func(low, mid, high float64, grade string) assessment.Score {
		return assessment.Score{Range: &assessment.Range{Low: low, Mid: mid, High: high}, Grade: grade, Answered: 0.8}
	}
	bill := func(fee, repairs, lost, own float64) assessment.Bill {
		return assessment.Bill{Total: fee + repairs + lost + own, FeeMonth: fee / 12,
			Lines: map[string]float64{"fee": fee, "invoices_small": repairs, "lost_outage": lost, "own_staff_time": own}}
	}
	machines, office := assessment.Survey(machines)
	return assessment.Result{Schema: 1, Company: a.Company, Currency: "EUR", Generated: taken, Machines: machines, Office: office,
		Scores: assessment.Scores{Overall: score(41, 50, 58, "D"), Areas: map[checks.Area]assessment.Score{
			checks.AreaBackup: score(32, 38, 45, "D"), checks.AreaFirewall: score(50, 61, 70, "C"), checks.AreaHardware: score(78, 80, 83, "B"),
			checks.AreaEndpoint: score(60, 66, 80, "C"), checks.AreaUpdates: score(55, 58, 61, "C"), checks.AreaAccess: {Why: "Nothing is known yet."},
			checks.AreaPeople: score(20, 40, 60, "D"), checks.AreaSupport: score(30, 35, 40, "D")}},
		Contradictions: []assessment.Contradiction{{Question: "BK1", Check: "backup.last_success", Machine: "4f2a", Name: "OFFICE-3",
			Said: "All important data is backed up every day.", Seen: "No backup has finished for 41 days.", Date: taken}},
		Gaps: []assessment.Gap{{Question: "BK4", Text: "Nobody has ever got anything back out of the backup.", State: "open"}, {Question: "AC1", Text: "Second sign-in step: not checked yet.", State: "unchecked"}},
		First: []assessment.Action{
			{ID: "backup.last_success", Title: "Get the backup to run again", Why: "The work since 13 October is on one disk only.", Steps: []string{"Open Veeam Agent.", "Start a backup by hand and watch it finish."}, Minutes: 20, Who: "yourself", Machines: []string{"OFFICE-3"}, Saves: &assessment.Range{Low: 900, Mid: 2150, High: 5200}},
			{ID: "BK4", Title: "Try to get one folder back", Why: "A backup that nobody has tried is a hope.", Minutes: 30, Who: "yourself"},
			{ID: "BK3", Title: "Put one copy out of reach", Why: "Fire and ransomware take what is plugged in.", Minutes: 60, Who: "provider"}},
		Cost: &assessment.Cost{Currency: "EUR", BreakFix: bill(0, 9400, 21300, 8000), Tiers: map[string]assessment.Bill{
			"T1b": bill(2100, 8100, 18300, 7000), "T2": bill(12300, 4500, 12000, 5000), "T3": bill(30300, 1500, 10600, 4000)}},
		Recommendation: assessment.Recommendation{Start: "T1b", StartName: "Gateway: backup", Target: "T2", TargetName: "Essentials", Provisional: true,
			Verdict:     "Begin with a backup that somebody watches; Essentials pays from there.",
			Reasons:     []string{"It closes the two gaps that could end the business.", "It costs less than today, by about 4,900 a year."},
			SettleWords: []string{"How often you needed outside help in the last year."},
			WhyNot:      map[string]string{"T0": "Two critical gaps stay open.", "T3": "Full management would cost more than it saves here: about 7,700 a year."}, Prices: "Prices are examples of 2026, not an offer."},
		Hidden: []assessment.Insight{
			{ID: "bill", Title: "The repair bill is the small part", Text: "When several people are stuck, the bill is about a quarter of what it costs you. The other three quarters, about 21,000 EUR a year, is work and sales lost meanwhile."},
			{ID: "spikes", Title: "The bad months are 4 times an ordinary one", Text: "In an ordinary month you pay about 600 EUR, in one month of twenty 2,400 EUR or more."}},
		Roadmap: []assessment.RoadmapStep{{When: "now", What: "Get the backup to run again", Value: "2,200 a year"}, {When: "30_days", What: "Put one copy out of reach"}, {When: "90_days", What: "Decide on Essentials with three months of figures"}}}
}

// fakeStore keeps one assessment in memory.
type fakeStore struct{ saves int }

func (f *fakeStore) Recent() ([]Recent, error) {
	return []Recent{{ID: "1", Company: "Miller & Sons", Changed: taken, Says: "41–58, start with backup", Results: 2}, {ID: "2", Company: "Bakery Ruiz", Changed: taken}}, nil
}
func (f *fakeStore) Open(string) (Assessment, error) {
	return Assessment{}, errors.New("the file is gone.")
}

// fakeVisits are a visit in summer and one today.
func fakeVisits() []Visit {
	later := fakeMachine()
	later.Findings[0].Status, later.Findings[3].Status = checks.Pass, checks.Fail
	later.Findings = later.Findings[:8]
	before, after := fakeResult(assessment.Answers{}, []checks.Machine{fakeMachine()}), fakeResult(assessment.Answers{}, []checks.Machine{later})
	after.Scores.Overall.Range, after.Cost.BreakFix.Total = &assessment.Range{Low: 55, Mid: 62, High: 70}, 34100
	visit := func(at time.Time, r assessment.Result) Visit {
		return Visit{At: at, Score: r.Scores.Overall.Range, Result: func() (assessment.Result, error) { return r, nil }}
	}
	return []Visit{visit(taken.AddDate(0, -4, 0), before), visit(taken, after)}
}

func (f *fakeStore) Visits(id string) ([]Visit, error) {
	if id != "1" {
		return nil, errors.New("the file is gone.")
	}
	return fakeVisits(), nil
}
func (f *fakeStore) Share(_, passphrase, path string, overwrite bool) (bool, error) {
	switch {
	case path == "/full/copy.ounce":
		return false, errors.New("the disk is full.")
	case path == "/there/copy.ounce":
		return !overwrite, nil
	}
	return false, nil
}
func (f *fakeStore) Take(_, passphrase string) (string, store.Took, error) {
	if passphrase != "three quiet words" {
		return "", "", fmt.Errorf("miller.ounce stays closed: %w, or the file is damaged", store.ErrPassphrase)
	}
	return "", "", errors.New("miller.ounce was written by a newer Ounce; please update this one.")
}
func (f *fakeStore) Remove(string) error               { return nil }
func (f *fakeStore) Save(a Assessment) (string, error) { f.saves++; return "1", nil }

func fakeKnown() settings.Known {
	return settings.Known{Countries: []string{"US", "EU"}, Currencies: []string{"EUR", "GBP", "USD"}, Languages: []string{"en"}}
}

func fakeDeps(folder string) Deps {
	words, err := checks.LoadWords()
	if err != nil {
		panic(err)
	}
	return Deps{Version: "0.1.0", Words: words, Checks: fakeDefinitions(), Pages: fakePages, Mistakes: fakeMistakes, Store: &fakeStore{},
		Countries: []Country{{"US", "United States", "USD"}, {"EU", "Euro area", "EUR"}}, Currencies: []string{"EUR", "GBP", "USD"},
		Tiers: []Tier{{"T0", "Stay break-fix, with advice", "You keep paying by the hour and do the most important things yourself."},
			{"T1b", "Gateway: backup", "One thing is taken off your hands; everything else stays as it is."},
			{"T2", "Essentials", "We watch, patch, back up and protect; help by phone is included, visits cost less."}, {"T3", "Fully managed", "Your IT department by subscription."}},
		Scan: func(ctx context.Context, landed func(int, int, checks.Finding)) (checks.Machine, error) {
			m := fakeMachine()
			for i, f := range m.Findings {
				landed(i+1, len(m.Findings), f)
			}
			return m, nil
		},
		Assess: func(_ context.Context, a assessment.Answers, machines []checks.Machine) (assessment.Result, error) {
			return fakeResult(a, machines), nil
		},
		Levers: func(r assessment.Result) []Lever {
			return []Lever{{ID: "w", Label: "Cost of a working hour", Unit: r.Currency, Min: 15, Max: 120, Step: 1, Value: 42},
				{ID: "n1", Label: "Repairs a year", Min: 0, Max: 60, Step: 1, Value: 18}, {ID: "price", Label: "Fee per person and month", Unit: r.Currency, Min: 20, Max: 200, Step: 5, Value: 45}}
		},
		Try: func(a assessment.Answers, machines []checks.Machine, values map[string]float64) (assessment.Result, error) {
			r := fakeResult(a, machines)
			r.Cost.BreakFix.Total *= values["w"] / 42
			return r, nil
		},
		ReportPath: func(company string) string { return filepath.Join(folder, "Ounce report "+company+".xlsx") },
		CopyPath:   func(company string) string { return filepath.Join(folder, company+".ounce") },
		SaveReport: func(context.Context, ReportWish, assessment.Result) (bool, error) { return false, nil },
		Settings: func() (settings.Settings, error) {
			return settings.Settings{Company: "Miller & Sons", Country: "EU", Brand: settings.Brand{Name: "Kim IT Services", Primary: "#0E5A6B", Contact: settings.Contact{Person: "Sam Kim", Mail: "sam@example.com"}}}, nil
		},
		SaveSettings: func(set settings.Settings) ([]settings.Problem, error) { return set.Problems(fakeKnown()), nil },
		Known:        fakeKnown(), SettingsPath: "/home/sam/.config/ounce/settings.yaml",
		WipeList: func() ([]string, error) {
			return []string{"2 saved assessments with all earlier versions", "the key to them in the keychain of this computer", "/home/sam/.local/share/ounce/2/4f2a.ounce", "/home/sam/.config/ounce/settings.yaml"}, nil
		},
		Wipe:        func() error { return nil },
		Today:       func() time.Time { return taken },
		ReadDropped: func(string) (Dropped, error) { return Dropped{}, errors.New("it is a picture.") },
		Offers:      ReportOffers{Names: true, Password: true},
		MailDraft:   func(_ *assessment.Result, paths ...string) (string, error) { return paths[0] + ".eml", nil },
		OpenFile:    func(string) error { return nil }, ShowInFolder: func(string) error { return nil },
		Sample: func(context.Context) (Assessment, error) {
			return Assessment{Sample: true, Answers: assessment.Answers{Company: "Miller & Sons"}, Own: "4f2a", Machines: []checks.Machine{fakeMachine()}}, nil
		}}
}
