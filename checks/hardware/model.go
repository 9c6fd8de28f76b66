package hardware

import (
	"strings"

	"ounce/checks"
)

// fillers are what makers leave in place of a name, in lower case.
var fillers = map[string]bool{
	"": true, "0": true, "none": true, "n/a": true, "na": true, "unknown": true, "null": true,
	"to be filled by o.e.m.": true, "to be filled by o.e.m": true, "o.e.m.": true, "oem": true,
	"default string": true, "default": true, "system product name": true, "system manufacturer": true,
	"system version": true, "system name": true, "not specified": true, "not applicable": true,
	"not available": true, "invalid": true, "empty": true, "type1productconfigid": true, "all series": true,
	"base board product name": true, "baseboard product name": true, "product name": true, "undefined": true,
	"generic": true, "xxxxxxxx": true, "123456789": true, "sku": true, "family": true,
}

// meaningful gives a text without its padding, and tells whether it is only a
// filler. A text that consists of dots, dashes, spaces or one repeated sign is.
func meaningful(text string) (clean string, filler bool) {
	clean = strings.Join(strings.Fields(strings.Trim(text, "\x00 ")), " ")
	lower := strings.ToLower(clean)
	if fillers[lower] || strings.HasPrefix(lower, "to be filled") {
		return clean, true
	}
	return clean, strings.Trim(lower, ".-_*xX0 #?") == ""
}

// names are the texts in which firmware says what a machine is.
type names struct {
	maker, product, version, boardMaker, board string
}

// virtualMakers are words in a maker's or model's name that only virtual
// machines have.
var virtualMakers = []string{
	"qemu", "vmware", "virtualbox", "innotek", "bochs", "xen", "kvm", "parallels virtual", "virtual machine",
	"virtualmac", "google compute engine", "amazon ec2", "bhyve",
}

// modelFrom makes the model of what the firmware says. It prefers the product's
// own name; Lenovo puts the name that people know into the version. Without one
// the main board stands for the machine.
func modelFrom(n names, seen ...checks.Evidence) checks.Fact[checks.Model] {
	maker, noMaker := meaningful(n.maker)
	product, noProduct := meaningful(n.product)
	if noMaker {
		maker = ""
	}
	if strings.EqualFold(maker, "lenovo") {
		if version, filler := meaningful(n.version); !filler && strings.HasPrefix(strings.ToLower(version), "think") {
			product, noProduct = version, false
		}
	}
	if !noProduct {
		return checks.Known(checks.Model{Maker: maker, Name: product}, seen...)
	}
	if board, filler := meaningful(n.board); !filler {
		boardMaker, _ := meaningful(n.boardMaker)
		return checks.Known(checks.Model{Maker: boardMaker, Name: board, Board: true}, seen...)
	}
	return checks.Unseen[checks.Model](checks.Unsupported, checks.Excerpt(n.product), seen...)
}

// isVirtual tells by its name that a machine is a virtual one.
func isVirtual(m checks.Model) bool {
	text := strings.ToLower(m.Text())
	for _, word := range virtualMakers {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}
