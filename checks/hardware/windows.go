package hardware

import "ounce/checks"

const currentVersion = `HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion`

func (r reader) windows(f *checks.Hardware) {}
