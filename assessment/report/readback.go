package report

import (
	"encoding/json"
	"fmt"
	"hash/crc32"
	"math"
	"strconv"
	"strings"

	"ounce/assessment"
)

// carried is what the sheet Cost carries so that Ounce can read the workbook
// back: the case in numbers, and which cell holds which figure.
type carried struct {
	Case    assessment.Snapshot `json:"case"`
	Figures []carriedFigure     `json:"figures"`
}

type carriedFigure struct {
	Key   string  `json:"key"` // of the model's input, or fee: and a tier's id
	Label string  `json:"label"`
	Unit  string  `json:"unit"`
	Value float64 `json:"value"`
	Most  float64 `json:"most"`
}

const (
	carriedTitle = "For reading this workbook back"
	carriedHint  = "The sizes, figures, scores and tiers of this report in numbers, and no name: ounce assess --what-if judges again with the yellow cells above."
	carriedLabel = "Part"
	// carriedPart is how many characters of it a cell holds.
	carriedPart = 1800
	feeKey      = "fee:"
)

// carry writes the case in numbers at the end of the sheet.
func (c *costSheet) carry() {
	s := c.sheet
	if s.living == nil {
		return
	}
	data, err := json.Marshal(carried{s.living.Snapshot(s.result.Currency, s.result.Data["model"]), c.carried})
	if err != nil {
		s.do(fmt.Errorf("writing the case: %w", err))
		return
	}
	plain := ascii(fmt.Sprintf("%08x", crc32.ChecksumIEEE(data)), data)
	s.row++
	s.line(sectionLook, carriedTitle)
	s.put(1, s.row, carriedHint, hintLook)
	s.mergeLong(1, len(c.all)+1, carriedHint, hintLook)
	s.row++
	for part := 1; len(plain) > 0; part++ {
		n := min(carriedPart, len(plain))
		s.put(1, s.row, fmt.Sprintf("%s %d", carriedLabel, part), hintLook)
		s.put(2, s.row, verbatim(plain[:n]), look{size: 6, color: muted, clip: true})
		s.row++
		plain = plain[n:]
	}
}

// verbatim is a text of Ounce's own making that stands as it is.
type verbatim string

// ascii puts a sum before JSON and writes what is not ASCII as its code.
func ascii(sum string, data []byte) string {
	var out strings.Builder
	out.WriteString(sum + " ")
	for _, r := range string(data) {
		switch {
		case r < 0x7f:
			out.WriteRune(r)
		case r > 0xffff:
			r -= 0x10000
			fmt.Fprintf(&out, `\u%04x\u%04x`, 0xd800+(r>>10), 0xdc00+(r&0x3ff))
		default:
			fmt.Fprintf(&out, `\u%04x`, r)
		}
	}
	return out.String()
}

// Figure is a figure that a reader changed.
type Figure struct {
	Label, Unit string
	Was, Is     float64
}

// Reading is what a workbook says that somebody played with.
type Reading struct {
	Case    assessment.Snapshot // as it was judged
	Change  assessment.Change
	Changed []Figure
}

// ReadBack reads the cells that a reader may change out of a workbook of Ounce;
// password opens a sealed one. Whatever else was edited is not looked at. A file
// that is no such workbook is refused in one sentence.
func ReadBack(data []byte, password string) (Reading, error) {
	cost, err := sheetCells(data, password, "Cost")
	if err != nil {
		return Reading{}, err
	}
	var plain strings.Builder
	for row := 1; row <= cost.rows; row++ {
		if strings.HasPrefix(cost.at(1, row).text, carriedLabel+" ") {
			plain.WriteString(cost.at(2, row).text)
		}
	}
	sum, body, ok := strings.Cut(plain.String(), " ")
	if !ok {
		return Reading{}, fmt.Errorf("it has no figures to change: only a report that Ounce wrote with them can be read back")
	}
	var c carried
	decoder := json.NewDecoder(strings.NewReader(body))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&c); err != nil {
		return Reading{}, fmt.Errorf("the part %q of the sheet Cost was changed or is of another Ounce", carriedTitle)
	}
	if again, err := json.Marshal(c); err != nil || fmt.Sprintf("%08x", crc32.ChecksumIEEE(again)) != sum {
		return Reading{}, fmt.Errorf("the part %q of the sheet Cost was changed or is of another Ounce", carriedTitle)
	}
	return c.compare(cost)
}

// compare finds the figures by their labels and tells which were changed.
func (c *carried) compare(cost foreignSheet) (Reading, error) {
	r := Reading{Case: c.Case, Change: assessment.Change{Fees: map[string]float64{}}}
	for _, f := range c.Figures {
		row := 1
		for row <= cost.rows && cost.at(1, row).text != f.Label {
			row++
		}
		if row > cost.rows {
			return r, fmt.Errorf("the row %q is missing on the sheet Cost; please change only the yellow cells", cut(line(f.Label), 80))
		}
		is, err := strconv.ParseFloat(cost.at(2, row).text, 64)
		if err != nil || !(is >= 0 && is <= f.Most) {
			return r, fmt.Errorf("%s must be a number from 0 to %.0f; the sheet Cost says %q", cut(line(f.Label), 80), f.Most, cut(line(cost.at(2, row).text), 40))
		}
		if math.Abs(is-f.Value) <= 1e-9*math.Max(1, math.Abs(f.Value)) {
			continue
		}
		r.Changed = append(r.Changed, Figure{f.Label, f.Unit, f.Value, is})
		to := map[string]**float64{"w": &r.Change.Wage, "rate": &r.Change.Rate, "l1": &r.Change.Jobs, "l2": &r.Change.Outages,
			"h1_med": &r.Change.JobHours, "d2_med": &r.Change.OutageHours}[f.Key]
		if id, isFee := strings.CutPrefix(f.Key, feeKey); isFee {
			r.Change.Fees[id] = is
		} else if to != nil {
			*to = &is
		} else {
			return r, fmt.Errorf("the part %q of the sheet Cost was changed or is of another Ounce", carriedTitle)
		}
	}
	return r, nil
}
