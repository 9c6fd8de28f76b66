package network

import (
	"context"
	"errors"
	"regexp"
	"strconv"
	"strings"

	"ounce/checks"
)

func macWired(ctx context.Context, h checks.Host) checks.Fact[checks.Wired] {
	out, err := h.Run(ctx, "ifconfig", "-a")
	if err != nil {
		return checks.UnseenBy[checks.Wired](err)
	}
	evidence := checks.Evidence{Source: "program ifconfig -a", Privilege: checks.PrivilegeOf(h)}
	speeds, err := parseIfconfig(out.Stdout)
	if err == nil && out.Exit != 0 {
		err = errors.New("ifconfig failed")
	}
	if err != nil {
		return checks.UnseenBy[checks.Wired](err, evidence)
	}
	return slowest(speeds, evidence)
}

var (
	ifconfigHead = regexp.MustCompile(`^([a-z]+[0-9]+): flags=[0-9a-f]+<`)
	ifconfigWord = regexp.MustCompile(`(?:^|\()(\d+)(G?)[Bb]ase`)
)

// parseIfconfig gives the speed of each active cable in Mbit/s, or 0 where the
// medium is not named (sample macos/network/ifconfig_m1_pro_14.5.txt). A cable
// is an adapter "en" whose medium is more than "autoselect", as Wi-Fi has it.
func parseIfconfig(data []byte) ([]int64, error) {
	var speeds []int64
	adapter, media, seen := "", "", false
	for line := range strings.Lines(string(data)) {
		if head := ifconfigHead.FindStringSubmatch(line); head != nil {
			adapter, media, seen = head[1], "", true
			continue
		}
		field, value, _ := strings.Cut(strings.TrimSpace(line), ":")
		value = strings.TrimSpace(value)
		switch field {
		case "media":
			media = value
		case "status":
			if strings.HasPrefix(adapter, "en") && value == "active" && media != "autoselect" {
				speeds = append(speeds, mediaSpeed(media))
			}
		}
	}
	if !seen {
		return nil, errors.New("no adapter is listed")
	}
	return speeds, nil
}

// mediaSpeed reads a medium, as "autoselect (1000baseT <full-duplex>)".
func mediaSpeed(media string) int64 {
	word := ifconfigWord.FindStringSubmatch(media)
	if word == nil {
		return 0
	}
	speed, err := strconv.ParseInt(word[1], 10, 32)
	if err != nil {
		return 0
	}
	if word[2] == "G" {
		speed *= 1000
	}
	return cableSpeed(speed)
}
