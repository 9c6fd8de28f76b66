//go:build verify

package network

import (
	"testing"

	"ounce/checks"
	"ounce/checks/samples"
)

func byAirport(data []byte) string {
	lock, err := parseAirport(data)
	fact := checks.Known(lock)
	if err != nil {
		fact = checks.UnseenBy[checks.WifiLock](err)
	}
	m := checks.Machine{Facts: checks.Facts{Network: checks.Network{Wifi: fact}}}
	return string(wifiSecurity(&m).Status)
}

func byRoutes(data []byte) string {
	out, err := parseRoutes(data)
	fact := checks.Known(out)
	if err != nil {
		fact = checks.UnseenBy[bool](err)
	}
	m := checks.Machine{Facts: checks.Facts{Network: checks.Network{Joined: fact}}}
	return string(link(&m).Status)
}

// TestSamples holds captures against the nearest parser: most are of programs
// that Ounce does not start, and must say nothing.
func TestSamples(t *testing.T) {
	samples.Run(t, "network", []samples.Case{
		{Sample: "linux/network/ip_route_show.txt", Of: "network.link", Want: "unknown", Got: byRoutes},
		{Sample: "linux/network/nmcli_device_show.txt", Of: "network.link", Want: "unknown", Got: byRoutes},
		{Sample: "linux/network/ping_missing_hostname.txt", Of: "network.link", Want: "unknown", Got: byRoutes},
		{Sample: "macos/network/SPAirPortDataType_redacted_ssid_trimmed.json", Of: "network.wifi_security", Want: "pass", Got: byAirport},
		{Sample: "macos/network/airport_I_10.14.txt", Of: "network.wifi_security", Want: "unknown", Got: byAirport},
		{Sample: "macos/network/airport_I_wpa2.txt", Of: "network.wifi_security", Want: "unknown", Got: byAirport},
		{Sample: "macos/network/com.apple.airport.preferences_bigsur.plist", Of: "network.wifi_security", Want: "unknown", Got: byAirport},
		{Sample: "macos/network/ifconfig_m1_pro_14.5.txt", Of: "network.wifi_security", Want: "unknown", Got: byAirport},
		{Sample: "macos/network/netstat_rn_10.14.txt", Of: "network.wifi_security", Want: "unknown", Got: byAirport},
		{Sample: "macos/network/networksetup_listallhardwareports_14.5.txt", Of: "network.wifi_security", Want: "unknown", Got: byAirport},
		{Sample: "macos/network/ping-hostname_10.14.txt", Of: "network.wifi_security", Want: "unknown", Got: byAirport},
		{Sample: "macos/network/ping-ip-dup_10.14.txt", Of: "network.wifi_security", Want: "unknown", Got: byAirport},
		{Sample: "macos/network/ping-ip_10.14.txt", Of: "network.wifi_security", Want: "unknown", Got: byAirport},
		{Sample: "macos/network/route_n_get_default.txt", Of: "network.wifi_security", Want: "unknown", Got: byAirport},
		{Sample: "windows/network/glpi-msft_netadapter-win10.wmi", Of: "network.link", Want: "unknown", Got: byRoutes},
		{Sample: "windows/network/glpi-reg-win10-networklist.reg", Of: "network.link", Want: "unknown", Got: byRoutes},
		{Sample: "windows/network/glpi-win32_nac-vpn-up.wmi", Of: "network.link", Want: "unknown", Got: byRoutes},
		{Sample: "windows/network/ipconfig-fr-student.txt", Of: "network.link", Want: "unknown", Got: byRoutes},
		{Sample: "windows/network/ipconfig-zh-cn-win7.txt", Of: "network.link", Want: "unknown", Got: byRoutes},
		{Sample: "windows/network/netsh-wlan-location-denied-win11.txt", Of: "network.link", Want: "unknown", Got: byRoutes},
		{Sample: "windows/network/ping-fr-gateway-timeout.txt", Of: "network.link", Want: "unknown", Got: byRoutes},
		{Sample: "windows/network/ping-fr-ok.txt", Of: "network.link", Want: "unknown", Got: byRoutes},
	})
}
