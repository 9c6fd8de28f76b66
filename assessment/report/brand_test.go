package report

import (
	"bytes"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// drawn is a picture of a size in a format.
func drawn(t testing.TB, width, height int, format string) []byte {
	t.Helper()
	picture := image.NewRGBA(image.Rect(0, 0, width, height))
	for x := range width {
		picture.Set(x, height/2, color.NRGBA{R: 0x12, G: 0x60, B: 0xA0, A: 0xff})
	}
	var out bytes.Buffer
	var err error
	switch format {
	case "png":
		err = png.Encode(&out, picture)
	case "jpeg":
		err = jpeg.Encode(&out, picture, nil)
	default:
		err = gif.Encode(&out, picture, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestABrandIsRefusedInOneSentence(t *testing.T) {
	heavy := append(drawn(t, 10, 10, "png"), make([]byte, 2<<20)...)
	for name, c := range map[string]struct {
		brand Brand
		want  string
	}{
		"long name":    {Brand{Name: strings.Repeat("n", 81)}, "at most 80"},
		"long contact": {Brand{Contact: strings.Repeat("n", 201)}, "200 characters"},
		"four lines":   {Brand{Contact: "a\nb\nc\nd"}, "3 lines"},
		"colour word":  {Brand{Color: "blue"}, `this one is "blue"`},
		"accent":       {Brand{Accent: "#12345"}, "like #0E5A6B"},
		"gif":          {Brand{Logo: drawn(t, 10, 10, "gif")}, "neither a PNG nor a JPEG"},
		"text":         {Brand{Logo: []byte("<svg/>")}, "neither a PNG nor a JPEG"},
		"cut off":      {Brand{Logo: drawn(t, 300, 300, "png")[:60]}, "damaged"},
		"huge":         {Brand{Logo: drawn(t, 2001, 10, "png")}, "2001 by 10 pixels"},
		"heavy":        {Brand{Logo: heavy}, "at most 1 MB"},
	} {
		err := c.brand.Check()
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
		if err := Write(&bytes.Buffer{}, sample(), Branded(c.brand)); err == nil {
			t.Errorf("%s: a workbook is written", name)
		}
	}
	if err := (Brand{}).Check(); err != nil {
		t.Error(err)
	}
}

func TestTheBrandStandsOnEverySheet(t *testing.T) {
	brand := Brand{Name: "3com & Söhne", Contact: "Anna Berg\n+44 20 7946 0000", Color: "#1F3864", Accent: "#9C0006"}
	r, c := company(t, "average")
	for _, format := range []string{"png", "jpeg"} {
		brand.Logo = drawn(t, 400, 100, format)
		var out bytes.Buffer
		if err := Write(&out, r, Living(c), Branded(brand)); err != nil {
			t.Fatal(err)
		}
		lint(t, format, out.Bytes())
		all := parts(t, out.Bytes())
		for name, content := range all {
			if strings.HasPrefix(name, "xl/worksheets/sheet") && !strings.Contains(content, "&amp;L&amp;8 3com &amp;&amp; Söhne") {
				t.Errorf("%s has no footer with the provider's name", name)
			}
			if strings.Contains(content, "0E5A6B") && name == "xl/charts/chart1.xml" {
				t.Errorf("%s keeps Ounce's colour", name)
			}
		}
		for _, colour := range []string{"1F3864", "9C0006"} {
			if !strings.Contains(all["xl/styles.xml"], colour) {
				t.Errorf("no style has %s", colour)
			}
		}
		f, err := excelize.OpenReader(&out)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		pictures, err := f.GetPictures("Summary", "C1")
		if err != nil || len(pictures) != 1 {
			t.Errorf("%d pictures on the Summary (%v)", len(pictures), err)
		}
		text := ""
		for row := range 9 {
			value, _ := f.GetCellValue("Summary", cellName(3, row+1))
			text += value + "\n"
		}
		for _, want := range []string{"3com & Söhne", "Anna Berg", "+44 20 7946 0000"} {
			if !strings.Contains(text, want) {
				t.Errorf("the Summary does not name %s:\n%s", want, text)
			}
		}
	}
}

// TestALogoBringsNothingElse plants a text behind the picture's own data.
func TestALogoBringsNothingElse(t *testing.T) {
	logo := append(drawn(t, 40, 10, "png"), "taken at 51.5N by Anna"...)
	var out bytes.Buffer
	if err := Write(&out, sample(), Branded(Brand{Logo: logo})); err != nil {
		t.Fatal(err)
	}
	for name, content := range parts(t, out.Bytes()) {
		if strings.Contains(content, "51.5N") {
			t.Errorf("%s holds what stood in the logo's file", name)
		}
	}
}

func TestAPaleBrandIsDarkened(t *testing.T) {
	b := &book{brand: Brand{Color: "#FFD400"}}
	if got := b.hue(primary); got == "FFD400" || got == "000000" {
		t.Errorf("yellow becomes %s", got)
	}
	if b.hue(accent) != b.hue(primary) {
		t.Error("without an accent of its own the main colour stands")
	}
}

func TestASealedWorkbookOpensWithItsPasswordAlone(t *testing.T) {
	var plain, sealed bytes.Buffer
	if err := Write(&plain, sample()); err != nil {
		t.Fatal(err)
	}
	const password = "zwölf Monate & ein Tag"
	if err := Write(&sealed, sample(), Sealed(password)); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(sealed.Bytes(), []byte("worksheets")) {
		t.Error("the sealed file names its parts")
	}
	opened, err := excelize.Decrypt(sealed.Bytes(), &excelize.Options{Password: password})
	if err != nil || !bytes.HasPrefix(opened, plain.Bytes()) {
		t.Errorf("opened it has %d bytes, plain %d (%v)", len(opened), plain.Len(), err)
	}
	if _, err := excelize.OpenReader(bytes.NewReader(sealed.Bytes()), excelize.Options{Password: "zwölf Monate"}); err == nil {
		t.Error("another password opens it")
	}
}

// The provider's own address stands on the Summary at every level, safe as any
// other text.
func TestTheProvidersAddressIsNotLeftOut(t *testing.T) {
	for _, level := range []Privacy{Internal, Client, Public} {
		r, _ := company(t, "average")
		var out bytes.Buffer
		if err := Write(&out, r, Keeping(level), Branded(Brand{Name: "Kim IT", Contact: "=Jo\u202e Kim\njo@kim.example"})); err != nil {
			t.Fatal(err)
		}
		lint(t, string(level), out.Bytes())
		f := open(t, out.Bytes())
		if got, _ := f.GetCellValue("Summary", "C2"); got != "Kim IT\n=Jo Kim\njo@kim.example" {
			t.Errorf("%s: the provider is %q", level, got)
		}
		if expr, _ := f.GetCellFormula("Summary", "C2"); expr != "" {
			t.Errorf("%s: the provider became the formula %s", level, expr)
		}
	}
}
