package cmdline

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

type shared struct {
	PassFile string `help:"The word." placeholder:"FILE" reads:"word"`
}

type sendCommand struct {
	Report string   `arg:"" help:"What is sent." placeholder:"REPORT.xlsx"`
	Copy   string   `arg:"" optional:"" help:"What goes along." placeholder:"COPY"`
	To     string   `required:"" help:"Who gets it." placeholder:"ADDRESS"`
	CC     []string `name:"cc" help:"Who else." placeholder:"ADDRESS"`
	Level  string   `enum:"low,high" default:"low" help:"How soon a person who has a long list of things to read should read this one." placeholder:"LEVEL"`
	Times  int      `default:"1" help:"How many times."`
	Share  float64  `help:"Which share." placeholder:"SHARE"`
	Draft  bool     `short:"d" help:"Only a draft."`
	shared
}

func (sendCommand) Help() string { return "It is not sent by this.\n\nExample: post send report.xlsx" }

type windowCommand struct{}

type words struct {
	Window windowCommand `default:"1" help:"Open the window."`
	Send   sendCommand   `help:"Send a report."`
	OpenIt windowCommand `name:"open-it" help:"Open it."`
}

func testProgram() (*Program, *words) {
	w := &words{}
	return New("post", "It posts.\n\nIt keeps nothing.", w), w
}

func TestParse(t *testing.T) {
	for line, want := range map[string]sendCommand{
		"send r.xlsx --to=a":                                {Report: "r.xlsx", To: "a", Level: "low", Times: 1},
		"send --to a r.xlsx more":                           {Report: "r.xlsx", Copy: "more", To: "a", Level: "low", Times: 1},
		"send - --to a --cc b,c --cc d -d":                  {Report: "-", To: "a", CC: []string{"b,c", "d"}, Level: "low", Times: 1, Draft: true},
		"send r --to=a --level high --times=-3 --share 0.5": {Report: "r", To: "a", Level: "high", Times: -3, Share: 0.5},
		"send --to=a --pass-file words.txt -- --odd":        {Report: "--odd", To: "a", Level: "low", Times: 1, shared: shared{"words.txt"}},
		"send r --to --odd -d":                              {Report: "r", To: "--odd", Level: "low", Times: 1, Draft: true},
		"send r --to=a --to=b --draft=false":                {Report: "r", To: "b", Level: "low", Times: 1},
		"send r --to= --pass-file=":                         {Report: "r", Level: "low", Times: 1},
	} {
		p, w := testProgram()
		c, err := p.Parse(strings.Fields(line))
		if err != nil || c == nil || c.Name != "send" {
			t.Errorf("%s: %v", line, err)
			continue
		}
		if diff := cmp.Diff(want, w.Send, cmp.AllowUnexported(sendCommand{}, shared{})); diff != "" {
			t.Errorf("%s: %s", line, diff)
		}
	}
}

func TestWhatIsWrong(t *testing.T) {
	for line, want := range map[string]string{
		"sent":                               `there is no command "sent", did you mean send?`,
		"frobnicate":                         `there is no command "frobnicate"`,
		"--nonsense":                         "unknown flag --nonsense",
		"send --drift r":                     "unknown flag --drift, did you mean --draft?",
		"send -x":                            "unknown flag -x",
		"send":                               "still missing: REPORT.xlsx --to=ADDRESS",
		"send a b c --to d":                  `unexpected argument "c"`,
		"send r --to --draft":                "--to needs a value",
		"send r --to --cc=x":                 "--to needs a value",
		"send r --to":                        "--to needs a value",
		"send r --to a --level middle":       `--level is one of low, high, not "middle"`,
		"send r --to a --times 1.5":          `--times is a whole number, not "1.5"`,
		"send r --to a --share much":         `--share is a number, not "much"`,
		"send r --to a --draft=perhaps":      "--draft takes no value",
		"send r --to a --=x":                 "--=x is no flag",
		"send r --to a --times " + long(500): `--times is a whole number, not "` + long(40) + `…"`,
	} {
		p, _ := testProgram()
		if _, err := p.Parse(strings.Fields(line)); err == nil || err.Error() != want {
			t.Errorf("%s: got %q, want %q", line, err, want)
		}
	}
}

