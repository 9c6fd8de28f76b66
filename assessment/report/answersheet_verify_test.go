//go:build verify

package report

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"ounce/assessment"
)

// TestTheValidatorFindsNothingInAnswerSheets has the Open XML SDK look at them.
func TestTheValidatorFindsNothingInAnswerSheets(t *testing.T) {
	q := questionnaire(t)
	validate(t, "blank", answerSheet(t, q, assessment.Answers{}))
	for _, name := range []string{"neglected", "average", "well-run"} {
		validate(t, name, answerSheet(t, q, exampleAnswers(t, q, name)))
	}
	notes := exampleAnswers(t, q, "average")
	for i, bad := range hostile {
		question := q.Questions[i%len(q.Questions)].ID
		given := notes.Given[question]
		given.Note = cut(strings.ToValidUTF8(bad, "?"), 1900)
		notes.Given[question], notes.Company = given, cut(given.Note, 150)
	}
	validate(t, "hostile", answerSheet(t, q, notes))
}

// TestSheetsThatLibreOfficeSavedAreReadBack saves sheets with LibreOffice,
// untouched and after somebody wrote into them.
func TestSheetsThatLibreOfficeSavedAreReadBack(t *testing.T) {
	q := questionnaire(t)
	profile := t.TempDir()
	for _, name := range []string{"neglected", "average", "well-run"} {
		want := exampleAnswers(t, q, name)
		given := want.Given["BK1"]
		given.Note = "two lines\nand =1+1, “quoted”, 12"
		want.Given["BK1"] = given
		got, err := ReadAnswerSheet(name, read(t, office(t, profile, "xlsx", keep(t, name, answerSheet(t, q, want)))), q)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if diff := sameAnswers(want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}

	want := exampleAnswers(t, q, "average")
	flat := office(t, profile, "fods", keep(t, "sheet", answerSheet(t, q, want)))
	text := read(t, flat)
	for _, edit := range [][2]string{
		{"Miller &amp; Sons", "Müller &amp; Söhne"},
		{"<text:p>Most of it</text:p>", "<text:p>Nothing</text:p>"},
		{`office:value="17600"`, `office:value="18000.5"`},
	} {
		if !bytes.Contains(text, []byte(edit[0])) {
			t.Fatalf("LibreOffice wrote no %s", edit[0])
		}
		text = bytes.Replace(text, []byte(edit[0]), []byte(edit[1]), 1)
	}
	if err := os.WriteFile(flat, text, 0o600); err != nil {
		t.Fatal(err)
	}
	out := t.TempDir()
	if words, err := exec.Command("soffice", "-env:UserInstallation=file://"+profile, "--headless", "--convert-to", "xlsx", "--outdir", out, flat).CombinedOutput(); err != nil {
		t.Fatalf("LibreOffice: %v\n%s", err, words)
	}
	got, err := ReadAnswerSheet("edited", read(t, filepath.Join(out, "sheet.xlsx")), q)
	if err != nil {
		t.Fatal(err)
	}
	want.Company = "Müller & Söhne"
	want.Given["BK1"] = assessment.Answer{Choice: "d"}
	want.Given["B06"].Fields["inv_total"] = 18000.5
	if diff := sameAnswers(want, got); diff != "" {
		t.Error(diff)
	}
}
