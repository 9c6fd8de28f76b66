package updates

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"ounce/checks"
	"ounce/checks/lifecycle"
)

const (
	clickToRun = `HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration`
	uninstall  = `HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall`
	uninstall3 = `HKLM\SOFTWARE\WOW6432Node\Microsoft\Windows\CurrentVersion\Uninstall`
	sqlNames   = `HKLM\SOFTWARE\Microsoft\Microsoft SQL Server\Instance Names\SQL`
	exchange   = `HKLM\SOFTWARE\Microsoft\ExchangeServer\v15\Setup`
)

// programs are Office and the servers whose support ends with a version. The
// list of installed programs has to be readable, or an absent key says nothing.
func (r reader) programs(table *lifecycle.Table) checks.Fact[[]checks.Support] {
	if table == nil {
		return checks.Unseen[[]checks.Support](checks.Unreadable, "no support dates")
	}
	installed, err := r.host.ReadKey(r.ctx, uninstall)
	if err == nil && len(installed.Subkeys) == 0 {
		err = fmt.Errorf("no installed program: %w", errNoAnswer)
	}
	if err != nil {
		return checks.UnseenBy[[]checks.Support](err)
	}
	older, err := r.host.ReadKey(r.ctx, uninstall3)
	if err != nil && !missing(err) {
		return checks.UnseenBy[[]checks.Support](err)
	}
	var found []checks.Support
	var evidence []checks.Evidence
	add := func(product, version, source, value string) {
		answer, ok := table.Ask(product, "", version, r.now)
		if !ok {
			answer = checks.Support{TableDate: table.Data.Time}
		}
		if answer.Label == "" {
			answer.Label = nameOf(product) + " " + version
		}
		found, evidence = append(found, answer), append(evidence, r.saw(source, value))
	}
	for _, name := range append(installed.Subkeys, older.Subkeys...) {
		if version, ok := officeMSI(name); ok {
			add(lifecycle.Office, version, "registry "+uninstall, name)
		}
	}
	office, err := r.optional(clickToRun)
	sql, err2 := r.optional(sqlNames)
	mail, err3 := r.optional(exchange)
	for _, err := range []error{err, err2, err3} {
		if err != nil {
			return checks.UnseenBy[[]checks.Support](err)
		}
	}
	ids, _ := office.Text("ProductReleaseIds")
	for id := range strings.SplitSeq(ids, ",") {
		switch version, ok := officeRelease(strings.TrimSpace(id)); {
		case ok && version == "365":
			found = append(found, checks.Support{State: checks.SupportOpen, Label: "Microsoft 365 Apps", TableDate: table.Data.Time})
			evidence = append(evidence, r.saw("registry "+clickToRun, id))
		case ok:
			add(lifecycle.Office, version, "registry "+clickToRun, id)
		}
	}
	for _, value := range sql {
		if text, ok := value.(string); ok {
			if version, ok := sqlMajor(text); ok {
				add(lifecycle.SQLServer, version, "registry "+sqlNames, text)
			}
		}
	}
	if version, ok := exchangeVersion(mail); ok {
		add(lifecycle.Exchange, version, "registry "+exchange, version)
	}
	return checks.Known(found, evidence...)
}

func nameOf(product string) string {
	switch product {
	case lifecycle.Office:
		return "Office"
	case lifecycle.Exchange:
		return "Exchange Server"
	}
	return "SQL Server"
}

var msiName = regexp.MustCompile(`(?i)^Office(12|14|15|16)\.(PROPLUS|PROPLUSR|STANDARD|STANDARDR|HOMEBUSINESS|HOMEBUSINESSR|HOMESTUDENTR|SINGLEIMAGE|SMALLBUSINESS|SMALLBUSINESSR|PERSONALR|PRO|PROR|ENTERPRISE|ULTIMATER)$`)

// officeMSI reads the name under which a packaged Office lists itself.
func officeMSI(name string) (string, bool) {
	found := msiName.FindStringSubmatch(name)
	if found == nil {
		return "", false
	}
	return map[string]string{"12": "2007", "14": "2010", "15": "2013", "16": "2016"}[found[1]], true
}

var (
	officeYear = regexp.MustCompile(`(20\d\d)$`)
	officeBase = regexp.MustCompile(`^(ProPlus|Professional|Standard|Home|HomeBusiness|HomeStudent|Personal|Word|Excel|Outlook|PowerPoint|Access)(SPLA)?(20\d\d)?$`)
)

// officeRelease reads one of the ProductReleaseIds, as "ProPlus2021Volume" or
// "O365BusinessRetail"; a name without a year is the release of 2016.
func officeRelease(id string) (string, bool) {
	base := strings.TrimSuffix(strings.TrimSuffix(id, "Retail"), "Volume")
	switch {
	case base == id:
		return "", false
	case strings.HasPrefix(base, "O365") || strings.HasPrefix(base, "M365"):
		return "365", true
	case !officeBase.MatchString(base):
		return "", false
	}
	if year := officeYear.FindString(base); year != "" {
		return year, true
	}
	return "2016", true
}

// sqlMajor reads the id of an instance, as "MSSQL13.SQLEXPRESS".
func sqlMajor(id string) (string, bool) {
	rest, ok := strings.CutPrefix(id, "MSSQL")
	number, _, dotted := strings.Cut(rest, ".")
	number, _, _ = strings.Cut(number, "_")
	n, err := strconv.Atoi(number)
	return strconv.Itoa(n), ok && dotted && err == nil && n > 7
}

// exchangeVersion reads what the setup of Exchange notes; 15.2 is 2019 and,
// from build 2562 on, the subscription edition.
func exchangeVersion(values checks.Row) (string, bool) {
	minor, ok := values.Number("MsiProductMinor")
	build, ok2 := values.Number("MsiBuildMajor")
	switch {
	case !ok || !ok2:
		return "", false
	case minor == 0:
		return "2013", true
	case minor == 1:
		return "2016", true
	case minor == 2 && build >= 2562:
		return "se", true
	case minor == 2:
		return "2019", true
	}
	return "", false
}
