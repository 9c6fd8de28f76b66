// Package gui is Ounce's window. Each screen is a widget in a file of its own
// that gets what it shows and gives callbacks; the journey holds what people
// said and what was seen; everything else comes through Deps. Only run.go, which
// needs cgo, opens a real window.
//
// What takes time runs on a goroutine of its own and comes back to the screens
// through fyne.Do.
package gui

import (
	"context"
	"time"

	"ounce/app/settings"
	"ounce/assessment"
	"ounce/checks"
)

// Deps are what the window needs from the app. All functions but those marked as
// slow are called on the interface thread and must answer at once.
type Deps struct {
	Version string
	// Words are what areas, statuses and severities are called.
	Words checks.Words
	// Checks are the checks that a scan runs, in the order in which people read
	// them.
	Checks []checks.Definition
	// Define gives the texts of any check, also of those that another system has;
	// nil knows Checks alone.
	Define func(check string) checks.Definition
	// Tiers are the tiers of the catalogue, the smallest first.
	Tiers      []Tier
	Countries  []Country
	Currencies []string // ISO 4217

	// Pages lists the pages of questions that concern this company, with what
	// the machines showed beside each question.
	Pages func(a assessment.Answers, machines []checks.Machine) []Page
	// Mistakes says what in the answers cannot be right.
	Mistakes func(a assessment.Answers) []Mistake

	// Scan checks this computer; landed is called for each finding, from any
	// goroutine, one call at a time. Slow.
	Scan func(ctx context.Context, landed func(done, total int, f checks.Finding)) (checks.Machine, error)
	// Assess judges. Slow.
	Assess func(ctx context.Context, a assessment.Answers, machines []checks.Machine) (assessment.Result, error)
	// Levers are the figures that people may try other values of on the result;
	// nil is none.
	Levers func(r assessment.Result) []Lever
	// Try judges with other values of levers, by their ids. It answers within a
	// frame, since it is called while a slider moves.
	Try func(a assessment.Answers, machines []checks.Machine, values map[string]float64) (assessment.Result, error)
	// ReportPath suggests where a company's report goes.
	ReportPath func(company string) string
	// CopyPath suggests where a sealed copy goes; nil seals none.
	CopyPath func(company string) string
	// SaveReport writes the report; exists tells that there is a file already
	// and it was not wished to overwrite one. Slow.
	SaveReport func(ctx context.Context, wish ReportWish, r assessment.Result) (exists bool, err error)
	// Offers are the wishes that SaveReport can fulfil beside the path and the
	// privacy.
	Offers ReportOffers
	// MailDraft makes a mail with a report, a sealed copy or both in it, and gives
	// the draft's path. It says what the result came to; nil says nothing of it.
	// Slow. Nil makes none.
	MailDraft func(r *assessment.Result, paths ...string) (draft string, err error)
	// OpenFile opens a file in its own program, ShowInFolder shows where it is. Slow.
	// Without them the system is asked, as for links.
	OpenFile     func(path string) error
	ShowInFolder func(path string) error

	// Sample gives a sample company to look around with. Slow. Nil is none.
	Sample func(ctx context.Context) (Assessment, error)
	// ReadDropped reads a file that somebody dragged onto the window. Slow. Nil
	// takes none.
	ReadDropped func(path string) (Dropped, error)
	// Opens are the endings of the files that ReadDropped reads, as ".json".
	Opens []string
	// Crash is how the last run ended when it ended in the middle; empty when all
	// went well. SaveCrash writes it among the person's documents and says where.
	// Slow.
	Crash     string
	SaveCrash func(details string) (path string, err error)
	// Store keeps assessments; nil keeps none.
	Store Store
	// Today is the time now.
	Today func() time.Time
	// OpensFirst is the path of a file that the program was started with; empty is
	// none.
	OpensFirst string
	// Fresh is what a new assessment begins with. Nil is nothing.
	Fresh func() Assessment
	// Wish is what a report begins with, but for its path; nil is nothing.
	Wish func() ReportWish
	// Settings reads the settings, SaveSettings keeps them unless some cannot be.
	// Slow. Nil has none. Known are the values there are, SettingsPath is where
	// they lie.
	Settings     func() (settings.Settings, error)
	SaveSettings func(settings.Settings) ([]settings.Problem, error)
	Known        settings.Known
	SettingsPath string
	// Language is that of the window, as en; empty is the system's.
	Language string
	// Notice says what of the settings could not be used; empty is nothing.
	Notice string
	// WipeList names all that Ounce keeps on this computer, Wipe removes it, looks
	// again, and says what it could not remove. Slow. Nil wipes nothing.
	WipeList func() ([]string, error)
	Wipe     func() error
}

