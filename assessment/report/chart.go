package report

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// chart is a chart over a block of cells: the first column names the
// categories, the first row the series.
type chart struct {
	kind      excelize.ChartType
	title     string // the finding, as a sentence
	speaks    string // the cell that holds the title and follows the figures; empty without one
	alt       string // what a person who cannot see it needs to know
	sheetName string // where the block is
	row       int    // of the headings
	first     int    // row of the first category; 0 is the one below the headings
	last      int    // row of the last category
	column    int    // of the categories
	series    []int  // columns of the series
	colors    []string
	format    string // of the values
	wide      int    // how many columns it covers, in one row
	inset     int    // pixels that it keeps from the left edge
	legend    bool
	labels    bool // the values stand at the bars
	max       *float64
}

// chartInk is the colour of everything that is text in a chart.
const chartInk = "404040"

// addChart draws a chart into a row, from a cell to the right. It ends at the
// edge of a cell, in the pixels that excelize counts a cell by: so readers with
// other fonts stretch it with the cells.
func (s *sheet) addChart(cell string, c chart) {
	if s.err != nil {
		return
	}
	column, row, err := excelize.CellNameToCoordinates(cell)
	s.do(err)
	points := s.grid.row(row).height
	s.do(s.file.SetRowHeight(s.name, row, points)) // the library measures by it
	width, height := -c.inset, int(math.Ceil(points*4/3.4))
	for i := column; i < column+c.wide && i <= len(s.widths); i++ {
		width += s.pixels(i)
	}
	at := func(column, row int) string {
		name, err := excelize.CoordinatesToCellName(column, row, true)
		s.do(err)
		return name
	}
	ref := func(from, to string) string {
		if from == to {
			return fmt.Sprintf("'%s'!%s", c.sheetName, from)
		}
		return fmt.Sprintf("'%s'!%s:%s", c.sheetName, from, to)
	}
	first := cmp.Or(c.first, c.row+1)
	var series []excelize.ChartSeries
	for i, column := range c.series {
		one := excelize.ChartSeries{
			Name:       ref(at(column, c.row), at(column, c.row)),
			Categories: ref(at(c.column, first), at(c.column, c.last)),
			Values:     ref(at(column, first), at(column, c.last)),
			Fill:       excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{s.hue(c.colors[i])}},
		}
		one.DataLabel = excelize.ChartDataLabel{Font: excelize.Font{Color: chartInk, Size: 9}}
		series = append(series, one)
	}
	off, zero, gap := false, 0.0, uint(60)
	font := excelize.Font{Color: chartInk, Size: 9}
	legend := excelize.ChartLegend{Position: "none"}
	if c.legend {
		legend = excelize.ChartLegend{Position: "bottom", Font: &font}
	}
	scale := excelize.ChartTickLabelNextToAxis
	lying := c.kind == excelize.Bar || c.kind == excelize.BarStacked
	if lying { // the first category stands on top, and the numbers at the foot
		scale = excelize.ChartTickLabelHigh
	}
	format := excelize.ChartNumFmt{CustomNumFmt: c.format}
	s.do(s.file.AddChart(s.name, cell, &excelize.Chart{
		Type: c.kind, Series: series, VaryColors: &off, GapWidth: &gap, Legend: legend,
		Title:     c.heading(),
		XAxis:     excelize.ChartAxis{Font: font, ReverseOrder: lying},
		YAxis:     excelize.ChartAxis{Font: font, Minimum: &zero, Maximum: c.max, NumFmt: format, None: c.labels, TickLabelPosition: scale},
		PlotArea:  excelize.ChartPlotArea{ShowVal: c.labels, NumFmt: format},
		Dimension: excelize.ChartDimension{Width: uint(width), Height: uint(height)},
		Format:    excelize.GraphicOptions{AltText: cut(c.alt, 500), Positioning: "twoCell", OffsetX: c.inset},
	}))
}

// heading is the chart's title: a cell's text, or its own.
func (c chart) heading() excelize.ChartTitle {
	font := excelize.Font{Bold: true, Size: 11, Color: ink}
	if c.speaks != "" {
		return excelize.ChartTitle{Formula: c.speaks, Font: &font}
	}
	return excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: c.title, Font: &font}}}
}

var (
	textReference   = regexp.MustCompile(`<strRef><f>([^<]*)</f></strRef>`)
	numberReference = regexp.MustCompile(`<numRef><f>([^<]*)</f><numCache><formatCode></formatCode></numCache></numRef>`)
)

// fillCharts writes the values that a chart shows into the chart itself:
// previews draw from these copies and do not look into the cells.
func (b *book) fillCharts(data []byte) ([]byte, error) {
	var failed error
	points := func(ref string) []any {
		values, err := b.valuesAt(ref)
		if err != nil {
			failed = err
		}
		return values
	}
	data = textReference.ReplaceAllFunc(data, func(found []byte) []byte {
		ref := unescape(textReference.FindSubmatch(found)[1])
		return fmt.Appendf(nil, `<strRef><f>%s</f><strCache>%s</strCache></strRef>`, escaped(ref), cachePoints(points(ref)))
	})
	data = numberReference.ReplaceAllFunc(data, func(found []byte) []byte {
		ref := unescape(numberReference.FindSubmatch(found)[1])
		return fmt.Appendf(nil, `<numRef><f>%s</f><numCache><formatCode>General</formatCode>%s</numCache></numRef>`,
			escaped(ref), cachePoints(points(ref)))
	})
	return data, failed
}

func unescape(text []byte) string {
	return strings.NewReplacer("&#39;", "'", "&apos;", "'", "&amp;", "&").Replace(string(text))
}

func escaped(text string) string {
	var out bytes.Buffer
	xml.EscapeText(&out, []byte(text)) // writing to memory does not fail
	return out.String()
}

func cachePoints(values []any) string {
	var out strings.Builder
	fmt.Fprintf(&out, `<ptCount val="%d"></ptCount>`, len(values))
	for i, value := range values {
		if value != nil {
			fmt.Fprintf(&out, `<pt idx="%d"><v>%s</v></pt>`, i, escaped(fmt.Sprint(value)))
		}
	}
	return out.String()
}

// valuesAt gives what was written into a range such as 'Months'!$B$2:$B$9.
func (b *book) valuesAt(ref string) ([]any, error) {
	name, cells, ok := strings.Cut(strings.ReplaceAll(ref, "$", ""), "!")
	if !ok {
		return nil, fmt.Errorf("a chart refers to %q", ref)
	}
	from, to, isRange := strings.Cut(cells, ":")
	if !isRange {
		to = from
	}
	column, first, err := excelize.CellNameToCoordinates(from)
	if err != nil {
		return nil, fmt.Errorf("a chart refers to %q: %w", ref, err)
	}
	_, last, err := excelize.CellNameToCoordinates(to)
	if err != nil {
		return nil, fmt.Errorf("a chart refers to %q: %w", ref, err)
	}
	at := slices.IndexFunc(b.sheets, func(s *sheet) bool { return s.name == strings.Trim(name, "'") })
	if at < 0 {
		return nil, fmt.Errorf("a chart refers to %q", ref)
	}
	var values []any
	for row := first; row <= last; row++ {
		values = append(values, b.sheets[at].grid.shown(column, row))
	}
	return values, nil
}
