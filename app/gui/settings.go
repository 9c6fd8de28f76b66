package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"fyne.io/fyne/v2/widget"

	"ounce/app/gui/parts"
	"ounce/app/settings"
)

// settingsKeeper reads and keeps the settings; both take a while.
type settingsKeeper struct {
	read func() (settings.Settings, error)
	// save keeps them, unless some of them cannot be.
	save func(settings.Settings) ([]settings.Problem, error)
}

// settingsView is the screen of the settings: what is wrong stands beside its
// box.
type settingsView struct {
	widget.BaseWidget
	onBack func()
	// onSaved is called with what was saved.
	onSaved func(settings.Settings)
	// onFile and onOpen choose a file, and open the settings' own; nil offers none.
	onFile func(endings []string, chosen func(path string))
	onOpen func()

	keeper    settingsKeeper
	known     settings.Known
	countries []Country
	aside     func(func())
	set       settings.Settings
	fields    map[string]*parts.Field
	status    *fyne.Container
	form      *fyne.Container
	button    *parts.Button
	frame     *frame
}

func newSettings(keeper settingsKeeper, known settings.Known, countries []Country, path string, aside func(func())) *settingsView {
	v := &settingsView{keeper: keeper, known: known, countries: countries, aside: aside, status: parts.Column(0), form: parts.Column(parts.Gap4)}
	v.status.Hide()
	v.button = parts.NewMainButton(lang.L("Save the settings"), v.start)
	v.button.Disable()
	lead := lang.L("What new assessments and reports begin with.")
	if path != "" {
		lead = lang.L("What new assessments and reports begin with. They lie in {{.Path}}, and hold no secrets.", map[string]any{"Path": path})
	}
	v.frame = newFrame(heading(lang.L("Settings"), lead), parts.Column(parts.Gap4, v.status, v.form),
		foot(parts.NewButton(lang.L("Back"), func() { v.onBack() }), v.button))
	v.ExtendBaseWidget(v)
	return v
}

// look reads the settings, off the interface thread.
func (v *settingsView) look() {
	v.setStatus(parts.NewPanel(parts.NewText(lang.L("Reading the settings …"), parts.Body, parts.Muted)))
	v.aside(func() {
		set, err := v.keeper.read()
		fyne.Do(func() { v.looked(set, err) })
	})
}

func (v *settingsView) looked(set settings.Settings, err error) {
	v.form.RemoveAll()
	if err != nil {
		again := parts.Flow(parts.Gap2)
		if v.onOpen != nil {
			again.Add(parts.NewButton(lang.L("Open the file"), func() { v.onOpen() }))
		}
		again.Add(parts.NewButton(lang.L("Look again"), v.look))
		words := parts.NewText(lang.L("The settings cannot be read: {{.Problem}} The file stays as it is; any text editor opens it.", map[string]any{"Problem": sentence(err)}), parts.Body, parts.Text)
		v.setStatus(parts.NewNotice(parts.Act, parts.Column(parts.Gap3, parts.TopRow(parts.Gap2, words, parts.NewMark(parts.IconFail, parts.Act), words), again)))
		return
	}
	v.set, v.fields = set, map[string]*parts.Field{}
	v.form.Add(v.company())
	v.form.Add(v.brand())
	v.form.Add(v.tiers())
	v.button.Enable()
	v.setStatus(nil)
}

// field is a box for the setting of a key.
func (v *settingsView) field(key, label, hint string, into *string) *parts.Field {
	f := parts.NewField(label, *into, hint, 0)
	f.OnChanged = func(text string) {
		*into = text
		f.SetError("")
		v.setStatus(nil)
	}
	v.fields[key] = f
	return f
}

// choose picks one of several values, by what they are called; the first name is
// for none of them.
func (v *settingsView) choose(label string, names, values []string, into *string) fyne.CanvasObject {
	selected := names[0]
	for i, value := range values {
		if value == *into {
			selected = names[i]
		}
	}
	return parts.Labelled(label, parts.Edged(parts.NewSelect(names, selected, func(name string) {
		for i := range names {
			if names[i] == name {
				*into = values[i]
			}
		}
		v.setStatus(nil)
	})))
}

func (v *settingsView) company() fyne.CanvasObject {
	countries, ids := []string{lang.L("Asked each time")}, []string{""}
	for _, c := range v.countries {
		countries, ids = append(countries, c.Name), append(ids, c.ID)
	}
	currencies := append([]string{lang.L("The country’s")}, v.known.Currencies...)
	languages := []string{lang.L("The system’s")}
	for _, id := range v.known.Languages {
		languages = append(languages, languageName(id))
	}
	return parts.NewPanel(parts.Column(parts.Gap3, sectionHead(lang.L("What an assessment begins with"), ""),
		parts.Shares(parts.Gap4, 200, v.field("company", lang.L("Company name"), lang.L("Leave it empty if you assess several."), &v.set.Company),
			v.choose(lang.L("Country"), countries, ids, &v.set.Country)),
		parts.Shares(parts.Gap4, 200, v.choose(lang.L("Currency"), currencies, append([]string{""}, v.known.Currencies...), &v.set.Currency),
			parts.Column(parts.Gap1, v.choose(lang.L("Language"), languages, append([]string{""}, v.known.Languages...), &v.set.Language),
				parts.NewText(lang.L("English is all there is so far. It changes at the next start."), parts.Hint, parts.Muted)))))
}

