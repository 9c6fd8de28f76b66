package assessment

import (
	"math"
	"testing"
)

// The worked results that the model was published with, at its defaults.

func within(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s: %.4g, published is %.4g", what, got, want)
	}
}

var workedSizes = []struct{ staff, servers int }{{5, 0}, {10, 0}, {20, 1}, {50, 2}}

func TestWorkedYears(t *testing.T) {
	d := load(t)
	published := map[string][4][6]float64{ // by profile and size: today, T0, T1b, T1e, T2, T3
		"weak": {{14866, 13714, 13142, 12154, 9427, 11931}, {25586, 23494, 23226, 21253, 17325, 22930},
			{47295, 43275, 45014, 40151, 34426, 46444}, {113628, 103535, 107592, 96955, 83405, 114088}},
		"typical": {{11869, 11473, 11178, 10564, 9222, 11914}, {20752, 19813, 19955, 18671, 16988, 22899},
			{38728, 36672, 39124, 35544, 33821, 46384}, {93372, 87802, 93801, 85942, 81963, 113932}},
		"good": {{8784, 9019, 8947, 8748, 8960, 11893}, {15677, 15740, 16214, 15706, 16550, 22865},
			{29610, 29315, 32354, 30238, 33025, 46321}, {71634, 70238, 77892, 73268, 80050, 113761}},
	}
	for profile, sizes := range published {
		for k, row := range sizes {
			c := worked(t, d, workedSizes[k].staff, workedSizes[k].servers, profile)
			cost := c.Cost()
			for i, want := range row {
				id, got := Today, cost.BreakFix.Total
				if i > 0 {
					id = d.Catalogue.Tiers[i-1].ID
					got = cost.Tiers[id].Total
				}
				within(t, profile+" "+id, got, want, .51)
			}
		}
	}
	typical := worked(t, d, 20, 1, "typical").Cost()
	for id, want := range map[string][2]float64{"T1e": {19964, 35544}, "T2": {24257, 33821}, "T3": {40350, 46384}} {
		within(t, id+" in money", typical.Tiers[id].Hard, want[0], .51)
		within(t, id+" with lost work", typical.Tiers[id].Hard+typical.Tiers[id].Lost, want[1], .51)
	}
	within(t, "today in money", typical.BreakFix.Hard, 20948, .51)
}

// The repair share of outages falls with the size of the firm.
func TestWorkedRepairShares(t *testing.T) {
	d := load(t)
	for staff, want := range map[int]float64{3: .73, 5: .61, 10: .44, 20: .29, 50: .14, 100: .07, 150: .05} {
		share, ok := repairShare(worked(t, d, staff, 1, "typical").Cost().BreakFix)
		if !ok {
			t.Fatal("outages cost nothing")
		}
		within(t, "repair share", share, want, .0051)
	}
}

func TestWorkedBreakEven(t *testing.T) {
	d := load(t)
	for profile, tiers := range map[string]map[string][2]float64{ // price for each user, repairs for each computer
		"weak":    {"T1e": {44, 0}, "T2": {134, 1.1}, "T3": {162, 2.9}},
		"typical": {"T1e": {28, .8}, "T2": {103, 2.0}, "T3": {128, 4.3}},
		"good":    {"T1e": {13, 4.1}, "T2": {69, 4.0}, "T3": {92, 7.0}},
	} {
		even := worked(t, d, 20, 1, profile).breakEven()
		for id, want := range tiers {
			within(t, profile+" "+id+" price", *even[id].PricePerUser, want[0], .51)
			within(t, profile+" "+id+" repairs", *even[id].JobsPerPC, want[1], .051)
		}
	}
}

func TestWorkedTornado(t *testing.T) {
	d := load(t)
	rows, order := worked(t, d, 20, 1, "typical").tornado(d.Model)
	found := map[[2]string]Sensitivity{}
	for _, row := range rows {
		found[[2]string{row.Tier, row.Input}] = row
	}
	for key, want := range map[[2]string][2]float64{
		{"T2", "l1"}: {-5305, 20227}, {"T2", "price"}: {11133, -1317}, {"T2", "rate"}: {407, 11658}, {"T2", "w"}: {1909, 9983},
		{"T2", "min_h"}: {3154, 10994}, {"T2", "l2"}: {2291, 9268}, {"T2", "h1_med"}: {3081, 9973}, {"T2", "d2_med"}: {2681, 8622},
		{"T1e", "l1"}: {337, 7456}, {"T1e", "rate"}: {2048, 4889}, {"T1e", "price"}: {4347, 2022}, {"T1e", "w"}: {2368, 4566},
		{"T1e", "min_h"}: {2730, 4762}, {"T1e", "l5"}: {2662, 4304}, {"T1e", "l2"}: {2571, 4208},
	} {
		within(t, key[0]+" "+key[1]+" low", found[key].Low, want[0], .51)
		within(t, key[0]+" "+key[1]+" high", found[key].High, want[1], .51)
	}
	within(t, "T2 base", found[[2]string{"T2", "l1"}].Base, 4908, .51)
	within(t, "T1e base", found[[2]string{"T1e", "l1"}].Base, 3185, .51)
	if order[0] != inJobs {
		t.Errorf("the first input is %v", d.Model.Inputs[order[0]].Key)
	}
}

