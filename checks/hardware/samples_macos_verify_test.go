//go:build verify

package hardware

import (
	"bytes"
	"fmt"

	"ounce/checks"
	"ounce/checks/host"
	"ounce/checks/plists"
)

func profileItems(data []byte) []checks.Row {
	var out []map[string]any
	if err := plists.Unmarshal(data, &out); err != nil || len(out) == 0 {
		return nil
	}
	return below(out[0], "_items")
}

func macPower(data []byte) string {
	rows, err := parseProfile("SPPowerDataType", data)
	if err != nil {
		return "unknown"
	}
	return verdict("hardware.battery", checks.MacOS, checks.Hardware{Batteries: macBatteriesOf(rows, quiet)})
}

func macSATA(data []byte) string {
	return verdict("hardware.disk_health", checks.MacOS, checks.Hardware{Disks: checks.Known(macDrives(profileItems(data), "sata", quiet))})
}

func macModel(rows []checks.Row) string {
	o, ok := overviewOf(rows, quiet).Get()
	if !ok {
		return "unknown"
	}
	return fmt.Sprintf("%s, %d", o.model, macYear(o.model))
}

func panicSample(data []byte) string {
	file := host.File{Path: reports + "/panic-full-1.ips", Text: string(data)}
	folder := host.File{Path: reports, Folder: true}
	if !bytes.HasPrefix(data, []byte("{")) {
		folder.Fails = checks.Denied
	}
	rec := host.Recording{System: checks.MacOS, Files: []host.File{folder, file}}
	return verdict("hardware.crashes", checks.MacOS, checks.Hardware{Crashes: playing(rec, noon).panics()})
}

func macStorage(data []byte) string {
	for _, row := range profileItems(data) {
		v, _, ok := volume(checks.Row{"mount": row["mount_point"], "total": row["size_in_bytes"], "free": row["free_space_in_bytes"]}, "/")
		if ok {
			return verdict("hardware.disk_free", checks.MacOS, checks.Hardware{Volumes: checks.Known([]checks.Volume{v})})
		}
	}
	return "unknown"
}

func macProfile(data []byte) string {
	rows, _ := parseProfile("SPHardwareDataType", data)
	return macModel(rows)
}

func macNVMe(data []byte) string {
	rows, _ := parseProfile("SPNVMeDataType", data)
	return verdict("hardware.disk_health", checks.MacOS, checks.Hardware{Disks: checks.Known(macDrives(rows, "nvme", quiet))})
}
