package host

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"math"
	"os"
	"strings"
	"time"

	"github.com/shirou/gopsutil/v3/host"

	"ounce/checks"
)

// machineKey keys the hash of the machine's id. It is no secret: it keeps the
// hash from being the same as any other program's.
const machineKey = "Ounce machine id"

// hashedID makes an id that is the same on every visit and leads back to
// nothing: 32 hex digits of an HMAC-SHA256 over the system's own id.
func hashedID(id string) (string, error) {
	id = strings.ToLower(strings.TrimSpace(id))
	if strings.Trim(id, "0-") == "" || id == "uninitialized" {
		return "", &checks.ReadError{Reason: checks.Unreadable, Detail: "the machine has no id"}
	}
	mac := hmac.New(sha256.New, []byte(machineKey))
	mac.Write([]byte(id))
	return hex.EncodeToString(mac.Sum(nil)[:16]), nil
}

// machineIDCall answers machine.id from a reading of the system's own id.
func machineIDCall(read func(context.Context) (string, error)) nativeCall {
	return func(ctx context.Context, _ []string) ([]checks.Row, error) {
		raw, err := read(ctx)
		if err != nil {
			return nil, err
		}
		id, err := hashedID(raw)
		if err != nil {
			return nil, err
		}
		return []checks.Row{{"id": id}}, nil
	}
}

func callHostname(context.Context, []string) ([]checks.Row, error) {
	name, err := os.Hostname()
	if err != nil {
		return nil, err
	}
	if name == "" {
		return nil, &checks.ReadError{Reason: checks.Unreadable, Detail: "the machine has no name"}
	}
	return []checks.Row{{"name": name}}, nil
}

func callUptime(ctx context.Context, _ []string) ([]checks.Row, error) {
	seconds, err := host.UptimeWithContext(ctx)
	if err != nil {
		return nil, err
	}
	return uptimeRow(seconds, time.Now())
}

// uptimeRow refuses an uptime that began before there were machines like this:
// a wrong clock.
func uptimeRow(seconds uint64, now time.Time) ([]checks.Row, error) {
	if seconds == 0 || seconds > math.MaxInt32 {
		return nil, &checks.ReadError{Reason: checks.Unreadable, Detail: "an uptime that cannot be"}
	}
	boot := now.Add(-time.Duration(seconds) * time.Second).Truncate(time.Second)
	return []checks.Row{{"seconds": seconds, "boot": boot.Format(time.RFC3339)}}, nil
}

// keep puts a text into a row when there is one.
func keep(row checks.Row, column, text string) {
	if text = strings.TrimSpace(text); text != "" {
		row[column] = text
	}
}
