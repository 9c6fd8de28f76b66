package platform

import (
	"fmt"
	"strconv"
	"strings"

	"ounce/checks"
	"ounce/checks/lifecycle"
)

const (
	currentVersion = `HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion`
	biosKey        = `HKLM\HARDWARE\DESCRIPTION\System\BIOS`
	osQuery        = "SELECT BuildNumber, OperatingSystemSKU, ProductType FROM Win32_OperatingSystem"
	chassisQuery   = "SELECT ChassisTypes FROM Win32_SystemEnclosure"
)

// windows reads build and edition from the registry (CurrentVersion, numbers
// that no language changes) and holds them against Win32_OperatingSystem
// (learn.microsoft.com/windows/win32/cimwin32prov/win32-operatingsystem).
func (r reader) windows(p *checks.Platform) {
	p.Distribution = checks.Known("windows")
	key, err := r.host.ReadKey(r.ctx, currentVersion)
	if err != nil {
		p.Build, p.Release = checks.UnseenBy[string](err), checks.UnseenBy[string](err)
		p.Edition, p.Product, p.Server = checks.UnseenBy[string](err), checks.UnseenBy[string](err), checks.UnseenBy[bool](err)
	} else {
		r.windowsVersion(p, key.Values)
	}
	p.Managed = r.windowsManaged()
	p.Virtual = r.windowsVirtual()
	r.compare(p)
	p.Portable = r.windowsPortable()
}

func (r reader) windowsVersion(p *checks.Platform, values checks.Row) {
	const source = "registry " + currentVersion
	text := func(name string) checks.Fact[string] {
		if v, ok := values.Text(name); ok && strings.TrimSpace(v) != "" {
			return checks.Known(strings.TrimSpace(v), r.saw(source, name+" "+v))
		}
		return checks.Unseen[string](checks.Unreadable, "no "+name, r.saw(source, ""))
	}
	build := checks.Then(text("CurrentBuildNumber"), wholeBuild)
	p.Release = checks.Then(build, func(b string) (string, error) {
		major, ok := values.Number("CurrentMajorVersionNumber")
		minor, ok2 := values.Number("CurrentMinorVersionNumber")
		if ok && ok2 {
			return fmt.Sprintf("%d.%d.%s", major, minor, b), nil
		}
		if v, ok := values.Text("CurrentVersion"); ok && strings.HasPrefix(v, "6.") {
			return v + "." + b, nil
		}
		return "", fmt.Errorf("no major version")
	})
	p.Build = checks.Then(build, func(b string) (string, error) {
		if ubr, ok := values.Number("UBR"); ok && ubr >= 0 {
			return fmt.Sprintf("%s.%d", b, ubr), nil
		}
		return b, nil
	})
	p.Edition = text("EditionID")
	p.Server = checks.Then(text("InstallationType"), func(kind string) (bool, error) {
		switch kind {
		case "Client":
			return false, nil
		case "Server", "Server Core", "Nano Server":
			return true, nil
		}
		return false, fmt.Errorf("installation type %q", kind)
	})
	p.Product = checks.Then(text("ProductName"), func(name string) (string, error) {
		return productName(name, build.Or(""), values), nil
	})
}

func wholeBuild(text string) (string, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 2000 || n > 99999 {
		return "", fmt.Errorf("%q is no build", checks.Excerpt(text))
	}
	return strconv.Itoa(n), nil
}

// productName mends the name, which says Windows 10 on Windows 11 too, and adds
// the feature release.
func productName(name, build string, values checks.Row) string {
	if n, err := strconv.Atoi(build); err == nil && n >= 22000 {
		name = strings.Replace(name, "Windows 10", "Windows 11", 1)
	}
	if release, ok := values.Text("DisplayVersion"); ok && release != "" && !strings.Contains(name, "Server") {
		name += " " + release
	}
	return name
}

