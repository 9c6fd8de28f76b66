package report

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"regexp"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"ounce/assets/palette"
)

// Brand is who gives the report out: it stands on the Summary, and its name in
// the footer of every page. Each field may be empty.
type Brand struct {
	Name    string // at most 80 characters
	Contact string // person, telephone, address: at most three lines, 200 characters
	Logo    []byte // PNG or JPEG, at most 1 MB and 2000 by 2000 pixels
	Color   string // of headings, heads of tables and charts, such as #0E5A6B
	Accent  string // of the titles of sections; empty is Color
}

// Branded puts a provider's brand into the workbook. A colour that is too pale
// to be read on white is darkened until it can be.
func Branded(brand Brand) Option { return func(b *book) { b.brand = brand } }

// The limits of a Brand.
const (
	maxBrandName    = 80
	maxBrandContact = 200
	maxContactLines = 3
	maxLogo         = 1 << 20 // bytes
	maxLogoSide     = 2000    // pixels
)

var colorShape = regexp.MustCompile(`^#[0-9A-Fa-f]{6}$`)

// Check says in one sentence what of a brand cannot be used; nil is all of it.
func (b Brand) Check() error {
	switch {
	case len([]rune(b.Name)) > maxBrandName:
		return fmt.Errorf("the provider's name has %d characters; at most %d fit", len([]rune(b.Name)), maxBrandName)
	case len([]rune(b.Contact)) > maxBrandContact || strings.Count(strings.TrimSpace(b.Contact), "\n") >= maxContactLines:
		return fmt.Errorf("the provider's contact may have %d lines with %d characters in all", maxContactLines, maxBrandContact)
	}
	for _, one := range []string{b.Color, b.Accent} {
		if one != "" && !colorShape.MatchString(one) {
			return fmt.Errorf("a colour is written like #0E5A6B; this one is %q", cut(line(one), 20))
		}
	}
	_, err := b.picture()
	return err
}

// picture is the logo, written anew: what else a file holds, such as the place
// where a photo was taken, stays out of the report.
func (b Brand) picture() (*excelize.Picture, error) {
	if len(b.Logo) == 0 {
		return nil, nil
	}
	if len(b.Logo) > maxLogo {
		return nil, fmt.Errorf("the logo has %.1f MB; at most %d MB fit", float64(len(b.Logo))/(1<<20), maxLogo>>20)
	}
	config, kind, err := image.DecodeConfig(bytes.NewReader(b.Logo))
	if err != nil || kind != "png" && kind != "jpeg" {
		return nil, fmt.Errorf("the logo is neither a PNG nor a JPEG picture")
	}
	if config.Width > maxLogoSide || config.Height > maxLogoSide || config.Width < 1 || config.Height < 1 {
		return nil, fmt.Errorf("the logo has %d by %d pixels; at most %d by %d fit", config.Width, config.Height, maxLogoSide, maxLogoSide)
	}
	decoded, _, err := image.Decode(bytes.NewReader(b.Logo))
	if err != nil {
		return nil, fmt.Errorf("the logo cannot be read: its file is damaged")
	}
	var out bytes.Buffer
	extension := ".png"
	if kind == "jpeg" {
		extension, err = ".jpg", jpeg.Encode(&out, decoded, &jpeg.Options{Quality: 90})
	} else {
		err = png.Encode(&out, decoded)
	}
	if err != nil {
		return nil, fmt.Errorf("writing the logo: %w", err)
	}
	return &excelize.Picture{Extension: extension, File: out.Bytes(), Format: &excelize.GraphicOptions{}}, nil
}

// logo puts the provider's picture into a box of so many pixels in a cell, at
// its right edge.
func (s *sheet) logo(column, row, width, height int) {
	picture, err := s.brand.picture()
	s.do(err)
	if picture == nil || s.err != nil {
		return
	}
	config, _, err := image.DecodeConfig(bytes.NewReader(picture.File))
	s.do(err)
	scale := min(float64(width)/float64(config.Width), float64(height)/float64(config.Height))
	wide := s.pixels(column)
	picture.Format = &excelize.GraphicOptions{
		AltText: cut("Logo of "+line(s.brand.Name), 200), ScaleX: scale, ScaleY: scale, LockAspectRatio: true,
		OffsetX: max(0, wide-int(float64(config.Width)*scale)-6), OffsetY: 4, Positioning: "oneCell",
	}
	s.do(s.file.AddPictureFromBytes(s.name, cellName(column, row), picture))
}

// The colours that follow the brand. Mixtures are of the main colour with
// white.
const (
	primary = "primary"
	accent  = "accent"
	middle  = "middle"
	pale    = "pale"
)

// hue gives a colour's six digits: those of the brand by their name.
func (b *book) hue(name string) string {
	own := func(digits string, other color.NRGBA) color.NRGBA {
		v, err := strconv.ParseUint(strings.TrimPrefix(digits, "#"), 16, 32)
		if digits == "" || err != nil {
			return other
		}
		return palette.Readable(color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 0xff}, light.Panel)
	}
	main := own(b.brand.Color, light.Primary)
	switch name {
	case primary:
		return hex(main)
	case accent:
		return hex(own(b.brand.Accent, main))
	case middle:
		return hex(palette.Mix(main, light.Panel, 0.35))
	case pale:
		return hex(palette.Mix(main, light.Panel, 0.68))
	}
	return name
}
