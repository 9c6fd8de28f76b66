package report

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"ounce/assessment"
)

// visitOn is the sample of some day, with a score and a cost; below zero there
// is none.
func visitOn(month time.Month, score, cost float64, currency string) assessment.Result {
	r := sample()
	r.Generated, r.Currency, r.Cost = time.Date(2026, month, 3, 9, 0, 0, 0, time.UTC), currency, nil
	r.Scores.Overall.Range = nil
	if score >= 0 {
		r.Scores.Overall.Range = &assessment.Range{Low: score, Mid: score, High: score}
	}
	if cost >= 0 {
		r.Cost = &assessment.Cost{Currency: currency, BreakFix: assessment.Bill{Total: cost}}
	}
	return r
}

// since writes a report over some visits and gives its sheet's cells and charts.
func reportSince(t *testing.T, now assessment.Result, older ...assessment.Result) (rows [][]string, charts string) {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, now, Since(older...)); err != nil {
		t.Fatal(err)
	}
	lint(t, "since", out.Bytes())
	for part, content := range parts(t, out.Bytes()) {
		if strings.HasPrefix(part, "xl/charts/chart") && strings.Contains(content, "Since last time") {
			charts += content
		}
	}
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if rows, err = f.GetRows("Since last time"); err != nil {
		t.Fatal(err)
	}
	return rows, charts
}

// TestTheWaySoFarIsDrawn draws visits of which one had no score and one another
// currency: what is not known is a gap in the picture and said beside.
func TestTheWaySoFarIsDrawn(t *testing.T) {
	now := visitOn(11, 58, -1, "USD")
	now.Cost = nil
	rows, charts := reportSince(t, now, visitOn(2, 41, 38_700, "USD"), visitOn(5, -1, 36_000, "USD"), visitOn(8, 50, 30_000, "EUR"))
	at := 0
	for i, row := range rows {
		if len(row) > 0 && row[0] == "Assessment of" {
			at = i
		}
	}
	for i, want := range []string{"3 February 2026|41|39,000|1|1|0", "3 May 2026||36,000|1|1|0|score", "3 August 2026|50||1|1|0|cost, which was in EUR", "3 November 2026|58||1|1|0|cost"} {
		if got := strings.Join(rows[at+1+i], "|"); strings.TrimRight(got, "|") != want {
			t.Errorf("the visit is %q, want %q", got, want)
		}
	}
	for _, want := range []string{"The score went from 41 to 58 of 100", "What today costs a year went from about 39,000 to about 36,000 USD",
		`<ptCount val="4"></ptCount><pt idx="0"><v>41</v></pt><pt idx="2"><v>50</v></pt><pt idx="3"><v>58</v></pt>`,
		`<ptCount val="4"></ptCount><pt idx="0"><v>39000</v></pt><pt idx="1"><v>36000</v></pt></numCache>`, "<v>3 February 2026</v>"} {
		if !strings.Contains(charts, want) {
			t.Errorf("the charts lack %q in\n%s", want, charts)
		}
	}
}

func TestManyVisitsAndNone(t *testing.T) {
	var older []assessment.Result
	for i := range 20 {
		r := visitOn(1, float64(30+i), -1, "USD")
		r.Generated = r.Generated.AddDate(-2, i, 0)
		older = append(older, r)
	}
	rows, charts := reportSince(t, visitOn(11, 60, -1, "USD"), older...)
	if !strings.Contains(charts, "The score went from 39 to 60 of 100") || !strings.Contains(charts, `<ptCount val="12">`) || strings.Contains(charts, "What today costs a year") {
		t.Errorf("of 21 visits without a cost the charts show\n%s", charts)
	}
	listed := 0
	for _, row := range rows {
		if len(row) > 1 && strings.Contains(row[0], " 202") && len(row[0]) < 20 {
			listed++
		}
	}
	if listed != 21 {
		t.Errorf("%d visits are listed", listed)
	}
	if _, charts := reportSince(t, visitOn(11, -1, -1, "USD"), visitOn(5, -1, -1, "USD")); charts != "" {
		t.Errorf("where nothing is known the charts show\n%s", charts)
	}
	if _, charts := reportSince(t, visitOn(11, 60, -1, "USD"), visitOn(5, -1, -1, "USD")); !strings.Contains(charts, "The score: 60 of 100") {
		t.Errorf("one score is shown as\n%s", charts)
	}
}

func TestAChangeInASentence(t *testing.T) {
	for _, c := range []struct {
		points, money float64
		want          string
	}{
		{1, -171, "The score rose by 1 point. What today costs a year fell by about 170 USD."},
		{-17.4, 12_300, "The score fell by 17 points. What today costs a year rose by about 12,000 USD."},
		{0.3, -2, "The score is as it was. What today costs a year is as it was."},
	} {
		if got := sinceWords(assessment.Difference{Points: &c.points, Money: &c.money}, "USD"); !strings.HasSuffix(got, "no longer seen. "+c.want) {
			t.Errorf("got %q, want %q at the end", got, c.want)
		}
	}
}
