package parts

import (
	"flag"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"ounce/app/gui/golden"
)

var update = flag.Bool("update", false, "write the layouts anew; look at the pictures before you believe them")

const long = "A sentence that is long enough to go on in a second line when it stands in half of a window."

// everyPart is each part by itself, in each of its states.
func everyPart() map[string]fyne.CanvasObject {
	pressed := func() {}
	focused := NewMainButton("Save", pressed)
	focused.focused = true
	off := NewButton("Save", pressed)
	off.Disable()
	wrong := NewField("Staff", "0", "", BoxWidth)
	wrong.SetError("Must be from 1 to 500; you wrote 0.")
	row := NewFieldRow("People who work with a computer", "12").SetUnit("EUR")
	open := NewDisclosure("More", NewText("More", Body, Text), func() fyne.CanvasObject { return NewText(long, Body, Muted) })
	open.SetOpen(true)
	rail := NewRail(NewStrong("Ounce", Section, Primary), []Step{{"Ahead", StepAhead}, {"Open", StepOpen}, {"Done", StepDone}, {"Here", StepOpen}})
	rail.SetSteps([]Step{{"Ahead", StepAhead}, {"Open", StepOpen}, {"Done", StepDone}, {"Here", StepOpen}}, 3)
	rail.SetCompany("Miller & Sons")
	rail.SetSaved("Saved", Fine)
	half := NewProgress()
	half.Set(0.5)
	marks := Row(Gap2, nil)
	for _, icon := range []Icon{IconPass, IconWarn, IconFail, IconUnknown, IconNone, IconSaid, IconOpen, IconHere, IconRight, IconDown, IconSaved, IconBox, IconTicked, IconSeen, IconAdd, IconArrow} {
		marks.Add(NewMark(icon, Primary))
	}
	all := map[string]fyne.CanvasObject{
		"texts": Column(Gap2, NewStrong("Title", Title, Text), NewStrong("Section", Section, Text), NewText(long, Lead, Muted),
			NewText(long, Body, Text), NewText(long, Hint, Act), NewLine("One line", Body, Primary)),
		"buttons":            Column(Gap2, NewMainButton("Next", pressed), NewButton("Back", pressed), off, focused, NewQuietButton("Close", pressed), NewLink("Why?", pressed)),
		"choices":            NewChoices([]Choice{{ID: "a", Label: "One"}, {ID: "b", Label: long}, {ID: "c", Label: "Three"}}, "b", nil),
		"choices-with-hints": NewChoices([]Choice{{ID: "a", Label: "One", Hint: long}, {ID: "b", Label: "Two", Hint: "Short."}}, "a", nil),
		"checks":             Column(Gap2, NewCheck(long, true, nil), NewCheck("No", false, nil)),
		"fields":             Column(Gap3, NewField("Name", "Miller", "It stands on the report.", 0), wrong, row, NewSecret("Password", "", 0), LabelledRow("From", Edged(NewSelect([]string{"a"}, "a", nil)))),
		"bars":               Column(Gap3, NewBandBar(Band{0.3, 0.4, 0.6}, Look), NewEmptyBar(), half, NewStackBar(Part{0.3, Primary, false}, Part{0.2, Unseen, true}), Tracked(NewSlider(0, 10, 1, 4))),
		"gauge":              NewGauge(&Band{0.41, 0.5, 0.58}, Act, "41–58", "of 100"),
		"gauge-empty":        NewGauge(nil, Unseen, "–", "no score yet"),
		"panels":             Column(Gap3, NewPanel(NewText(long, Body, Text)), NewNotice(Act, NewText("Notice", Body, Text)), NewPanel(NewCard(NewText("Card", Body, Text)))),
		"disclosures":        Column(Gap2, open, NewDisclosure("Less", NewText("Less", Body, Text), func() fyne.CanvasObject { return nil })),
		"pair":               Pair(120, Gap3, NewText("A title that wraps in its column", Body, Text), NewText(long, Body, Muted)),
		"flow":               Flow(Gap2, NewLine("One", Body, Text), NewLine(long, Body, Text), NewLine("Three", Body, Text)),
		"marks":              marks,
		"rail":               rail,
	}
	return all
}

// TestPartsLookAsBefore compares each part's layout with the one on file, in
// light, dark and large text.
func TestPartsLookAsBefore(t *testing.T) {
	for _, look := range []struct {
		name    string
		variant fyne.ThemeVariant
		scale   float32
	}{{"light", theme.VariantLight, 1}, {"dark", theme.VariantDark, 1}, {"large", theme.VariantLight, 2}} {
		t.Run(look.name, func(t *testing.T) {
			test.NewTempApp(t).Settings().SetTheme(&Theme{TextScale: look.scale, Forced: &look.variant})
			for name, part := range everyPart() {
				w := test.NewTempWindow(t, part)
				for _, width := range []float32{441, 440} {
					w.Resize(fyne.NewSize(width, 480))
				}
				golden.Same(t, *update, filepath.Join("testdata", look.name, name+".txt"), w.Canvas())
			}
		})
	}
}
