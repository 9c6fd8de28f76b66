package hardware

import (
	"encoding/json"
	"fmt"
	"math"
	"strings"

	"ounce/checks"
)

// smartReport is what one disk says through smartctl --json.
type smartReport struct {
	Health checks.Fact[checks.DiskHealth]
	Wear   checks.Fact[int]
}

type smartOutput struct {
	Smartctl struct {
		Messages []struct {
			Text string `json:"string"`
		} `json:"messages"`
		Exit int `json:"exit_status"`
	} `json:"smartctl"`
	Status *struct {
		Passed *bool `json:"passed"`
	} `json:"smart_status"`
	NVMe *struct {
		Warning *int64 `json:"critical_warning"`
		Used    *int64 `json:"percentage_used"`
		Errors  *int64 `json:"media_errors"`
	} `json:"nvme_smart_health_information_log"`
	ATA *struct {
		Table []struct {
			ID  int `json:"id"`
			Raw struct {
				Value float64 `json:"value"`
			} `json:"raw"`
		} `json:"table"`
	} `json:"ata_smart_attributes"`
}

// smart asks one disk through smartctl. The exit code is a mask: bits 3 and up
// speak of the disk and are told better in the JSON, which decides alone.
func (r reader) smart(device string) smartReport {
	args := []string{"-j", "-H", "-A", "-n", "standby", device}
	source := "program smartctl " + strings.Join(args, " ")
	out, err := r.host.Run(r.ctx, "smartctl", args...)
	if err != nil {
		return smartReport{checks.UnseenBy[checks.DiskHealth](err), checks.UnseenBy[int](err)}
	}
	return parseSmart(out.Stdout, func(said string) checks.Evidence { return r.evidence(source, said) })
}

// parseSmart reads smartctl --json of smartmontools 7. Without smart_status
// there is no verdict, whatever words its messages hold. Raw values are read
// only of the attributes that count sectors, because makers pack others.
func parseSmart(data []byte, say func(string) checks.Evidence) smartReport {
	var out smartOutput
	if err := json.Unmarshal(data, &out); err != nil {
		err = fmt.Errorf("reading the disk's report: %w", err)
		return smartReport{checks.UnseenBy[checks.DiskHealth](err, say("")), checks.UnseenBy[int](err, say(""))}
	}
	if out.Status == nil || out.Status.Passed == nil {
		reason, said := out.silence()
		return smartReport{checks.Unseen[checks.DiskHealth](reason, said, say(said)), checks.Unseen[int](reason, said, say(said))}
	}
	h := checks.DiskHealth{State: checks.Healthy, Sectors: out.sectors()}
	said := fmt.Sprintf("smart_status.passed %v, %d sectors", *out.Status.Passed, h.Sectors)
	switch {
	case !*out.Status.Passed:
		h.State = checks.Failing
	case h.Sectors > 0, out.NVMe != nil && out.NVMe.Warning != nil && *out.NVMe.Warning != 0:
		h.State = checks.Weak
	}
	report := smartReport{Health: checks.Known(h, say(said)), Wear: checks.Unseen[int](checks.Unsupported, "", say(said))}
	if out.NVMe != nil && out.NVMe.Used != nil {
		report.Wear = wear(*out.NVMe.Used, say(fmt.Sprintf("percentage_used %d", *out.NVMe.Used)))
	}
	return report
}

// silence says why there is no verdict.
func (o smartOutput) silence() (checks.Reason, string) {
	for _, m := range o.Smartctl.Messages {
		text := strings.ToLower(m.Text)
		if strings.Contains(text, "permission denied") || strings.Contains(text, "operation not permitted") || strings.Contains(text, "error=5") {
			return checks.Denied, checks.Excerpt(m.Text)
		}
	}
	return checks.Unsupported, "no smart_status"
}

// sectorCounters are the SMART attributes that count bad sectors: reallocated,
// pending and uncorrectable.
var sectorCounters = map[int]bool{5: true, 197: true, 198: true}

// mostSectors is above what a disk has spare; a larger count is packed or unset.
const mostSectors = math.MaxUint16

func (o smartOutput) sectors() int64 {
	var most int64
	if o.ATA != nil {
		for _, a := range o.ATA.Table {
			if sectorCounters[a.ID] && a.Raw.Value > 0 && a.Raw.Value < mostSectors {
				most = max(most, int64(a.Raw.Value))
			}
		}
	}
	if o.NVMe != nil && o.NVMe.Errors != nil && *o.NVMe.Errors > 0 && *o.NVMe.Errors < math.MaxUint32 {
		most = max(most, *o.NVMe.Errors)
	}
	return most
}
