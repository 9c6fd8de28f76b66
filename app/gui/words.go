package gui

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2/lang"

	"ounce/app/disk"
	"ounce/app/gui/parts"
	"ounce/assessment"
	"ounce/checks"
)

// statusMark gives a status's icon and tone.
func statusMark(s checks.Status) (parts.Icon, parts.Tone) {
	switch s {
	case checks.Pass:
		return parts.IconPass, parts.Fine
	case checks.Warn:
		return parts.IconWarn, parts.Look
	case checks.Fail:
		return parts.IconFail, parts.Act
	case checks.Unclear:
		return parts.IconUnknown, parts.Unseen
	}
	return parts.IconNone, parts.Muted
}

// who says who usually does something.
func who(id string) string {
	switch id {
	case "yourself":
		return lang.L("You can do this yourself.")
	case "provider":
		return lang.L("Usually done by an IT provider.")
	}
	return ""
}

func privilege(p checks.Privilege) string {
	switch p {
	case checks.User:
		return lang.L("read as a normal user")
	case checks.Administrator:
		return lang.L("needs administrator rights")
	}
	return ""
}

// scoreTone gives a grade's tone.
func scoreTone(s assessment.Score) parts.Tone {
	if s.Range == nil {
		return parts.Unseen
	}
	switch s.Grade {
	case "A", "B":
		return parts.Fine
	case "C":
		return parts.Look
	case "D", "E":
		return parts.Act
	}
	return parts.Primary
}

func band(r *assessment.Range) *parts.Band {
	if r == nil {
		return nil
	}
	return &parts.Band{Low: r.Low / 100, Mid: r.Mid / 100, High: r.High / 100}
}

func whenWords(id string) string {
	switch id {
	case "now":
		return lang.L("Now")
	case "30_days":
		return lang.L("Within 30 days")
	case "90_days":
		return lang.L("Within 90 days")
	case "year":
		return lang.L("Within a year")
	}
	return id
}

// sentence is why something did not work as a sentence of its own, with its full
// stop. What did not work is said before it.
func sentence(err error) string {
	text := strings.TrimSpace(disk.Reason(err))
	if text == "" || strings.ContainsRune(".!?…", []rune(text)[len([]rune(text))-1]) {
		return text
	}
	return text + "."
}

// capitalized begins a sentence with a capital letter.
func capitalized(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}
