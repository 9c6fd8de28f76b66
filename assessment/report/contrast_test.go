package report

import (
	"bytes"
	"encoding/xml"
	"image/color"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"ounce/assets/palette"
)

// rgb is a colour as workbooks write it, with or without opacity before it.
func rgb(t *testing.T, digits string) color.NRGBA {
	t.Helper()
	v, err := strconv.ParseUint(digits[max(0, len(digits)-6):], 16, 32)
	if err != nil {
		t.Fatalf("no colour: %q", digits)
	}
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 0xff}
}

// TestEveryCellCanBeRead measures the text of every style that a cell has
// against what is behind it, also with brands as pale and as loud as they come.
func TestEveryCellCanBeRead(t *testing.T) {
	r, c := company(t, "neglected")
	for _, brand := range []Brand{{}, {Name: "Sun", Color: "#FFFF00", Accent: "#FFFFFF"}, {Name: "Night", Color: "#000000", Accent: "#00FF00"}, {Name: "Loud", Color: "#FF00FF"}} {
		var out bytes.Buffer
		if err := Write(&out, r, Living(c), Branded(brand)); err != nil {
			t.Fatal(err)
		}
		all := parts(t, out.Bytes())
		var styles struct {
			Fonts []struct {
				Color struct {
					RGB string `xml:"rgb,attr"`
				} `xml:"color"`
			} `xml:"fonts>font"`
			Fills []struct {
				Pattern struct {
					Kind string `xml:"patternType,attr"`
					Fore struct {
						RGB string `xml:"rgb,attr"`
					} `xml:"fgColor"`
				} `xml:"patternFill"`
			} `xml:"fills>fill"`
			Cells []struct {
				Font int `xml:"fontId,attr"`
				Fill int `xml:"fillId,attr"`
			} `xml:"cellXfs>xf"`
		}
		if err := xml.Unmarshal([]byte(all["xl/styles.xml"]), &styles); err != nil {
			t.Fatal(err)
		}
		measured := 0
		for i, s := range styles.Cells[1:] { // the first is of cells that nobody wrote
			ground := color.NRGBA{R: 0xff, G: 0xff, B: 0xff, A: 0xff}
			if p := styles.Fills[s.Fill].Pattern; p.Kind == "solid" {
				ground = rgb(t, p.Fore.RGB)
			}
			measured++
			if got := palette.Contrast(rgb(t, styles.Fonts[s.Font].Color.RGB), ground); got < 4.5 {
				t.Errorf("brand %q, style %d: %s on %v has a contrast of %.1f", brand.Name, i+1, styles.Fonts[s.Font].Color.RGB, ground, got)
			}
		}
		if measured < 20 {
			t.Errorf("only %d styles were measured", measured)
		}
	}
}

var barColor = regexp.MustCompile(`(?s)<ser>.*?<a:srgbClr val="([0-9A-F]{6})"`)

// TestChartsAreReadWithoutColour has neighbours in a chart differ in grey, too.
func TestChartsAreReadWithoutColour(t *testing.T) {
	stacked := 0
	for name, part := range parts(t, written(t, "average")) {
		if !strings.HasPrefix(name, "xl/charts/chart") {
			continue
		}
		series := barColor.FindAllStringSubmatch(part, -1)
		if len(series) == 0 {
			t.Errorf("%s has no bars", name)
		}
		for i := 1; i < len(series); i++ {
			stacked++
			if got := palette.Contrast(rgb(t, series[i-1][1]), rgb(t, series[i][1])); got < 1.3 {
				t.Errorf("%s: %s beside %s cannot be told apart on a black and white print: %.2f", name, series[i-1][1], series[i][1], got)
			}
		}
	}
	if stacked < 4 {
		t.Errorf("only %d neighbours were compared", stacked)
	}
}
