package app

import (
	"slices"
	"strings"
	"testing"

	"ounce/app/cmdline"
)

func TestEveryCommandSaysHowItIsRun(t *testing.T) {
	eachCommand(t, func(t *testing.T, name string, node *cmdline.Command) {
		if _, ok := ways[name]; !ok {
			t.Fatalf("ounce %s needs its line in the table ways, which feeds it with bad input", name)
		}
		for _, f := range node.Flags {
			_, reads := f.Tag.Lookup("reads")
			_, writes := f.Tag.Lookup("writes")
			if named := strings.ToUpper(f.Placeholder); (strings.Contains(named, "FILE") || strings.Contains(named, ".") || named == "RECORDING") && !reads && !writes {
				t.Errorf("--%s of ounce %s names a file and has neither the tag reads nor writes", f.Name, name)
			}
		}
	})
}

func TestEveryCommandShowsAnExample(t *testing.T) {
	eachCommand(t, func(t *testing.T, name string, _ *cmdline.Command) {
		s, out, errOut := newSession(t.Context(), nil)
		if status := run(append(strings.Fields(name), "--help"), s); status != statusDone || errOut.Len() > 0 {
			t.Errorf("status %d, said %q", status, errOut)
		}
		want := "Example: ounce " + name
		if name == "window" {
			want = "Example: ounce"
		}
		if !strings.Contains(out.String(), want) {
			t.Errorf("the help shows no example:\n%s", out)
		}
	})
}

func TestWrongUsageIsSaidInOneSentence(t *testing.T) {
	eachCommand(t, func(t *testing.T, name string, node *cmdline.Command) {
		d := newDesktop(t)
		wrong := map[string][]string{"an unknown flag": {"--nonsense"}, "an argument too many": {"one", "too", "many"}}
		for _, f := range node.Flags {
			switch {
			case f.Enum != nil:
				wrong["a bad value of "+f.Name] = []string{"--" + f.Name + "=nonsense"}
			case !f.IsBool():
				wrong["no value of "+f.Name] = []string{"--" + f.Name}
			}
			if f.IsText() {
				wrong["nothing as "+f.Name] = []string{"--" + f.Name + "="}
				wrong["a space as "+f.Name] = []string{"--" + f.Name + "= "}
			}
		}
		if len(node.Args) > 0 {
			wrong["an empty argument"] = []string{""}
		}
		before := d.files()
		for what, args := range wrong {
			status, out, errOut := d.run(t.Context(), name, args...)
			if status != statusUsage || out != "" || strings.Count(errOut, "\n") != 1 || !strings.HasPrefix(errOut, "ounce: ") {
				t.Errorf("%s: status %d, printed %q, said %q", what, status, out, errOut)
			}
			checkSentence(t, what, errOut, "")
		}
		if after := d.files(); !slices.Equal(before, after) {
			t.Errorf("left %v", after)
		}
	})
}

func long(n int) string { return strings.Repeat("x", n) }

func TestUsageIsSaidInPlainWords(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{"check --fail-on sometimes", "--fail-on is one of warn, fail, not \"sometimes\"; ounce --help"},
		{"check --json", "--json needs a value; "},
		{"check --json --detail", "--json needs a value; "},
		{"check --json -d", "--json needs a file, and -d looks like a flag; if it is a file, write ./-d\n"},
		{"record -x.yaml --", "unknown flag -x.yaml; "},
		{"record -- -x.yaml", "FILE needs a file, and -x.yaml looks like a flag; if it is a file, write ./-x.yaml\n"},
		{"provider --aside -5", "--aside must be from 0 to 1000000000000; it is -5\n"},
		{"provider --margin 7", "--margin must be from 0.01 to 1; it is 7\n"},
		{"provider --revenue 1e300", "--revenue must be from 1 to 1000000000; it is 1e+300\n"},
		{"provider --currency zz", "--currency must be a three-letter code such as USD, GBP or EUR, not \"zz\"\n"},
		{"mail r.xlsx --out d.eml --to=", "--to is empty; please say what it is, or leave it out\n"},
		{"mail r.xlsx --out d.eml --to=nonsense", "--to: \"nonsense\" is no list of mail addresses\n"},
		{"assess --answers a.yaml --out .xlsx", ".xlsx is only the ending of a name; please say what the report is called, such as report.xlsx\n"},
		{"assess --answers a.yaml --out report.pdf", "the report is an Excel file, so its name must end in .xlsx; report.pdf does not\n"},
		{"checks --json - --markdown", "--markdown and --json contradict each other; please choose one\n"},
		{"tiers --check a.yaml --json -", "--check and --json contradict each other; please choose one\n"},
		{"settings --check a.yaml --write", "--check and --write contradict each other; please choose one\n"},
		{"assess --answers a.yaml --json - --no-scan --from b.yaml", "--no-scan and --from contradict each other; please choose one\n"},
		{"questions --out answers.docx", "an answer sheet is an Excel file (.xlsx) or a text file (.yaml), and answers.docx is neither\n"},
		{"assess --ask --answers answers.xls --json r.json", "an answer sheet is an Excel file (.xlsx) or a text file (.yaml), and answers.xls is neither\n"},
		{"check --" + long(5000), "unknown flag --" + long(40) + "…; "},
		{"check " + long(5000), "unexpected argument \"" + long(40) + "…\"; "},
		{long(5000), "there is no command \"" + long(40) + "…\"; "},
	} {
		s, out, errOut := newSession(t.Context(), nil)
		if status := run(strings.Fields(c.args), s); status != statusUsage || out.Len() > 0 || !strings.HasPrefix(errOut.String(), "ounce: "+c.want) {
			t.Errorf("%.80s: status %d, printed %q, said %q, want %q", c.args, status, out, errOut, c.want)
		}
	}
}
