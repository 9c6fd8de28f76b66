package assessment

import (
	"fmt"

	"ounce/assets"
	"ounce/checks"
)

// input is an input of the cost model.
type input int

// The inputs, in the order of model.yaml. Their meaning, unit and source stand
// there.
const (
	inWage input = iota
	inRate
	inMinHours
	inTravel
	inOnsiteShare
	inEmergency
	inEmergencySmall
	inEmergencyOutage
	inJobs
	inJobMedian
	inJobSigma
	inStuckMedian
	inStuckSigma
	inOutages
	inOutageMedian
	inOutageSigma
	inOutageBilled
	inUnpreventable
	inAffected
	inOutputLost
	inMargin
	inPCPrice
	inPCSetup
	inPCLostUnplanned
	inPCLostPlanned
	inRush
	inServerHazard
	inServerPrice
	inDataLoss
	inRedoHours
	inRedoPeople
	inRecovery
	inCyber
	inCyberFix
	inCyberPerHead
	inCyberSigma
	inFriction
	inFrictionReal
	inOwnHours
	inSelfHelp
	inUnplanned
	inputCount
)

func inputKeys() [inputCount]string {
	return [inputCount]string{"w", "rate", "min_h", "travel", "onsite_share", "em_mult", "em_small", "em_out",
		"l1", "h1_med", "h1_sig", "t1_med", "t1_sig", "l2", "d2_med", "d2_sig", "h2_share", "u2", "affected", "q",
		"rev_share", "pc_price", "pc_setup_h", "pc_lost_unpl", "pc_lost_plan", "rush", "srv_haz_mult", "srv_price",
		"l4", "dl_hours", "dl_people", "dl_recovery", "l5", "sev5_fix", "sev5_per", "sev5_sig", "annoy_min", "eta",
		"own_it_h", "selfhelp_h", "unplanned_bf"}
}

// Params are the values of all inputs.
type Params [inputCount]float64

// Model is the inputs of the cost model with their ranges and sources.
type Model struct {
	Version int                `yaml:"version"`
	Date    string             `yaml:"date"`
	PerUSD  map[string]float64 `yaml:"per_usd"`
	Inputs  []ModelInput       `yaml:"inputs"`
}

// ModelInput is one input: its range from low by default to high.
type ModelInput struct {
	Key     string                `yaml:"key"`
	Label   string                `yaml:"label"`
	Unit    string                `yaml:"unit"`
	Money   bool                  `yaml:"money"`
	Range   [3]float64            `yaml:"range"`
	Presets map[string][3]float64 `yaml:"presets"`
	Grade   string                `yaml:"grade"`
	Source  string                `yaml:"source"`
}

func loadModel() (*Model, error) {
	var m Model
	if err := assets.Read("model.yaml", &m); err != nil {
		return nil, err
	}
	keys := inputKeys()
	if len(m.Inputs) != len(keys) {
		return nil, fmt.Errorf("model.yaml has %d inputs; the model has %d", len(m.Inputs), len(keys))
	}
	for i, in := range m.Inputs {
		ranges := map[string][3]float64{"range": in.Range}
		for currency, r := range in.Presets {
			ranges[currency] = r
		}
		for name, r := range ranges {
			if !(r[0] >= 0 && r[0] <= r[1] && r[1] <= r[2]) {
				return nil, fmt.Errorf("model.yaml: %s: %s must be three rising numbers", in.Key, name)
			}
		}
		if in.Key != keys[i] || in.Label == "" || in.Unit == "" || in.Grade == "" || in.Source == "" {
			return nil, fmt.Errorf("model.yaml: input %d must be %s with label, unit, grade and source; it is %q", i+1, keys[i], in.Key)
		}
	}
	return &m, nil
}

// ranges gives low, default and high of every input in a currency. perUSD is
// used where the currency has no preset.
func (m *Model) ranges(currency string, perUSD float64) (low, mid, high Params) {
	if known, ok := m.PerUSD[currency]; ok {
		perUSD = known
	}
	for i, in := range m.Inputs {
		r := in.Range
		if preset, ok := in.Presets[currency]; ok {
			r = preset
		} else if in.Money && currency != "USD" {
			r = [3]float64{r[0] * perUSD, r[1] * perUSD, r[2] * perUSD}
		}
		low[i], mid[i], high[i] = r[0], r[1], r[2]
	}
	return low, mid, high
}

// Business is the size of a company and the age of its machines.
type Business struct {
	Staff, PCs, Servers, Sites float64
	// PCAges and ServerAges count the machines by their age in years; the last
	// place counts those of seven years and more.
	PCAges, ServerAges [8]float64
	// Response is how long people wait for help today against what is usual,
	// from question SU1; 1 is usual.
	Response float64
	// Included is the share of repairs that a fee paid today covers, Fee that
	// fee, a month.
	Included Included
	Fee      float64
	// Billed scales the invoices so that they meet those that were reported.
	Billed float64
}

// AreaScores are scores from 0 to 1 in the order of checks.Areas.
type AreaScores [8]float64

const (
	areaBackup = iota
	areaFirewall
	areaHardware
	areaEndpoint
	areaUpdates
	areaAccess
	areaPeople
	areaSupport
)

// after gives the scores when a tier has made good its part of what is missing.
func (s AreaScores) after(coverage AreaScores) AreaScores {
	for i := range s {
		s[i] += coverage[i] * (1 - s[i])
	}
	return s
}

func coverageOf(t *Tier) AreaScores {
	var c AreaScores
	for i, area := range checks.Areas() {
		c[i] = t.Coverage[area]
	}
	return c
}
