package protection

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"ounce/checks"
)

const (
	securityCenter = `root\SecurityCenter2`
	antivirusQuery = "SELECT displayName, instanceGuid, pathToSignedProductExe, productState, timestamp FROM AntiVirusProduct"
)

// listing is one row of Security Center.
type listing struct {
	name, guid, program string
	state               checks.ProductState
	current             bool
	at                  time.Time // zero when the row has none
	note                string
}

// registered reads the antivirus products that Windows Security Center lists,
// each once. Defender is asked for more only when it is listed as on: beside
// another product its answer can hang.
func registered(ctx context.Context, h checks.Host, products []product) checks.Fact[[]checks.SecurityProduct] {
	source := "WMI " + securityCenter + ": " + antivirusQuery
	rows, err := h.Query(ctx, securityCenter, antivirusQuery)
	if err != nil {
		return checks.UnseenBy[[]checks.SecurityProduct](err)
	}
	listings, err := parseListings(rows)
	if err != nil {
		return checks.UnseenBy[[]checks.SecurityProduct](err, seen(h, source, ""))
	}
	var list []checks.SecurityProduct
	var notes []string
	for _, l := range listings {
		evidence := seen(h, source, l.note)
		found := byName(products, l.name).found(checks.Known(l.state, evidence))
		found.Name, found.Antivirus = l.name, true
		found.RealTime = checks.Known(l.state == checks.ProductOn, evidence)
		found.Licensed = checks.Known(l.state != checks.ProductExpired, evidence)
		switch {
		case l.state == checks.ProductOn && gone(ctx, h, l.program):
			found.State = checks.Unseen[checks.ProductState](checks.Conflicting, "listed as on, but its program is gone", evidence)
		case found.ID == "defender":
			if l.state == checks.ProductOn {
				addDefender(ctx, h, &found)
			}
		default:
			found.Current = checks.Known(l.current, evidence)
		}
		list = append(list, found)
		notes = append(notes, l.note)
	}
	return checks.Known(list, seen(h, source, strings.Join(notes, "; ")))
}

// gone tells that the program of a listed product is not on the disk any more.
func gone(ctx context.Context, h checks.Host, program string) bool {
	if program == "" || strings.Contains(program, "://") {
		return false
	}
	_, err := h.Stat(ctx, program)
	return missing(err)
}

// parseListings reads the rows of AntiVirusProduct: shapes as in
// sc2-defender-on-2016.txt. A product that is listed twice, by guid or by name,
// is one: its newest row counts. No row at all is no answer.
func parseListings(rows []checks.Row) ([]listing, error) {
	var list []listing
	for _, row := range rows {
		l, err := parseListing(row)
		if err != nil {
			return nil, err
		}
		same := -1
		for i, other := range list {
			if (l.guid != "" && strings.EqualFold(l.guid, other.guid)) || strings.EqualFold(l.name, other.name) {
				same = i
			}
		}
		switch {
		case same < 0:
			list = append(list, l)
		case l.at.After(list[same].at):
			list[same] = l
		case l.at.Equal(list[same].at) && l.state != list[same].state:
			return nil, fmt.Errorf("%s is listed twice, as %s and as %s", l.name, list[same].state, l.state)
		}
	}
	if len(list) == 0 {
		return nil, errors.New("no product is listed")
	}
	return list, nil
}

func parseListing(row checks.Row) (listing, error) {
	name, named := row.Text("displayName")
	number, numbered := row.Number("productState")
	if !named || strings.TrimSpace(name) == "" || !numbered {
		return listing{}, errors.New("a product without name or state")
	}
	state, current, err := decodeProductState(number)
	if err != nil {
		return listing{}, err
	}
	l := listing{name: strings.TrimSpace(name), state: state, current: current,
		note: fmt.Sprintf("%s 0x%06x", strings.TrimSpace(name), number)}
	l.guid, _ = row.Text("instanceGuid")
	l.program, _ = row.Text("pathToSignedProductExe")
	if text, ok := row.Text("timestamp"); ok {
		if at, err := time.Parse(http.TimeFormat, text); err == nil {
			l.at = at
		}
	}
	return l, nil
}

// decodeProductState reads productState as 0xPPSSUU: of SS the upper half says
// on (1), off (0), snoozed (2) or expired (3); UU says current (00) or out of
// date (10). Microsoft does not document it: any other value is unreadable.
// 397568 = 0x061100 is on and current (sc2-defender-on-2016.txt).
func decodeProductState(state int64) (checks.ProductState, bool, error) {
	if state < 0x10000 || state > 0xffffff {
		return "", false, fmt.Errorf("product state %d is none", state)
	}
	var current bool
	switch state & 0xff {
	case 0x00:
		current = true
	case 0x10:
	default:
		return "", false, fmt.Errorf("product state 0x%06x is not known", state)
	}
	switch state >> 12 & 0xf {
	case 0:
		return checks.ProductOff, current, nil
	case 1:
		return checks.ProductOn, current, nil
	case 2:
		return checks.ProductPaused, current, nil
	case 3:
		return checks.ProductExpired, current, nil
	}
	return "", false, fmt.Errorf("product state 0x%06x is not known", state)
}
