// Package platform reads what every topic needs to know of a machine before it
// looks: which system, which release, server or client, portable, virtual,
// managed. It makes a handful of quick reads.
package platform

import (
	"context"
	"fmt"
	"strings"

	"ounce/checks"
)

// Read fills the platform. What could not be read is unknown.
func Read(ctx context.Context, h checks.Host) checks.Platform {
	r := reader{ctx: ctx, host: h}
	p := checks.Platform{System: h.System(), Elevated: h.Elevated(), Hostname: r.hostname()}
	switch h.System() {
	case checks.Linux:
		r.linux(&p)
	case checks.MacOS:
		r.macos(&p)
	case checks.Windows:
		r.windows(&p)
	}
	return p
}

// reader is one reading of one machine.
type reader struct {
	ctx  context.Context
	host checks.Host
}

// saw is evidence of something that stood somewhere.
func (r reader) saw(source, value string) checks.Evidence {
	return checks.Seen(r.host, source, value)
}

// hostname gives the name of the machine; it is no evidence of anything.
func (r reader) hostname() checks.Fact[string] {
	rows, err := r.host.Call(r.ctx, "hostname")
	if err != nil {
		return checks.UnseenBy[string](err)
	}
	for _, row := range rows {
		if name, ok := row.Text("name"); ok && strings.TrimSpace(name) != "" {
			return checks.Known(strings.TrimSpace(name))
		}
	}
	return checks.Unseen[string](checks.Unreadable, "no name")
}

// file reads a small text file.
func (r reader) file(path string) (string, error) {
	data, err := r.host.ReadFile(r.ctx, path)
	if err != nil {
		return "", err
	}
	return string(data), nil
}

// output runs a program and gives its standard output of a successful end.
func (r reader) output(program string, args ...string) (string, string, error) {
	source := strings.Join(append([]string{"program " + program}, args...), " ")
	out, err := r.host.Run(r.ctx, program, args...)
	if err != nil {
		return "", source, err
	}
	if out.Exit != 0 {
		return "", source, &checks.ReadError{Reason: checks.Unreadable, Source: source, Detail: fmt.Sprintf("exit code %d", out.Exit)}
	}
	return string(out.Stdout), source, nil
}

// virtualMakers are words in maker and model of virtual machines.
var virtualMakers = []string{
	"vmware", "virtualbox", "innotek", "qemu", "bochs", "xen", "parallels", "kvm", "amazon ec2",
	"google compute engine", "openstack", "digitalocean", "virtual machine", "hetzner vserver", "proxmox",
}

// virtualModel tells whether maker and model name a virtual machine.
func virtualModel(maker, model string) bool {
	text := strings.ToLower(maker + " " + model)
	for _, word := range virtualMakers {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

// placeholder tells what a board's maker wrote when it wrote nothing.
func placeholder(text string) bool {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "", "to be filled by o.e.m.", "default string", "system manufacturer", "system product name", "none", "0", "unknown", "not specified":
		return true
	}
	return false
}

// portableChassis reads a chassis type of SMBIOS (table 17 of its
// specification); ok is false for one that says neither.
func portableChassis(kind int64) (portable, ok bool) {
	switch kind & 0x7f {
	case 8, 9, 10, 14, 30, 31, 32:
		return true, true
	case 3, 4, 5, 6, 7, 13, 15, 16, 17, 23, 24, 28, 29, 35, 36:
		return false, true
	}
	return false, false
}