func long(n int) string { return strings.Repeat("9", n) }

func TestAsked(t *testing.T) {
	for line, want := range map[string]struct {
		about string
		err   error
	}{
		"":                   {"window", nil},
		"window":             {"window", nil},
		"open-it":            {"open-it", nil},
		"--help":             {"", ErrHelp},
		"-h":                 {"", ErrHelp},
		"send --help":        {"send", ErrHelp},
		"help":               {"", ErrHelp},
		"help send":          {"send", ErrHelp},
		"version":            {"window", ErrVersion},
		"send -h --nonsense": {"send", ErrHelp},
		"--version":          {"window", ErrVersion},
		"send --version":     {"send", ErrVersion},
		"window --help":      {"window", ErrHelp},
	} {
		p, _ := testProgram()
		c, err := p.Parse(strings.Fields(line))
		about := ""
		if c != nil {
			about = c.Name
		}
		if about != want.about || !errors.Is(err, want.err) {
			t.Errorf("%q is about %q: %v", line, about, err)
		}
	}
}

const sendHelp = `Usage: post send REPORT.xlsx [COPY] --to=ADDRESS [flags]

Send a report.

It is not sent by this.

Example: post send report.xlsx

Arguments:
  REPORT.xlsx  What is sent.
  COPY         What goes along.

Flags:
      --to=ADDRESS      Who gets it.
      --cc=ADDRESS      Who else.
      --level=LEVEL     How soon a person who has a long list of things to read
                        should read this one. (low unless it is given)
      --times=TIMES     How many times. (1 unless it is given)
      --share=SHARE     Which share.
  -d, --draft           Only a draft.
      --pass-file=FILE  The word.
  -h, --help            Show what it does and takes.
      --version         Print the version.

`

func TestHelp(t *testing.T) {
	p, _ := testProgram()
	c, _ := p.Parse([]string{"send", "--help"})
	var one, all bytes.Buffer
	if err := errors.Join(p.WriteHelp(&one, c), p.WriteHelp(&all, nil)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(sendHelp, one.String()); diff != "" {
		t.Error(diff)
	}
	if !strings.Contains(all.String(), "\n  send     Send a report.\n  open-it  Open it.\n") || !strings.HasPrefix(all.String(), "Usage: post <command> [flags]\n\nIt posts.\n\nIt keeps nothing.\n") {
		t.Error(all.String())
	}
	if tag, ok := c.Flags[6].Tag.Lookup("reads"); !ok || tag != "word" || c.Flags[6].IsBool() {
		t.Errorf("--%s reads %q", c.Flags[6].Name, tag)
	}
}

// TestAnyLine has no line of words and dashes do more than be refused.
func TestAnyLine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := rapid.SliceOf(rapid.OneOf(rapid.SampledFrom([]string{"send", "--to", "-d", "--", "-", "--times=1", "--level", "low", "-h", "--=", "-="}), rapid.String())).Draw(t, "line")
		p, w := testProgram()
		c, err := p.Parse(line)
		if err == nil && c.Name == "send" && (w.Send.Level != "low" && w.Send.Level != "high") {
			t.Fatalf("%q is taken, and the level is %q", line, w.Send.Level)
		}
		if err != nil && (err.Error() == "" || strings.Contains(err.Error(), "strconv") || strings.Contains(err.Error(), "pflag")) {
			t.Fatalf("%q: %v", line, err)
		}
	})
}

func TestNamesOfFields(t *testing.T) {
	for name, want := range map[string]string{"Out": "out", "FailOn": "fail-on", "NoScan": "no-scan"} {
		if got := nameOf(reflect.StructField{Name: name}); got != want {
			t.Errorf("%s is --%s", name, got)
		}
	}
}
