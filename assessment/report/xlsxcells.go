package report

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"
)

// limits are how much of a workbook that somebody hands in is read. It is read
// with the standard library alone: what reads all of Excel can be led into using
// any amount of memory.
type limits struct {
	part         int64  // bytes of one part, unpacked
	rows, column int    // cells further down or right are left out
	only         string // the one sheet that is read; empty is all
}

// answerLimits hold any answer sheet.
var answerLimits = limits{part: 4 << 20, rows: 5000, column: 30}

const (
	maxParts  = 2000
	maxSheets = 20
	maxDepth  = 40
)

// cell is what one cell holds.
type cell struct {
	text   string
	number bool // text is a number as the file has it
	fault  bool // text is an error such as #REF!
	shared int  // which of the shared texts it shows, from 1; 0 is none
}

// foreignSheet is one sheet's cells by column and row, from 1.
type foreignSheet struct {
	name  string
	cells map[[2]int]cell
	rows  int // the last row that holds something
}

func (g foreignSheet) at(column, row int) cell { return g.cells[[2]int{column, row}] }

// Errors go on where the name of the file ends.
var (
	errDamaged    = errors.New("is a damaged workbook; please save it once more as an Excel workbook (.xlsx)")
	errNoWorkbook = errors.New("is no Excel workbook (.xlsx)")
	errElsewhere  = errors.New("is of another program; please save it as an Excel workbook (.xlsx)")
	errNoSheet    = errors.New("has not the sheet that is looked for")
	errTooMuch    = errors.New("holds far more than an answer sheet; please copy the answers into a new one")
)

// readWorkbook gives the sheets of a workbook in their order.
func readWorkbook(data []byte, most limits) ([]foreignSheet, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return nil, errors.New("has a password or is of an old kind; please save it as .xlsx, without a password")
	case !bytes.HasPrefix(data, []byte("PK")):
		return nil, errNoWorkbook
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil || len(archive.File) > maxParts {
		return nil, errDamaged
	}
	b := foreignBook{parts: map[string]*zip.File{}, limits: most}
	for _, f := range archive.File {
		if _, twice := b.parts[f.Name]; !twice {
			b.parts[f.Name] = f
		}
	}
	if b.parts["mimetype"] != nil {
		return nil, errElsewhere
	}
	return b.sheets()
}

// foreignBook is a workbook that some other program may have written.
type foreignBook struct {
	parts map[string]*zip.File
	limits
}

// relation is what one part says of another.
type relation struct{ id, kind, target string }

func (b *foreignBook) sheets() ([]foreignSheet, error) {
	main, err := b.mainPart()
	if err != nil {
		return nil, err
	}
	related, err := b.relations(main)
	if err != nil {
		return nil, err
	}
	targets, texts := map[string]string{}, ""
	for _, r := range related {
		targets[r.id] = r.target
		if r.kind == "sharedStrings" {
			texts = r.target
		}
	}
	var all []foreignSheet
	listed, err := b.listed(main)
	if err != nil {
		return nil, err
	}
	for _, one := range listed {
		part := targets[one.id]
		if b.parts[part] == nil || strings.Contains(part, "chartsheets/") || b.only != "" && b.only != one.kind {
			continue
		}
		g := foreignSheet{name: one.kind, cells: map[[2]int]cell{}}
		if err := b.readCells(part, &g); err != nil {
			return nil, err
		}
		all = append(all, g)
	}
	switch {
	case len(all) == 0 && b.only != "":
		return nil, errNoSheet
	case len(all) == 0:
		return nil, errDamaged
	}
	return all, b.fillTexts(all, texts)
}

// mainPart finds the part that lists the sheets.
func (b *foreignBook) mainPart() (string, error) {
	roots, err := b.relations("")
	if err != nil {
		return "", errNoWorkbook
	}
	for _, r := range roots {
		switch base := path.Base(r.target); {
		case r.kind != "officeDocument":
		case strings.HasSuffix(base, ".bin"):
			return "", errors.New("is a workbook of another kind (.xlsb); please save it as an Excel workbook (.xlsx)")
		case strings.HasPrefix(base, "workbook"):
			return r.target, nil
		}
	}
	return "", errNoWorkbook
}

// relations lists what a part refers to, by the last word of its kind; targets
// are names of parts.
func (b *foreignBook) relations(of string) ([]relation, error) {
	folder, base := path.Split(of)
	var all []relation
	err := b.walk(folder+"_rels/"+base+".rels", visitor{start: func(e xml.StartElement) {
		if e.Name.Local != "Relationship" || len(all) >= maxParts {
			return
		}
		target := attribute(e, "Target")
		if !strings.HasPrefix(target, "/") {
			target = "/" + folder + target
		}
		all = append(all, relation{attribute(e, "Id"), path.Base(attribute(e, "Type")), path.Clean(target)[1:]})
	}})
	return all, err
}

