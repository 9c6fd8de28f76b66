package network

import (
	"net/netip"
	"testing"

	"ounce/checks"
)

// outcome is a parser's value in words, or "unreadable".
func outcome[T ~string](value T, err error) string {
	if err != nil {
		return "unreadable"
	}
	return string(value)
}

func TestNmcliSecurity(t *testing.T) {
	for _, c := range []struct{ security, wpa, rsn, want string }{
		{"WPA2", "(none)", "pair_ccmp group_ccmp psk", "strong"},
		{"WPA2 802.1X", "(none)", "pair_ccmp group_ccmp 802.1X", "strong"},
		{"WPA3", "(none)", "pair_ccmp group_ccmp sae", "strong"},
		{"WPA1 WPA2", "pair_tkip group_tkip psk", "pair_ccmp group_tkip psk", "mixed"},
		{"WPA1", "pair_tkip group_tkip psk", "(none)", "old"},
		{"WEP", "(none)", "(none)", "old"},
		{"", "(none)", "(none)", "open"},
		{"--", "(none)", "(none)", "open"},
		{"OWE", "(none)", "pair_ccmp group_ccmp owe", "open"},
		{"", "(none)", "pair_ccmp group_ccmp psk", "unreadable"},
		{"", "", "", "unreadable"},
		{"802.1X", "(none)", "(none)", "unreadable"},
		{"WPA9", "(none)", "(none)", "unreadable"},
	} {
		if got := outcome(nmcliSecurity(c.security, c.wpa, c.rsn)); got != c.want {
			t.Errorf("%q %q %q: got %s, want %s", c.security, c.wpa, c.rsn, got, c.want)
		}
	}
}

