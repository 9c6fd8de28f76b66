package assessment

import (
	"fmt"
	"math"
	"regexp"
	"slices"

	"ounce/assets"
	"ounce/checks"
)

// Catalogue is a provider's offer: its tiers with prices and what they cover.
type Catalogue struct {
	Version int    `yaml:"version" json:"version"`
	Date    string `yaml:"date" json:"date"`
	// PricesOf says whose prices these are, in words.
	PricesOf string        `yaml:"prices_of" json:"prices_of"`
	Provider string        `yaml:"provider" json:"provider"` // empty in the built-in catalogue
	Contract Contract      `yaml:"contract" json:"contract"`
	Lines    []ServiceLine `yaml:"lines" json:"lines"`
	Tiers    []Tier        `yaml:"tiers" json:"tiers"`
}

// Contract is the terms of every tier that costs something.
type Contract struct {
	Form        string `yaml:"form" json:"form"`
	NoticeDays  int    `yaml:"notice_days" json:"notice_days"`
	Exit        string `yaml:"exit" json:"exit"`
	PriceChange string `yaml:"price_change" json:"price_change"`
}

// ServiceLine is one service that tiers are made of.
type ServiceLine struct {
	ID   string `yaml:"id" json:"id"`
	Name string `yaml:"name" json:"name"`
	Does string `yaml:"does" json:"does"`
}

// Tier is one level of service. Shares run from 0 to 1.
type Tier struct {
	ID   string `yaml:"id" json:"id"`
	Name string `yaml:"name" json:"name"`
	Says string `yaml:"says" json:"says"`
	// InWords is how a sentence names the tier, as "managed backup"; without it
	// its name.
	InWords string `yaml:"in_words" json:"in_words,omitempty"`
	// Step orders the tiers by size: 0 is staying with break-fix, tiers of one
	// step are variants of each other.
	Step int `yaml:"step" json:"step"`
	// Next is the tier that is offered after this one has shown its worth.
	Next  string           `yaml:"next" json:"next,omitempty"`
	Lines []string         `yaml:"lines" json:"lines"`
	Price map[string]Price `yaml:"price" json:"price"` // by currency
	// Source is the published figure that the price leans on.
	Source   string                  `yaml:"source" json:"source,omitempty"`
	Coverage map[checks.Area]float64 `yaml:"coverage" json:"coverage"`
	Closes   []string                `yaml:"closes" json:"closes"` // critical questions
	// Response is how long people wait, against today.
	Response float64  `yaml:"response" json:"response"`
	Included Included `yaml:"included" json:"included"`
	Discount float64  `yaml:"discount_on_rest" json:"discount_on_rest"`
	// FrictionCut and OwnTimeCut are the shares of waiting and of own hours that
	// go away; Planned is the share of dying machines replaced on purpose before.
	FrictionCut float64  `yaml:"friction_cut" json:"friction_cut"`
	OwnTimeCut  float64  `yaml:"own_time_cut" json:"own_time_cut"`
	Planned     float64  `yaml:"planned_replacement" json:"planned_replacement"`
	Onboarding  float64  `yaml:"onboarding_months" json:"onboarding_months"` // fees, once
	OwnWork     bool     `yaml:"own_work" json:"own_work,omitempty"`         // the company does it itself
	NotIncluded []string `yaml:"not_included" json:"not_included,omitempty"`
	Fits        string   `yaml:"fits" json:"fits"`

	areas AreaScores // Coverage in the order of checks.Areas
}

// Price is a month's fee in one currency.
type Price struct {
	PC      float64   `yaml:"pc" json:"pc"`
	User    float64   `yaml:"user" json:"user"`
	Server  float64   `yaml:"server" json:"server"`
	Site    float64   `yaml:"site" json:"site"`
	Flat    float64   `yaml:"flat" json:"flat"`
	Minimum float64   `yaml:"minimum" json:"minimum"`
	Range   []float64 `yaml:"range" json:"range,omitempty"` // of the main unit
}

// Included is the share of repairs that the fee covers.
type Included struct {
	Small  float64 `yaml:"small" json:"small"`
	Outage float64 `yaml:"outage" json:"outage"`
}

