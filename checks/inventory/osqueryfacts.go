package inventory

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"ounce/checks"
)

func number(row checks.Row, name string) int64 {
	n, _ := row.Number(name)
	return n
}

// noted lays the tables out as an agent's inventory, which knows the same things,
// and adds what only osquery knows.
func (one *osqueryHost) noted() (Noted, error) {
	info, os := one.first("system_info"), one.first("os_version")
	if len(os) == 0 {
		return Noted{}, errors.New("holds no row of os_version, so that its system is not known; run the whole pack of ounce osquery-pack")
	}
	platform := strings.ToLower(word(os, "platform"))
	kernel := map[string]string{"windows": "windows", "darwin": "darwin", "macos": "darwin"}[platform]
	if kernel == "" {
		kernel = "linux"
	}
	a := &agent{client: "osquery " + word(one.first("osquery_info"), "version"), sections: map[string][]checks.Row{}}
	if id := word(one.first("osquery_info"), "instance_id"); id != "" {
		a.deviceID = "osquery " + id
	}
	put := func(section string, row checks.Row) { a.sections[section] = append(a.sections[section], row) }
	put("accesslog", checks.Row{"logdate": one.taken.UTC().Format(agentTime)})
	put("hardware", checks.Row{"name": one.called(), "memory": number(info, "physical_memory") / megabyte, "uuid": word(info, "uuid")})
	system := checks.Row{"name": word(os, "name"), "full_name": word(os, "name"), "version": word(os, "version"), "kernel_name": kernel}
	if kernel == "windows" {
		system["kernel_version"], system["version"] = word(os, "version"), ""
	}
	if seconds := number(one.first("uptime"), "total_seconds"); seconds > 0 && seconds < 1<<31 {
		system["boot_time"] = one.taken.UTC().Add(-time.Duration(seconds) * time.Second).Format(agentTime)
	}
	put("operatingsystem", system)
	put("bios", checks.Row{"smanufacturer": word(info, "hardware_vendor"), "smodel": word(info, "hardware_model")})
	if brand := word(info, "cpu_brand"); brand != "" {
		put("cpus", checks.Row{"name": brand, "core": number(info, "cpu_physical_cores"), "thread": number(info, "cpu_logical_cores")})
	}
	for _, d := range one.tables["logical_drives"] {
		kind := "Other"
		if strings.Contains(strings.ToLower(word(d, "description")), "fixed") {
			kind = "Local Disk"
		}
		put("drives", checks.Row{"type": kind, "letter": word(d, "device_id"), "systemdrive": word(d, "boot_partition"), "total": number(d, "size") / megabyte, "free": number(d, "free_space") / megabyte})
	}
	for _, m := range one.tables["mounts"] {
		size := number(m, "blocks_size")
		if blocks := number(m, "blocks"); size > 0 && size < 1<<24 && blocks < 1<<40 {
			put("drives", checks.Row{"type": word(m, "path"), "volumn": word(m, "device"), "filesystem": word(m, "type"), "total": blocks * size / megabyte, "free": number(m, "blocks_available") * size / megabyte})
		}
	}
	for _, p := range one.tables["windows_security_products"] {
		if strings.EqualFold(word(p, "type"), "Antivirus") {
			row := checks.Row{"name": word(p, "name"), "uptodate": word(p, "signatures_up_to_date")}
			switch strings.ToLower(word(p, "state")) {
			case "on":
				row["enabled"] = true
			case "off", "snoozed", "expired":
				row["enabled"] = false
			}
			put("antivirus", row)
		}
	}
	n, err := a.noted()
	if err != nil {
		return n, err
	}
	n.Engine = strings.TrimSpace(a.client)
	one.security(&n)
	return n, nil
}

// called is what people call the computer: a log may name it by a number.
func (one *osqueryHost) called() string {
	if name := hostName(one.first("system_info")); name != "" {
		return name
	}
	return one.name
}

// security adds the facts for which osquery has tables of their own. A table
// that was not asked, or that gave no row, says nothing.
func (one *osqueryHost) security(n *Noted) {
	saw := func(table, value string) checks.Evidence {
		return checks.Evidence{Source: n.Engine + ": " + table, Value: short(value)}
	}
	for _, b := range one.tables["bitlocker_info"] {
		letter := strings.ToUpper(strings.TrimRight(word(b, "drive_letter"), `\`))
		if letter != one.systemDrive() {
			continue
		}
		conversion, ok1 := b.Number("conversion_status")
		protection, ok2 := b.Number("protection_status")
		seen := saw("bitlocker_info", fmt.Sprintf("%s conversion %d, protection %d", letter, conversion, protection))
		state := checks.Encryption("")
		switch {
		case !ok1 || !ok2:
		case conversion == 1 && protection == 1:
			state = checks.EncryptionOn
		case conversion == 1 && protection == 0:
			state = checks.EncryptionSuspended
		case conversion == 0:
			state = checks.EncryptionOff
		case conversion == 2 || conversion == 4:
			state = checks.EncryptionEncrypting
		case conversion == 3 || conversion == 5:
			state = checks.EncryptionDecrypting
		}
		if state != "" {
			n.Facts.Access.SystemVolume = checks.Known(state, seen)
		}
	}
	on, off := false, 0
	for _, d := range one.tables["disk_encryption"] {
		switch strings.ToLower(word(d, "filevault_status")) {
		case "on":
			on = true
		case "off":
			off++
		}
	}
	if rows := len(one.tables["disk_encryption"]); n.Recording.System == checks.MacOS && rows > 0 {
		switch {
		case on:
			n.Facts.Access.SystemVolume = checks.Known(checks.EncryptionOn, saw("disk_encryption", "FileVault on"))
		case off == rows:
			n.Facts.Access.SystemVolume = checks.Known(checks.EncryptionOff, saw("disk_encryption", "FileVault off"))
		}
	}
	if enabled, ok := one.first("gatekeeper").Truth("assessments_enabled"); ok {
		n.Facts.Protection.Gatekeeper = checks.Known(enabled, saw("gatekeeper", "assessments_enabled "+strconv.FormatBool(enabled)))
	}
	for _, row := range one.tables["sip_config"] {
		if enabled, ok := row.Truth("enabled"); ok && word(row, "config_flag") == "sip" {
			n.Facts.Protection.SystemIntegrity = checks.Known(enabled, saw("sip_config", "sip "+strconv.FormatBool(enabled)))
		}
	}
	if secure, ok := one.first("secureboot").Truth("secure_boot"); ok {
		n.Facts.Hardware.SecureBoot = checks.Known(secure, saw("secureboot", "secure_boot "+strconv.FormatBool(secure)))
	}
	switch version, _, _ := strings.Cut(word(one.first("tpm_info"), "spec_version"), ","); strings.TrimSpace(version) {
	case "2.0":
		n.Facts.Hardware.TPM = checks.Known(checks.TPM20, saw("tpm_info", "2.0"))
	case "1.2":
		n.Facts.Hardware.TPM = checks.Known(checks.TPM12, saw("tpm_info", "1.2"))
	}
}

// systemDrive is the letter of the drive that Windows started from.
func (one *osqueryHost) systemDrive() string {
	for _, d := range one.tables["logical_drives"] {
		if boot, _ := d.Truth("boot_partition"); boot {
			return strings.ToUpper(strings.TrimRight(word(d, "device_id"), `\`))
		}
	}
	return "C:"
}