func TestNmcliNamesTheWeakestInUse(t *testing.T) {
	const tail = "\nWPA-FLAGS:(none)\nRSN-FLAGS:(none)\n"
	for text, want := range map[string]string{
		"ACTIVE:no\nSECURITY:WPA2" + tail:                                              "unreadable",
		"ACTIVE:yes\nSECURITY:WPA2" + tail + "ACTIVE:yes\nSECURITY:WEP" + tail:         "old",
		"ACTIVE:yes\nSECURITY:WPA2" + tail + "ACTIVE:no\nSECURITY:" + tail:             "strong",
		"ACTIVE:yes\nSECURITY:WPA2" + tail + "ACTIVE:yes\n":                            "unreadable",
		"ACTIVE:ja\nSECURITY:WPA2" + tail:                                              "unreadable",
		"Error: NetworkManager is not running.\n":                                      "unreadable",
		"\ufeffACTIVE: \u2006yes\nSECURITY:   WPA3\nWPA-FLAGS: (none)\nRSN-FLAGS: sae": "strong",
	} {
		if got := outcome(parseNmcli([]byte(text))); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}

func TestIw(t *testing.T) {
	const head = "Connected to 02:00:00:00:00:01 (on wlan0)\n\tfreq: 5220\n"
	for text, want := range map[string]checks.WifiStandard{
		head + "\trx bitrate: 6.0 MBit/s\n\ttx bitrate: 2401.9 MBit/s 160MHz EHT-MCS 11 EHT-NSS 2 EHT-GI 0\n": checks.Wifi7,
		head + "\ttx bitrate: 1200.9 MBit/s 80MHz HE-MCS 11 HE-NSS 2 HE-GI 0 HE-DCM 0\n":                      checks.Wifi6,
		head + "\ttx bitrate: 866.7 MBit/s VHT-MCS 9 80MHz short GI VHT-NSS 2\n":                              checks.Wifi5,
		head + "\trx bitrate: 130.0 MBit/s MCS 15\n":                                                          checks.Wifi4,
		head + "\ttx bitrate: 54.0 MBit/s\n":                                                                  checks.WifiUnused,
		"Not connected.\n":                                                                                    checks.WifiUnused,
	} {
		got, _, err := parseIw([]byte(text))
		if got != want || (err != nil) != (want == checks.WifiUnused) {
			t.Errorf("%q: got %d %v, want %d", text, got, err, want)
		}
	}
}

func TestResolvers(t *testing.T) {
	for _, c := range []struct {
		want      string
		addresses []string
	}{
		{"none", nil},
		{"filter Quad9", []string{"9.9.9.9", "2620:fe::fe"}},
		{"filter Cloudflare for Families", []string{"1.1.1.2", "1.0.0.3"}},
		{"public Google Public DNS", []string{"8.8.8.8", "::ffff:8.8.4.4"}},
		{"other", []string{"9.9.9.9", "8.8.8.8"}},
		{"other", []string{"192.0.2.1"}},
		{"other", []string{"fe80::1%eth0"}},
		{"other", []string{"9.9.9.9", "192.0.2.1"}},
	} {
		var addresses []netip.Addr
		for _, a := range c.addresses {
			addresses = append(addresses, netip.MustParseAddr(a))
		}
		r := resolverOf(addresses)
		got := string(r.Kind)
		if r.Service != "" {
			got += " " + r.Service
		}
		if got != c.want {
			t.Errorf("%v: got %s, want %s", c.addresses, got, c.want)
		}
	}
}

func TestWlanSecurity(t *testing.T) {
	for _, c := range []struct{ authentication, cipher, want string }{
		{"WPA2-Personal", "AES-CCMP", "strong"},
		{"WPA3-Enterprise", "GCMP-256", "strong"},
		{"WPA2-Personal", "TKIP", "old"},
		{"WPA-Personal", "TKIP", "old"},
		{"Open", "WEP", "old"},
		{"Open", "None", "open"},
		{"Open", "", "unreadable"},
		{"WPA2-Persönlich", "AES-CCMP", "unreadable"},
		{"WPA2-Personal", "", "unreadable"},
		{"", "", "unreadable"},
	} {
		if got := outcome(wlanSecurity(c.authentication, c.cipher)); got != c.want {
			t.Errorf("%q %q: got %s, want %s", c.authentication, c.cipher, got, c.want)
		}
	}
}

func TestAirportModes(t *testing.T) {
	for mode, want := range map[string]string{
		"none": "open", "wep": "old", "wpa_personal": "old", "wpa_personal_mixed": "mixed",
		"wpa2_personal": "strong", "wpa3_transition": "strong", "": "unreadable", "unknown": "unreadable",
	} {
		if got := outcome(lockOf(mode)); got != want {
			t.Errorf("%q: got %s, want %s", mode, got, want)
		}
	}
}

func TestProxies(t *testing.T) {
	for text, want := range map[string]string{
		"<dictionary> {\n  FTPPassive : 1\n}":                                                         "none",
		"<dictionary> {\n  HTTPEnable : 0\n  HTTPSEnable : 1\n  HTTPSProxy : 127.0.0.1\n}":            "local",
		"<dictionary> {\n  ProxyAutoConfigEnable : 1\n}":                                              "script",
		"<dictionary> {\n  FTPPassive : 1\n  __SCOPED__ : <dictionary> {\n    HTTPEnable : 1\n  }\n}": "none",
		"<dictionary> {\n  HTTPEnable : maybe\n}":                                                     "unreadable",
		"<dictionary> {\n}":                  "unreadable",
		"<dictionary> {\n  HTTPEnable : 1\n": "unreadable",
		"Permission denied":                  "unreadable",
	} {
		if got := outcome(parseScutilProxy([]byte(text))); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
	for text, want := range map[string]string{
		"": "none", "# none\nLANG=C\n": "none", "HTTPS_PROXY=\"http://proxy.example:3128\"\n": "fixed",
		"export http_proxy=http://localhost:8080\n": "local", "http_proxy=\n": "none", "Permission denied\n": "unreadable",
	} {
		if got := outcome(parseEnvironment([]byte(text))); got != want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
	}
}

func TestMedia(t *testing.T) {
	for media, want := range map[string]int64{
		"autoselect (1000baseT <full-duplex,flow-control>)": 1000, "autoselect (100baseTX <half-duplex>)": 100,
		"autoselect (2500Base-T <full-duplex>)": 2500, "autoselect (10Gbase-T <full-duplex>)": 10000, "100baseTX <full-duplex>": 100,
		"autoselect <full-duplex>": 0, "autoselect (<unknown type>)": 0, "autoselect (77baseT)": 0,
	} {
		if got := mediaSpeed(media); got != want {
			t.Errorf("%q: got %d, want %d", media, got, want)
		}
	}
}

func TestRoute(t *testing.T) {
	for _, c := range []struct {
		name string
		out  checks.Output
		want string
	}{
		{"found", checks.Output{Stdout: []byte("    gateway: 192.0.2.1\n  interface: en0\n")}, "true"},
		{"none", checks.Output{Stderr: []byte("route: writing to routing socket: not in table\n"), Exit: 1}, "false"},
		{"another failure", checks.Output{Stderr: []byte("route: must be root\n"), Exit: 77}, "unreadable"},
		{"nothing", checks.Output{}, "unreadable"},
	} {
		found, err := parseRoute(c.out)
		got := choose(found, "true", "false")
		if err != nil {
			got = "unreadable"
		}
		if got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}
