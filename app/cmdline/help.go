package cmdline

import (
	"fmt"
	"io"
	"strings"
)

// width is how long a line of help gets, in characters.
const width = 80

// widest is how far from the left what something does may begin.
const widest = 32

// Helper adds paragraphs, and the examples, to the help of a command.
type Helper interface{ Help() string }

// WriteHelp writes what a command takes, or with nil what commands there are.
func (p *Program) WriteHelp(w io.Writer, c *Command) error {
	var b strings.Builder
	if c == nil {
		p.help(&b)
	} else {
		c.help(&b, p.Name)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (p *Program) help(b *strings.Builder) {
	fmt.Fprintf(b, "Usage: %s <command> [flags]\n\n", p.Name)
	paragraphs(b, p.About)
	table(b, "Flags", general)
	var rows [][2]string
	for _, c := range p.Commands {
		rows = append(rows, [2]string{c.Name, c.Help})
	}
	table(b, "Commands", rows)
	fmt.Fprintf(b, "What a command takes: %s <command> --help\n", p.Name)
}

// general are the flags of every command.
var general = [][2]string{{"-h, --help", "Show what it does and takes."}, {"    --version", "Print the version."}}

func (c *Command) help(b *strings.Builder, program string) {
	fmt.Fprintf(b, "Usage: %s\n\n", c.usage(program))
	paragraphs(b, c.Help)
	if more, ok := c.Into.(Helper); ok {
		paragraphs(b, more.Help())
	}
	var rows [][2]string
	for _, a := range c.Args {
		rows = append(rows, [2]string{a.Placeholder, a.Help})
	}
	table(b, "Arguments", rows)
	rows = nil
	for _, f := range c.Flags {
		left := "    --" + f.synopsis()
		if short := f.Tag.Get("short"); short != "" {
			left = "-" + short + ", --" + f.synopsis()
		}
		rows = append(rows, [2]string{left, f.Help + f.preset()})
	}
	table(b, "Flags", append(rows, general...))
}

// usage is a command line with all that must be there.
func (c *Command) usage(program string) string {
	parts := []string{program, c.Name}
	for _, a := range c.Args {
		if a.Required {
			parts = append(parts, a.Placeholder)
		} else {
			parts = append(parts, "["+a.Placeholder+"]")
		}
	}
	for _, f := range c.Flags {
		if f.Required {
			parts = append(parts, "--"+f.synopsis())
		}
	}
	return strings.Join(append(parts, "[flags]"), " ")
}

// synopsis is a flag with what stands for its value.
func (p *Param) synopsis() string {
	if p.IsBool() {
		return p.Name
	}
	return p.Name + "=" + p.Placeholder
}

func (p *Param) preset() string {
	if preset := p.Tag.Get("default"); preset != "" {
		return " (" + preset + " unless it is given)"
	}
	return ""
}

func paragraphs(b *strings.Builder, text string) {
	for _, paragraph := range strings.Split(text, "\n\n") {
		for _, line := range wrapped(paragraph, width) {
			b.WriteString(line + "\n")
		}
		b.WriteByte('\n')
	}
}

// table lays what things do beside their names.
func table(b *strings.Builder, title string, rows [][2]string) {
	if len(rows) == 0 {
		return
	}
	left := 0
	for _, row := range rows {
		left = max(left, len(row[0])+2)
	}
	left = min(left, widest)
	b.WriteString(title + ":\n")
	for _, row := range rows {
		name := row[0]
		for i, line := range wrapped(row[1], width-left-2) {
			if i == 0 && len(name) > left-2 {
				fmt.Fprintf(b, "  %s\n", name)
				name = ""
			}
			fmt.Fprintf(b, "  %-*s%s\n", left, name, line)
			name = ""
		}
	}
	b.WriteByte('\n')
}

// wrapped breaks a text between words.
func wrapped(text string, most int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && len([]rune(line))+1+len([]rune(word)) > most {
			lines, line = append(lines, line), ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}