func (v *settingsView) brand() fyne.CanvasObject {
	b := &v.set.Brand
	logo := v.field("brand.logo", lang.L("Logo"), lang.L("An image, PNG or JPEG, up to 1 MB. Empty is none."), &b.Logo)
	return parts.NewPanel(parts.Column(parts.Gap3, sectionHead(lang.L("Who prepares reports"), lang.L("It stands on the first page of each report.")),
		parts.Shares(parts.Gap4, 220, v.field("brand.name", lang.L("Name"), lang.L("Such as Kim IT Services."), &b.Name),
			v.field("brand.contact.person", lang.L("Person"), "", &b.Contact.Person)),
		parts.Shares(parts.Gap4, 220, v.field("brand.contact.phone", lang.L("Telephone"), "", &b.Contact.Phone),
			v.field("brand.contact.mail", lang.L("Mail address"), "", &b.Contact.Mail),
			v.field("brand.contact.web", lang.L("Web address"), "", &b.Contact.Web)),
		v.withFile(logo, ".png", ".jpg", ".jpeg"),
		parts.Shares(parts.Gap4, 220, v.field("brand.primary", lang.L("Colour"), lang.L("Such as #0E5A6B. Empty is Ounce’s own."), &b.Primary),
			v.field("brand.accent", lang.L("Second colour"), "", &b.Accent))))
}

func (v *settingsView) tiers() fyne.CanvasObject {
	f := v.field("tiers", lang.L("Your own list"), lang.L("A file of service tiers, as the command ounce tiers shows. Empty is Ounce’s own list with example prices."), &v.set.Tiers)
	return parts.NewPanel(parts.Column(parts.Gap3, sectionHead(lang.L("Service tiers and their prices"), ""), v.withFile(f, ".yaml", ".yml")))
}

// withFile puts a button beside a box that chooses a file for it.
func (v *settingsView) withFile(f *parts.Field, endings ...string) fyne.CanvasObject {
	if v.onFile == nil {
		return f
	}
	return parts.TopRow(parts.Gap3, f, f, parts.Below(f.Label(), parts.NewButton(lang.L("Choose …"), func() {
		v.onFile(endings, func(path string) { f.Entry.SetText(path) })
	})))
}

// start saves, off the interface thread.
func (v *settingsView) start() {
	if v.button.Disabled() {
		return
	}
	set := v.set
	v.button.Disable()
	v.setStatus(parts.NewPanel(parts.NewText(lang.L("Saving …"), parts.Body, parts.Muted)))
	v.aside(func() {
		wrong, err := v.keeper.save(set)
		fyne.Do(func() { v.done(set, wrong, err) })
	})
}

func (v *settingsView) done(set settings.Settings, wrong []settings.Problem, err error) {
	v.button.Enable()
	v.setStatus(nil)
	if err != nil {
		v.setStatus(problem(lang.L("The settings could not be saved: {{.Problem}}", map[string]any{"Problem": sentence(err)})))
		return
	}
	for i := len(wrong) - 1; i >= 0; i-- { // the first one stays in sight
		if f := v.fields[wrong[i].Key]; f != nil {
			f.SetError(capitalized(sentence(wrong[i].Err)))
			v.frame.reveal(f)
		} else {
			v.setStatus(problem(capitalized(sentence(wrong[i].Err))))
		}
	}
	if len(wrong) > 0 {
		return
	}
	words := parts.NewText(lang.L("Saved. New assessments and reports begin with it."), parts.Body, parts.Text)
	v.setStatus(parts.NewNotice(parts.Fine, parts.Row(parts.Gap2, words, parts.NewMark(parts.IconPass, parts.Fine), words)))
	v.onSaved(set)
}

func (v *settingsView) setStatus(o fyne.CanvasObject) {
	if o == nil && len(v.status.Objects) == 0 {
		return // somebody types on
	}
	v.status.RemoveAll()
	v.status.Hide()
	if o != nil {
		v.status.Add(o)
		v.status.Show()
		v.frame.toTop()
	}
	v.frame.settle()
	v.frame.Refresh()
}

// languageName is what a language calls itself.
func languageName(id string) string {
	if id == "en" {
		return "English"
	}
	return id
}

// TypedKey goes back with Escape.
func (v *settingsView) TypedKey(key *fyne.KeyEvent) {
	if key.Name == fyne.KeyEscape {
		v.onBack()
	}
}

func (v *settingsView) body() *frame { return v.frame }

// CreateRenderer shows the frame.
func (v *settingsView) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(v.frame) }

// showSettings shows the settings.
func (s *shell) showSettings() {
	if s.deps.Settings == nil || s.deps.SaveSettings == nil {
		s.tell(parts.Look, parts.IconUnknown, lang.L("This account has no place for settings."))
		return
	}
	v := newSettings(settingsKeeper{s.deps.Settings, s.deps.SaveSettings}, s.deps.Known, s.deps.Countries, s.deps.SettingsPath, s.aside)
	back := s.here
	v.onBack = func() { s.goTo(back) }
	if s.journey == nil {
		v.onBack = s.goHome
	}
	v.onSaved = func(settings.Settings) { s.settingsSaved() }
	if s.dialogs != nil {
		v.onFile = s.dialogs.openFile
	}
	if s.deps.OpenFile != nil && s.deps.SettingsPath != "" {
		v.onOpen = func() {
			s.aside(func() {
				if err := s.deps.OpenFile(s.deps.SettingsPath); err != nil {
					s.tellAside(lang.L("That did not work from here: {{.Problem}}", map[string]any{"Problem": sentence(err)}))
				}
			})
		}
	}
	s.put(v, stepHome)
	v.look()
}

// settingsSaved lets what is open go by the new settings: prices, and who
// prepares the report.
func (s *shell) settingsSaved() {
	s.deps.Notice = ""
	if s.journey != nil {
		path := s.journey.wish.Path
		s.journey.wish = ReportWish{}
		if path != "" && s.deps.Wish != nil {
			s.journey.wish = s.deps.Wish()
			s.journey.wish.Path = path
		}
		s.journey.touch()
	}
}
