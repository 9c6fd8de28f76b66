//go:build verify

package network

import (
	"encoding/binary"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"ounce/checks"
	"ounce/checks/host"
	"ounce/checks/host/hosttest"
	"ounce/checks/samples"
)

// by gives the verdict of a check on a machine that says nothing but the sample.
func by(check string, place func(data []byte, rec *host.Recording)) func([]byte) string {
	return func(data []byte) string {
		rec := &host.Recording{Version: 1, Now: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC), Unlisted: checks.Missing}
		place(data, rec)
		return string(hosttest.Verdicts(host.Play(rec), Topic(), checks.Platform{})[check].Status)
	}
}

func file(system checks.System, path string) func([]byte, *host.Recording) {
	return func(data []byte, rec *host.Recording) {
		rec.System, rec.Files = system, []host.File{{Path: path, Text: string(data)}}
	}
}

func program(system checks.System, run ...string) func([]byte, *host.Recording) {
	return func(data []byte, rec *host.Recording) {
		rec.System, rec.Commands = system, []host.Command{{Run: run, Output: string(data)}}
	}
}

// nmcli is a machine with one wireless adapter that is up.
func nmcli(data []byte, rec *host.Recording) {
	program(checks.Linux, append([]string{"nmcli"}, nmcliQuery()...)...)(data, rec)
	rec.Files = []host.File{{Path: netFolder + "/wlo1/device", Folder: true}}
	for name, text := range map[string]string{"uevent": "DEVTYPE=wlan\nINTERFACE=wlo1\n", "operstate": "up\n"} {
		rec.Files = append(rec.Files, host.File{Path: netFolder + "/wlo1/" + name, Text: text})
	}
}

func wmi(namespace, query string) func([]byte, *host.Recording) {
	return func(data []byte, rec *host.Recording) {
		rec.System = checks.Windows
		rec.WMI = []host.WMIAnswer{{Namespace: namespace, Query: query, Rows: dumped(data)}}
	}
}

// dumped reads a dump of WMI: UTF-16, lines "Name=value", an empty line after
// each object.
func dumped(data []byte) []checks.Row {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = binary.LittleEndian.Uint16(data[2*i:])
	}
	var rows []checks.Row
	row := checks.Row{}
	for line := range strings.Lines(string(utf16.Decode(units)) + "\n\n") {
		name, value, ok := strings.Cut(strings.TrimSpace(line), "=")
		switch {
		case !ok && len(row) > 0:
			rows, row = append(rows, row), checks.Row{}
		case !ok || value == "":
		case strings.HasPrefix(value, `{"`):
			row[name] = strings.Split(strings.Trim(value, `{}"`), `","`)
		default:
			row[name] = value
		}
	}
	return rows
}

