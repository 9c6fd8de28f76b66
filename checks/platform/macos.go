package platform

import (
	"fmt"
	"regexp"
	"strings"

	"ounce/checks"
	"ounce/checks/plists"
)

const systemVersion = "/System/Library/CoreServices/SystemVersion.plist"

// macos reads SystemVersion.plist (sample macos/os/SystemVersion_13.3.1.plist)
// and sw_vers, the model by sysctl, the battery by pmset, and the management by
// profiles (samples macos/mdm).
func (r reader) macos(p *checks.Platform) {
	p.Distribution = checks.Known("macos")
	p.Server = checks.Known(false, r.saw("file "+systemVersion, "macOS"))
	p.Release = checks.Agree(r.plistVersion(), r.swVers())
	p.Product = checks.Then(p.Release, func(v string) (string, error) { return "macOS " + v, nil })
	model := r.macModel()
	p.Virtual = checks.Then(model, func(m string) (bool, error) { return strings.HasPrefix(m, "VirtualMac"), nil })
	p.Portable = r.macPortable(model)
	p.Managed = r.enrolled()
}

var macVersion = regexp.MustCompile(`^\d{2}(\.\d{1,3}){0,2}$`)

// parseMacVersion takes a version as it is. A program that is linked against an
// old SDK is told 10.16 by every later system, so that says nothing.
func parseMacVersion(text string) (string, error) {
	text = strings.TrimSpace(text)
	if !macVersion.MatchString(text) || text == "10.16" {
		return "", fmt.Errorf("%q is no version of macOS", checks.Excerpt(text))
	}
	return text, nil
}

func (r reader) plistVersion() checks.Fact[string] {
	data, err := r.host.ReadFile(r.ctx, systemVersion)
	if err != nil {
		return checks.UnseenBy[string](err)
	}
	version, err := parseSystemVersion(data)
	if err != nil {
		return checks.UnseenBy[string](err, r.saw("file "+systemVersion, ""))
	}
	return checks.Known(version, r.saw("file "+systemVersion, "ProductVersion "+version))
}

func parseSystemVersion(data []byte) (version string, err error) {
	defer func() {
		if recover() != nil {
			version, err = "", fmt.Errorf("is no property list")
		}
	}()
	var values struct {
		ProductVersion string `plist:"ProductVersion"`
	}
	if err := plists.Unmarshal(data, &values); err != nil {
		return "", fmt.Errorf("is no property list: %w", err)
	}
	return parseMacVersion(values.ProductVersion)
}

func (r reader) swVers() checks.Fact[string] {
	text, source, err := r.output("sw_vers", "-productVersion")
	if err != nil {
		return checks.UnseenBy[string](err)
	}
	version, err := parseMacVersion(text)
	if err != nil {
		return checks.UnseenBy[string](err, r.saw(source, text))
	}
	return checks.Known(version, r.saw(source, version))
}

var macModelName = regexp.MustCompile(`^[A-Za-z]{3,20}\d{1,2},\d{1,2}$`)

func (r reader) macModel() checks.Fact[string] {
	text, source, err := r.output("sysctl", "-n", "hw.model")
	if err != nil {
		return checks.UnseenBy[string](err)
	}
	model := strings.TrimSpace(text)
	if !macModelName.MatchString(model) {
		return checks.Unseen[string](checks.Unreadable, checks.Excerpt(model), r.saw(source, model))
	}
	return checks.Known(model, r.saw(source, model))
}

// macPortable reads older model names as they are; a model "Mac14,2" says
// nothing, there a built-in battery decides.
func (r reader) macPortable(model checks.Fact[string]) checks.Fact[bool] {
	name, known := model.Get()
	if known && !strings.HasPrefix(name, "Mac1") && !strings.HasPrefix(name, "Mac2") {
		return checks.Known(strings.HasPrefix(name, "MacBook"), model.Evidence()...)
	}
	text, source, err := r.output("pmset", "-g", "batt")
	if err != nil {
		return checks.UnseenBy[bool](err)
	}
	if !strings.HasPrefix(text, "Now drawing from") {
		return checks.Unseen[bool](checks.Unreadable, checks.Excerpt(text), r.saw(source, text))
	}
	portable := strings.Contains(text, "-InternalBattery-")
	first, _, _ := strings.Cut(text, "\n")
	return checks.Known(portable, r.saw(source, fmt.Sprintf("%s; built-in battery: %t", first, portable)))
}

func (r reader) enrolled() checks.Fact[bool] {
	text, source, err := r.output("profiles", "status", "-type", "enrollment")
	if err != nil {
		return checks.UnseenBy[bool](err)
	}
	for line := range strings.Lines(text) {
		value, ok := strings.CutPrefix(strings.TrimSpace(line), "MDM enrollment: ")
		if !ok {
			continue
		}
		word, _, _ := strings.Cut(value, " ")
		if word == "Yes" || word == "No" {
			return checks.Known(word == "Yes", r.saw(source, "MDM enrollment: "+value))
		}
	}
	return checks.Unseen[bool](checks.Unreadable, "no line on MDM enrollment", r.saw(source, ""))
}
