//go:build verify

package host

import (
	"regexp"
	"strconv"
	"testing"

	"ounce/checks/samples"
)

// TestSamples reads the number of a captured error; its text is localised.
func TestSamples(t *testing.T) {
	samples.Run(t, "host", []samples.Case{
		{Sample: "windows/errors/ps-storagereliability-access-denied.txt", Of: "the reason of a refused query", Want: "unknown denied", Got: errorSample},
		{Sample: "windows/errors/wmi-rpc-unavailable-de.txt", Of: "the reason when WMI does not run", Want: "unknown unreadable", Got: errorSample},
	})
}

var (
	hresultText = regexp.MustCompile(`HRESULT: 0x([0-9A-F]{8})`)
	refusedText = regexp.MustCompile(`MI RESULT 2\b`)
)

// errorSample gives the reason that the host would answer. MI_RESULT_ACCESS_DENIED
// (2) is what the Management Infrastructure makes of WBEM_E_ACCESS_DENIED, the
// code that Ounce gets for the same query.
func errorSample(data []byte) string {
	code := uint64(0)
	if m := hresultText.FindSubmatch(data); m != nil {
		code, _ = strconv.ParseUint(string(m[1]), 16, 32)
	} else if refusedText.Match(data) {
		code = 0x80041003
	}
	return "unknown " + string(windowsReason(uint32(code)))
}
