package host

import (
	"context"

	"github.com/go-ole/go-ole"
	"github.com/go-ole/go-ole/oleutil"

	"ounce/checks"
)

// maxRows is the most rows that one query gives.
const maxRows = 10_000

// Query asks WMI in this process. A query that outlives its context is left to
// end on a thread of its own: COM cannot be interrupted.
func (l *live) Query(ctx context.Context, namespace, query string) ([]checks.Row, error) {
	return await(ctx, wmiSource(namespace, query), func() ([]checks.Row, error) {
		return onThread(ole.COINIT_MULTITHREADED, func() ([]checks.Row, error) {
			return wmiQuery(ctx, namespace, query)
		})
	})
}

func wmiQuery(ctx context.Context, namespace, query string) ([]checks.Row, error) {
	locator, err := newObject("WbemScripting.SWbemLocator")
	if err != nil {
		return nil, err
	}
	defer locator.Release()
	service, err := child(locator, "ConnectServer", ".", namespace)
	if err != nil {
		return nil, err
	}
	defer service.Release()
	// wbemFlagReturnImmediately and wbemFlagForwardOnly: no row is kept twice.
	answer, err := oleutil.CallMethod(service, "ExecQuery", query, "WQL", 0x30)
	if err != nil {
		return nil, err
	}
	defer func() { _ = answer.Clear() }()

	rows := []checks.Row{}
	err = forEach(answer.ToIDispatch(), func(item *ole.VARIANT) error {
		defer func() { _ = item.Clear() }()
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if len(rows) == maxRows {
			return &checks.ReadError{Reason: checks.Unreadable, Detail: "gives too many rows"}
		}
		row, err := wmiRow(item.ToIDispatch())
		if err == nil {
			rows = append(rows, row)
		}
		return err
	})
	return rows, err
}

// wmiRow reads the properties that the query selected.
func wmiRow(object *ole.IDispatch) (checks.Row, error) {
	properties, err := oleutil.GetProperty(object, "Properties_")
	if err != nil {
		return nil, err
	}
	defer func() { _ = properties.Clear() }()
	row := checks.Row{}
	err = forEach(properties.ToIDispatch(), func(item *ole.VARIANT) error {
		defer func() { _ = item.Clear() }()
		property := item.ToIDispatch()
		name, err := oleutil.GetProperty(property, "Name")
		if err != nil {
			return err
		}
		defer func() { _ = name.Clear() }()
		value, err := oleutil.GetProperty(property, "Value")
		if err != nil {
			return err
		}
		defer func() { _ = value.Clear() }()
		if v, ok := comValue(value); ok {
			row[name.ToString()] = v
		}
		return nil
	})
	return row, err
}
