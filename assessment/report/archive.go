package report

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"io/fs"
	"sort"
	"strings"
	"time"
)

// contentTypes is the part that readers look for first.
const contentTypes = "[Content_Types].xml"

// archive writes a workbook's parts so that equal workbooks are equal bytes:
// in a fixed order, with the content types first and sorted, at one date. On
// the way each part can be corrected.
type archive struct {
	out     *zip.Writer
	date    time.Time
	correct func(name string, data []byte) ([]byte, error)
	parts   []*part
}

type part struct {
	name string
	bytes.Buffer
}

// Create collects a part until Close.
func (a *archive) Create(name string) (io.Writer, error) {
	p := &part{name: name}
	a.parts = append(a.parts, p)
	return p, nil
}

// AddFS is part of what excelize asks for and never calls.
func (a *archive) AddFS(fs.FS) error {
	return fmt.Errorf("adding a folder to a workbook is not supported")
}

// Close corrects and writes every part.
func (a *archive) Close() error {
	sort.SliceStable(a.parts, func(i, j int) bool {
		x, y := a.parts[i].name, a.parts[j].name
		if (x == contentTypes) != (y == contentTypes) {
			return x == contentTypes
		}
		return x < y
	})
	for _, p := range a.parts {
		data, err := a.corrected(p)
		if err != nil {
			return fmt.Errorf("correcting %s: %w", p.name, err)
		}
		w, err := a.out.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: a.date})
		if err != nil {
			return fmt.Errorf("writing %s: %w", p.name, err)
		}
		if _, err := w.Write(data); err != nil {
			return fmt.Errorf("writing %s: %w", p.name, err)
		}
	}
	return a.out.Close()
}

func (a *archive) corrected(p *part) ([]byte, error) {
	if p.name == contentTypes {
		return sortedTypes(p.Bytes())
	}
	if a.correct == nil {
		return p.Bytes(), nil
	}
	return a.correct(p.name, p.Bytes())
}

type typesPart struct {
	XMLName   xml.Name       `xml:"http://schemas.openxmlformats.org/package/2006/content-types Types"`
	Defaults  []typeDefault  `xml:"Default"`
	Overrides []typeOverride `xml:"Override"`
}

type typeDefault struct {
	Extension   string `xml:"Extension,attr"`
	ContentType string `xml:"ContentType,attr"`
}

type typeOverride struct {
	PartName    string `xml:"PartName,attr"`
	ContentType string `xml:"ContentType,attr"`
}

// sortedTypes puts the content types into a fixed order.
func sortedTypes(data []byte) ([]byte, error) {
	var types typesPart
	if err := xml.Unmarshal(data, &types); err != nil {
		return nil, err
	}
	sort.Slice(types.Defaults, func(i, j int) bool { return types.Defaults[i].Extension < types.Defaults[j].Extension })
	sort.Slice(types.Overrides, func(i, j int) bool { return types.Overrides[i].PartName < types.Overrides[j].PartName })
	out, err := xml.Marshal(types)
	if err != nil {
		return nil, err
	}
	return append([]byte(strings.TrimSuffix(xml.Header, "\n")), out...), nil
}
