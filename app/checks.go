package app

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"ounce/checks"
)

// checksCommand lists the catalogue of checks.
type checksCommand struct {
	JSON     string `name:"json" help:"Write the list as JSON; - is standard output." placeholder:"FILE" writes:"checks"`
	Markdown bool   `help:"Write the whole catalogue as Markdown." without:"json"`
}

// Help is the command's example.
func (checksCommand) Help() string { return "Example: ounce checks --markdown > checks.md" }

// Run prints the catalogue.
func (c *checksCommand) Run(s *session) error {
	defs, err := checks.LoadDefinitions()
	if err != nil {
		return fmt.Errorf("loading the checks: %w", err)
	}
	list := make([]checks.Definition, 0, len(defs.IDs()))
	for _, id := range defs.IDs() {
		def, _ := defs.Get(id)
		list = append(list, def)
	}
	switch {
	case c.JSON != "":
		return s.writeJSON(c.JSON, list)
	case c.Markdown:
		printCatalogue(s.out, list, defs.Words)
	default:
		for _, def := range list {
			fmt.Fprintf(s.out, "%-34s %-9s %s\n", def.ID, def.Severity, def.Title)
		}
	}
	return nil
}

func printCatalogue(w io.Writer, list []checks.Definition, words checks.Words) {
	fmt.Fprintf(w, "# What Ounce checks\n\n%d checks. Each reads only, and each can say \"could not look\".\n", len(list))
	for _, area := range checks.Areas() {
		first := true
		for _, def := range list {
			if def.Area != area {
				continue
			}
			if first {
				fmt.Fprintf(w, "\n## %s\n", words.Areas[area])
				first = false
			}
			printDefinition(w, def, words)
		}
	}
}

func printDefinition(w io.Writer, def checks.Definition, words checks.Words) {
	fmt.Fprintf(w, "\n### %s\n\n`%s`, %s severity, usually done by %s.\n\n", def.Title, def.ID, def.Severity,
		map[string]string{"yourself": "yourself", "provider": "a provider"}[def.Who])
	fmt.Fprintf(w, "- Why: %s\n- Fine: %s\n", def.Why, def.Fine)
	if def.Admin != "" {
		fmt.Fprintf(w, "- With administrator rights: %s\n", def.Admin)
	}
	if len(def.Systems) > 0 {
		fmt.Fprintf(w, "- Only on: %s\n", joinSystems(def.Systems, words))
	}
	if len(def.DependsOn) > 0 {
		fmt.Fprintf(w, "- Waits for: `%s`\n", strings.Join(def.DependsOn, "`, `"))
	}
	for _, name := range slices.Sorted(maps.Keys(def.Frameworks)) {
		fmt.Fprintf(w, "- %s: %s\n", words.Frameworks[name], strings.Join(def.Frameworks[name], ", "))
	}
	for _, key := range slices.Sorted(maps.Keys(def.Fix)) {
		fix := def.Fix[key]
		where := ""
		if key != "all" {
			where = " on " + words.Systems[checks.System(key)]
		}
		fmt.Fprintf(w, "- To do%s (about %d minutes): %s\n", where, fix.Minutes, strings.Join(fix.Steps, " "))
	}
}

func joinSystems(systems []checks.System, words checks.Words) string {
	names := make([]string, len(systems))
	for i, s := range systems {
		names[i] = words.Systems[s]
	}
	return strings.Join(names, ", ")
}