// The published percentiles come from 4,000 years, ours from 20,000: they agree
// within what 4,000 years leave open.
func TestWorkedMonths(t *testing.T) {
	d := load(t)
	for _, one := range []struct {
		staff, servers, tier    int
		p50, p90, p95, p99      float64
		total50, total90, tot95 float64
	}{
		{5, 0, -1, 350, 1238, 1871, 3747, 590, 1810, 2666}, {5, 0, 3, 478, 645, 786, 1798, 596, 1008, 1312},
		{10, 0, -1, 687, 1953, 2540, 4459, 1218, 2833, 3998}, {20, 1, -1, 1403, 3008, 3686, 6426, 2476, 4908, 6863},
		{20, 1, 2, 1371, 2789, 3392, 5552, 2319, 4395, 6163}, {20, 1, 3, 1838, 2133, 2628, 3550, 2394, 3280, 4234},
		{20, 1, 4, 3180, 3180, 3180, 4610, 3498, 3985, 4526}, {50, 2, -1, 3609, 5916, 6834, 10639, 6177, 11138, 15504},
	} {
		m := worked(t, d, one.staff, one.servers, "typical").simulate(one.tier, simulatedYears, seed).months
		for _, pair := range [][3]float64{
			{m.Cash.P50, one.p50, .03}, {m.Cash.P90, one.p90, .03}, {m.Cash.P95, one.p95, .05}, {m.Cash.P99, one.p99, .10},
			{m.Total.P50, one.total50, .03}, {m.Total.P90, one.total90, .03}, {m.Total.P95, one.tot95, .05},
		} {
			within(t, "a month", pair[0], pair[1], pair[2]*pair[1])
		}
		within(t, "spike", m.Spike, one.p95/one.p50, .08*one.p95/one.p50)
	}
}

func TestWorkedWorlds(t *testing.T) {
	d := load(t)
	for profile, want := range map[string][3]float64{"weak": {1, .99, .69}, "typical": {.99, .88, .39}, "good": {.43, .42, .05}} {
		shares := worked(t, d, 20, 1, profile).worlds(simulatedWorlds)
		for i, id := range []string{"T1e", "T2", "T3"} {
			within(t, profile+" "+id, shares[id], want[i], .05)
		}
	}
}

// One lucky year does not erase the risk.
func TestWorkedCounts(t *testing.T) {
	for count, want := range map[float64]float64{0: 1.36, 1: 1.82, 3: 2.73, 6: 4.09, 12: 6.82} {
		within(t, "observed", observed(2.5, count), want, .0051)
	}
}

// Unknown backup, firewall and updates are a range, and Essentials costs least
// at both its ends.
func TestWorkedUnknowns(t *testing.T) {
	d := load(t)
	c := worked(t, d, 20, 1, "typical")
	for _, area := range []int{areaBackup, areaFirewall, areaUpdates} {
		c.low[area], c.mid[area], c.high[area] = .10, .35, .70
	}
	cost := c.Cost()
	for id, want := range map[string]Range{Today: {36159, 41561, 47061}, "T2": {33650, 33964, 34207}} {
		band := cost.Tiers[id].Band
		if id == Today {
			band = cost.BreakFix.Band
		}
		within(t, id+" low", band.Low, want.Low, .51)
		within(t, id+" mid", band.Mid, want.Mid, .51)
		within(t, id+" high", band.High, want.High, .51)
	}
	for _, s := range []AreaScores{c.low, c.mid, c.high} {
		field := c.fieldOf(s)
		ch := field.choose(&c.figures.value)
		for i, total := range ch.totals[:len(d.Catalogue.Tiers)] {
			if total < ch.totals[3] {
				t.Errorf("%s costs less than Essentials: %.0f, %.0f", c.name(i), total, ch.totals[3])
			}
		}
	}
}
