//go:build linux || darwin

package host

import (
	"context"

	"ounce/checks"
)

// ReadKey is unsupported: only Windows has a registry.
func (l *live) ReadKey(_ context.Context, key string) (checks.Key, error) {
	return checks.Key{}, &checks.ReadError{Reason: checks.Unsupported, Source: "registry " + key}
}

// Query is unsupported: only Windows has WMI.
func (l *live) Query(_ context.Context, namespace, query string) ([]checks.Row, error) {
	return nil, &checks.ReadError{Reason: checks.Unsupported, Source: wmiSource(namespace, query)}
}

// Events is unsupported: only Windows has this event log.
func (l *live) Events(_ context.Context, q checks.EventQuery) ([]checks.Event, error) {
	return nil, &checks.ReadError{Reason: checks.Unsupported, Source: "event log " + q.Channel}
}
