package network

import (
	"context"
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"testing"

	"ounce/checks"
	"ounce/checks/host"
	"ounce/checks/host/hosttest"
)

// private matches addresses and the names of adapters, proxies and networks in
// the recordings.
var private = regexp.MustCompile(`\d+\.\d+\.\d+\.\d+|[0-9a-f]{2}:[0-9a-f]{2}:[0-9a-f]{2}|2620:|fe80|fec0|0000-0000|enp3s0|wlp4s0|wg0|proxy\.example|office\.example|wpad`)

// TestFactsHoldNoAddress: neither in values nor in evidence, also where a read
// fails.
func TestFactsHoldNoAddress(t *testing.T) {
	for _, name := range slices.Sorted(maps.Keys(recordings())) {
		rec := open(t, name)
		plays := []*host.Playback{host.Play(rec)}
		for _, broken := range hosttest.Breaks(rec) {
			plays = append(plays, broken.Play)
		}
		for _, play := range plays {
			data, err := json.Marshal(Topic().Collect(context.Background(), play, checks.Platform{}))
			if err != nil {
				t.Fatal(err)
			}
			if found := private.Find(data); found != nil {
				t.Errorf("%s: facts hold %q", name, found)
			}
		}
	}
}
