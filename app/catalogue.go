package app

import (
	"context"

	"ounce/app/disk"
	"ounce/checks"
	"ounce/checks/host"
	"ounce/checks/platform"
	"ounce/checks/scan"
)

// openHost gives the machine to check: this one, or a recording.
func (s *session) openHost(recording string) (checks.Host, error) {
	if recording == "" {
		return s.live(), nil
	}
	data, err := disk.Read(recording, host.MaxRecording)
	if err != nil {
		return nil, err
	}
	if err := notAnother(recording, data, headRecording); err != nil {
		return nil, err
	}
	rec, err := host.ReadRecording(recording, data)
	if err != nil {
		return nil, err
	}
	return host.Play(rec), nil
}

// scan checks a machine; landed is called for each finding and may be nil.
func (s *session) scan(ctx context.Context, h checks.Host, defs *checks.Definitions, landed func(scan.Progress)) (checks.Machine, error) {
	scanner := scan.Scanner{Definitions: defs, Topics: scan.Topics(), Platform: platform.Read, OnProgress: landed}
	m := scanner.Run(ctx, h)
	return m, ctx.Err()
}