// The levels of privacy, from what tells most to what tells least.
const (
	PrivacyInternal = "internal"
	PrivacyClient   = "client"
	PrivacyPublic   = "public"
)

// ReportWish is what somebody wants of a report.
type ReportWish struct {
	Path      string
	Overwrite bool
	Privacy   string
	// Provider prepared the report, and is reached at ProviderContact. Both may
	// be empty.
	Provider, ProviderContact string
	// Password locks the file; empty locks nothing.
	Password string
	// Earlier are the results of earlier visits, the oldest first: the report tells
	// what changed since.
	Earlier []assessment.Result
}

// ReportOffers are the parts of a ReportWish that can be fulfilled.
type ReportOffers struct {
	Names    bool // Provider, ProviderContact
	Password bool
	// Set by the window: whether there is a MailDraft, and the way to a sealed
	// copy, nil for none.
	Mail bool
	Seal func()
}

// Store keeps assessments between starts.
type Store interface {
	// Recent lists what is kept, the newest first. Slow.
	Recent() ([]Recent, error)
	// Open reads one. Slow.
	Open(id string) (Assessment, error)
	// Save keeps one; it is called one at a time, off the interface thread, and
	// gives the id under which it is kept.
	Save(a Assessment) (id string, err error)
}

// Assessment is one company's answers and machines.
type Assessment struct {
	ID       string // empty when it was never saved
	Answers  assessment.Answers
	Machines []checks.Machine
	// Own names the machine that was checked here, as machineKey does; empty is
	// none.
	Own string
	// Sample marks the sample company.
	Sample bool
	// Quick asks only the questions of quick mode.
	Quick bool
	// Says is what it came to, in a few words; empty while it is unfinished.
	Says string
	// Result is what it came to, if it was judged as it is now; nil otherwise.
	Result *assessment.Result
}

// Recent is one kept assessment in a list.
type Recent struct {
	ID      string
	Company string
	Changed time.Time
	// Says is what it came to, in a few words; empty while it is unfinished.
	Says string
	// Due is when it is time to check again; zero is never.
	Due time.Time
	// Results is how many results were kept.
	Results int
}

// Tier is a tier in words.
type Tier struct {
	ID, Name, OneLiner string
}

// Country is a preset of prices and wages.
type Country struct {
	ID, Name, Currency string
}

// Lever is a figure to try other values of.
type Lever struct {
	ID, Label      string
	Unit           string
	Min, Max, Step float64
	Value          float64 // what the result rests on
}

// Page is one page of questions: the business (without an area) or one area.
type Page struct {
	Area      checks.Area
	Title     string
	Questions []Question
}

// Kind says how a question is answered.
type Kind string

// The kinds, as in the questionnaire.
const (
	KindChoice         Kind = "choice"
	KindChoiceOrNumber Kind = "choice_or_number"
	KindNumbers        Kind = "numbers"
)

// Question is one question as the window shows it.
type Question struct {
	ID       string
	Kind     Kind
	Text     string
	Help     string
	Why      string
	Unit     string // of the number of a choice_or_number question
	Optional bool
	Quick    bool // part of quick mode
	Choices  []Choice
	Fields   []Field
	// Saw is what the checks showed about it; empty when nothing.
	Saw string
	// Suggests is the answer that Saw speaks for; empty when none.
	Suggests string
	// Fills are the numbers that Saw speaks for, by field; nil when none.
	Fills map[string]float64
}

// Choice is one answer.
type Choice struct {
	ID, Label string
}

// Field is one box of a question with several.
type Field struct {
	Key, Label, Unit string
	Choices          []Choice // instead of a number
}

// Mistake is what cannot be right in an answer, in words.
type Mistake struct {
	Question string
	Field    string // empty for the question itself
	Text     string
}
