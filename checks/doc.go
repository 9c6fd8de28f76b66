// Package checks holds what a machine shows: the door to it (Host), the facts
// read through that door (Machine), and the findings that pure rules draw from
// the facts.
//
// Collectors know systems and no rules; rules know facts and no system. A fact
// that could not be read is unknown with a reason, never a zero value. The
// package itself does no input or output: checks/host opens the door, a package
// per topic collects and judges, checks/scan runs them all.
package checks
