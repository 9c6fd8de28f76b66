// Package host is the door to a machine: the live one, or a recording of one.
//
// It is the only package that starts programs, reads the machine's files and
// registry, asks WMI or the event log, or knows gopsutil. It reads and never
// writes. What it hands over is bounded in size and time, and a read that fails
// says why as a *checks.ReadError.
package host