// compare holds build, edition and kind of system against WMI; two answers that
// differ are conflicting, and a WMI that does not answer changes nothing.
func (r reader) compare(p *checks.Platform) {
	rows, err := r.host.Query(r.ctx, `root\cimv2`, osQuery)
	if err != nil || len(rows) != 1 {
		return
	}
	const source = `WMI root\cimv2: ` + osQuery
	row := rows[0]
	if text, ok := row.Text("BuildNumber"); ok {
		if build, known := p.Build.Get(); known {
			base, _, _ := strings.Cut(build, ".")
			p.Build = agreeing(p.Build, base == text, base+" and "+checks.Excerpt(text), r.saw(source, "BuildNumber "+text))
		}
	}
	if sku, ok := row.Number("OperatingSystemSKU"); ok {
		second, inTable := lifecycle.EditionOfSKU(sku)
		first, known := lifecycle.EditionOf(p.Edition.Or(""))
		if inTable && known {
			p.Edition = agreeing(p.Edition, first == second, fmt.Sprintf("%s and SKU %d", p.Edition.Or(""), sku), r.saw(source, fmt.Sprintf("OperatingSystemSKU %d", sku)))
		}
	}
	if kind, ok := row.Number("ProductType"); ok && kind >= 1 && kind <= 3 {
		p.Server = checks.Agree(p.Server, checks.Known(kind != 1, r.saw(source, fmt.Sprintf("ProductType %d", kind))))
	}
}

// agreeing adds evidence to a fact, or makes it conflicting.
func agreeing(f checks.Fact[string], same bool, both string, e checks.Evidence) checks.Fact[string] {
	evidence := append(append([]checks.Evidence{}, f.Evidence()...), e)
	if !same {
		return checks.Unseen[string](checks.Conflicting, both, evidence...)
	}
	return checks.Known(f.Or(""), evidence...)
}

func (r reader) windowsManaged() checks.Fact[bool] {
	rows, err := r.host.Call(r.ctx, "windows.join")
	if err != nil {
		return checks.UnseenBy[bool](err)
	}
	for _, row := range rows {
		kind, ok := row.Text("kind")
		if !ok {
			continue
		}
		mdm, told := row.Truth("mdm")
		seen := r.saw("system call windows.join", fmt.Sprintf("%s, device management: %t", kind, mdm))
		switch {
		case kind == "domain" || kind == "entra" || kind == "hybrid" || mdm:
			return checks.Known(true, seen)
		case kind == "workgroup" && told:
			return checks.Known(false, seen)
		}
	}
	return checks.Unseen[bool](checks.Unreadable, "the system did not say")
}

func (r reader) windowsVirtual() checks.Fact[bool] {
	key, err := r.host.ReadKey(r.ctx, biosKey)
	if err != nil {
		return checks.UnseenBy[bool](err)
	}
	maker, _ := key.Values.Text("SystemManufacturer")
	model, _ := key.Values.Text("SystemProductName")
	seen := r.saw("registry "+biosKey, maker+" "+model)
	switch {
	case virtualModel(maker, model):
		return checks.Known(true, seen)
	case placeholder(maker) || placeholder(model):
		return checks.Unseen[bool](checks.Unreadable, "maker and model are not named", seen)
	}
	return checks.Known(false, seen)
}

func (r reader) windowsPortable() checks.Fact[bool] {
	rows, err := r.host.Query(r.ctx, `root\cimv2`, chassisQuery)
	if err != nil {
		return checks.UnseenBy[bool](err)
	}
	for _, row := range rows {
		kinds, _ := row.Numbers("ChassisTypes")
		for _, kind := range kinds {
			if portable, ok := portableChassis(kind); ok {
				return checks.Known(portable, r.saw(`WMI root\cimv2: `+chassisQuery, fmt.Sprintf("ChassisTypes %d", kind)))
			}
		}
	}
	return checks.Unseen[bool](checks.Unsupported, "the chassis has no known type")
}
