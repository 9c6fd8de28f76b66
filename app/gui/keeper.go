package gui

import (
	"sync"

	"fyne.io/fyne/v2"
)

// keeper saves an assessment off the interface thread, one save at a time, the
// newest state last. States that a newer one overtakes are not written.
type keeper struct {
	store Store
	aside func(func())
	kept  func(id string, err error)

	mu      sync.Mutex
	waiting *Assessment
	id      string // of the last save; only run touches it
	running bool
	idle    sync.WaitGroup
}

func newKeeper(store Store, aside func(func()), kept func(id string, err error)) *keeper {
	return &keeper{store: store, aside: aside, kept: kept}
}

// keep saves a state soon.
func (k *keeper) keep(a Assessment) {
	if k.store == nil {
		return
	}
	k.mu.Lock()
	k.waiting = &a
	begin := !k.running
	k.running = true
	k.mu.Unlock()
	if begin {
		k.idle.Add(1)
		k.aside(func() {
			defer k.idle.Done()
			k.run()
		})
	}
}

func (k *keeper) run() {
	for {
		k.mu.Lock()
		next := k.waiting
		k.waiting = nil
		if next == nil {
			k.running = false
			k.mu.Unlock()
			return
		}
		k.mu.Unlock()
		if next.ID == "" {
			next.ID = k.id // the first save gave it, and the state is older than that
		}
		id, err := k.store.Save(*next)
		if err == nil {
			k.id = id
		}
		fyne.Do(func() { k.kept(id, err) })
	}
}

// close waits until all is written.
func (k *keeper) close() { k.idle.Wait() }