// TestSamples holds captures against the collectors. Those of programs that
// Ounce does not start go to the nearest one, and must say nothing.
func TestSamples(t *testing.T) {
	adapters, configs := wmi(standardCimv2, adapterQuery), wmi(cimv2, configQuery)
	routes := file(checks.Linux, "/proc/net/route")
	route := program(checks.MacOS, "route", "-n", "get", "default")
	airport := program(checks.MacOS, "system_profiler", "SPAirPortDataType", "-json")
	cables := program(checks.MacOS, "ifconfig", "-a")
	samples.Run(t, "network", []samples.Case{
		{Sample: "linux/network/ip_route_show.txt", Of: "network.gateway", Want: "unknown", Got: by("network.gateway", routes)},
		{Sample: "linux/network/nmcli_device_show.txt", Of: "network.wifi_security", Want: "pass", Got: by("network.wifi_security", nmcli)},
		{Sample: "linux/network/nmcli_device_show.txt", Of: "network.link", Want: "pass", Got: by("network.link", nmcli)},
		{Sample: "linux/network/nmcli_device_show.txt", Of: "network.gateway", Want: "unknown", Got: by("network.gateway", routes)},
		{Sample: "linux/network/ping_missing_hostname.txt", Of: "network.gateway", Want: "unknown", Got: by("network.gateway", routes)},
		{Sample: "macos/network/SPAirPortDataType_redacted_ssid_trimmed.json", Of: "network.wifi_security", Want: "pass", Got: by("network.wifi_security", airport)},
		{Sample: "macos/network/SPAirPortDataType_redacted_ssid_trimmed.json", Of: "network.wifi_standard", Want: "pass", Got: by("network.wifi_standard", airport)},
		{Sample: "macos/network/airport_I_10.14.txt", Of: "network.wifi_security", Want: "unknown", Got: by("network.wifi_security", airport)},
		{Sample: "macos/network/airport_I_wpa2.txt", Of: "network.wifi_security", Want: "unknown", Got: by("network.wifi_security", airport)},
		{Sample: "macos/network/com.apple.airport.preferences_bigsur.plist", Of: "network.wifi_security", Want: "unknown", Got: by("network.wifi_security", airport)},
		{Sample: "macos/network/ifconfig_m1_pro_14.5.txt", Of: "network.link_speed", Want: "not_applicable", Got: by("network.link_speed", cables)},
		{Sample: "macos/network/netstat_rn_10.14.txt", Of: "network.gateway", Want: "unknown", Got: by("network.gateway", route)},
		{Sample: "macos/network/networksetup_listallhardwareports_14.5.txt", Of: "network.link_speed", Want: "unknown", Got: by("network.link_speed", cables)},
		{Sample: "macos/network/ping-hostname_10.14.txt", Of: "network.gateway", Want: "unknown", Got: by("network.gateway", route)},
		{Sample: "macos/network/ping-ip-dup_10.14.txt", Of: "network.gateway", Want: "unknown", Got: by("network.gateway", route)},
		{Sample: "macos/network/ping-ip_10.14.txt", Of: "network.gateway", Want: "unknown", Got: by("network.gateway", route)},
		{Sample: "macos/network/route_n_get_default.txt", Of: "network.gateway", Want: "pass", Got: by("network.gateway", route)},
		{Sample: "macos/network/route_n_get_default.txt", Of: "network.link", Want: "pass", Got: by("network.link", route)},
		{Sample: "windows/network/glpi-msft_netadapter-win10.wmi", Of: "network.link", Want: "pass", Got: by("network.link", adapters)},
		{Sample: "windows/network/glpi-msft_netadapter-win10.wmi", Of: "network.link_speed", Want: "pass", Got: by("network.link_speed", adapters)},
		{Sample: "windows/network/glpi-msft_netadapter-win10.wmi", Of: "network.wifi_security", Want: "not_applicable", Got: by("network.wifi_security", adapters)},
		{Sample: "windows/network/glpi-win32_nac-vpn-up.wmi", Of: "network.gateway", Want: "pass", Got: by("network.gateway", configs)},
		{Sample: "windows/network/glpi-win32_nac-vpn-up.wmi", Of: "network.vpn", Want: "pass", Got: by("network.vpn", configs)},
		{Sample: "windows/network/glpi-win32_nac-vpn-up.wmi", Of: "network.link", Want: "unknown", Got: by("network.link", adapters)},
		{Sample: "windows/network/glpi-reg-win10-networklist.reg", Of: "network.link", Want: "unknown", Got: by("network.link", adapters)},
		{Sample: "windows/network/ipconfig-fr-student.txt", Of: "network.gateway", Want: "unknown", Got: by("network.gateway", configs)},
		{Sample: "windows/network/ipconfig-zh-cn-win7.txt", Of: "network.gateway", Want: "unknown", Got: by("network.gateway", configs)},
		{Sample: "windows/network/netsh-wlan-location-denied-win11.txt", Of: "network.wifi_security", Want: "unknown", Got: by("network.wifi_security", adapters)},
		{Sample: "windows/network/ping-fr-gateway-timeout.txt", Of: "network.gateway", Want: "unknown", Got: by("network.gateway", configs)},
		{Sample: "windows/network/ping-fr-ok.txt", Of: "network.gateway", Want: "unknown", Got: by("network.gateway", configs)},
	})
}