// LoadCatalogue reads the built-in catalogue.
func LoadCatalogue(q *Questionnaire) (*Catalogue, error) {
	data, err := assets.Files.ReadFile("tiers.yaml")
	if err != nil {
		return nil, fmt.Errorf("reading the tiers: %w", err)
	}
	return ParseCatalogue("tiers.yaml", data, q)
}

// ParseCatalogue reads and validates a tier catalogue. The error is one
// sentence that names the tier, the field and what is allowed.
func ParseCatalogue(name string, data []byte, q *Questionnaire) (*Catalogue, error) {
	if len(data) > maxSheet {
		return nil, fmt.Errorf("%s is %d bytes long; a catalogue has at most %d", name, len(data), maxSheet)
	}
	var c Catalogue
	if err := assets.Strict(name, data, &c); err != nil {
		return nil, err
	}
	if err := c.validate(q); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return &c, nil
}

// Get gives a tier by its id.
func (c *Catalogue) Get(id string) (*Tier, bool) {
	for i := range c.Tiers {
		if c.Tiers[i].ID == id {
			return &c.Tiers[i], true
		}
	}
	return nil, false
}

// words is how a sentence names the tier.
func (t *Tier) words() string {
	if t.InWords != "" {
		return t.InWords
	}
	return t.Name
}

// Stay is the tier of step 0: no contract.
func (c *Catalogue) Stay() *Tier {
	for i := range c.Tiers {
		if c.Tiers[i].Step == 0 {
			return &c.Tiers[i]
		}
	}
	return nil
}

// HasCurrency tells whether every tier that costs something has a price in a
// currency.
func (c *Catalogue) HasCurrency(currency string) bool {
	for _, t := range c.Tiers {
		if _, ok := t.Price[currency]; !ok && t.Step > 0 {
			return false
		}
	}
	return true
}

