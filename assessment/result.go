package assessment

import (
	"time"

	"ounce/checks"
)

// Result is the whole judgement. Its JSON is the published schema 1: fields may
// be added, none renamed.
type Result struct {
	Schema    int       `json:"schema"`
	App       App       `json:"app"`
	Generated time.Time `json:"generated"`
	Company   string    `json:"company"`
	Currency  string    `json:"currency"` // ISO 4217
	// Complete tells a full assessment from one in quick mode or half answered.
	Complete bool `json:"complete"`

	Machines       []checks.Machine `json:"machines"`
	Office         Office           `json:"office"`
	Answers        AnswerViews      `json:"answers"`
	Contradictions []Contradiction  `json:"contradictions"`
	Scores         Scores           `json:"scores"`
	Gaps           []Gap            `json:"gaps"`
	First          []Action         `json:"first"`           // the three things to do first
	Tiers          []TierView       `json:"tiers,omitempty"` // as the catalogue orders them
	Cost           *Cost            `json:"cost,omitempty"`
	Recommendation Recommendation   `json:"recommendation"`
	Roadmap        []RoadmapStep    `json:"roadmap"`
	// Hidden is what waiting for things to break costs without an invoice.
	Hidden       []Insight         `json:"hidden,omitempty"`
	Replacements []Replacement     `json:"replacements"`
	Assumptions  []Assumption      `json:"assumptions"`
	Data         map[string]string `json:"data_dates"` // state of questions, tiers, lifecycle dates
}

// App says which program made the result.
type App struct {
	Version string `json:"version"`
}

// Range is a figure with its uncertainty; Low <= Mid <= High.
type Range struct {
	Low  float64 `json:"low"`
	Mid  float64 `json:"mid"`
	High float64 `json:"high"`
}

// AnsweredView is one question with what was said to it, laid out for reading.
type AnsweredView struct {
	Question string      `json:"question"`
	Area     checks.Area `json:"area,omitempty"`
	Text     string      `json:"text"`
	// Answer is the answer in words.
	Answer string `json:"answer"`
	// State is answered, unknown, skipped_not_applicable or not_asked.
	State AnswerState `json:"state"`
	// Evidence is said_only, confirmed_by_check, contradicted_by_check or
	// checked_only; empty for what no check can see.
	Evidence EvidenceState `json:"evidence,omitempty"`
	// Checks are the checks that bear on the answer and were seen.
	Checks []string `json:"checks,omitempty"`
	// Points that the answer gives and could give, of the overall 100.
	Points    Range   `json:"points"`
	MaxPoints float64 `json:"max_points"`
	Note      string  `json:"note,omitempty"`
	Critical  bool    `json:"critical,omitempty"`

	todo string // what to do about this very answer
}

// AnswerState says how a question stands.
type AnswerState string

// The states of a question.
const (
	StateAnswered AnswerState = "answered"
	StateUnknown  AnswerState = "unknown"
	StateSkipped  AnswerState = "skipped_not_applicable"
	StateNotAsked AnswerState = "not_asked"
)

// EvidenceState says how an answer stands to what was seen.
type EvidenceState string

// The states of evidence.
const (
	SaidOnly     EvidenceState = "said_only"
	Confirmed    EvidenceState = "confirmed_by_check"
	Contradicted EvidenceState = "contradicted_by_check"
	CheckedOnly  EvidenceState = "checked_only"
)

// Contradiction is an answer that a check on one machine does not bear out.
type Contradiction struct {
	Question string `json:"question"`
	// Check is empty where the machines' number alone speaks; then Machine is
	// empty, too, and Name holds the names of those counted.
	Check    string            `json:"check"`
	Machine  string            `json:"machine"`      // its id in Machines
	Name     string            `json:"machine_name"` // its name
	Said     string            `json:"said"`
	Seen     string            `json:"seen"`
	Source   string            `json:"source"`
	Date     time.Time         `json:"date"`
	Evidence []checks.Evidence `json:"evidence,omitempty"`
	// Words say the contradiction in one sentence.
	Words    string          `json:"words"`
	Critical bool            `json:"critical,omitempty"` // of a critical question
	Severity checks.Severity `json:"severity,omitempty"` // of the check
}

