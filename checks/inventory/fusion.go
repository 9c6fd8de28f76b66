package inventory

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"ounce/checks"
)

// parseFusion reads the XML of a FusionInventory agent, also of a GLPI agent
// that writes XML: REQUEST, in it CONTENT, DEVICEID and QUERY, in CONTENT the
// sections with a column an element.
func parseFusion(data []byte) (*agent, error) {
	p := fusionParser{
		dec:   xml.NewDecoder(bytes.NewReader(data)),
		agent: &agent{sections: map[string][]checks.Row{}},
	}
	p.dec.CharsetReader = latin
	root, err := p.next()
	if err != nil {
		return nil, xmlError(err)
	}
	if root.Name.Local != "REQUEST" {
		return nil, ErrOther
	}
	if err := p.children(func(e xml.StartElement) error {
		switch e.Name.Local {
		case "CONTENT":
			return p.children(p.section)
		case "DEVICEID":
			return p.text(&p.agent.deviceID)
		case "QUERY":
			return p.text(&p.agent.query)
		}
		return p.dec.Skip()
	}); err != nil {
		return nil, xmlError(err)
	}
	return p.agent, nil
}

type fusionParser struct {
	dec   *xml.Decoder
	agent *agent
}

// next gives the next element that starts.
func (p *fusionParser) next() (xml.StartElement, error) {
	for {
		token, err := p.dec.Token()
		if err != nil {
			return xml.StartElement{}, err
		}
		if e, ok := token.(xml.StartElement); ok {
			return e, nil
		}
	}
}

// children calls for each element within the one that has started; the call
// reads it to its end.
func (p *fusionParser) children(each func(xml.StartElement) error) error {
	for {
		token, err := p.dec.Token()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if err := each(t); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

// text reads an element to its end and gives the text in it; elements within are
// left out.
func (p *fusionParser) text(into *string) error {
	var all strings.Builder
	for {
		token, err := p.dec.Token()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.CharData:
			all.Write(t)
		case xml.StartElement:
			if err := p.dec.Skip(); err != nil {
				return err
			}
		case xml.EndElement:
			*into = strings.TrimSpace(all.String())
			return nil
		}
	}
}

var errTooMuch = errors.New("holds more than a computer can have")

func (p *fusionParser) section(e xml.StartElement) error {
	name := strings.ToLower(e.Name.Local)
	switch into, wanted := sections()[name]; {
	case wanted:
		if len(p.agent.sections[into]) >= maxRows {
			return errTooMuch
		}
		row := checks.Row{}
		if err := p.columns(row, "", 0); err != nil {
			return err
		}
		if len(row) > 0 {
			p.agent.sections[into] = append(p.agent.sections[into], row)
		}
		return nil
	case name == "versionclient":
		return p.text(&p.agent.client)
	case name == "device": // what was found by SNMP
		return p.children(func(e xml.StartElement) error {
			if e.Name.Local != "INFO" {
				return p.dec.Skip()
			}
			return p.children(func(e xml.StartElement) error {
				if e.Name.Local != "TYPE" {
					return p.dec.Skip()
				}
				return p.text(&p.agent.deviceType)
			})
		})
	}
	return p.dec.Skip()
}

// columns reads the columns of a section; one within another has both names.
func (p *fusionParser) columns(row checks.Row, prefix string, depth int) error {
	if depth > 3 {
		return p.dec.Skip()
	}
	var own strings.Builder
	nested := false
	for {
		token, err := p.dec.Token()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.CharData:
			own.Write(t)
		case xml.StartElement:
			nested = true
			name := strings.ToLower(t.Name.Local)
			if prefix != "" {
				name = prefix + "." + name
			}
			if err := p.columns(row, name, depth+1); err != nil {
				return err
			}
		case xml.EndElement:
			if text := strings.TrimSpace(own.String()); !nested && prefix != "" && text != "" {
				row[prefix] = text
			}
			return nil
		}
	}
}

func xmlError(err error) error {
	var syntax *xml.SyntaxError
	switch {
	case errors.Is(err, ErrOther), errors.Is(err, errTooMuch):
		return err
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.As(err, &syntax) && strings.Contains(syntax.Msg, "unexpected EOF"):
		return errCut
	}
	return errDamaged
}

// latin reads the one old encoding that agents wrote beside UTF-8.
func latin(charset string, in io.Reader) (io.Reader, error) {
	switch strings.ToLower(charset) {
	case "iso-8859-1", "latin1", "windows-1252":
	default:
		return nil, fmt.Errorf("encoding %q", charset)
	}
	data, err := io.ReadAll(in)
	if err != nil {
		return nil, err
	}
	return bytes.NewReader(letters(data)), nil
}
