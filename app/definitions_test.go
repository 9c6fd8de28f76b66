package app

import (
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ounce/checks"
	"ounce/checks/scan"
)

// TestEveryCheckHasItsTextsAndEveryTextItsCheck holds code and definitions
// together both ways.
func TestEveryCheckHasItsTextsAndEveryTextItsCheck(t *testing.T) {
	defs, err := checks.LoadDefinitions()
	if err != nil {
		t.Fatal(err)
	}
	coded := map[string]bool{}
	for _, topic := range scan.Topics() {
		for _, check := range topic.Checks {
			if coded[check.ID] {
				t.Errorf("check %s is in the code twice", check.ID)
			}
			coded[check.ID] = true
			if _, ok := defs.Get(check.ID); !ok {
				t.Errorf("check %s has no texts", check.ID)
			}
			if !strings.HasPrefix(check.ID, topic.ID+".") {
				t.Errorf("check %s stands in topic %s", check.ID, topic.ID)
			}
		}
	}
	for _, id := range defs.IDs() {
		if !coded[id] {
			t.Errorf("the texts of %s have no check", id)
		}
		def, _ := defs.Get(id)
		for _, root := range def.DependsOn {
			if !coded[root] || root == id {
				t.Errorf("check %s depends on %s, which is none", id, root)
			}
		}
	}
}

// TestEveryVerdictHasItsSentence holds what rules say and the sentences
// together both ways: a rule names its sentence by a literal.
func TestEveryVerdictHasItsSentence(t *testing.T) {
	defs, err := checks.LoadDefinitions()
	if err != nil {
		t.Fatal(err)
	}
	said, literals := ruleLiterals(t)
	sentences := map[string]map[string]bool{}
	for _, id := range defs.IDs() {
		def, _ := defs.Get(id)
		topic, _, _ := strings.Cut(id, ".")
		if sentences[topic] == nil {
			sentences[topic] = map[string]bool{}
		}
		for say := range def.Says {
			sentences[topic][say] = true
			if !spoken(say, literals[topic]) && !slices.Contains(checks.Reasons(), checks.Reason(say)) {
				t.Errorf("check %s has a sentence %q that no rule says", id, say)
			}
		}
	}
	for topic, says := range said {
		for say := range says {
			if !sentences[topic][say] && defs.Common[say] == "" {
				t.Errorf("a rule of %s says %q, and no check has that sentence", topic, say)
			}
		}
	}
}

// spoken tells whether a rule can name a sentence: by a literal, or by a kind of
// thing with an ending, as "suspended" with "_desk".
func spoken(say string, literals map[string]bool) bool {
	if literals[say] {
		return true
	}
	for i, r := range say {
		if r == '_' && (literals[say[:i]] && literals[say[i:]] || literals[say[:i+1]] && literals[say[i+1:]]) {
			return true
		}
	}
	return false
}

// ruleLiterals gives by topic what the verdict functions are called with, and
// every text literal of the package.
func ruleLiterals(t *testing.T) (said, literals map[string]map[string]bool) {
	_, files := goFiles(t)
	said, literals = map[string]map[string]bool{}, map[string]map[string]bool{}
	for _, f := range files {
		topic, inside := strings.CutPrefix(f.folder, "checks/")
		if f.folder == "checks" { // kinds of things, in the file of a topic's facts
			topic, inside = strings.TrimSuffix(strings.TrimPrefix(f.path, "checks/"), ".go"), true
		}
		if !inside || f.test || strings.Contains(topic, "/") {
			continue
		}
		if said[topic] == nil {
			said[topic], literals[topic] = map[string]bool{}, map[string]bool{}
		}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				text, _ := strconv.Unquote(lit.Value)
				literals[topic][text] = true
			}
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			sel, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || !slices.Contains([]string{"Passed", "Warned", "Failed", "Skipped"}, sel.Sel.Name) {
				return true
			}
			if lit, ok := call.Args[0].(*ast.BasicLit); ok && lit.Kind == token.STRING {
				text, _ := strconv.Unquote(lit.Value)
				said[topic][text] = true
			}
			return true
		})
	}
	return said, literals
}

// TestEverySlotIsNamed holds the sentences to names that can be filled: a slot
// in a sentence of one check must be a literal of its topic.
func TestEverySlotIsNamed(t *testing.T) {
	defs, err := checks.LoadDefinitions()
	if err != nil {
		t.Fatal(err)
	}
	_, literals := ruleLiterals(t)
	for _, id := range defs.IDs() {
		def, _ := defs.Get(id)
		topic, _, _ := strings.Cut(id, ".")
		for say, sentence := range def.Says {
			for _, slot := range checks.Slots(sentence) {
				if !literals[topic][slot] && slot != "thing" && slot != "detail" {
					t.Errorf("check %s, sentence %q: no rule gives {%s}", id, say, slot)
				}
			}
		}
	}
}
