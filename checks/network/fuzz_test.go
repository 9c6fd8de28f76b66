package network

import (
	"testing"

	"ounce/checks"
	"ounce/checks/damage"
)

func FuzzUevent(f *testing.F) {
	damage.Parser(f, parseUevent, "DEVTYPE=wlan\nINTERFACE=wlan0\nIFINDEX=3\n")
}

func FuzzState(f *testing.F) { damage.Parser(f, parseState, "up\n", "lowerlayerdown\n") }

func FuzzFlags(f *testing.F) { damage.Parser(f, parseFlags, "0x1003\n") }

func FuzzSpeed(f *testing.F) {
	damage.Parser(f, func(data []byte) (int64, error) { return parseSpeed(data), nil }, "1000\n", "-1\n", "4294967295\n")
}

func FuzzRoutes(f *testing.F) {
	damage.Parser(f, parseRoutes, "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\teth0\neth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\n")
}

func FuzzRoutes6(f *testing.F) {
	damage.Parser(f, parseRoutes6, "00000000000000000000000000000000 00 00000000000000000000000000000000 00 00000000000000000000000000000000 ffffffff 00000001 00000000 00200200       lo\n")
}

func FuzzNmcli(f *testing.F) {
	damage.Parser(f, parseNmcli, "ACTIVE:yes\nSECURITY:WPA2\nWPA-FLAGS:(none)\nRSN-FLAGS:pair_ccmp psk\n")
}

func FuzzIw(f *testing.F) {
	damage.Parser(f, func(data []byte) (checks.WifiStandard, error) {
		standard, _, err := parseIw(data)
		return standard, err
	}, "Connected to 02:00:00:00:00:01 (on wlan0)\n\ttx bitrate: 540.0 MBit/s VHT-MCS 9\n", "Not connected.\n")
}

func FuzzResolvConf(f *testing.F) {
	damage.Parser(f, parseResolvConf, "nameserver fe80::1%eth0\noptions edns0\n")
}

func FuzzEnvironment(f *testing.F) {
	damage.Parser(f, parseEnvironment, "export HTTPS_PROXY=\"http://[::1]:3128\"\n")
}

func FuzzAirport(f *testing.F) {
	damage.Parser(f, parseAirport, `{"SPAirPortDataType":[{"spairport_airport_interfaces":[{"spairport_status_information":"spairport_status_connected"}]}]}`)
}

func FuzzIfconfig(f *testing.F) {
	damage.Parser(f, parseIfconfig, "en8: flags=8863<UP> mtu 1500\n\tmedia: autoselect (10Gbase-T <full-duplex>)\n\tstatus: active\n")
}

func FuzzRoute(f *testing.F) {
	damage.Parser(f, func(data []byte) (bool, error) { return parseRoute(checks.Output{Stdout: data}) }, "    gateway: 192.0.2.1\n  interface: en0\n")
}

func FuzzNWI(f *testing.F) {
	damage.Parser(f, parseScutilNWI, "Network information\n\nNetwork interfaces: en0\n")
}

func FuzzScutilDNS(f *testing.F) {
	damage.Parser(f, parseScutilDNS, "DNS configuration\n\nresolver #1\n  nameserver[0] : 192.0.2.1\n")
}

func FuzzScutilProxy(f *testing.F) {
	damage.Parser(f, parseScutilProxy, "<dictionary> {\n  HTTPEnable : 1\n  HTTPProxy : 127.0.0.1\n}\n")
}

func FuzzNC(f *testing.F) {
	damage.Parser(f, parseScutilNC, "Available network connection services in the current set (*=enabled):\n* (Connected)  x PPP --> L2TP \"x\" [PPP:L2TP]\n")
}

func FuzzRows(f *testing.F) {
	f.Add("1", int64(9), "192.0.2.1", "WPA2-Personal", "AES-CCMP")
	f.Add("", int64(-1), "fec0:0:0:ffff::1%1", "Open", "")
	f.Fuzz(func(_ *testing.T, truth string, n int64, address, word, cipher string) {
		_, _ = parseCard(checks.Row{"HardwareInterface": truth, "MediaConnectState": n, "NdisPhysicalMedium": n, "ReceiveLinkSpeed": n})
		_, _ = parseConfig(checks.Row{"IPEnabled": truth, "InterfaceIndex": n, "Description": word, "DefaultIPGateway": address})
		_, _ = parseServers(checks.Row{"InterfaceIndex": n, "ServerAddresses": []string{address}})
		_, _ = parseSettings(checks.Row{"ProxyEnable": n, "ProxyServer": address, "AutoConfigURL": word})
		_, _ = wlanSecurity(word, cipher)
	})
}
