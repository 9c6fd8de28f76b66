package gui

import (
	"sync"
	"time"

	"fyne.io/fyne/v2"
)

// retryAfter is how long what could not be saved waits for its next try.
const retryAfter = 5 * time.Second

// keeper saves an assessment off the interface thread, one save at a time, the
// newest state last. States that a newer one overtakes are not written.
type keeper struct {
	store Store
	aside func(func())
	after func(time.Duration, func())             // does something later; nil never does
	kept  func(id string, err error) (again bool) // again asks for another try

	mu      sync.Mutex
	waiting *Assessment
	unsaved *Assessment // what could not be written, until something newer is kept
	id      string      // of the last save; only run touches it
	running bool
	idle    sync.WaitGroup
}

func newKeeper(store Store, aside func(func()), kept func(id string, err error) (again bool)) *keeper {
	return &keeper{store: store, aside: aside, kept: kept}
}

// keep saves a state soon.
func (k *keeper) keep(a Assessment) {
	if k.store == nil {
		return
	}
	k.mu.Lock()
	k.waiting, k.unsaved = &a, nil
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
		} else {
			k.mu.Lock()
			k.unsaved = next
			k.mu.Unlock()
		}
		fyne.Do(func() {
			if k.kept(id, err) && k.after != nil {
				k.after(retryAfter, k.again)
			}
		})
	}
}

// again tries anew what could not be saved, if nothing newer came meanwhile.
func (k *keeper) again() {
	k.mu.Lock()
	a := k.unsaved
	k.mu.Unlock()
	if a != nil {
		k.keep(*a)
	}
}

// close waits until all is written, and tries once more what was not.
func (k *keeper) close() {
	k.idle.Wait()
	k.again()
	k.idle.Wait()
}
