package report

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// The limits of a workbook that is read. It comes from outside and may mean
// harm, so that no more is unpacked and kept than such a report can have.
const (
	mostRows    = 400
	mostColumns = 20
	mostPart    = 24 << 20 // bytes of one part, unpacked
	mostParts   = 500
)

// MostWorkbook is the largest workbook that ReadBack takes, in bytes.
const MostWorkbook = 24 << 20

// place is a cell by its column and row, from 1.
type place struct{ column, row int }

// sheetCells reads the values of one sheet's first rows and columns, in a stream
// and with limits; the library would make room for every cell that a file names.
func sheetCells(data []byte, password, sheet string) (cells map[place]string, err error) {
	foreign := fmt.Errorf("it is no Excel workbook that Ounce wrote")
	if len(data) > MostWorkbook {
		return nil, fmt.Errorf("it is larger than %d MB, and no report of Ounce is", MostWorkbook>>20)
	}
	if bytes.HasPrefix(data, []byte{0xd0, 0xcf, 0x11, 0xe0}) {
		if data, err = unsealed(data, password); err != nil {
			return nil, err
		}
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil || len(archive.File) > mostParts {
		return nil, foreign
	}
	var book struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	var relations struct {
		All []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if decodePart(archive, "xl/workbook.xml", &book) != nil || decodePart(archive, "xl/_rels/workbook.xml.rels", &relations) != nil {
		return nil, foreign
	}
	part := ""
	for _, s := range book.Sheets {
		for _, r := range relations.All {
			if s.Name == sheet && r.ID == s.ID {
				part = strings.TrimPrefix(path.Join("xl", r.Target), "xl/xl/")
				if strings.HasPrefix(r.Target, "/") {
					part = strings.TrimPrefix(r.Target, "/")
				}
			}
		}
	}
	if part == "" {
		return nil, fmt.Errorf("it has no sheet %s, so it is no report of Ounce", sheet)
	}
	cells, shared, err := streamCells(archive, part)
	if err != nil {
		return nil, foreign
	}
	if err := fillShared(archive, cells, shared); err != nil {
		return nil, foreign
	}
	return cells, nil
}

// unsealed opens a workbook that is locked with a password.
func unsealed(data []byte, password string) (plain []byte, err error) {
	if password == "" {
		return nil, fmt.Errorf("it is locked with a password; please give it with --password")
	}
	defer func() { // the library was seen to panic on files that mean harm
		if recover() != nil {
			plain, err = nil, fmt.Errorf("it is damaged")
		}
	}()
	plain, err = excelize.Decrypt(data, &excelize.Options{Password: password})
	if err != nil || !bytes.HasPrefix(plain, []byte("PK")) {
		return nil, fmt.Errorf("this password does not open it, or it is damaged")
	}
	return plain, nil
}

func openPart(archive *zip.Reader, name string) (io.ReadCloser, error) {
	for _, f := range archive.File {
		if f.Name == name {
			return f.Open()
		}
	}
	return nil, fmt.Errorf("there is no part %s", name)
}

func decodePart(archive *zip.Reader, name string, to any) error {
	r, err := openPart(archive, name)
	if err != nil {
		return err
	}
	defer r.Close()
	return xml.NewDecoder(io.LimitReader(r, 1<<20)).Decode(to)
}

// streamCells reads the cells of a part; shared names those whose text stands
// elsewhere, by its number.
func streamCells(archive *zip.Reader, part string) (cells map[place]string, shared map[int][]place, err error) {
	r, err := openPart(archive, part)
	if err != nil {
		return nil, nil, err
	}
	defer r.Close()
	decoder := xml.NewDecoder(io.LimitReader(r, mostPart))
	cells, shared = map[place]string{}, map[int][]place{}
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			return cells, shared, nil
		}
		if err != nil {
			return nil, nil, err
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != "c" {
			continue
		}
		var cell struct {
			Name   string   `xml:"r,attr"`
			Kind   string   `xml:"t,attr"`
			Value  string   `xml:"v"`
			Inline []string `xml:"is>t"`
		}
		if err := decoder.DecodeElement(&cell, &start); err != nil {
			return nil, nil, err
		}
		column, row, err := excelize.CellNameToCoordinates(cell.Name)
		if err != nil || column > mostColumns || row > mostRows {
			continue
		}
		at := place{column, row}
		switch cell.Kind {
		case "s":
			if n, err := strconv.Atoi(cell.Value); err == nil {
				shared[n] = append(shared[n], at)
			}
		case "inlineStr":
			cells[at] = strings.Join(cell.Inline, "")
		default:
			cells[at] = cell.Value
		}
	}
}

// fillShared puts the shared texts into the cells that show them.
func fillShared(archive *zip.Reader, cells map[place]string, shared map[int][]place) error {
	if len(shared) == 0 {
		return nil
	}
	r, err := openPart(archive, sharedTexts)
	if err != nil {
		return err
	}
	defer r.Close()
	decoder := xml.NewDecoder(io.LimitReader(r, mostPart))
	for n := 0; ; {
		token, err := decoder.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		start, ok := token.(xml.StartElement)
		if !ok || start.Name.Local != "si" {
			continue
		}
		var text struct {
			Plain []string `xml:"t"`
			Rich  []string `xml:"r>t"`
		}
		if err := decoder.DecodeElement(&text, &start); err != nil {
			return err
		}
		for _, at := range shared[n] {
			cells[at] = strings.Join(append(text.Plain, text.Rich...), "")
		}
		n++
	}
}
