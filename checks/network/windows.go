package network

import (
	"context"
	"errors"
	"slices"

	"ounce/checks"
)

const (
	cimv2         = `root\cimv2`
	standardCimv2 = `root\StandardCimv2`

	adapterQuery = "SELECT MediaConnectState, InterfaceAdminStatus, HardwareInterface, NdisPhysicalMedium, ReceiveLinkSpeed, InterfaceGuid FROM MSFT_NetAdapter"
	configQuery  = "SELECT Description, InterfaceIndex, IPEnabled, DefaultIPGateway FROM Win32_NetworkAdapterConfiguration"
	serverQuery  = "SELECT InterfaceIndex, ServerAddresses FROM MSFT_DNSClientServerAddress"
)

func windows(ctx context.Context, h checks.Host) checks.Network {
	cards := winCards(ctx, h)
	configs := winConfigs(ctx, h)
	f := checks.Network{
		Joined:   checks.Then(cards, cardsJoined),
		Wired:    winWired(cards),
		Gateway:  noted(checks.Then(configs, configGateway), func(out bool) string { return choose(out, "a gateway", "no gateway") }),
		Resolver: winResolver(ctx, h, configs),
		Proxy:    winProxy(ctx, h),
		VPN: noted(checks.Then(configs, configVPN), func(on bool) string {
			return choose(on, "an adapter of a VPN is up", "no known adapter of a VPN is up")
		}),
	}
	f.Joined = noted(f.Joined, func(on bool) string { return choose(on, "an adapter is connected", "no adapter is connected") })
	f.Wifi, f.WifiStandard = winWifi(ctx, h, cards)
	return f
}

func choose(yes bool, a, b string) string {
	if yes {
		return a
	}
	return b
}

// noted writes what a known fact says into its last evidence.
func noted[T any](f checks.Fact[T], say func(T) string) checks.Fact[T] {
	value, known := f.Get()
	if !known || len(f.Evidence()) == 0 {
		return f
	}
	evidence := slices.Clone(f.Evidence())
	evidence[len(evidence)-1].Value = say(value)
	return checks.Known(value, evidence...)
}

// winAsk asks WMI and reads every row; not one row is unreadable.
func winAsk[T any](ctx context.Context, h checks.Host, namespace, query string, read func(checks.Row) (T, error)) checks.Fact[[]T] {
	rows, err := h.Query(ctx, namespace, query)
	if err != nil {
		return checks.UnseenBy[[]T](err)
	}
	evidence := checks.Evidence{Source: "WMI " + namespace + ": " + query, Privilege: checks.PrivilegeOf(h)}
	var all []T
	for _, row := range rows {
		one, err := read(row)
		if err != nil {
			return checks.UnseenBy[[]T](err, evidence)
		}
		all = append(all, one)
	}
	if len(all) == 0 {
		return checks.Unseen[[]T](checks.Unreadable, "nothing is listed", evidence)
	}
	return checks.Known(all, evidence)
}

// Values of MSFT_NetAdapter (its documentation; NDIS_PHYSICAL_MEDIUM in ntddndis.h).
const (
	mediaConnected = 1
	mediaApart     = 2
	adminDown      = 2

	mediumUnspecified = 0
	mediumWirelessLAN = 1
	mediumNative80211 = 9
	mediumEthernet    = 14
)

// card is a network adapter as Windows shows it.
type card struct {
	guid   string // for further reads alone, never for evidence
	real   bool
	state  int64 // mediaConnected, mediaApart, or unknown
	medium int64
	mbit   int64 // 0 when it does not tell
}

func (c card) wifi() bool { return c.medium == mediumWirelessLAN || c.medium == mediumNative80211 }

func winCards(ctx context.Context, h checks.Host) checks.Fact[[]card] {
	return winAsk(ctx, h, standardCimv2, adapterQuery, parseCard)
}

// parseCard reads a row of MSFT_NetAdapter (sample
// windows/network/glpi-msft_netadapter-win10.wmi). An adapter that is switched
// off is apart, whatever its medium says.
func parseCard(row checks.Row) (card, error) {
	real, ok := row.Truth("HardwareInterface")
	if !ok {
		return card{}, errors.New("an adapter does not say what it is")
	}
	c := card{real: real}
	if !real {
		return c, nil
	}
	c.guid, _ = row.Text("InterfaceGuid")
	if c.state, ok = row.Number("MediaConnectState"); !ok {
		return card{}, errors.New("an adapter is without state")
	}
	if down, _ := row.Number("InterfaceAdminStatus"); down == adminDown {
		c.state = mediaApart
	}
	if c.medium, ok = row.Number("NdisPhysicalMedium"); !ok {
		return card{}, errors.New("an adapter is without medium")
	}
	if bits, ok := row.Number("ReceiveLinkSpeed"); ok && bits%1_000_000 == 0 {
		c.mbit = cableSpeed(bits / 1_000_000)
	}
	return c, nil
}

func cardsJoined(cards []card) (bool, error) {
	apart, unclear := 0, false
	for _, c := range cards {
		switch {
		case !c.real:
		case c.state == mediaConnected:
			return true, nil
		case c.state == mediaApart:
			apart++
		default:
			unclear = true
		}
	}
	if unclear || apart == 0 {
		return false, errors.New("the adapters do not tell whether they are connected")
	}
	return false, nil
}

func winWired(cards checks.Fact[[]card]) checks.Fact[checks.Wired] {
	list, known := cards.Get()
	if !known {
		return checks.Unseen[checks.Wired](cards.Why().Reason, cards.Why().Detail, cards.Evidence()...)
	}
	var speeds []int64
	for _, c := range list {
		cable := c.real && (c.medium == mediumEthernet || c.medium == mediumUnspecified)
		switch {
		case !cable || c.state == mediaApart:
		case c.medium == mediumEthernet && c.state == mediaConnected:
			speeds = append(speeds, c.mbit)
		default:
			speeds = append(speeds, 0)
		}
	}
	return slowest(speeds, cards.Evidence()[0])
}
