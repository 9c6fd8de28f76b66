package draft

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func example() Mail {
	return Mail{
		To: "Kim Köhler <kim@example.org>, lee@example.org", Subject: "IT assessment of Müller & Söhne 😀, the shop round the corner at the market",
		Text: "Hello,\n\nattached is the report. Größe zählt = true.\n.\nFrom here on it is about money.\n",
		Date: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC), Files: []File{{Name: "Ounce Müller & \"Söhne\" 2026-11-24.xlsx", Type: XLSX,
			Data: bytes.Repeat([]byte{0, 255, '\r', '\n', 'a'}, 500)}},
	}
}

func written(t *testing.T, m Mail) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// received is a mail as the library of the language reads it.
type received struct {
	to, subject, text string
	files             []File // their types with the names that stand beside them
}

func receive(raw []byte) (received, error) {
	var got received
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return got, err
	}
	decoder := mime.WordDecoder{}
	if got.subject, err = decoder.DecodeHeader(m.Header.Get("Subject")); err != nil {
		return got, err
	}
	got.to = m.Header.Get("To")
	_, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		return got, err
	}
	parts := multipart.NewReader(m.Body, params["boundary"])
	text, err := parts.NextRawPart()
	if err != nil {
		return got, err
	}
	plain, err := io.ReadAll(quotedprintable.NewReader(text))
	if err != nil {
		return got, err
	}
	got.text = strings.ReplaceAll(string(plain), "\r\n", "\n")
	for {
		part, err := parts.NextRawPart()
		if err == io.EOF {
			return got, nil
		}
		if err != nil {
			return got, err
		}
		file, err := receiveFile(part)
		if err != nil {
			return got, err
		}
		got.files = append(got.files, file)
	}
}

func receiveFile(part *multipart.Part) (File, error) {
	data, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, part))
	if err != nil {
		return File{}, err
	}
	_, placed, err := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
	if err != nil {
		return File{}, err
	}
	kind, named, err := mime.ParseMediaType(part.Header.Get("Content-Type"))
	if err != nil {
		return File{}, err
	}
	decoder := mime.WordDecoder{}
	name, err := decoder.DecodeHeader(named["name"])
	return File{placed["filename"], kind + " " + name, data}, err
}

// arrived tells whether files came as they were sent.
func arrived(sent, got []File) bool {
	return slices.EqualFunc(sent, got, func(a, b File) bool { return a.Name == b.Name && bytes.Equal(a.Data, b.Data) })
}

func TestDraftIsReadAgain(t *testing.T) {
	m := example()
	got, err := receive(written(t, m))
	if err != nil {
		t.Fatal(err)
	}
	if got.subject != m.Subject || got.text != m.Text || !arrived(m.Files, got.files) {
		t.Errorf("read %+v", got)
	}
	if want := XLSX + " Ounce Müller & 'Söhne' 2026-11-24.xlsx"; got.files[0].Type != want {
		t.Errorf("the type is %q, want %q", got.files[0].Type, want)
	}
	if to, err := mail.ParseAddressList(got.to); err != nil || len(to) != 2 || to[0].Name != "Kim Köhler" || to[1].Address != "lee@example.org" {
		t.Errorf("it goes to %v (%v)", to, err)
	}
}

func TestDraftFollowsTheRulesOfMail(t *testing.T) {
	raw := written(t, example())
	for i, line := range strings.Split(strings.TrimSuffix(string(raw), "\r\n"), "\r\n") {
		if len(line) > 200 || strings.ContainsAny(line, "\r\n") {
			t.Errorf("line %d has %d signs or a lone end", i+1, len(line))
		}
		for _, r := range line {
			if r > 126 || r < 32 && r != '\t' {
				t.Errorf("line %d holds the sign %U", i+1, r)
			}
		}
	}
	if !bytes.Equal(raw, written(t, example())) {
		t.Error("the same mail gives other bytes")
	}
	head, _, _ := strings.Cut(string(raw), "\r\n\r\n")
	for _, want := range []string{"X-Unsent: 1", "MIME-Version: 1.0", "Date: Tue, 24 Nov 2026 09:00:00 +0000"} {
		if !strings.Contains(head, want) {
			t.Errorf("the head lacks %q", want)
		}
	}
	if strings.Contains(head, "From:") {
		t.Error("it says who sends it, which only the mail program knows")
	}
}

func TestPlainDraft(t *testing.T) {
	m := Mail{Subject: "IT assessment", Text: "Hello\n", Date: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC), Files: []File{{Name: "report.xlsx", Type: XLSX, Data: []byte("PK")}}}
	path := filepath.Join("testdata", "plain.eml")
	got := written(t, m)
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("the draft is (%v)\n%s", err, got)
	}
}

func TestAnyDraftComesThrough(t *testing.T) {
	line := rapid.StringOf(rapid.RuneFrom([]rune("aZ 9äß€漢😀\"\\;=?_&%+<>,.:'()[]/-@")))
	file := rapid.Custom(func(r *rapid.T) File {
		return File{Name: line.Draw(r, "name"), Type: XLSX, Data: rapid.SliceOf(rapid.Byte()).Draw(r, "data")}
	})
	rapid.Check(t, func(r *rapid.T) {
		m := Mail{Subject: line.Draw(r, "subject"), Text: strings.Join(rapid.SliceOf(line).Draw(r, "text"), "\n"), Files: rapid.SliceOfN(file, 0, 3).Draw(r, "files")}
		var b bytes.Buffer
		if err := Write(&b, m); err != nil {
			r.Fatal(err)
		}
		got, err := receive(b.Bytes())
		if err != nil {
			r.Fatal(err)
		}
		if strings.TrimSpace(got.subject) != strings.TrimSpace(m.Subject) || got.text != m.Text || !arrived(m.Files, got.files) {
			r.Fatalf("read %+v, want %+v", got, m)
		}
	})
}

func TestAddressesAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string][]string{
		"kim@example.org; lee@example.org":                          {"<kim@example.org>", "<lee@example.org>"},
		"Kim <kim@example.org>;lee@example.org;":                    {"\"Kim\" <kim@example.org>", "<lee@example.org>"},
		"\"Doe; Jane\" <jane@example.org>, lee@example.org":         {"\"Doe; Jane\" <jane@example.org>", "<lee@example.org>"},
		"Kim Köhler <kim@example.org>, \"a\\\";b\" <b@example.org>": {"=?utf-8?q?Kim_K=C3=B6hler?= <kim@example.org>", "\"a\\\";b\" <b@example.org>"},
	} {
		got, err := addresses(text)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%s gives %q (%v), want %q", text, got, err, want)
		}
	}
	for _, text := range []string{";", "; ;", "kim; lee@example.org", "kim@example.org;\r\nBcc: lee@example.org"} {
		if got, err := addresses(text); err == nil {
			t.Errorf("%q gives %q", text, got)
		}
	}
}

func TestWhatIsNoMail(t *testing.T) {
	for name, m := range map[string]Mail{
		"a second head":     {Subject: "Hi\r\nBcc: all@example.org", Files: []File{{Name: "a"}}},
		"in the name":       {Subject: "Hi", Files: []File{{Name: "a\nb"}}},
		"no address":        {To: "kim", Files: []File{{Name: "a"}}},
		"a head in address": {To: "kim@example.org\r\nBcc: x@example.org", Files: []File{{Name: "a"}}},
	} {
		if err := Write(io.Discard, m); err == nil {
			t.Errorf("%s is written", name)
		}
	}
}