var (
	dateShape = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)
	idShape   = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_-]{0,15}$`)
)

// maxTiers keeps a catalogue small enough to be compared by people.
const maxTiers = 12

func (c *Catalogue) validate(q *Questionnaire) error {
	if c.Version != 1 {
		return fmt.Errorf("version must be 1; it is %d", c.Version)
	}
	if !dateShape.MatchString(c.Date) {
		return fmt.Errorf("date must be the day of the prices, as in 2026-11-23; it is %s", quoted(c.Date))
	}
	if len(c.Tiers) == 0 {
		return fmt.Errorf("tiers is empty; a catalogue needs from 2 to %d tiers", maxTiers)
	}
	if len(c.Tiers) > maxTiers {
		return fmt.Errorf("tiers has %d entries; at most %d are allowed", len(c.Tiers), maxTiers)
	}
	lines := map[string]bool{}
	for _, l := range c.Lines {
		if l.ID == "" || l.Name == "" || l.Does == "" || lines[l.ID] {
			return fmt.Errorf("lines: %s stands twice or lacks id, name or does", quoted(l.ID))
		}
		lines[l.ID] = true
	}
	seen, stays := map[string]bool{}, 0
	for i := range c.Tiers {
		t := &c.Tiers[i]
		if !idShape.MatchString(t.ID) || seen[t.ID] || t.ID == Today {
			return fmt.Errorf("tier %d: id must be one short word that no other tier has; it is %s", i+1, quoted(t.ID))
		}
		seen[t.ID] = true
		if t.Step == 0 {
			stays++
		}
		if err := t.validate(q, lines); err != nil {
			return fmt.Errorf("tier %s: %w", t.ID, err)
		}
	}
	if stays != 1 {
		return fmt.Errorf("exactly one tier must have step 0 (staying as it is); %d have", stays)
	}
	if len(c.Tiers) < 2 {
		return fmt.Errorf("tiers has 1 entry; a catalogue needs from 2 to %d tiers", maxTiers)
	}
	return c.validateOrder()
}

// validateOrder follows the next tiers: each must exist, be larger, and lead to
// an end.
func (c *Catalogue) validateOrder() error {
	for _, start := range c.Tiers {
		at := start
		for range c.Tiers {
			if at.Next == "" {
				break
			}
			next, ok := c.Get(at.Next)
			if !ok {
				return fmt.Errorf("tier %s: next must be the id of another tier; it is %s", at.ID, quoted(at.Next))
			}
			at = *next
		}
		if at.Next != "" {
			return fmt.Errorf("tier %s: next leads round in a circle; it must lead to larger tiers and end", start.ID)
		}
	}
	for _, t := range c.Tiers {
		if next, ok := c.Get(t.Next); ok && next.Step <= t.Step {
			return fmt.Errorf("tier %s: next must have a higher step than %d; %s has %d", t.ID, t.Step, next.ID, next.Step)
		}
	}
	return nil
}

func (t *Tier) validate(q *Questionnaire, lines map[string]bool) error {
	if t.Name == "" || len([]rune(t.Name)) > 60 {
		return fmt.Errorf("name must have from 1 to 60 letters")
	}
	if len([]rune(t.InWords)) > 60 {
		return fmt.Errorf("in_words must have at most 60 letters")
	}
	if t.Step < 0 || t.Step > 9 {
		return fmt.Errorf("step must be from 0 to 9; it is %d", t.Step)
	}
	shares := map[string]float64{
		"included.small": t.Included.Small, "included.outage": t.Included.Outage, "discount_on_rest": t.Discount,
		"friction_cut": t.FrictionCut, "own_time_cut": t.OwnTimeCut, "planned_replacement": t.Planned,
	}
	for area, v := range t.Coverage {
		if !slices.Contains(checks.Areas(), area) {
			return fmt.Errorf("coverage: area must be one of %v; it is %s", checks.Areas(), quoted(string(area)))
		}
		shares["coverage."+string(area)] = v
	}
	for _, name := range sortedKeys(shares) {
		if v := shares[name]; !(v >= 0 && v <= 1) {
			return fmt.Errorf("%s must be from 0 to 1; it is %s", name, wrote(v))
		}
	}
	if !(t.Response >= 0.05 && t.Response <= 5) {
		return fmt.Errorf("response must be from 0.05 to 5 (1 is as long as today); it is %s", wrote(t.Response))
	}
	if !(t.Onboarding >= 0 && t.Onboarding <= 24) {
		return fmt.Errorf("onboarding_months must be from 0 to 24; it is %s", wrote(t.Onboarding))
	}
	for _, id := range t.Lines {
		if !lines[id] {
			return fmt.Errorf("lines names %s, which stands in no line of this catalogue", quoted(id))
		}
	}
	for _, id := range t.Closes {
		if question, ok := q.Get(id); !ok || !question.Critical() {
			return fmt.Errorf("closes names %s, which is no critical question", quoted(id))
		}
	}
	t.areas = coverageOf(t)
	return t.validatePrices(q)
}

func (t *Tier) validatePrices(q *Questionnaire) error {
	if t.Step > 0 && len(t.Price) == 0 {
		return fmt.Errorf("price must name at least one currency")
	}
	for _, currency := range sortedKeys(t.Price) {
		if !slices.Contains(q.Currencies, currency) {
			return fmt.Errorf("price: a currency must be a three-letter code such as USD, GBP or EUR; it is %s", quoted(currency))
		}
		p := t.Price[currency]
		units := map[string]float64{"pc": p.PC, "user": p.User, "server": p.Server, "site": p.Site, "flat": p.Flat, "minimum": p.Minimum}
		sum := 0.0
		for _, unit := range sortedKeys(units) {
			v := units[unit]
			if !(v >= 0 && v <= 1e7) {
				return fmt.Errorf("price.%s.%s must be from 0 to 10000000; it is %s", currency, unit, wrote(v))
			}
			sum += v
		}
		if t.Step == 0 && sum > 0 {
			return fmt.Errorf("price.%s must be 0 in the tier of step 0, since staying costs no fee", currency)
		}
		if t.Step > 0 && sum == 0 {
			return fmt.Errorf("price.%s must have a unit above 0", currency)
		}
		if n := len(p.Range); n != 0 && (n != 2 || !(p.Range[0] >= 0 && p.Range[1] >= p.Range[0] && !math.IsInf(p.Range[1], 0))) {
			return fmt.Errorf("price.%s.range must be two rising numbers", currency)
		}
	}
	return nil
}

// scaledFee is the fee of a month, with the prices times a scale but not the
// minimum.
func (p Price) scaledFee(b *Business, scale float64) float64 {
	if p.PC+p.User+p.Server+p.Site+p.Flat+p.Minimum == 0 {
		return 0
	}
	return math.Max(p.Minimum, scale*(p.PC*b.PCs+p.User*b.Staff+p.Server*b.Servers+p.Site*b.Sites+p.Flat))
}
