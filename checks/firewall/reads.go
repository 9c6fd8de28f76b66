package firewall

import (
	"errors"

	"ounce/checks"
)

// seen is the evidence of one read.
func seen(h checks.Host, source, value string) checks.Evidence {
	return checks.Seen(h, source, value)
}

// missing tells that what was to be read is not on the machine.
func missing(err error) bool {
	var read *checks.ReadError
	return errors.As(err, &read) && read.Reason == checks.Missing
}

// either is true when one reading says so, and false only when all say so: what
// is on by one account is on.
func either(readings ...checks.Fact[bool]) checks.Fact[bool] {
	var evidence []checks.Evidence
	all, yes := true, false
	for _, reading := range readings {
		value, known := reading.Get()
		all, yes = all && known, yes || known && value
		evidence = append(evidence, reading.Evidence()...)
	}
	if yes || all {
		return checks.Known(yes, evidence...)
	}
	why := unknownOf(readings...).Why()
	return checks.Unseen[bool](why.Reason, why.Detail, evidence...)
}

// every is false when one reading says so, and true only when all say so.
func every(readings ...checks.Fact[bool]) checks.Fact[bool] {
	var turned []checks.Fact[bool]
	for _, reading := range readings {
		turned = append(turned, not(reading))
	}
	return not(either(turned...))
}

func not(f checks.Fact[bool]) checks.Fact[bool] {
	return checks.Then(f, func(value bool) (bool, error) { return !value, nil })
}

// unknownOf joins the unknown ones of some readings.
func unknownOf(readings ...checks.Fact[bool]) checks.Fact[bool] {
	var unknown []checks.Fact[bool]
	for _, reading := range readings {
		if !reading.Known() {
			unknown = append(unknown, reading)
		}
	}
	return checks.First(unknown...)
}
