package host

import (
	"context"
	"errors"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"

	"ounce/checks"
)

// Flags of wevtapi (winevt.h).
const (
	evtQueryChannelPath      = 0x1
	evtQueryReverseDirection = 0x200
	evtRenderEventXML        = 1
)

// wevtapi gives a procedure of the event log's library.
func wevtapi(name string) *windows.LazyProc {
	return windows.NewLazySystemDLL("wevtapi.dll").NewProc(name)
}

// Events reads a channel, newest first. A channel that does not exist is missing.
func (l *live) Events(ctx context.Context, q checks.EventQuery) ([]checks.Event, error) {
	return await(ctx, "event log "+q.Channel, func() ([]checks.Event, error) {
		channel, err := windows.UTF16PtrFromString(q.Channel)
		if err != nil {
			return nil, err
		}
		xpath, err := windows.UTF16PtrFromString(eventXPath(q))
		if err != nil {
			return nil, err
		}
		results, _, err := wevtapi("EvtQuery").Call(0, uintptr(unsafe.Pointer(channel)), uintptr(unsafe.Pointer(xpath)),
			evtQueryChannelPath|evtQueryReverseDirection)
		if results == 0 {
			return nil, err
		}
		defer closeEvent(windows.Handle(results))
		return nextEvents(ctx, windows.Handle(results), q, l.Now())
	})
}

func closeEvent(h windows.Handle) { _, _, _ = wevtapi("EvtClose").Call(uintptr(h)) }

// nextEvents fetches and reads events until the query has enough of them.
func nextEvents(ctx context.Context, results windows.Handle, q checks.EventQuery, now time.Time) ([]checks.Event, error) {
	events := []checks.Event{}
	var handles [64]windows.Handle
	for len(events) < EventLimit(q) {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		var fetched uint32
		ok, _, err := wevtapi("EvtNext").Call(uintptr(results), uintptr(len(handles)), uintptr(unsafe.Pointer(&handles[0])), 2000, 0,
			uintptr(unsafe.Pointer(&fetched)))
		if ok == 0 {
			if errors.Is(err, windows.ERROR_NO_MORE_ITEMS) {
				return events, nil
			}
			return nil, err
		}
		texts := make([]string, 0, fetched)
		var failure error
		for _, h := range handles[:min(int(fetched), len(handles))] {
			text, err := renderEvent(h)
			closeEvent(h)
			failure = errors.Join(failure, err)
			texts = append(texts, text)
		}
		if failure != nil {
			return nil, failure
		}
		for _, text := range texts {
			event, err := parseEvent([]byte(text))
			if err != nil {
				return nil, err
			}
			if Selects(q, event, now) && len(events) < EventLimit(q) {
				events = append(events, event)
			}
		}
	}
	return events, nil
}

// renderEvent gives one event as XML.
func renderEvent(h windows.Handle) (string, error) {
	buffer := make([]uint16, 4096)
	for range 2 {
		var used, properties uint32
		ok, _, err := wevtapi("EvtRender").Call(0, uintptr(h), evtRenderEventXML, uintptr(len(buffer)*2), uintptr(unsafe.Pointer(&buffer[0])),
			uintptr(unsafe.Pointer(&used)), uintptr(unsafe.Pointer(&properties)))
		if ok != 0 {
			return windows.UTF16ToString(buffer), nil
		}
		if !errors.Is(err, windows.ERROR_INSUFFICIENT_BUFFER) || used > checks.MaxRead {
			return "", err
		}
		buffer = make([]uint16, used/2+1)
	}
	return "", windows.ERROR_INSUFFICIENT_BUFFER
}