// Scores are 0 to 100, overall and by area.
type Scores struct {
	Overall Score                 `json:"overall"`
	Areas   map[checks.Area]Score `json:"areas"`
	// Waterfall leads from 100 to the overall middle; the points add up exactly.
	Waterfall []Step `json:"waterfall"`
}

// Score is a figure from 0 to 100 with its band. Without a Range there is no
// number, because too little is known; Why says so.
type Score struct {
	*Range
	Grade string `json:"grade,omitempty"` // A to E
	// Answered is the share of the weight that was answered, Confirmed the share
	// that evidence bears out, both 0 to 1.
	Answered  float64 `json:"answered"`
	Confirmed float64 `json:"confirmed"`
	Why       string  `json:"why,omitempty"`
}

// Step is one line of the waterfall.
type Step struct {
	ID     string  `json:"id"` // a question, or an area
	Label  string  `json:"label"`
	Points float64 `json:"points"` // what it takes away, negative
}

// Gap is a critical question that is open or not checked yet.
type Gap struct {
	Question string `json:"question"`
	Text     string `json:"text"`
	Why      string `json:"why"`
	// State is "open" or "unchecked": unknown is never a gap and never fine.
	State string `json:"state"`
}

// The states of a Gap.
const (
	GapOpen      = "open"
	GapUnchecked = "unchecked"
)

// Action is something to do, in words.
type Action struct {
	ID       string          `json:"id"` // of the check or question behind it
	Title    string          `json:"title"`
	Why      string          `json:"why"`
	Steps    []string        `json:"steps,omitempty"`
	Who      string          `json:"who"` // yourself or provider
	Minutes  int             `json:"minutes,omitempty"`
	Machines []string        `json:"machines,omitempty"` // names
	Severity checks.Severity `json:"severity"`
	Saves    *Range          `json:"saves,omitempty"` // money a year
}

// Cost is the money of a year, for today and for each tier.
type Cost struct {
	Currency string              `json:"currency"`
	BreakFix Bill                `json:"break_fix"`
	Tiers    map[string]Bill     `json:"tiers"`
	Monthly  map[string]Months   `json:"monthly"` // by tier; break-fix as "today"
	Even     map[string]Even     `json:"break_even"`
	Tornado  []Sensitivity       `json:"sensitivity"`
	Worlds   map[string]float64  `json:"cheaper_in_worlds"` // share in which the tier beats today
	Inputs   []CostInput         `json:"inputs"`
	Repair   map[string]float64  `json:"repair_share"` // share of an outage's cost that is the bill
	Actual   map[string]*float64 `json:"client_figures,omitempty"`
}

// Bill is a year's cost by line; hard money and lost work are kept apart.
type Bill struct {
	Total    float64            `json:"total"`
	Hard     float64            `json:"hard"` // money that leaves the account
	Lost     float64            `json:"lost"` // lost work, margin, own time, friction
	Lines    map[string]float64 `json:"lines"`
	Band     Range              `json:"band"` // of the total, over the unknown answers
	RiskAdj  float64            `json:"risk_adjusted"`
	FeeMonth float64            `json:"fee_month"`
	// KeptMonth is the part of FeeMonth that a contract of today goes on to cost.
	KeptMonth float64 `json:"kept_month,omitempty"`
}

// CostLines lists the lines of a Bill in the order in which people read them.
func CostLines() []string {
	return []string{"fee", "onboarding", "invoices_small", "invoices_outage", "hardware_premium",
		"data_loss", "cyber", "lost_small", "lost_outage", "lost_margin", "own_staff_time", "annoyance"}
}

