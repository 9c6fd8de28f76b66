package host

import (
	"errors"
	"math"
	"runtime"
	"time"

	"github.com/go-ole/go-ole"
	"github.com/go-ole/go-ole/oleutil"

	"ounce/checks"
)

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

// newObject makes a COM object that scripts can use.
func newObject(name string) (*ole.IDispatch, error) {
	unknown, err := oleutil.CreateObject(name)
	if err != nil {
		return nil, err
	}
	defer unknown.Release()
	return unknown.QueryInterface(ole.IID_IDispatch)
}

// member calls a method or gets a property, whichever of the two a name is.
func member(object *ole.IDispatch, name string, args ...any) (*ole.VARIANT, error) {
	return object.InvokeWithOptionalArgs(name, ole.DISPATCH_METHOD|ole.DISPATCH_PROPERTYGET, args)
}

// child gives an object of an object; the caller releases it.
func child(object *ole.IDispatch, name string, args ...any) (*ole.IDispatch, error) {
	value, err := member(object, name, args...)
	if err != nil {
		return nil, err
	}
	dispatch := value.ToIDispatch()
	if dispatch == nil {
		_ = value.Clear()
		return nil, &checks.ReadError{Reason: checks.Unreadable, Detail: name + " is no object"}
	}
	return dispatch, nil
}

// textOf gives a text, empty where there is none.
func textOf(object *ole.IDispatch, name string) (string, error) {
	value, err := member(object, name)
	if err != nil {
		return "", err
	}
	defer func() { _ = value.Clear() }()
	return value.ToString(), nil
}

func numberOf(object *ole.IDispatch, name string) (int64, error) {
	value, err := member(object, name)
	if err != nil {
		return 0, err
	}
	defer func() { _ = value.Clear() }()
	v, _ := comValue(value)
	number, ok := (checks.Row{name: v}).Number(name)
	if !ok {
		return 0, &checks.ReadError{Reason: checks.Unreadable, Detail: name + " is no number"}
	}
	return number, nil
}

// dateOf gives a date, zero where there is none. The bits are read here: the
// library converts them with a call that is wrong on arm64.
func dateOf(object *ole.IDispatch, name string) (time.Time, error) {
	value, err := member(object, name)
	if err != nil {
		return time.Time{}, err
	}
	defer func() { _ = value.Clear() }()
	if value.VT != ole.VT_DATE {
		return time.Time{}, nil
	}
	at, _ := oleDate(math.Float64frombits(uint64(value.Val)))
	return at, nil
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
