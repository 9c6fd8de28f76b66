package app

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"ounce/assessment"
	"ounce/checks/host"
)

// TestWithoutAWindowTheWholeJobIsDone starts twice where no window can be: the
// questions are answered in between.
func TestWithoutAWindowTheWholeJobIsDone(t *testing.T) {
	folder := t.TempDir()
	start := func() (told, out, errOut string, err error) {
		machine, openErr := host.OpenRecording("testdata/recordings/neglected.yaml")
		must(t, openErr)
		s, o, e := newSession(t.Context(), host.Play(machine))
		err = s.withoutWindow(folder, errors.New("This display has no OpenGL"), func(text string) { told += text })
		return told, o.String(), e.String(), err
	}
	told, out, errOut, err := start()
	must(t, err)
	sheet := filepath.Join(folder, sheetName)
	for _, want := range []string{"The report is " + filepath.Join(folder, "IT assessment.xlsx"), "The questions are in " + sheet, "ounce assess"} {
		if !strings.Contains(told, want) || !strings.Contains(out, want) {
			t.Errorf("never told %q:\n%s\n%s", want, told, out)
		}
	}
	if errOut != "ounce: This display has no OpenGL\n" {
		t.Errorf("said %q", errOut)
	}

	// Somebody fills the sheet in: the company's name, and how many work there.
	book, err := excelize.OpenFile(sheet)
	must(t, err)
	rows, err := book.GetRows("Questions")
	must(t, err)
	answered, saw := 0, 0
	for i, row := range rows {
		for id, value := range map[string]any{"company": "Miller", "B01.staff": 12, "B01.pcs": 12} {
			if len(row) > 0 && row[0] == id {
				at, err := excelize.CoordinatesToCellName(3, i+1)
				must(t, err)
				must(t, book.SetCellValue("Questions", at, value))
				answered++
			}
		}
		saw += strings.Count(strings.Join(row, " "), "We saw")
	}
	if answered != 3 || saw == 0 {
		t.Fatalf("%d rows, %d things seen", answered, saw)
	}
	must(t, book.Save())
	must(t, book.Close())

	for _, want := range []string{"Miller IT assessment.xlsx", "Miller IT assessment 2.xlsx"} {
		told, _, _, err = start()
		must(t, err)
		if !strings.Contains(told, "The report is "+filepath.Join(folder, want)) || !strings.Contains(told, "It rests on your answers in "+sheet) {
			t.Errorf("told %q", told)
		}
	}
	made, err := excelize.OpenFile(filepath.Join(folder, "Miller IT assessment.xlsx"))
	must(t, err)
	defer made.Close()
	if title, err := made.GetCellValue("Summary", "A1"); err != nil || !strings.Contains(title, "Miller") {
		t.Errorf("the report begins with %q (%v)", title, err)
	}
	if got := names(t, folder); !slices.Equal(got, []string{"IT assessment.xlsx", "Miller IT assessment 2.xlsx", "Miller IT assessment.xlsx", sheetName}) {
		t.Errorf("left %v", got)
	}

	// A mistake in the sheet is told, and no report is written.
	q, err := assessment.LoadQuestionnaire()
	must(t, err)
	data, err := answersFile(sheet, q, assessment.Answers{Currency: "XXQ"}, nil)
	must(t, err)
	must(t, os.WriteFile(sheet, bytes.Clone(data), 0o600))
	if told, _, _, err = start(); err == nil || !strings.Contains(told, "has mistakes:\ncell C7: currency:") {
		t.Errorf("told %q (%v)", told, err)
	}
	if len(names(t, folder)) != 4 {
		t.Errorf("left %v", names(t, folder))
	}
}

func names(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	must(t, err)
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}