// listed gives the sheets by the id of their relation and their name.
func (b *foreignBook) listed(main string) ([]relation, error) {
	var all []relation
	err := b.walk(main, visitor{start: func(e xml.StartElement) {
		if e.Name.Local != "sheet" || len(all) >= maxSheets {
			return
		}
		one := relation{kind: attribute(e, "name")}
		for _, a := range e.Attr {
			if a.Name.Local == "id" && a.Name.Space != "" {
				one.id = a.Value
			}
		}
		all = append(all, one)
	}})
	return all, err
}

// fillTexts puts the texts that the sheets share into the cells that show them,
// and keeps no others.
func (b *foreignBook) fillTexts(sheets []foreignSheet, part string) error {
	texts := map[int]string{}
	for _, g := range sheets {
		for _, c := range g.cells {
			if c.shared > 0 {
				texts[c.shared] = ""
			}
		}
	}
	if len(texts) == 0 {
		return nil
	}
	count := 0
	if part != "" {
		var t textReader
		if err := b.walk(part, visitor{
			start: t.start, text: t.take,
			end: func(name string) {
				if t.end(name); name != "si" {
					return
				}
				count++
				text := t.flush()
				if _, shown := texts[count]; shown {
					texts[count] = decoded(text)
				}
			},
		}); err != nil {
			return err
		}
	}
	for _, g := range sheets {
		for at, c := range g.cells {
			switch {
			case c.shared > count:
				g.cells[at] = cell{text: c.text, fault: true}
			case c.shared > 0 && texts[c.shared] == "":
				delete(g.cells, at)
			case c.shared > 0:
				g.cells[at] = cell{text: texts[c.shared]}
			}
		}
	}
	return nil
}

// textReader collects what stands in the elements t and v, pronunciations aside.
type textReader struct {
	collected strings.Builder
	open      bool
	aside     int
}

func (t *textReader) start(e xml.StartElement) {
	switch e.Name.Local {
	case "rPh":
		t.aside++
	case "t", "v":
		t.open = t.aside == 0
	}
}

func (t *textReader) end(name string) {
	switch name {
	case "rPh":
		t.aside--
	case "t", "v":
		t.open = false
	}
}

func (t *textReader) take(text []byte) {
	if t.open {
		t.collected.Write(text)
	}
}

func (t *textReader) flush() string {
	text := t.collected.String()
	t.collected.Reset()
	return text
}

// readCells reads the cells of a sheet; those that lie far outside of any
// answer sheet are left out.
func (b *foreignBook) readCells(part string, g *foreignSheet) error {
	var t textReader
	row, column, kind := 0, 0, ""
	return b.walk(part, visitor{
		start: func(e xml.StartElement) {
			switch t.start(e); e.Name.Local {
			case "row":
				row, column = row+1, 0
				if n, err := strconv.Atoi(attribute(e, "r")); err == nil {
					row = n
				}
			case "c":
				column++
				if c, r, ok := reading(attribute(e, "r")); ok {
					column, row = c, r
				}
				kind = attribute(e, "t")
				t.flush()
			}
		},
		text: t.take,
		end: func(name string) {
			t.end(name)
			if name != "c" || row < 1 || row > b.rows || column < 1 || column > b.column {
				return
			}
			if c := cellOf(kind, t.flush()); c != (cell{}) {
				g.cells[[2]int{column, row}] = c
				g.rows = max(g.rows, row)
			}
		},
	})
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return a.Value
		}
	}
	return ""
}

// visitor is told what a part holds; what it does not want to know is nil.
type visitor struct {
	start func(xml.StartElement)
	text  func([]byte)
	end   func(name string)
}

// walk leads a visitor through a part.
func (b *foreignBook) walk(name string, v visitor) error {
	f := b.parts[name]
	if f == nil {
		return errDamaged
	}
	r, err := f.Open()
	if err != nil {
		return errDamaged
	}
	defer r.Close()
	limited := &io.LimitedReader{R: r, N: b.part + 1}
	d := xml.NewDecoder(limited)
	for depth := 0; ; {
		token, err := d.Token()
		switch {
		case limited.N <= 0:
			return errTooMuch
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return errDamaged
		}
		switch e := token.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return errDamaged
			}
			v.start(e)
		case xml.EndElement:
			if depth--; v.end != nil {
				v.end(e.Name.Local)
			}
		case xml.CharData:
			if v.text != nil {
				v.text(e)
			}
		}
	}
}
