package gui

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"ounce/app/gui/parts"
	"ounce/checks"
)

// newDetail tells everything about one finding: what was read, why it matters,
// what would be fine and what to do.
func newDetail(f checks.Finding, def checks.Definition, system checks.System) fyne.CanvasObject {
	var objects []fyne.CanvasObject
	if f.Status == checks.Unclear && def.Settles != "" {
		objects = append(objects, told(lang.L("What would settle it"), def.Settles))
	}
	if def.Why != "" {
		objects = append(objects, told(lang.L("Why it matters"), def.Why))
	}
	if f.Status != checks.Pass && def.Fine != "" {
		objects = append(objects, told(lang.L("What would be fine"), def.Fine))
	}
	if fix, ok := def.FixFor(system); ok && (f.Status == checks.Fail || f.Status == checks.Warn) {
		objects = append(objects, stepList(lang.L("What to do"), fix.Steps, fix.Minutes, def.Who))
	}
	objects = append(objects, evidenceList(f.Evidence))
	return parts.Under(parts.Gap3+parts.Gap4+parts.Gap2, parts.Column(parts.Gap3, objects...))
}

func told(title, text string) fyne.CanvasObject {
	return parts.Column(2, parts.NewStrong(title, parts.Hint, parts.Muted),
		parts.Narrow(parts.LineLength+80, parts.NewText(text, parts.Body, parts.Text)))
}

// stepList is a numbered list of steps, with how long they take and who does them.
func stepList(title string, steps []string, minutes int, whoID string) fyne.CanvasObject {
	list := parts.Column(parts.Gap1)
	for i, step := range steps {
		text := parts.NewText(step, parts.Body, parts.Text)
		list.Add(parts.TopRow(parts.Gap2, text, parts.NewLine(strconv.Itoa(i+1)+".", parts.Body, parts.Muted), text))
	}
	effort := who(whoID)
	if minutes > 0 {
		effort = counted("About {{.Count}} minutes", minutes) + ". " + effort
	}
	return parts.Column(2, parts.NewStrong(title, parts.Hint, parts.Muted), parts.Narrow(parts.LineLength+80, list),
		parts.NewText(effort, parts.Hint, parts.Muted))
}

func evidenceList(evidence []checks.Evidence) fyne.CanvasObject {
	list := parts.Column(parts.Gap1, parts.NewStrong(lang.L("What was read"), parts.Hint, parts.Muted))
	for _, e := range evidence {
		line := e.Source
		if e.Value != "" {
			line += ": " + e.Value
		}
		if p := privilege(e.Privilege); p != "" {
			line += " (" + p + ")"
		}
		list.Add(parts.NewText(line, parts.Body, parts.Text))
	}
	if len(evidence) == 0 {
		list.Add(parts.NewText(lang.L("Nothing could be read."), parts.Body, parts.Text))
	}
	return list
}
