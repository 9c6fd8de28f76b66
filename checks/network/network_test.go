package network

import (
	"testing"
	"time"

	"ounce/checks"
	"ounce/checks/host"
	"ounce/checks/host/hosttest"
)

func airport(status, mode string) string {
	return `{"SPAirPortDataType":[{"spairport_airport_interfaces":[{"_name":"en0","spairport_current_network_information":{"spairport_security_mode":"` +
		mode + `"},"spairport_status_information":"spairport_status_` + status + `"},{"_name":"awdl0"}]}]}`
}

const routes = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\neth0\t00000000\t0100A8C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n"

func recordings() map[string]*host.Recording {
	mac := func(status, mode string) *host.Recording {
		return &host.Recording{Version: 1, System: checks.MacOS, Commands: []host.Command{
			{Run: []string{"system_profiler", "SPAirPortDataType", "-json"}, Output: airport(status, mode)}}}
	}
	adapters := func(state int) *host.Recording {
		return &host.Recording{Version: 1, System: checks.Windows, WMI: []host.WMIAnswer{{Namespace: `root\StandardCimv2`, Query: adapterQuery,
			Rows: []checks.Row{{"HardwareInterface": true, "MediaConnectState": state}, {"HardwareInterface": false, "MediaConnectState": 1}}}}}
	}
	return map[string]*host.Recording{
		"network.wifi_security pass strong":            mac("connected", "spairport_security_mode_wpa3_personal"),
		"network.wifi_security fail old":               mac("connected", "spairport_security_mode_wep"),
		"network.wifi_security fail open":              mac("connected", "spairport_security_mode_none"),
		"network.wifi_security not_applicable no_wifi": mac("off", ""),
		"network.wifi_security unknown unreadable":     mac("connected", "spairport_security_mode_new"),
		"network.link pass joined":                     adapters(1),
		"network.link warn apart":                      adapters(2),
	}
}

func TestRecordedMachines(t *testing.T) {
	for want, rec := range recordings() {
		rec.Now = time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
		found := false
		for id, v := range hosttest.Verdicts(host.Play(rec), Topic(), checks.Platform{}) {
			found = found || id+" "+string(v.Status)+" "+v.Say == want
		}
		if !found {
			t.Errorf("no check says %s", want)
		}
		hosttest.NoFalseVerdict(t, rec, Topic(), checks.Platform{}, nil)
	}
}

func TestRoutes(t *testing.T) {
	if out, err := parseRoutes([]byte(routes)); err != nil || !out {
		t.Errorf("a default route: %t %v", out, err)
	}
	if _, err := parseRoutes([]byte("Permission denied\n")); err == nil {
		t.Error("a refusal is no list of routes")
	}
}

func TestEachCheckHasTexts(t *testing.T) {
	defs, err := checks.LoadDefinitions()
	if err != nil {
		t.Fatal(err)
	}
	for _, check := range Topic().Checks {
		if _, ok := defs.Get(check.ID); !ok {
			t.Errorf("%s has no texts", check.ID)
		}
	}
}

func FuzzParsers(f *testing.F) {
	f.Add([]byte(routes))
	f.Add([]byte(airport("connected", "spairport_security_mode_wep")))
	f.Fuzz(func(_ *testing.T, data []byte) {
		_, _ = parseRoutes(data)
		_, _ = parseAirport(data)
	})
}
