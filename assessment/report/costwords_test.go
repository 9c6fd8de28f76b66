package report

import (
	"fmt"
	"testing"

	"github.com/xuri/excelize/v2"
)

// A spreadsheet rounds as the model does.
func TestFormulasRoundAsTheModelDoes(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	for _, v := range []float64{0, 4, 994, 999.9, 1049, 9949, 38749, -7712, 999_400, 1_234_567, 9_996_000, 73_823_882} {
		if err := f.SetCellFormula("Sheet1", "A1", roundedOf(fmt.Sprintf("(%f)", v))); err != nil {
			t.Fatal(err)
		}
		got, err := f.CalcCellValue("Sheet1", "A1")
		if err != nil || !same(got, fmt.Sprint(rounded(v))) {
			t.Errorf("%v: the formula gives %s, %v, the model %v", v, got, err, rounded(v))
		}
	}
}
