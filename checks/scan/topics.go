package scan

import (
	"ounce/checks"
	"ounce/checks/access"
	"ounce/checks/backup"
	"ounce/checks/firewall"
	"ounce/checks/hardware"
	"ounce/checks/network"
	"ounce/checks/protection"
	"ounce/checks/updates"
)

// Topics lists every topic of checks.
func Topics() []checks.Topic {
	return []checks.Topic{
		backup.Topic(),
		firewall.Topic(),
		network.Topic(),
		hardware.Topic(),
		protection.Topic(),
		updates.Topic(),
		access.Topic(),
	}
}
