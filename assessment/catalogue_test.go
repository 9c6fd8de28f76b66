package assessment

import (
	"strings"
	"testing"

	"ounce/assets"
)

func TestCatalogueIsRefusedInOneSentence(t *testing.T) {
	q := load(t).Questions
	data, err := assets.Files.ReadFile("tiers.yaml")
	if err != nil {
		t.Fatal(err)
	}
	good := string(data)
	tiers := good[:strings.Index(good, "tiers:\n")]
	for name, one := range map[string]struct{ catalogue, want string }{
		"no tiers":       {tiers + "tiers: []\n", "tiers is empty; a catalogue needs from 2 to 12 tiers"},
		"cycle":          {strings.Replace(good, "    next: T3\n", "    next: T1b\n", 1), "next leads round in a circle"},
		"next unknown":   {strings.Replace(good, "    next: T3\n", "    next: T9\n", 1), "tier T2: next must be the id of another tier"},
		"negative price": {strings.Replace(good, "{user: 75,", "{user: -75,", 1), "tier T2: price.USD.user must be from 0 to 10000000; it is -75"},
		"endless price":  {strings.Replace(good, "{user: 75,", "{user: .inf,", 1), "tier T2: price.USD.user must be from 0"},
		"no number":      {strings.Replace(good, "{user: 75,", "{user: .nan,", 1), "tier T2: price.USD.user must be from 0"},
		"coverage":       {strings.Replace(good, "backup: 0.9,", "backup: 1.2,", 1), "tier T3: coverage.backup must be from 0 to 1; it is 1.2"},
		"area":           {strings.Replace(good, "{backup: 0.9,", "{bakup: 0.9,", 1), "tier T3: coverage: area must be one of"},
		"currency":       {strings.Replace(good, "      EUR: {user: 45", "      QQQ: {user: 45", 1), "tier T2: price: a currency must be"},
		"closes":         {strings.Replace(good, "closes: [EP1]", "closes: [ZZ1]", 1), "tier T1e: closes names \"ZZ1\""},
		"twice":          {strings.Replace(good, "  - id: T3\n", "  - id: T2\n", 1), "id must be one short word that no other tier has"},
		"unknown key":    {good + "colour: blue\n", "unknown key colour"},
		"duplicate key":  {good + "version: 1\n", "is written twice"},
		"date":           {strings.Replace(good, `date: "2026-11-23"`, `date: "soon"`, 1), "date must be the day of the prices"},
		"huge":           {strings.Repeat("a", 2<<20), "a catalogue has at most"},
		"binary":         {"\x00\x01\xff", "own.yaml"},
		"empty":          {"", "own.yaml is empty"},
	} {
		_, err := ParseCatalogue("own.yaml", []byte(one.catalogue), q)
		if err == nil || !strings.Contains(err.Error(), one.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v; want %q", name, err, one.want)
		}
	}
}

func TestCatalogueWithoutTheCurrencyIsRefused(t *testing.T) {
	d := load(t)
	data, err := assets.Files.ReadFile("tiers.yaml")
	if err != nil {
		t.Fatal(err)
	}
	own, err := ParseCatalogue("own.yaml", data, d.Questions)
	if err != nil {
		t.Fatal(err)
	}
	own.Provider = "Brook IT"
	a := example(t, d, "average")
	a.Currency, a.PerUSD, a.Given["B02"] = "CZK", 21, Answer{Unknown: true}
	if _, err := d.Assess(Input{Answers: a, Now: now}); err != nil {
		t.Errorf("the built-in catalogue in another currency: %v", err)
	}
	if _, err := d.Assess(Input{Answers: a, Now: now, Catalogue: own}); err == nil || !strings.Contains(err.Error(), "no prices in CZK") {
		t.Errorf("a provider's catalogue without the currency: %v", err)
	}
	m := machine("1")
	m.Taken = now.AddDate(5, 0, 0)
	if _, err := d.Assess(Input{Now: now, Machines: append(merged(nil), m)}); err == nil || !strings.Contains(err.Error(), "lies after today") {
		t.Errorf("a machine from the future: %v", err)
	}
}
