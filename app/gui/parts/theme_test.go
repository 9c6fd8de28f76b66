package parts

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestEveryColourIsDefined(t *testing.T) {
	test.AssertAllColorNamesDefined(t, &Theme{}, "Ounce")
}

func TestEveryIconIsBuiltIn(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(&Theme{})
	for _, icon := range []Icon{IconPass, IconWarn, IconFail, IconUnknown, IconNone, IconSaid, IconOpen, IconHere, IconRight, IconDown, IconSaved, IconBox, IconTicked, IconSeen, IconAdd, IconArrow} {
		if len(icon.Resource(Text).Content()) == 0 {
			t.Errorf("icon %s is empty", icon)
		}
	}
}

func TestTextWrapsAtItsWidth(t *testing.T) {
	measure := func(s string) float32 { return float32(len([]rune(s))) }
	for _, c := range []struct {
		text string
		want []string
	}{
		{"one two three", []string{"one two", "three"}},
		{"unbreakable-word", []string{"unbreaka", "ble-word"}},
		{"one\n\ntwo", []string{"one", "", "two"}},
		{"", []string{""}},
		{"ééééééééé", []string{"éééééééé", "é"}},
	} {
		got := wrapLines(c.text, 8, measure)
		if len(got) != len(c.want) {
			t.Errorf("wrapLines(%q) = %q", c.text, got)
			continue
		}
		for i := range got {
			if got[i] != c.want[i] {
				t.Errorf("wrapLines(%q) = %q", c.text, got)
			}
		}
	}
}

func TestChoicesArePickedByNumberAndByKey(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(&Theme{})
	picked := ""
	c := NewChoices([]Choice{{ID: "a", Label: "One"}, {ID: "b", Label: "Two"}}, "", func(id string) { picked = id })
	w := test.NewTempWindow(t, c)
	if c.PickNumber('3') || picked != "" {
		t.Error("there is no third answer")
	}
	c.PickNumber('2')
	if picked != "b" || c.Picked() != "b" {
		t.Errorf("picked %q", picked)
	}
	w.Canvas().Focus(c.rows[0])
	c.rows[0].TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	if w.Canvas().Focused() != c.rows[1] {
		t.Error("the arrow key does not move the focus")
	}
	c.rows[0].TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	if picked != "a" {
		t.Errorf("Space picked %q", picked)
	}
}

func TestDisclosureOpensOnTap(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(&Theme{})
	d := NewDisclosure("More", NewText("More", Body, Text), func() fyne.CanvasObject { return NewText("the rest", Body, Text) })
	closed := d.MinSize().Height
	test.Tap(d.head)
	if !d.Open() || d.MinSize().Height <= closed {
		t.Error("a tap does not open it")
	}
	test.Tap(d.head)
	if d.Open() || d.MinSize().Height != closed {
		t.Error("a second tap does not close it")
	}
}
