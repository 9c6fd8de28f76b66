package protection

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"ounce/checks"
)

const mdatpSource = "program mdatp health --output json"

// addMdatp asks Microsoft Defender for Endpoint on Linux and macOS about itself.
// A running service says nothing about passive mode, so that without the
// product's own answer its state is unknown.
func addMdatp(ctx context.Context, h checks.Host, agent *checks.SecurityProduct) {
	health, err := readMdatp(ctx, h)
	if err != nil {
		agent.State = checks.UnseenBy[checks.ProductState](err)
		return
	}
	evidence := func(value string) checks.Evidence { return seen(h, mdatpSource, value) }
	note := func(name string, v bool) checks.Evidence { return evidence(fmt.Sprintf("%s %t", name, v)) }
	realTime, passive := bool(*health.RealTime), bool(*health.Passive)
	agent.RealTime = checks.Known(realTime, note("realTimeProtectionEnabled", realTime))
	state := checks.ProductOn
	switch {
	case passive:
		state = checks.ProductPassive
	case !realTime:
		state = checks.ProductOff
	}
	own := checks.Known(state, note("realTimeProtectionEnabled", realTime), note("passiveModeEnabled", passive))
	if runs, known := agent.State.Get(); known && runs != checks.ProductOn && state == checks.ProductOn {
		own = checks.Agree(agent.State, own) // what does not run cannot scan
	}
	agent.State = own
	if health.Licensed != nil {
		agent.Licensed = checks.Known(*health.Licensed, note("licensed", *health.Licensed))
	}
	if health.DefinitionsAge != nil {
		agent.SignatureAge = checks.Known(int(*health.DefinitionsAge/(24*60)),
			evidence(fmt.Sprintf("definitionsUpdatedMinutesAgo %d", *health.DefinitionsAge)))
	}
	if mode := string(health.Tamper); mode == "block" || mode == "audit" || mode == "disabled" {
		agent.Tamper = checks.Known(mode == "block", evidence("tamperProtection "+mode))
	}
}

func readMdatp(ctx context.Context, h checks.Host) (mdatpHealth, error) {
	out, err := h.Run(ctx, "mdatp", "health", "--output", "json")
	if err != nil {
		return mdatpHealth{}, err
	}
	health, err := parseMdatp(out.Stdout)
	if err != nil {
		return mdatpHealth{}, checks.Refused(mdatpSource, string(out.Stdout)+string(out.Stderr))
	}
	return health, nil
}

// mdatpHealth is the part of `mdatp health --output json` that Ounce reads. Its
// own "healthy" stays true while scanning is off, and is not asked.
type mdatpHealth struct {
	RealTime       *setting    `json:"realTimeProtectionEnabled"`
	Passive        *setting    `json:"passiveModeEnabled"`
	Licensed       *bool       `json:"licensed"`
	DefinitionsAge *int64      `json:"definitionsUpdatedMinutesAgo"`
	Tamper         settingText `json:"tamperProtection"`
}

// setting is a truth value, plain or as {"value": true, ...}.
type setting bool

// UnmarshalJSON reads both forms.
func (s *setting) UnmarshalJSON(data []byte) error {
	plain, err := settingValue(data)
	if err != nil {
		return err
	}
	v, err := strconv.ParseBool(plain)
	*s = setting(v)
	return err
}

// settingText is a text, plain or as {"value": "block", ...}.
type settingText string

// UnmarshalJSON reads both forms.
func (s *settingText) UnmarshalJSON(data []byte) error {
	plain, err := settingValue(data)
	*s = settingText(plain)
	return err
}

func settingValue(data []byte) (string, error) {
	var wrapped struct {
		Value any `json:"value"`
	}
	if len(data) > 0 && data[0] == '{' {
		err := json.Unmarshal(data, &wrapped)
		return fmt.Sprint(wrapped.Value), err
	}
	err := json.Unmarshal(data, &wrapped.Value)
	return fmt.Sprint(wrapped.Value), err
}

// parseMdatp reads the answer of mdatp; without its two switches it is none.
func parseMdatp(data []byte) (mdatpHealth, error) {
	var health mdatpHealth
	if err := json.Unmarshal(data, &health); err != nil {
		return mdatpHealth{}, fmt.Errorf("reading mdatp's health: %w", err)
	}
	if health.RealTime == nil || health.Passive == nil {
		return mdatpHealth{}, errors.New("mdatp's health does not name its switches")
	}
	// Ten years of minutes: more is no age.
	if age := health.DefinitionsAge; age != nil && (*age < 0 || *age > 10*366*24*60) {
		health.DefinitionsAge = nil
	}
	return health, nil
}
