// Package draft writes a mail with attachments that a mail program opens ready
// to be sent: an .eml file with the mark X-Unsent. No account is asked for and
// nothing is sent.
package draft

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"net/url"
	"strings"
	"time"
	"unicode"
)

// Mail is what is to be sent.
type Mail struct {
	// To are addresses, as "Kim <kim@example.org>, lee@example.org"; empty is
	// for the person to fill in.
	To      string
	Subject string
	Text    string // lines end with \n
	Date    time.Time
	Files   []File
}

// File is an attachment.
type File struct {
	Name string
	Type string // MIME type
	Data []byte
}

// The MIME types of an Excel workbook and of a file that only its own program
// opens.
const (
	XLSX   = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	Opaque = "application/octet-stream"
)

// Write writes the draft. The same mail gives the same bytes.
func Write(w io.Writer, m Mail) error {
	heads := m.Subject
	for _, f := range m.Files {
		heads += f.Name
	}
	if strings.ContainsFunc(heads, unicode.IsControl) {
		return errors.New("the subject and the name of a file in a mail are one line each")
	}
	var body bytes.Buffer
	parts := multipart.NewWriter(&body)
	if err := parts.SetBoundary(boundary(m)); err != nil {
		return err
	}
	if err := writeText(parts, m.Text); err != nil {
		return err
	}
	for _, f := range m.Files {
		if err := writeAttachment(parts, f); err != nil {
			return err
		}
	}
	if err := parts.Close(); err != nil {
		return err
	}
	var head bytes.Buffer
	field := func(name, value string) { fmt.Fprintf(&head, "%s: %s\r\n", name, value) }
	if m.To != "" {
		written, err := addresses(m.To)
		if err != nil {
			return err
		}
		field("To", strings.Join(written, ",\r\n "))
	}
	field("Subject", encodedWords("Subject", m.Subject))
	field("Date", m.Date.Format(time.RFC1123Z))
	field("X-Unsent", "1")
	field("MIME-Version", "1.0")
	field("Content-Type", `multipart/mixed;`+"\r\n"+` boundary="`+parts.Boundary()+`"`)
	head.WriteString("\r\n")
	_, err := io.Copy(w, io.MultiReader(&head, &body))
	return err
}

// Check says whether a mail can go to somebody, as Write takes it.
func Check(to string) error {
	_, err := addresses(to)
	return err
}

// addresses are a list of them as a header has them.
func addresses(text string) ([]string, error) {
	list, err := mail.ParseAddressList(commas(text))
	if err != nil {
		return nil, fmt.Errorf("%.80q is no list of mail addresses", text)
	}
	written := make([]string, len(list))
	for i, address := range list {
		written[i] = address.String()
	}
	return written, nil
}

// commas puts a comma for each semicolon that stands between addresses, as some
// mail programs write them, and none at the end.
func commas(text string) string {
	quoted, escaped := false, false
	return strings.TrimRight(strings.Map(func(r rune) rune {
		switch {
		case escaped:
			escaped = false
		case r == '\\':
			escaped = quoted
		case r == '"':
			quoted = !quoted
		case r == ';' && !quoted:
			return ','
		}
		return r
	}, text), ", ")
}

// boundary is a line that stands nowhere in the mail.
func boundary(m Mail) string {
	sum := sha256.New()
	fmt.Fprintf(sum, "%q %q %q", m.To, m.Subject, m.Text)
	for _, f := range m.Files {
		fmt.Fprintf(sum, " %q", f.Name)
		sum.Write(f.Data)
	}
	return "ounce-" + hex.EncodeToString(sum.Sum(nil)[:16])
}

// encodedWords writes a text for a header of RFC 5322: as it is when it is plain
// and short, and else in words of RFC 2047 on lines of their own.
func encodedWords(field, text string) string {
	const line = 76
	plain := !strings.ContainsFunc(text, func(r rune) bool { return r > unicode.MaxASCII || unicode.IsControl(r) }) && !strings.Contains(text, "=?")
	if plain && len(field)+2+len(text) <= line {
		return text
	}
	// Words of so many letters stay below 75 signs, whatever the letters are.
	const letters = 10
	var words []string
	for runes := []rune(text); len(runes) > 0; {
		n := min(letters, len(runes))
		words = append(words, "=?utf-8?b?"+base64.StdEncoding.EncodeToString([]byte(string(runes[:n])))+"?=")
		runes = runes[n:]
	}
	return strings.Join(words, "\r\n ")
}

func writeText(parts *multipart.Writer, text string) error {
	part, err := parts.CreatePart(textproto.MIMEHeader{
		"Content-Type":              {"text/plain; charset=utf-8"},
		"Content-Transfer-Encoding": {"quoted-printable"},
	})
	if err != nil {
		return err
	}
	quoted := quotedprintable.NewWriter(part)
	if _, err := io.WriteString(quoted, strings.ReplaceAll(text, "\n", "\r\n")); err != nil {
		return err
	}
	return quoted.Close()
}

func writeAttachment(parts *multipart.Writer, f File) error {
	// Old programs know the name of RFC 2047 beside the type, new ones that of
	// RFC 2231; some take a plain one before either, so it stands only where it is
	// the whole name.
	part, err := parts.CreatePart(textproto.MIMEHeader{
		"Content-Type":              {f.Type + ";\r\n name=\"" + mime.BEncoding.Encode("utf-8", quotable(f.Name)) + `"`},
		"Content-Disposition":       {"attachment;\r\n " + fileName(f.Name)},
		"Content-Transfer-Encoding": {"base64"},
	})
	if err != nil {
		return err
	}
	lines := &lineWriter{w: part}
	encoder := base64.NewEncoder(base64.StdEncoding, lines)
	if _, err := encoder.Write(f.Data); err != nil {
		return err
	}
	return encoder.Close()
}

// quotable takes out of a name what ends a quoted text.
func quotable(name string) string {
	return strings.NewReplacer(`"`, "'", `\`, "-").Replace(name)
}

// fileName writes the name of an attachment: as it is, or as RFC 2231 has it.
func fileName(name string) string {
	plain := !strings.ContainsFunc(name, func(r rune) bool { return r > unicode.MaxASCII })
	if plain && name == quotable(name) {
		return `filename="` + name + `"`
	}
	return "filename*=utf-8''" + strings.ReplaceAll(url.QueryEscape(name), "+", "%20")
}

// lineWriter breaks what is written into lines of 76 signs.
type lineWriter struct {
	w  io.Writer
	at int
}

func (l *lineWriter) Write(data []byte) (int, error) {
	const width = 76
	written := 0
	for len(data) > 0 {
		if l.at == width {
			if _, err := io.WriteString(l.w, "\r\n"); err != nil {
				return written, err
			}
			l.at = 0
		}
		n := min(width-l.at, len(data))
		if _, err := l.w.Write(data[:n]); err != nil {
			return written, err
		}
		l.at += n
		written += n
		data = data[n:]
	}
	return written, nil
}
