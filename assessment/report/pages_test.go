package report

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"github.com/xuri/excelize/v2"

	"ounce/assessment"
	"ounce/checks"
)

func TestSectionsStayTogether(t *testing.T) {
	ten := func(int) float64 { return 10 }
	for _, c := range []struct {
		name     string
		sections []int
		last     int
		titles   float64
		want     []int
	}{
		{"all on one page", []int{1, 11, 21}, 30, 0, nil},
		{"the third would be torn", []int{1, 21, 41}, 60, 0, []int{41}},
		{"each is a page", []int{1, 51, 101}, 150, 0, []int{51, 101}},
		{"too long for a page, and room for its beginning", []int{1, 11}, 90, 0, nil},
		{"too long for a page, and no room for its beginning", []int{1, 41}, 120, 0, []int{41}},
		{"what is left of a long one counts", []int{1, 81}, 110, 0, []int{52, 81}},
		{"titles take their room", []int{1, 51, 91}, 101, 20, []int{51, 91}},
		{"a title alone", []int{1, 5, 40}, 60, 0, []int{40}},
		{"a title and more than a page", []int{1, 5, 80}, 90, 0, []int{52}},
		{"nothing is marked", nil, 500, 0, nil},
	} {
		if got := pageBreaks(c.sections, c.last, ten, 510, c.titles); !slices.Equal(got, c.want) {
			t.Errorf("%s: breaks before %v, want %v", c.name, got, c.want)
		}
	}
}

func TestWideSheetsHaveRoomForMoreRows(t *testing.T) {
	narrow, page, wide := pageRoom([]float64{40}), pageRoom([]float64{pageWidth / digitWidth}), pageRoom([]float64{100, 193.333})
	if narrow != page || wide < 1.99*page || wide > 2.01*page {
		t.Errorf("room %v, %v and %v", narrow, page, wide)
	}
}

// printedArea gives the last column and row that a sheet prints.
func printedArea(t *testing.T, f *excelize.File, sheet string) (column, row int) {
	t.Helper()
	for _, name := range f.GetDefinedName() {
		if name.Name == "_xlnm.Print_Area" && name.Scope == sheet {
			var letters string
			if _, err := fmt.Sscanf(name.RefersTo, "'"+sheet+"'!$A$1:$%1s$%d", &letters, &row); err != nil {
				t.Fatalf("%s: %v", name.RefersTo, err)
			}
			column, err := excelize.ColumnNameToNumber(letters)
			if err != nil {
				t.Fatal(err)
			}
			return column, row
		}
	}
	t.Fatalf("%s prints nothing", sheet)
	return 0, 0
}

// Nothing that stands on a sheet is cut by the edge of what is printed.
func TestJoinedCellsArePrintedWhole(t *testing.T) {
	for _, c := range companies {
		f, err := excelize.OpenReader(bytes.NewReader(written(t, c.name)))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		for _, sheet := range f.GetSheetList() {
			last, _ := printedArea(t, f, sheet)
			merged, err := f.GetMergeCells(sheet)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range merged {
				if column, _, _ := excelize.CellNameToCoordinates(m.GetEndAxis()); column > last {
					t.Errorf("%s, %s: %s reaches beyond column %d, the last that is printed", c.name, sheet, m[0], last)
				}
			}
		}
	}
}

// The headings of a table stand on every page that it goes on to, and not above
// another table.
func TestHeadingsAreRepeatedWhereTheirTableGoesOn(t *testing.T) {
	for count, want := range map[int]bool{3: false, 60: true} {
		r, _ := company(t, "average")
		r.Machines, r.Office.Computers = nil, nil
		for i := range count {
			r.Machines = append(r.Machines, checks.Machine{ID: fmt.Sprint(i), Name: fmt.Sprintf("pc-%d", i)})
			r.Office.Computers = append(r.Office.Computers, assessment.Computer{Machine: fmt.Sprint(i), Name: fmt.Sprintf("pc-%d", i)})
		}
		repeated := false
		for _, name := range workbook(t, r).GetDefinedName() {
			repeated = repeated || name.Name == "_xlnm.Print_Titles" && name.Scope == "Machines"
		}
		if repeated != want {
			t.Errorf("%d computers: headings repeated is %v", count, repeated)
		}
	}
}

func TestSectionsAreKeptInTheirOrder(t *testing.T) {
	s := &sheet{}
	for _, row := range []int{21, 47, 1, 47} {
		s.row = row
		s.section()
	}
	if !slices.Equal(s.sections, []int{1, 21, 47}) {
		t.Errorf("sections begin in %v", s.sections)
	}
}
