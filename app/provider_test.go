package app

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"
	"time"

	"ounce/assessment"
	"ounce/assessment/report"
	"ounce/assets"
)

// TestProviderPlanIsInNoClientsReport looks for the plan's words in the JSON and
// in every part of the workbook of each example company.
func TestProviderPlanIsInNoClientsReport(t *testing.T) {
	plan, err := assessment.Plan(assessment.ProviderInput{Clients: 24, Revenue: 400, Margin: .5, Rise: .2, Leave: .15, Replace: 6, Cohort: 4, Gateway: 150}, "USD")
	if err != nil {
		t.Fatal(err)
	}
	judge, err := assessment.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"neglected", "average", "well-run"} {
		sheet, err := assets.Files.ReadFile("examples/" + name + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		answers, err := assessment.ParseAnswers(name, sheet, judge.Questions)
		if err != nil {
			t.Fatal(err)
		}
		result, err := judge.Assess(assessment.Input{Answers: answers, Now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)})
		if err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(result)
		if err != nil {
			t.Fatal(err)
		}
		var book bytes.Buffer
		if err := report.Write(&book, result); err != nil {
			t.Fatal(err)
		}
		archive, err := zip.NewReader(bytes.NewReader(book.Bytes()), int64(book.Len()))
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range archive.File {
			r, err := part.Open()
			if err != nil {
				t.Fatal(err)
			}
			data, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			text = append(text, data...)
		}
		for _, words := range [][]string{plan.Argument, plan.Way, plan.Words} {
			for _, sentence := range words {
				if strings.Contains(string(text), sentence[:24]) {
					t.Errorf("%s: the report says %q", name, sentence)
				}
			}
		}
	}
}
