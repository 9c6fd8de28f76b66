package report

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"ounce/assessment"
	"ounce/checks"
)

// hostileTexts is how many texts the book of the test below holds.
const hostileTexts = 10000

// planted are identifiers that stand inside the hostile texts; none may be left
// in a public workbook.
var planted = []string{
	"192.168.17.23", "10.0.0.254", "a4:5e:60:c1:22:9f", "A4-5E-60-C1-22-9F", "fe80::1c2d:3e4f:5a6b", "2001:db8:0:0:1:2:3:4",
	"j.miller@example.org", "S-1-5-21-1004336348-1177238915-682003330-1001", "serial number: C02XK1ABJG5H", `C:\Users\jmiller77\x`,
	"/home/anna.b/x", "/Users/anna.b/x", "Miller & Sons", "annas-laptop",
}

// secretsOf are the planted identifiers without the words around them.
var secretsOf = []string{
	"192.168.17.23", "10.0.0.254", "a4:5e:60:c1:22:9f", "a4-5e-60-c1-22-9f", "fe80::1c2d", "2001:db8", "j.miller", "s-1-5-21", "c02xk1abjg5h",
	"jmiller77", "anna.b", "miller &amp; sons", "miller & sons", "annas-laptop",
}

// hostileText draws a text that a spreadsheet, a reader or a person could take
// for more than text.
func hostileText(random *rand.Rand) string {
	starts := []string{"=", "+", "-", "@", "\t=", "\r\n=", "=cmd|' /C calc'!A0", `=HYPERLINK("http://x","y")`, "'=", "{=", "_x003D_", "&L&D", "\u202e=", "\u200b=", "<f>1+1</f>", "]]>", "&#61;", "\x00=", "\x1b[31m", "\xff\xfe=", "=1+1\";\"", "javascript:alert(1)", "ﷺ", "😀"}
	pieces := []string{"SUM(A1:A9)", "1+1", "\u2066x\u2069", "\ufffe", "\U000e0041", "</v></c><c><f>2</f>", "\"quoted\"", "&amp;", "naïve – text", "long word ", "\x07", "\u00ad"}
	var out strings.Builder
	out.WriteString(starts[random.IntN(len(starts))])
	for range random.IntN(4) {
		out.WriteString(pieces[random.IntN(len(pieces))])
	}
	if random.IntN(3) == 0 {
		out.WriteString(" " + planted[random.IntN(len(planted))] + " ")
	}
	if random.IntN(400) == 0 {
		out.WriteString(strings.Repeat("very long ", 500))
	}
	return fmt.Sprintf("%s %d", out.String(), random.IntN(1e6))
}

// poison puts hostile texts into every text of a value, wherever it lies, and
// counts them. What has a type of its own, such as a status, stays.
func poison(v reflect.Value, random *rand.Rand) int {
	n := 0
	switch v.Kind() {
	case reflect.String:
		if v.CanSet() && v.Type() == reflect.TypeFor[string]() {
			v.SetString(hostileText(random))
			n++
		}
	case reflect.Pointer:
		if !v.IsNil() {
			n += poison(v.Elem(), random)
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			return 0
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				n += poison(v.Field(i), random)
			}
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			n += poison(v.Index(i), random)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			one := reflect.New(v.Type().Elem()).Elem()
			one.Set(v.MapIndex(key))
			n += poison(one, random)
			v.SetMapIndex(key, one)
		}
	}
	return n
}

// hostileBook is a company whose every text is hostile, many machines included.
func hostileBook(t testing.TB, seed uint64) (hostile assessment.Result, texts int) {
	t.Helper()
	r, _ := company(t, "neglected")
	for len(r.Machines) < 150 {
		m := r.Machines[len(r.Machines)%3]
		m.Findings = append([]checks.Finding{}, m.Findings...)
		for i := range m.Findings {
			m.Findings[i].Evidence = append([]checks.Evidence{}, m.Findings[i].Evidence...)
		}
		for range 6 {
			one := m.Findings[0]
			one.Evidence = append([]checks.Evidence{}, one.Evidence...)
			m.Findings = append(m.Findings, one)
		}
		r.Machines = append(r.Machines, m)
	}
	random := rand.New(rand.NewPCG(seed, 7))
	texts = poison(reflect.ValueOf(&r).Elem(), random)
	r.Company, r.Machines[1].Name = "Miller & Sons", "annas-laptop"
	return r, texts
}

var anyFormula = regexp.MustCompile(`<f>[^<]*</f>`)

func TestTenThousandHostileTextsStayTexts(t *testing.T) {
	bad, texts := hostileBook(t, 1)
	if texts < hostileTexts {
		t.Fatalf("only %d texts", texts)
	}
	for _, level := range []Privacy{Client, Public} {
		var out bytes.Buffer
		if err := Write(&out, bad, Keeping(level)); err != nil {
			t.Fatal(err)
		}
		lint(t, "hostile "+string(level), out.Bytes())
		for name, content := range parts(t, out.Bytes()) {
			if strings.HasPrefix(name, "xl/worksheets/sheet") {
				for _, f := range anyFormula.FindAllString(content, -1) {
					if !regexp.MustCompile(`^<f>SUM\(I\d+:I\d+\)</f>$`).MatchString(f) { // the budget in all
						t.Errorf("%s: %s holds the formula %.80s", level, name, f)
					}
				}
				if strings.Contains(content, "<hyperlink") {
					t.Errorf("%s: %s holds a link", level, name)
				}
			}
			for _, r := range content {
				if r != '\n' && r != '\r' && r != '\t' && invisible(r) {
					t.Errorf("%s: %s holds %U", level, name, r)
					break
				}
			}
			if level != Public {
				continue
			}
			low := strings.ToLower(content)
			for _, secret := range secretsOf {
				if at := strings.Index(low, secret); at >= 0 {
					t.Errorf("%s holds %s: %.120q", name, secret, low[max(0, at-40):])
				}
			}
		}
	}
}
