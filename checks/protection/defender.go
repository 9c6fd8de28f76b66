package protection

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"ounce/checks"
)

const (
	defenderSpace = `root\Microsoft\Windows\Defender`
	defenderQuery = "SELECT * FROM MSFT_MpComputerStatus"
	signaturesKey = `HKLM\SOFTWARE\Microsoft\Windows Defender\Signature Updates`
)

// defenderStatus is the part of MSFT_MpComputerStatus that Ounce reads.
type defenderStatus struct {
	state    checks.ProductState
	realTime bool
	age      int64 // days; negative when it is not told
	tamper   checks.Fact[bool]
}

// neverAge is what Defender says of an age that it does not have.
const neverAge = 1<<32 - 1

// parseDefender reads the one row of MSFT_MpComputerStatus, shaped as in
// msdocs-get-mpcomputerstatus.txt. AntivirusEnabled may be true while nothing is
// scanned: RealTimeProtectionEnabled is the switch. AMRunningMode is absent on
// old platforms.
func parseDefender(rows []checks.Row) (defenderStatus, error) {
	if len(rows) != 1 {
		return defenderStatus{}, fmt.Errorf("%d answers of Defender instead of one", len(rows))
	}
	row := rows[0]
	enabled, ok := row.Truth("AntivirusEnabled")
	realTime, ok2 := row.Truth("RealTimeProtectionEnabled")
	if !ok || !ok2 {
		return defenderStatus{}, errors.New("the switches of Defender are not there")
	}
	status := defenderStatus{realTime: realTime, age: -1}
	mode, _ := row.Text("AMRunningMode")
	switch mode {
	case "", "Normal":
		status.state = checks.ProductOff
		if enabled && realTime {
			status.state = checks.ProductOn
		}
	case "Passive", "Passive Mode", "SxS Passive", "SxS Passive Mode", "EDR Block", "EDR Block Mode":
		status.state = checks.ProductPassive
	case "Not running":
		status.state = checks.ProductOff
	default:
		return defenderStatus{}, fmt.Errorf("running mode %.40q is not known", mode)
	}
	if age, ok := row.Number("AntivirusSignatureAge"); ok && age >= 0 && age < 3660 && age != neverAge {
		status.age = age
	}
	if tamper, ok := row.Truth("IsTamperProtected"); ok {
		status.tamper = checks.Known(tamper)
	}
	return status, nil
}

// readDefender asks Defender and makes a product of its answer.
func readDefender(ctx context.Context, h checks.Host) (defenderStatus, checks.Evidence, error) {
	source := "WMI " + defenderSpace + ": " + defenderQuery
	rows, err := h.Query(ctx, defenderSpace, defenderQuery)
	if err != nil {
		return defenderStatus{}, checks.Evidence{}, err
	}
	status, err := parseDefender(rows)
	if err != nil {
		return status, checks.Evidence{}, &checks.ReadError{Reason: checks.Unreadable, Source: source, Detail: err.Error()}
	}
	return status, seen(h, source, fmt.Sprintf("%s, RealTimeProtectionEnabled %t, AntivirusSignatureAge %d",
		status.state, status.realTime, status.age)), nil
}

// addDefender adds Defender's own word to what Security Center lists as on. When
// it says that it is not, the two disagree.
func addDefender(ctx context.Context, h checks.Host, found *checks.SecurityProduct) {
	status, evidence, err := readDefender(ctx, h)
	if err != nil {
		found.SignatureAge = checks.First(registrySignatures(ctx, h), checks.UnseenBy[int](err))
		found.Current = checks.UnseenBy[bool](err)
		found.Tamper = checks.UnseenBy[bool](err)
		return
	}
	found.State = checks.Agree(found.State, checks.Known(status.state, evidence))
	found.RealTime = checks.Agree(found.RealTime, checks.Known(status.realTime, evidence))
	addDefenderDetails(ctx, h, found, status, evidence)
}

func addDefenderDetails(ctx context.Context, h checks.Host, found *checks.SecurityProduct, status defenderStatus, evidence checks.Evidence) {
	found.Current = checks.Unseen[bool](checks.Unreadable, "no age of the definitions", evidence)
	found.SignatureAge = registrySignatures(ctx, h)
	if status.age >= 0 {
		found.SignatureAge = checks.Known(int(status.age), evidence)
	}
	found.Tamper = checks.Unseen[bool](checks.Unreadable, "IsTamperProtected is not told", evidence)
	if tamper, known := status.tamper.Get(); known {
		found.Tamper = checks.Known(tamper, seen(h, evidence.Source, fmt.Sprintf("IsTamperProtected %t", tamper)))
	}
}

// serverDefender is Defender's own word on a server; other products show by
// their services.
func serverDefender(ctx context.Context, h checks.Host, products []product) checks.Fact[[]checks.SecurityProduct] {
	status, evidence, err := readDefender(ctx, h)
	if err != nil {
		return checks.UnseenBy[[]checks.SecurityProduct](err)
	}
	found := byName(products, "Microsoft Defender Antivirus").found(checks.Known(status.state, evidence))
	found.RealTime = checks.Known(status.realTime, evidence)
	addDefenderDetails(ctx, h, &found, status, evidence)
	return checks.Known([]checks.SecurityProduct{found}, evidence)
}

// registrySignatures reads when Defender last took definitions.
func registrySignatures(ctx context.Context, h checks.Host) checks.Fact[int] {
	key, err := h.ReadKey(ctx, signaturesKey)
	if err != nil {
		return checks.UnseenBy[int](err)
	}
	data, _ := key.Values.Bytes("SignaturesLastUpdated")
	when, err := parseFiletime(data)
	if err != nil {
		return checks.UnseenBy[int](err, seen(h, "registry "+signaturesKey, ""))
	}
	return daysSince(h, "registry "+signaturesKey+" SignaturesLastUpdated", when)
}

// filetimeEpoch is 1 January 1601 in seconds before 1970.
const filetimeEpoch = 11644473600

// parseFiletime reads eight bytes of 100-nanosecond steps since 1601 (FILETIME,
// low half first).
func parseFiletime(data []byte) (time.Time, error) {
	if len(data) != 8 {
		return time.Time{}, fmt.Errorf("a time of %d bytes", len(data))
	}
	steps := binary.LittleEndian.Uint64(data)
	if steps == 0 || steps > 1<<62 {
		return time.Time{}, errors.New("a time that is none")
	}
	return time.Unix(int64(steps/1e7)-filetimeEpoch, int64(steps%1e7)*100).UTC(), nil
}
