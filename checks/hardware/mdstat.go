package hardware

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"ounce/checks"
)

// mdArrays reads the arrays of the kernel from /proc/mdstat. Where the kernel
// has no such file it has no arrays.
func (r reader) mdArrays() checks.Fact[[]checks.Array] {
	const file = "/proc/mdstat"
	data, err := r.host.ReadFile(r.ctx, file)
	var read *checks.ReadError
	switch {
	case errors.As(err, &read) && read.Reason == checks.Missing:
		return checks.Known([]checks.Array{}, r.evidence("file "+file, "not there"))
	case err != nil:
		return checks.UnseenBy[[]checks.Array](err)
	}
	arrays, err := parseMDStat(data)
	if err != nil {
		return checks.UnseenBy[[]checks.Array](err, r.evidence("file "+file, string(data)))
	}
	return checks.Known(arrays, r.evidence("file "+file, string(data)))
}

var (
	mdArray  = regexp.MustCompile(`^(md\S+) : (\S+) (.*)$`)
	mdStatus = regexp.MustCompile(`\[(\d+)/(\d+)\] \[([U_]+)\]`)
)

// parseMDStat reads /proc/mdstat (kernel document admin-guide/md): an array
// whose second line shows fewer members at work than it has is failing.
func parseMDStat(data []byte) ([]checks.Array, error) {
	text := string(data)
	if !strings.HasPrefix(text, "Personalities :") {
		return nil, fmt.Errorf("reading the arrays: no list of them")
	}
	arrays := []checks.Array{}
	for line := range strings.SplitSeq(text, "\n") {
		if found := mdArray.FindStringSubmatch(line); found != nil {
			a := checks.Array{Name: found[1], State: checks.Healthy}
			switch {
			case found[2] != "active":
				a.State = checks.Weak
			case strings.Contains(found[3], "(F)"):
				a.State = checks.Failing
			}
			arrays = append(arrays, a)
			continue
		}
		if found := mdStatus.FindStringSubmatch(line); found != nil && len(arrays) > 0 {
			if found[1] != found[2] || strings.Contains(found[3], "_") {
				arrays[len(arrays)-1].State = checks.Failing
			}
		}
	}
	return arrays, nil
}
