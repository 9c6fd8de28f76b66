package parts

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"ounce/assets/palette"
)

// Tone is what a colour means; the theme turns it into a colour.
type Tone = fyne.ThemeColorName

// The tones.
const (
	Text    Tone = theme.ColorNameForeground
	Muted   Tone = "muted"
	Primary Tone = theme.ColorNamePrimary
	On      Tone = theme.ColorNameForegroundOnPrimary
	Fine    Tone = theme.ColorNameSuccess
	Look    Tone = theme.ColorNameWarning
	Act     Tone = theme.ColorNameError
	Unseen  Tone = "unseen"
	Said    Tone = "said"
	Page    Tone = theme.ColorNameBackground
	Surface Tone = "panel"
	Raised  Tone = theme.ColorNameButton
	Line    Tone = theme.ColorNameSeparator
	Border  Tone = theme.ColorNameInputBorder
	Hover   Tone = theme.ColorNameHover
	Veil    Tone = "veil" // a thin veil of Primary, behind what is chosen
)

// Size is a step of the type scale.
type Size = fyne.ThemeSizeName

// The type scale.
const (
	Body    Size = theme.SizeNameText
	Hint    Size = theme.SizeNameCaptionText
	Lead    Size = "lead"
	Section Size = theme.SizeNameSubHeadingText
	Title   Size = theme.SizeNameHeadingText
	Figure  Size = "figure"
	// Broad is Figure for a band of two figures, which has to fit into a gauge.
	Broad Size = "broad"
)

// The spacing scale.
const (
	Gap1 float32 = 4
	Gap2 float32 = 8
	Gap3 float32 = 12
	Gap4 float32 = 16
	Gap5 float32 = 24
	Gap6 float32 = 32
)

// Radius is that of a panel's corners.
const Radius float32 = 8

// LineLength is the width of about 75 characters of body text.
const LineLength float32 = 560

// Theme is Ounce's look. TextScale enlarges all text; 1 is the usual size.
type Theme struct {
	TextScale float32
	// Forced fixes the variant; nil follows the system.
	Forced *fyne.ThemeVariant
}

var _ fyne.Theme = (*Theme)(nil)

// Color gives a tone's colour.
func (t *Theme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	if t.Forced != nil {
		variant = *t.Forced
	}
	p := palette.Light()
	if variant == theme.VariantDark {
		p = palette.Dark()
	}
	switch name {
	case theme.ColorNameBackground, theme.ColorNameHeaderBackground:
		return p.Page
	case Surface, theme.ColorNameInputBackground, theme.ColorNameMenuBackground, theme.ColorNameOverlayBackground,
		theme.ColorNameInnerWindowBorder, theme.ColorNameInnerWindowBorderInactive:
		return p.Panel
	case Text:
		return p.Text
	case Muted, theme.ColorNamePlaceHolder, theme.ColorNameDisabled:
		return p.Muted
	case Primary, theme.ColorNameHyperlink:
		return p.Primary
	case theme.ColorNameForegroundOnPrimary, theme.ColorNameForegroundOnError,
		theme.ColorNameForegroundOnSuccess, theme.ColorNameForegroundOnWarning:
		return p.On
	case Fine:
		return p.Fine
	case Look:
		return p.Look
	case Act:
		return p.Act
	case Unseen:
		return p.Unseen
	case Said:
		return p.Said
	case Raised, theme.ColorNameDisabledButton:
		return p.Raised
	case Line:
		return p.Line
	case Border:
		return p.Border
	case Hover:
		return palette.Faint(p.Text, 0x12)
	case theme.ColorNamePressed:
		return palette.Faint(p.Text, 0x24)
	case Veil:
		return palette.Faint(p.Primary, 0x1c)
	case theme.ColorNameFocus:
		return palette.Faint(p.Primary, 0x48)
	case theme.ColorNameSelection:
		return palette.Faint(p.Primary, 0x40)
	case theme.ColorNameScrollBar:
		return palette.Faint(p.Muted, 0xa0)
	case theme.ColorNameScrollBarBackground:
		return palette.Faint(p.Muted, 0x10)
	case theme.ColorNameShadow:
		return color.NRGBA{A: 0x30}
	}
	return theme.DefaultTheme().Color(name, variant)
}

// Font gives the bundled fonts.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource { return theme.DefaultTheme().Font(style) }

// Icon gives the bundled icons.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource { return theme.DefaultTheme().Icon(name) }

// Size gives sizes from the scale.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	scale := t.TextScale
	if scale == 0 {
		scale = 1
	}
	switch name {
	case Body:
		return 13 * scale
	case Hint:
		return 11 * scale
	case Lead:
		return 15 * scale
	case Section:
		return 20 * scale
	case Title:
		return 28 * scale
	case Figure:
		return 44 * scale
	case Broad:
		return 36 * scale
	case theme.SizeNamePadding:
		return Gap1
	case theme.SizeNameInnerPadding:
		return Gap2
	case theme.SizeNameInlineIcon:
		return 16 * scale
	case theme.SizeNameInputRadius, theme.SizeNameSelectionRadius:
		return 6
	case theme.SizeNameInputBorder:
		return 1
	case theme.SizeNameScrollBar:
		return 10
	case theme.SizeNameScrollBarSmall:
		return 4
	}
	return theme.DefaultTheme().Size(name)
}

// colorOf gives a tone's colour in the running theme.
func colorOf(tone Tone) color.Color {
	settings := fyne.CurrentApp().Settings()
	return settings.Theme().Color(tone, settings.ThemeVariant())
}

// scaled enlarges a width as the theme enlarges text.
func scaled(width float32) float32 { return width * sizeOf(Body) / 13 }

func sizeOf(size Size) float32 { return fyne.CurrentApp().Settings().Theme().Size(size) }
