package checks

import "time"

// Machine is everything that was read from one machine, and what the checks
// make of it.
type Machine struct {
	// ID is a MachineID: the same on every visit, and no way back to a serial
	// number. Empty when the machine has nothing to tell it by.
	ID string `json:"id"`
	// Name is what people call the machine.
	Name string `json:"name"`
	// OS is the operating system in words, as "Windows 11 Pro 25H2".
	OS string `json:"os"`
	// Source is the program that noted the facts, as "GLPI Agent 1.7"; empty for
	// Ounce itself.
	Source string `json:"source,omitempty"`
	// Taken is when the facts were read.
	Taken    time.Time `json:"taken"`
	Facts    Facts     `json:"facts"`
	Findings []Finding `json:"findings"`
}

// Facts are the facts of one machine, topic by topic.
type Facts struct {
	Platform   Platform   `json:"platform"`
	Hardware   Hardware   `json:"hardware"`
	Backup     Backup     `json:"backup"`
	Firewall   Firewall   `json:"firewall"`
	Protection Protection `json:"protection"`
	Updates    Updates    `json:"updates"`
	Access     Access     `json:"access"`
	Network    Network    `json:"network"`
}

// Platform is what every topic needs to know before it looks.
type Platform struct {
	System   System       `json:"system"`
	Elevated bool         `json:"elevated"`
	Hostname Fact[string] `json:"hostname"`
	// Distribution is the os-release ID on Linux ("debian"), "windows" or "macos".
	Distribution Fact[string] `json:"distribution"`
	// Release is the version as its maker counts it: VERSION_ID, "26.1",
	// "10.0.26200".
	Release Fact[string] `json:"release"`
	// Product is the name in words, as "Windows 11 Pro 25H2" or "Ubuntu 24.04.3 LTS".
	Product Fact[string] `json:"product"`
	// Edition is the Windows EditionID, as "Professional".
	Edition Fact[string] `json:"edition"`
	// Build is the Windows build with its revision, as "26200.7171".
	Build Fact[string] `json:"build"`
	// Server tells a server system from a client system.
	Server Fact[bool] `json:"server"`
	// Portable tells a laptop from a desktop.
	Portable Fact[bool] `json:"portable"`
	// Virtual tells a virtual machine or container from a physical machine.
	Virtual Fact[bool] `json:"virtual"`
	// Managed tells whether a domain, Entra or a device management rules it.
	Managed Fact[bool] `json:"managed"`
}