// Months is the distribution of one month's cost.
type Months struct {
	Cash  Percentiles `json:"cash"`
	Total Percentiles `json:"total"`
	// WorstYears is the mean total of the worst 5 % of years.
	WorstYears float64 `json:"worst_years"`
	// Spike is how many times the median month the 1-in-20 month costs, in cash.
	Spike float64 `json:"spike"`
	Percentiles
}

// Percentiles of a month's cost, and its mean.
type Percentiles struct {
	P50  float64 `json:"p50"`
	P90  float64 `json:"p90"`
	P95  float64 `json:"p95"`
	P99  float64 `json:"p99"`
	Mean float64 `json:"mean"`
}

// TierView is a tier as people read about it.
type TierView struct {
	ID          string   `json:"id"`
	Name        string   `json:"name"`
	Says        string   `json:"says"`
	Step        int      `json:"step"` // 0 is staying
	Services    []string `json:"services"`
	NotIncluded []string `json:"not_included,omitempty"`
	Fits        string   `json:"fits"`
}

// Even says where a tier costs the same as today; nil is beyond the range.
type Even struct {
	PricePerUser *float64 `json:"price_per_user"` // a month
	JobsPerPC    *float64 `json:"jobs_per_pc"`    // a year
}

// Sensitivity is what one input does to a tier's saving over today.
type Sensitivity struct {
	Input string  `json:"input"`
	Label string  `json:"label"`
	Tier  string  `json:"tier"`
	Low   float64 `json:"low"`
	Base  float64 `json:"base"`
	High  float64 `json:"high"`
}

// CostInput is one figure of the model with where it comes from.
type CostInput struct {
	Key     string  `json:"key"`
	Label   string  `json:"label"`
	Value   float64 `json:"value"`
	Low     float64 `json:"low"`
	High    float64 `json:"high"`
	Unit    string  `json:"unit"`
	Assumed bool    `json:"assumed"` // a default and no figure of the client
	Source  string  `json:"source"`
}

// Recommendation is the advice: where to start, where to end, and why not
// anything else.
type Recommendation struct {
	Start       string `json:"start"`  // tier id
	Target      string `json:"target"` // tier id
	StartName   string `json:"start_name"`
	TargetName  string `json:"target_name"`
	Verdict     string `json:"verdict"` // one sentence
	Provisional bool   `json:"provisional"`
	// ProvisionalWhy says what could still turn it.
	ProvisionalWhy string `json:"provisional_why,omitempty"`
	// Settle are the two or three questions that would settle it, SettleWords
	// their texts.
	Settle      []string          `json:"settle,omitempty"`
	SettleWords []string          `json:"settle_words,omitempty"`
	Reasons     []string          `json:"reasons"`
	WhyNot      map[string]string `json:"why_not"` // by tier id
	Yourself    []Action          `json:"yourself"`
	Prices      string            `json:"prices"` // whose prices these are, with their date
}

// RoadmapStep is one thing on the way, with when and by whom.
type RoadmapStep struct {
	When    string   `json:"when"` // now, 30_days, 90_days, year
	What    string   `json:"what"`
	Closes  []string `json:"closes"` // questions or checks
	Service string   `json:"service,omitempty"`
	Who     string   `json:"who"`
	Value   string   `json:"value,omitempty"` // what it brings, in figures
}

// Replacement is a machine that wants replacing, or several of one age that
// nobody looked at, as a budget and no surprise.
type Replacement struct {
	// Machine is the machine's id, or the question's field behind several.
	Machine string `json:"machine"`
	Name    string `json:"name"`
	// Count is how many machines it stands for; 0 is one.
	Count   int     `json:"count,omitempty"`
	Why     string  `json:"why"`
	Quarter string  `json:"quarter"` // "2027-Q1"; empty when the age is unknown
	Budget  float64 `json:"budget"`
}

// Assumption is a figure that nobody gave us.
type Assumption struct {
	Text   string `json:"text"`
	Value  string `json:"value"`
	Range  string `json:"range"`
	Source string `json:"source"`
}
