package parts

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Words is a text that wraps at its width, in one size and tone. Unlike a
// label it has no margin of its own, so that the spacing scale holds.
type Words struct {
	widget.BaseWidget
	text    string
	size    Size
	tone    Tone
	bold    bool
	align   fyne.TextAlign
	oneLine bool

	wrapped wrapping // what lines was made for
	lines   []string
}

// wrapping is all that the breaks in a text depend on.
type wrapping struct {
	text  string
	width float32
	size  float32
	bold  bool
}

// NewText is a wrapping text.
func NewText(text string, size Size, tone Tone) *Words {
	w := &Words{text: text, size: size, tone: tone}
	w.ExtendBaseWidget(w)
	return w
}

// NewStrong is a wrapping text in bold.
func NewStrong(text string, size Size, tone Tone) *Words {
	w := NewText(text, size, tone)
	w.bold = true
	return w
}

// NewLine is a text that never wraps and takes the width that it needs.
func NewLine(text string, size Size, tone Tone) *Words {
	w := NewText(text, size, tone)
	w.oneLine = true
	return w
}

// NewStrongLine is such a text in bold.
func NewStrongLine(text string, size Size, tone Tone) *Words {
	w := NewLine(text, size, tone)
	w.bold = true
	return w
}

// Aligned sets the alignment and gives the text back.
func (w *Words) Aligned(align fyne.TextAlign) *Words {
	w.align = align
	return w
}

// Content is the text as it was set.
func (w *Words) Content() string { return w.text }

// Set changes the text.
func (w *Words) Set(text string) { w.SetToned(text, w.tone) }

// SetToned changes the text and its tone.
func (w *Words) SetToned(text string, tone Tone) {
	if text == w.text && tone == w.tone {
		return
	}
	w.text, w.tone = text, tone
	w.lines = nil
	w.Refresh()
}

// AccessibilityLabel is the text, for screen readers.
func (w *Words) AccessibilityLabel() string { return w.text }

// AccessibilityRole is that of a text.
func (w *Words) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

func (w *Words) style() fyne.TextStyle { return fyne.TextStyle{Bold: w.bold} }

func (w *Words) measure(text string) fyne.Size {
	return fyne.MeasureText(text, sizeOf(w.size), w.style())
}

// Resize wraps the text at the new width.
func (w *Words) Resize(size fyne.Size) {
	if !w.oneLine {
		w.wrap(size.Width)
	}
	w.BaseWidget.Resize(size)
}

func (w *Words) wrap(width float32) {
	now := wrapping{w.text, width, sizeOf(w.size), w.bold}
	if w.lines != nil && w.wrapped == now {
		return
	}
	w.wrapped = now
	if w.oneLine || width <= 0 {
		w.lines = []string{w.text}
		return
	}
	w.lines = wrapLines(w.text, width, func(s string) float32 { return w.measure(s).Width })
}

// wrapLines breaks a text at spaces; a word wider than the line breaks inside.
// Words are measured by themselves: most of them come back on every page, and
// the toolkit keeps what it has measured.
func wrapLines(text string, width float32, measure func(string) float32) []string {
	var lines []string
	space := measure(" ")
	for _, paragraph := range strings.Split(text, "\n") {
		line, long := "", float32(0)
		for _, word := range strings.Fields(paragraph) {
			wide := measure(word)
			if line != "" && long+space+wide <= width {
				line, long = line+" "+word, long+space+wide
				continue
			}
			if line != "" {
				lines = append(lines, line)
			}
			for line, long = word, wide; long > width && len([]rune(line)) > 1; long = measure(line) {
				head := fitting(line, width, measure)
				lines = append(lines, head)
				line = line[len(head):]
			}
		}
		lines = append(lines, line)
	}
	return lines
}

// fitting gives the longest beginning that fits, of at least one character.
func fitting(word string, width float32, measure func(string) float32) string {
	runes := []rune(word)
	low, high := 1, len(runes)
	for low < high {
		middle := (low + high + 1) / 2
		if measure(string(runes[:middle])) <= width {
			low = middle
		} else {
			high = middle - 1
		}
	}
	return string(runes[:low])
}

// CreateRenderer draws a line each.
func (w *Words) CreateRenderer() fyne.WidgetRenderer {
	r := &wordsRenderer{words: w}
	r.sync()
	return r
}

type wordsRenderer struct {
	words *Words
	lines []*canvas.Text
}

func (r *wordsRenderer) sync() {
	w := r.words
	if w.lines == nil {
		w.wrap(w.Size().Width)
	}
	for len(r.lines) < len(w.lines) {
		r.lines = append(r.lines, canvas.NewText("", colorOf(w.tone)))
	}
	r.lines = r.lines[:len(w.lines)]
	for i, line := range r.lines {
		line.Text, line.Color, line.TextSize = w.lines[i], colorOf(w.tone), sizeOf(w.size)
		line.TextStyle, line.Alignment = w.style(), w.align
	}
}

func (r *wordsRenderer) Layout(size fyne.Size) {
	r.sync()
	height := r.words.measure("Mg").Height
	for i, line := range r.lines {
		line.Resize(fyne.NewSize(size.Width, height))
		line.Move(fyne.NewPos(0, float32(i)*height))
	}
}

// shortText is the length in bytes from which on a text is taken to be wider
// than four letters, without measuring it.
const shortText = 16

func (r *wordsRenderer) MinSize() fyne.Size {
	w := r.words
	if w.oneLine {
		return w.measure(w.text)
	}
	if w.lines == nil {
		w.wrap(w.Size().Width)
	}
	height := w.measure("Mg").Height * float32(len(w.lines))
	least := w.measure("mmmm").Width
	if len(w.text) < shortText {
		least = min(least, w.measure(w.text).Width)
	}
	return fyne.NewSize(least, height)
}

func (r *wordsRenderer) Refresh() {
	r.words.wrap(r.words.Size().Width)
	r.sync()
	r.Layout(r.words.Size())
	for _, line := range r.lines {
		line.Refresh()
	}
}

func (r *wordsRenderer) Objects() []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(r.lines))
	for i, line := range r.lines {
		objects[i] = line
	}
	return objects
}

func (r *wordsRenderer) Destroy() {}
