package damage

import (
	"bytes"
	"flag"
	"fmt"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"slices"
	"testing"
	"time"
)

const (
	// randomForms is how many forms of each seed `go test` tries.
	randomForms = 300
	// patience is how long a parser may take for a small text.
	patience = 2 * time.Second
	// big is the size of the large texts, in bytes; what a Host hands over is at
	// most thirty-two times as large (checks.MaxRead).
	big = 1 << 18
	// spare is memory that a parser may take whatever its input, in bytes: what
	// a runtime holds for itself.
	spare = 1 << 20
)

// Fuzz makes a fuzz target of something that reads text. `go test` alone tries
// the seeds, the same few hundred damaged forms of each on every run, and large
// texts, for which it may take ten times their size of memory; with -fuzz, Go
// looks for further forms without end. read must neither panic nor hang; what
// else it has to hold, it says itself through t.
func Fuzz(f *testing.F, read func(t testing.TB, data []byte), seeds ...string) {
	f.Helper()
	fuzz(f, 10, Flood, read, seeds)
}

// FuzzYAML is Fuzz for documents of Ounce's own: the library that reads them
// takes up to thirty times their size.
func FuzzYAML(f *testing.F, read func(t testing.TB, data []byte), seeds ...string) {
	f.Helper()
	fuzz(f, 40, false, read, seeds) // a document is refused by its size before it is read
}

func fuzz(f *testing.F, times int, flooded bool, read func(t testing.TB, data []byte), seeds []string) {
	f.Helper()
	all := append([]string{"", "Access is denied.", "Permission denied\n"}, seeds...)
	for _, seed := range all {
		f.Add([]byte(seed))
	}
	if flooded {
		tryFlood(f, times, read, []byte(slices.MaxFunc(all, func(a, b string) int { return len(a) - len(b) })))
	}
	// The race detector sees nothing in a parser, and takes ten times as long.
	if !flooded && flag.Lookup("test.fuzz").Value.String() == "" && !Race {
		for _, seed := range all {
			tryForms(f, read, []byte(seed))
		}
		for _, seed := range seeds {
			tryLarge(f, times, read, []byte(seed))
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) { read(t, data) })
}

// Parser makes a fuzz target of a parser.
func Parser[T any](f *testing.F, parse func([]byte) (T, error), seeds ...string) {
	f.Helper()
	Fuzz(f, func(_ testing.TB, data []byte) { _, _ = parse(data) }, seeds...)
}

func tryForms(f *testing.F, read func(testing.TB, []byte), seed []byte) {
	f.Helper()
	try := func(name string, data []byte) {
		defer func() {
			if p := recover(); p != nil {
				f.Fatalf("%s: %q: panics: %v\n%s", name, data, p, debug.Stack())
			}
		}()
		began := time.Now()
		failed := f.Failed()
		read(f, data)
		if took := time.Since(began); took > patience {
			f.Errorf("%s: %q takes %s", name, data, took)
		}
		if f.Failed() && !failed {
			f.Logf("%s: %q", name, data)
		}
	}
	for _, form := range Forms(seed) {
		try(form.Name, form.Data)
	}
	for cut := range min(len(seed), 500) {
		try("cut", seed[:cut])
	}
	for number := range uint64(randomForms) {
		try(fmt.Sprintf("form %d", number), Random(seed, number))
	}
}

// tryLarge hands over large texts made of the seed and measures what reading
// them takes.
func tryLarge(f *testing.F, times int, read func(testing.TB, []byte), seed []byte) {
	f.Helper()
	if len(bytes.TrimSpace(seed)) == 0 {
		return
	}
	for name, data := range map[string][]byte{
		"the seed again and again": repeat(seed),
		"one long line":            append(bytes.Clone(seed), bytes.Repeat([]byte("x"), big)...),
		"nothing but its end":      append(bytes.Clone(seed), bytes.Repeat([]byte("\n"), big)...),
		"nested":                   append(bytes.Repeat([]byte("["), big/2), seed...),
	} {
		if taken := Memory(func() { read(f, data) }); taken > times*len(data)+spare {
			f.Errorf("%s of %.40q: %d bytes take %d bytes of memory, %.1f times as much", name, seed, len(data), taken, float64(taken)/float64(len(data)))
		}
	}
}

// flood is a hundred megabytes, twelve times what a Host hands over.
const flood = 100 << 20

// tryFlood hands over a hundred megabytes made of the seed and prints what
// reading them takes.
func tryFlood(f *testing.F, times int, read func(testing.TB, []byte), seed []byte) {
	f.Helper()
	data := bytes.Repeat(seed, flood/len(seed)+1)
	if text := bytes.TrimSpace(seed); bytes.HasPrefix(text, []byte("{")) { // else JSON ends after the first
		data = append(append([]byte("["), bytes.Repeat(append(bytes.Clone(text), ','), flood/len(text)+1)...), "{}]"...)
	}
	began := time.Now()
	taken := Memory(func() { read(f, data) })
	fmt.Printf("%-28s 100 MB of output take %4d MB of memory and %5.1f s\n", f.Name(), taken>>20, time.Since(began).Seconds())
	if taken > times*len(data)+spare {
		f.Errorf("100 MB of %.40q take %d MB of memory", seed, taken>>20)
	}
}

func repeat(seed []byte) []byte {
	return bytes.Repeat(seed, big/len(seed)+1)
}

// Memory gives how many bytes some work holds at most at once, beyond what was
// held before. It is for work that takes milliseconds, with nothing beside it.
func Memory(work func()) int {
	defer debug.SetGCPercent(debug.SetGCPercent(10))
	runtime.GC()
	held := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	read := func() uint64 {
		metrics.Read(held)
		return held[0].Value.Uint64()
	}
	before := read()
	peak := before
	done := make(chan struct{})
	go func() {
		defer close(done)
		work()
	}()
	tick := time.NewTicker(100 * time.Microsecond)
	defer tick.Stop()
	for {
		select {
		case <-done:
			peak = max(peak, read())
			return int(max(peak, before) - before)
		case <-tick.C:
			peak = max(peak, read())
		}
	}
}
