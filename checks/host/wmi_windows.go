package host

import (
	"context"
	"errors"
	"runtime"

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

// onThread runs COM work on a thread that was prepared for it, and keeps every
// other goroutine from it.
func onThread(model uint32, work func() ([]checks.Row, error)) ([]checks.Row, error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	// S_FALSE says that the thread was prepared before: that is fine too.
	if err := ole.CoInitializeEx(0, model); err != nil {
		var com *ole.OleError
		if !errors.As(err, &com) || com.Code() != 1 {
			return nil, comError(err)
		}
	}
	defer ole.CoUninitialize()
	rows, err := work()
	if err != nil {
		return nil, comError(err)
	}
	return rows, nil
}

func wmiQuery(ctx context.Context, namespace, query string) ([]checks.Row, error) {
	unknown, err := oleutil.CreateObject("WbemScripting.SWbemLocator")
	if err != nil {
		return nil, err
	}
	defer unknown.Release()
	locator, err := unknown.QueryInterface(ole.IID_IDispatch)
	if err != nil {
		return nil, err
	}
	defer locator.Release()
	service, err := oleutil.CallMethod(locator, "ConnectServer", nil, namespace)
	if err != nil {
		return nil, err
	}
	defer func() { _ = service.Clear() }()
	// wbemFlagReturnImmediately and wbemFlagForwardOnly: no row is kept twice.
	answer, err := oleutil.CallMethod(service.ToIDispatch(), "ExecQuery", query, "WQL", 0x30)
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

// forEach walks through a collection. WMI refuses a query only when the first
// row is fetched, so that an error there must not pass for the end.
func forEach(collection *ole.IDispatch, visit func(*ole.VARIANT) error) error {
	newEnum, err := oleutil.GetProperty(collection, "_NewEnum")
	if err != nil {
		return err
	}
	defer func() { _ = newEnum.Clear() }()
	enum, err := newEnum.ToIUnknown().IEnumVARIANT(ole.IID_IEnumVariant)
	if err != nil {
		return err
	}
	defer enum.Release()
	for {
		item, fetched, err := enum.Next(1)
		if fetched == 0 {
			var com *ole.OleError
			if err == nil || errors.As(err, &com) && com.Code() == 1 { // S_FALSE: no more
				return nil
			}
			return err
		}
		if err := visit(&item); err != nil {
			return err
		}
	}
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

// comValue gives a value as Go knows it; NULL and embedded objects give none.
func comValue(v *ole.VARIANT) (any, bool) {
	switch {
	case v.VT == ole.VT_NULL, v.VT == ole.VT_EMPTY:
		return nil, false
	case v.VT&ole.VT_ARRAY != 0:
		array := v.ToArray()
		if array == nil {
			return nil, false
		}
		return array.ToValueArray(), true
	}
	switch value := v.Value().(type) {
	case nil, *ole.IDispatch, *ole.IUnknown:
		return nil, false
	default:
		return value, true
	}
}

// comError sorts an error of COM by its number. A scripting object wraps the
// number of WMI in an exception.
func comError(err error) error {
	var com *ole.OleError
	if !errors.As(err, &com) {
		return err
	}
	code := uint32(com.Code())
	var inner ole.EXCEPINFO
	if errors.As(com.SubError(), &inner) && inner.SCODE() != 0 {
		code = inner.SCODE()
	}
	return &checks.ReadError{Reason: windowsReason(code), Detail: hresult(code)}
}
