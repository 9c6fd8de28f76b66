package report

import (
	"bytes"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"ounce/assessment"
)

// trial is a workbook of an example company with other figures in the cells
// that a reader may change, and the workbook that the model writes with them.
type trial struct {
	edited, model []byte
	changed       int
}

// try changes every figure of an example company by some factors.
func try(t testing.TB, name string, factor func(i int) float64) trial {
	t.Helper()
	r, was := company(t, name)
	v := was.Values()
	i := 0
	for _, figure := range []*float64{v.Wage, v.Rate, v.Jobs, v.Outages, v.JobHours, v.OutageHours} {
		*figure *= factor(i)
		i++
	}
	v.Fees = map[string]float64{}
	for id, bill := range r.Cost.Tiers {
		if fee := bill.FeeMonth - bill.KeptMonth; fee > 0 {
			v.Fees[id] = fee * math.Max(0.01, factor(len(id)+i)) // a tier without a fee has no such cell
		}
	}
	changed := was.With(v)
	cost := changed.Cost()
	for i := range r.Cost.Inputs {
		in := &r.Cost.Inputs[i]
		if value, ok := map[string]*float64{"w": v.Wage, "rate": v.Rate, "l1": v.Jobs, "l2": v.Outages, "h1_med": v.JobHours, "d2_med": v.OutageHours}[in.Key]; ok {
			in.Value = *value
		}
	}
	r.Cost.BreakFix, r.Cost.Tiers = cost.BreakFix, cost.Tiers
	var model bytes.Buffer
	if err := Write(&model, r, Living(changed)); err != nil {
		t.Fatal(err)
	}
	made := trial{model: model.Bytes()}
	want := open(t, made.model)
	f := open(t, written(t, name))
	for row := 8; ; row++ {
		text, _ := want.GetCellValue("Cost", cellName(2, row))
		value, err := strconv.ParseFloat(text, 64)
		if err != nil {
			break
		}
		made.changed++
		if err := f.SetCellFloat("Cost", cellName(2, row), value, -1, 64); err != nil {
			t.Fatal(err)
		}
	}
	var edited bytes.Buffer
	if err := f.Write(&edited); err != nil {
		t.Fatal(err)
	}
	made.edited = edited.Bytes()
	return made
}

// open opens a workbook with its raw values.
func open(t testing.TB, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// TestFormulasAreTheModelForAnyFigures lets the library calculate every formula
// with other figures, and holds it against the model: zero, tiny and huge ones,
// and many drawn at random.
func TestFormulasAreTheModelForAnyFigures(t *testing.T) {
	random := rand.New(rand.NewPCG(20261124, 1))
	drawn := func(int) float64 { return math.Exp(2 * random.NormFloat64()) }
	kinds := map[string]map[string]func(int) float64{ // by company: the library calculates slowly
		"neglected": {"nothing": func(int) float64 { return 0 }, "random": drawn},
		"average":   {"tiny": func(i int) float64 { return 1e-3 * float64(i+1) }, "random": drawn},
		"well-run":  {"huge": func(i int) float64 { return 100 + float64(i) }},
	}
	for _, c := range companies {
		for kind, factor := range kinds[c.name] {
			made := try(t, c.name, factor)
			if made.changed < 8 {
				t.Fatalf("%s: %d figures to change", c.name, made.changed)
			}
			want, got := open(t, made.model), open(t, made.edited)
			formulas := 0
			for _, sheet := range want.GetSheetList() {
				for _, cell := range formulaCells(t, want, sheet) {
					stored, _ := want.GetCellValue(sheet, cell)
					if _, err := strconv.ParseFloat(stored, 64); err != nil {
						continue // the library cannot calculate the sentences; make verify does
					}
					formulas++
					calculated, err := got.CalcCellValue(sheet, cell, excelize.Options{RawCellValue: true})
					if err != nil {
						t.Fatalf("%s, %s: %s!%s: %v", c.name, kind, sheet, cell, err)
					}
					if !same(stored, calculated) {
						expr, _ := want.GetCellFormula(sheet, cell)
						t.Errorf("%s, %s: %s!%s is %q by the model, %q by %s", c.name, kind, sheet, cell, stored, calculated, expr)
					}
				}
			}
			if formulas < 100 {
				t.Errorf("%s has only %d formulas", c.name, formulas)
			}
		}
	}
}

// formulaCells names the cells of a sheet that hold formulas.
func formulaCells(t testing.TB, f *excelize.File, sheet string) []string {
	t.Helper()
	dimension, err := f.GetSheetDimension(sheet)
	if err != nil {
		t.Fatal(err)
	}
	_, last, _ := strings.Cut(dimension, ":")
	columns, rows, err := excelize.CellNameToCoordinates(last)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for row := 1; row <= rows; row++ {
		for column := 1; column <= columns; column++ {
			if expr, _ := f.GetCellFormula(sheet, cellName(column, row)); expr != "" {
				names = append(names, cellName(column, row))
			}
		}
	}
	return names
}

// same tells whether two cells show the same: numbers within 1e-9.
func same(a, b string) bool {
	x, errX := strconv.ParseFloat(a, 64)
	y, errY := strconv.ParseFloat(b, 64)
	if errX != nil || errY != nil {
		return a == b
	}
	return math.Abs(x-y) <= 1e-9*math.Max(1, math.Abs(x))
}

// TestMeasuredWorkingsHoldAtEveryPoint is the reason why factors measured at
// none and at one are enough: the model is linear between and beyond them.
func TestMeasuredWorkingsHoldAtEveryPoint(t *testing.T) {
	for _, one := range companies {
		_, c := company(t, one.name)
		at := func(wage, rate, jobs, outages float64) map[string]assessment.Bill {
			cost := c.With(assessment.Change{Wage: &wage, Rate: &rate, Jobs: &jobs, Outages: &outages}).Cost()
			cost.Tiers[assessment.Today] = cost.BreakFix
			return cost.Tiers
		}
		for id, two := range at(40, 90, 2, 2) {
			for line, v := range two.Lines {
				for _, step := range []struct{ a, b map[string]assessment.Bill }{
					{at(20, 90, 2, 2), at(60, 90, 2, 2)}, {at(40, 40, 2, 2), at(40, 140, 2, 2)}, {at(40, 90, 1, 2), at(40, 90, 3, 2)}, {at(40, 90, 2, 1), at(40, 90, 2, 3)},
				} {
					if middle := (step.a[id].Lines[line] + step.b[id].Lines[line]) / 2; math.Abs(middle-v) > 1e-9*math.Max(1, v) {
						t.Errorf("%s, %s: %s is %v in the middle, %v by the model", one.name, id, line, middle, v)
					}
				}
			}
		}
	}
}
