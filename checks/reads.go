package checks

import "sync"

// Reads are reads that go on at the same time. A panic in one of them is one of
// whoever waits for them, where it can be caught.
type Reads struct {
	all    sync.WaitGroup
	once   sync.Once
	caught any
}

// Go begins a read.
func (r *Reads) Go(read func()) {
	r.all.Go(func() {
		defer func() {
			if p := recover(); p != nil {
				r.once.Do(func() { r.caught = p })
			}
		}()
		read()
	})
}

// Wait returns when all reads have ended.
func (r *Reads) Wait() {
	r.all.Wait()
	if r.caught != nil {
		panic(r.caught)
	}
}
