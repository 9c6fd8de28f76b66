//go:build bench && linux

package report

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// spent is what writing one workbook took in a process of its own.
type spent struct {
	Wall, CPU time.Duration
	Peak      int64 // bytes of memory held at once, the result itself included
	Size      int
}

// childSize names the machines and findings that a child process writes; only
// the child has it.
const childSize = "OUNCE_BENCH_FLEET"

// TestBenchWorkbookChild is the process that is measured.
func TestBenchWorkbookChild(t *testing.T) {
	var machines, findings int
	if n, _ := fmt.Sscanf(os.Getenv(childSize), "%dx%d", &machines, &findings); n != 2 {
		return // this is the parent
	}
	r, c := fleet(t, machines, findings)
	var out bytes.Buffer
	before, began := cpu(), time.Now()
	if err := Write(&out, r, Living(c)); err != nil {
		t.Fatal(err)
	}
	s := spent{Wall: time.Since(began), CPU: cpu() - before, Size: out.Len()}
	if file := os.Getenv("OUNCE_BENCH_KEEP"); file != "" {
		if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	json.NewEncoder(os.Stdout).Encode(s)
}

func cpu() time.Duration {
	var used syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &used)
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// median runs a program several times and gives the median of each figure.
func median(t *testing.T, runs int, environment []string, name string, args ...string) spent {
	t.Helper()
	var all []spent
	for range runs {
		cmd := exec.Command(name, args...)
		cmd.Env = append(os.Environ(), environment...)
		text, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, text)
		}
		line, _, _ := strings.Cut(string(text), "\n")
		var s spent
		if err := json.Unmarshal([]byte(line), &s); err != nil {
			t.Fatalf("%s printed %s", name, text)
		}
		s.Peak = cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss << 10
		all = append(all, s)
	}
	middle := func(by func(spent) int64) int64 {
		var values []int64
		for _, s := range all {
			values = append(values, by(s))
		}
		slices.Sort(values)
		return values[len(values)/2]
	}
	return spent{
		Wall: time.Duration(middle(func(s spent) int64 { return int64(s.Wall) })), CPU: time.Duration(middle(func(s spent) int64 { return int64(s.CPU) })),
		Peak: middle(func(s spent) int64 { return s.Peak }), Size: int(middle(func(s spent) int64 { return int64(s.Size) })),
	}
}

// TestBenchWorkbook fails above the limits that the README promises.
func TestBenchWorkbook(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	book := filepath.Join(t.TempDir(), "fleet.xlsx")
	write := func(size string, runs int, more ...string) spent {
		return median(t, runs, append(more, childSize+"="+size), program, "-test.run=^TestBenchWorkbookChild$")
	}
	taken := map[string]spent{}
	for _, one := range []struct {
		size  string
		runs  int
		limit spent
	}{
		{"1x80", 5, spent{Wall: 60 * time.Millisecond}},
		{"50x80", 5, spent{Wall: 250 * time.Millisecond, Peak: 60e6, Size: 500e3}},
		{"500x80", 3, spent{Wall: 3 * time.Second}},
	} {
		s := write(one.size, one.runs, "OUNCE_BENCH_KEEP="+book)
		taken[one.size] = s
		fmt.Printf("workbook %7s %8.3f s (%.3f s of CPU) %6.1f MB %8d bytes   (at most %v", one.size, s.Wall.Seconds(), s.CPU.Seconds(), float64(s.Peak)/1e6, s.Size, one.limit.Wall)
		if one.limit.Peak > 0 {
			fmt.Printf(", %d MB, %d KB", one.limit.Peak/1e6, one.limit.Size/1e3)
		}
		fmt.Println(")")
		if s.Wall > one.limit.Wall || one.limit.Peak > 0 && (s.Peak > one.limit.Peak || s.Size > one.limit.Size) {
			t.Errorf("the workbook of %s took %+v", one.size, s)
		}
		if one.size == "50x80" {
			yardstick(t, book, s)
		}
	}
	if small, large := taken["50x80"], taken["500x80"]; large.CPU > 12*small.CPU {
		t.Errorf("ten times the machines cost %.1f times the work", float64(large.CPU)/float64(small.CPU))
	}
}

// yardstick lets XlsxWriter write the same cells.
func yardstick(t *testing.T, book string, ours spent) {
	t.Helper()
	data, err := os.ReadFile(book)
	if err != nil {
		t.Fatal(err)
	}
	content := filepath.Join(t.TempDir(), "content.json")
	encoded, err := json.Marshal(everyCell(t, data))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(content, encoded, 0o600); err != nil {
		t.Fatal(err)
	}
	theirs := median(t, 5, nil, "/usr/bin/python3", "testdata/yardstick.py", content, filepath.Join(t.TempDir(), "yardstick.xlsx"))
	fmt.Printf("XlsxWriter 50x80 %8.3f s (%.3f s of CPU) %6.1f MB %8d bytes   (ours takes %.2f times as long; at most 1.5)\n",
		theirs.Wall.Seconds(), theirs.CPU.Seconds(), float64(theirs.Peak)/1e6, theirs.Size, float64(ours.Wall)/float64(theirs.Wall))
	if float64(ours.Wall) > 1.5*float64(theirs.Wall) {
		t.Errorf("%v against XlsxWriter's %v", ours.Wall, theirs.Wall)
	}
}

type yardRow struct {
	Number int     `json:"number"` // from 0
	Cells  [][]any `json:"cells"`  // column, style, value, formula
}

type yardSheet struct {
	Name string    `json:"name"`
	Rows []yardRow `json:"rows"`
}

// everyCell reads a workbook's cells as the yardstick writes them.
func everyCell(t *testing.T, data []byte) []yardSheet {
	t.Helper()
	all := parts(t, data)
	var shared struct {
		Texts []string `xml:"si>t"`
	}
	if err := xml.Unmarshal([]byte(all[sharedTexts]), &shared); err != nil {
		t.Fatal(err)
	}
	var sheets []yardSheet
	for n := 1; all[fmt.Sprintf("xl/worksheets/sheet%d.xml", n)] != ""; n++ {
		var sheet struct {
			Rows []struct {
				Number int `xml:"r,attr"`
				Cells  []struct {
					Name    string `xml:"r,attr"`
					Style   int    `xml:"s,attr"`
					Kind    string `xml:"t,attr"`
					Value   string `xml:"v"`
					Formula string `xml:"f"`
				} `xml:"c"`
			} `xml:"sheetData>row"`
		}
		if err := xml.Unmarshal([]byte(all[fmt.Sprintf("xl/worksheets/sheet%d.xml", n)]), &sheet); err != nil {
			t.Fatal(err)
		}
		one := yardSheet{Name: fmt.Sprint("Sheet", n)}
		for _, row := range sheet.Rows {
			to := yardRow{Number: row.Number - 1, Cells: [][]any{}}
			for _, cell := range row.Cells {
				column, _, err := excelize.CellNameToCoordinates(cell.Name)
				if err != nil {
					t.Fatal(err)
				}
				var value any
				if number, err := strconv.ParseFloat(cell.Value, 64); err == nil {
					value = number
					if cell.Kind == "s" {
						value = shared.Texts[int(number)]
					}
				} else if cell.Value != "" {
					value = cell.Value
				}
				to.Cells = append(to.Cells, []any{column - 1, cell.Style, value, cell.Formula})
			}
			one.Rows = append(one.Rows, to)
		}
		sheets = append(sheets, one)
	}
	return sheets
}
