package checks

import "time"

// Backup is what copies this machine's data, and what only looks like it.
type Backup struct {
	// Search is how many products were looked for. It is known only when every
	// place was readable in which one of them shows itself.
	Search Fact[int] `json:"search,omitzero"`
	// Tools are the products that were found or left a trace, in the order of
	// the catalogue.
	Tools []BackupTool `json:"tools,omitempty"`
	// Snapshots are the copies that the system keeps on its own disk.
	Snapshots Fact[LocalSnapshots] `json:"snapshots,omitzero"`
}

// AddTo puts the facts in their place.
func (f Backup) AddTo(all *Facts) { all.Backup = f }

// BackupKind says what a product makes.
type BackupKind string

// The kinds. Only an image and a file backup are backups: a sync carries a
// mistake to every copy, and a snapshot lies on the disk that it would replace.
const (
	BackupImage    BackupKind = "image"
	BackupFile     BackupKind = "file"
	BackupSync     BackupKind = "sync"
	BackupSnapshot BackupKind = "snapshot"
)

// BackupTool is one product on this machine.
type BackupTool struct {
	// ID is the product's id in the catalogue.
	ID   string     `json:"id"`
	Name string     `json:"name"`
	Kind BackupKind `json:"kind"`
	// Kit tells that being installed says nothing: the product comes with the
	// system, or does nothing until somebody writes a job for it.
	Kit bool `json:"kit,omitempty"`
	// Found is known when enough signs of the product agree; with one of two it
	// may as well have been removed.
	Found Fact[bool] `json:"found"`
	// InUse tells whether the product is set up to back something up.
	InUse Fact[bool] `json:"in_use,omitzero"`
	// LastAttempt is when a backup last started or ended, however it ended.
	LastAttempt Fact[time.Time] `json:"last_attempt,omitzero"`
	// LastSuccess is when a backup last finished well; the best destination counts.
	LastSuccess Fact[BackupMoment] `json:"last_success,omitzero"`
	// Failures is how many backups failed in the last 30 days.
	Failures Fact[int] `json:"failures,omitzero"`
	// Destinations are the places to which it copies.
	Destinations Fact[[]BackupDestination] `json:"destinations,omitzero"`
	// Automatic tells whether it starts by itself.
	Automatic Fact[bool] `json:"automatic,omitzero"`
	// Paused tells whether somebody paused or switched it off.
	Paused Fact[bool] `json:"paused,omitzero"`
	// Encrypted tells whether the copies are encrypted.
	Encrypted Fact[bool] `json:"encrypted,omitzero"`
	// Home tells whether the people's own folders are in the backup.
	Home Fact[bool] `json:"home,omitzero"`
}

// BackupMoment is when something last went well: at a time, or never.
type BackupMoment struct {
	Never bool      `json:"never,omitempty"`
	At    time.Time `json:"at,omitzero"`
}

// String is the moment as people read it.
func (m BackupMoment) String() string {
	if m.Never {
		return "never"
	}
	return m.At.Format("2 January 2006")
}

// BackupDestination is one place to which a product copies.
type BackupDestination struct {
	Kind        DestinationKind    `json:"kind"`
	LastSuccess Fact[BackupMoment] `json:"last_success,omitzero"`
}

// DestinationKind says where a copy lies, as far as the machine can tell.
type DestinationKind string

// The destinations. An attached disk can be unplugged, an internal one cannot;
// an unplugged one is a removable disk that was away when we looked.
const (
	DestinationCloud     DestinationKind = "cloud"
	DestinationUnplugged DestinationKind = "unplugged_disk"
	DestinationNetwork   DestinationKind = "network"
	DestinationAttached  DestinationKind = "attached_disk"
	DestinationInternal  DestinationKind = "internal_disk"
	DestinationOther     DestinationKind = "other"
)

// LocalSnapshots are copies on the machine's own disk.
type LocalSnapshots struct {
	Count int `json:"count"`
	// Newest is when the newest was made; it is zero when there is none.
	Newest time.Time `json:"newest,omitzero"`
}
