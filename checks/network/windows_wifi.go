package network

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"time"

	"ounce/checks"
)

const (
	wlanChannel = "Microsoft-Windows-WLAN-AutoConfig/Operational"

	wlanConnected    = 8001
	wlanDisconnected = 8003
)

// winWifi tells of the Wi-Fi in use from the event that Windows wrote when it
// joined: asking the wireless service itself would show the person a question
// about their location.
func winWifi(ctx context.Context, h checks.Host, cards checks.Fact[[]card]) (checks.Fact[checks.WifiLock], checks.Fact[checks.WifiStandard]) {
	joined := checks.Then(cards, wifiInUse)
	guids, known := joined.Get()
	if !known {
		why := joined.Why()
		return checks.Unseen[checks.WifiLock](why.Reason, why.Detail, joined.Evidence()...),
			checks.Unseen[checks.WifiStandard](why.Reason, why.Detail, joined.Evidence()...)
	}
	if len(guids) == 0 {
		none := noted(joined, func([]string) string { return "no wireless adapter is connected" })
		return checks.Known(checks.WifiNone, none.Evidence()...), checks.Known(checks.WifiUnused, none.Evidence()...)
	}
	events, err := wlanEvents(ctx, h)
	if err != nil {
		return checks.UnseenBy[checks.WifiLock](err), checks.UnseenBy[checks.WifiStandard](err)
	}
	evidence := checks.Evidence{Source: "event log " + wlanChannel, Privilege: checks.PrivilegeOf(h)}
	return wlanLock(events, guids, evidence), wlanStandard(events, guids, evidence)
}

// wifiInUse gives the connected wireless adapters.
func wifiInUse(cards []card) ([]string, error) {
	var guids []string
	for _, c := range cards {
		switch {
		case !c.real || !c.wifi() || c.state == mediaApart:
		case c.state != mediaConnected || c.guid == "":
			return nil, errors.New("a wireless adapter does not tell whether it is connected")
		default:
			guids = append(guids, c.guid)
		}
	}
	return guids, nil
}

// adapterID is how Windows names an adapter in its events.
var adapterID = regexp.MustCompile(`^\{[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}$`)

// wlanEvents gives the joins and leaves since the machine started, newest first;
// older ones may be of a time when nobody wrote them.
func wlanEvents(ctx context.Context, h checks.Host) ([]checks.Event, error) {
	rows, err := h.Call(ctx, "uptime")
	if err != nil {
		return nil, err
	}
	if len(rows) != 1 {
		return nil, errors.New("the machine does not say since when it runs")
	}
	seconds, ok := rows[0].Number("seconds")
	if !ok || seconds <= 0 || seconds > int64(10*365*24*time.Hour/time.Second) {
		return nil, errors.New("the machine does not say since when it runs")
	}
	since := time.Duration(seconds)*time.Second + time.Minute
	events, err := h.Events(ctx, checks.EventQuery{Channel: wlanChannel, IDs: []int{wlanConnected, wlanDisconnected}, Since: since})
	if err != nil {
		return nil, err
	}
	var past []checks.Event
	for _, e := range events {
		age := h.Now().Sub(e.Time)
		if age < -time.Minute || !adapterID.MatchString(e.Data["InterfaceGuid"]) {
			return nil, errors.New("an event of no time or no adapter")
		}
		if age <= since {
			past = append(past, e)
		}
	}
	return past, nil
}

// joinOf gives the event of an adapter's joining, if it is the newest one.
func joinOf(events []checks.Event, guid string) (checks.Event, error) {
	var newest checks.Event
	for _, e := range events {
		if strings.EqualFold(e.Data["InterfaceGuid"], guid) && e.Time.After(newest.Time) {
			newest = e
		}
	}
	if newest.ID != wlanConnected {
		return newest, errors.New("the event log does not tell how this Wi-Fi was joined")
	}
	return newest, nil
}

func wlanLock(events []checks.Event, guids []string, evidence checks.Evidence) checks.Fact[checks.WifiLock] {
	var locks []checks.WifiLock
	for _, guid := range guids {
		event, err := joinOf(events, guid)
		if err != nil {
			return checks.UnseenBy[checks.WifiLock](err, evidence)
		}
		lock, err := wlanSecurity(event.Data["AuthenticationAlgorithm"], event.Data["CipherAlgorithm"])
		if err != nil {
			return checks.UnseenBy[checks.WifiLock](err, evidence)
		}
		locks = append(locks, lock)
	}
	lock, err := weakest(locks)
	if err != nil {
		return checks.UnseenBy[checks.WifiLock](err, evidence)
	}
	evidence.Value = "security: " + string(lock)
	return checks.Known(lock, evidence)
}

func wlanStandard(events []checks.Event, guids []string, evidence checks.Evidence) checks.Fact[checks.WifiStandard] {
	oldest := checks.WifiUnused
	for _, guid := range guids {
		event, err := joinOf(events, guid)
		if err != nil {
			return checks.UnseenBy[checks.WifiStandard](err, evidence)
		}
		phy := event.Data["PHYType"]
		standard, err := standardOf(phy)
		if err != nil {
			return checks.UnseenBy[checks.WifiStandard](err, evidence)
		}
		if oldest == checks.WifiUnused || standard < oldest {
			oldest, evidence.Value = standard, phy
		}
	}
	return checks.Known(oldest, evidence)
}

// wlanSecurity reads the words of event 8001 (WLAN AutoConfig's message table,
// in English; those of other languages are unreadable).
func wlanSecurity(authentication, cipher string) (checks.WifiLock, error) {
	switch authentication {
	case "Open":
		switch cipher {
		case "None":
			return checks.WifiOpen, nil
		case "WEP", "WEP-40", "WEP-104":
			return checks.WifiOld, nil
		}
	case "WPA-Personal", "WPA-Enterprise":
		return checks.WifiOld, nil
	case "WPA2-Personal", "WPA2-Enterprise", "WPA3-Personal", "WPA3-Enterprise":
		switch {
		case cipher == "TKIP":
			return checks.WifiOld, nil
		case strings.HasPrefix(cipher, "AES"), cipher == "CCMP", strings.HasPrefix(cipher, "GCMP"):
			return checks.WifiStrong, nil
		}
	}
	return "", errors.New("the security is none that is known")
}
