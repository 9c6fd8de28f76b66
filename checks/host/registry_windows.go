package host

import (
	"context"
	"errors"
	"strings"
	"time"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"

	"ounce/checks"
)

// ReadKey reads a key of the 64-bit view with all its values. A password that
// lies in the open is handed over as an empty text: that it is there is enough.
func (l *live) ReadKey(ctx context.Context, name string) (checks.Key, error) {
	return await(ctx, "registry "+name, func() (checks.Key, error) {
		hive, path, ok := splitKey(name)
		if !ok {
			return checks.Key{}, &checks.ReadError{Reason: checks.Unreadable, Detail: "is in no hive that Ounce reads"}
		}
		out, err := openAndRead(hive, path)
		for range registryTries - 1 {
			if ctx.Err() != nil || !errors.Is(err, windows.ERROR_INVALID_HANDLE) {
				break
			}
			time.Sleep(registryPause)
			out, err = openAndRead(hive, path)
		}
		return out, err
	})
}

// A handle that has just been opened can be invalid for a moment where many
// threads open keys at once; seen under Wine 8. Such a read is tried anew.
const (
	registryTries = 3
	registryPause = 20 * time.Millisecond
)

func openAndRead(hive registry.Key, path string) (checks.Key, error) {
	key, err := registry.OpenKey(hive, path, registry.QUERY_VALUE|registry.ENUMERATE_SUB_KEYS|registry.WOW64_64KEY)
	if err != nil {
		return checks.Key{}, err
	}
	defer func() { _ = key.Close() }()
	return readKey(key)
}

func splitKey(name string) (registry.Key, string, bool) {
	hive, path, _ := strings.Cut(name, `\`)
	switch strings.ToUpper(hive) {
	case "HKLM":
		return registry.LOCAL_MACHINE, path, true
	case "HKCU":
		return registry.CURRENT_USER, path, true
	case "HKCR":
		return registry.CLASSES_ROOT, path, true
	case "HKU":
		return registry.USERS, path, true
	}
	return 0, "", false
}

func readKey(key registry.Key) (checks.Key, error) {
	out := checks.Key{Values: checks.Row{}}
	subkeys, err := key.ReadSubKeyNames(-1)
	if err != nil {
		return checks.Key{}, err
	}
	out.Subkeys = subkeys
	names, err := key.ReadValueNames(-1)
	if err != nil {
		return checks.Key{}, err
	}
	size := 0
	for _, name := range names {
		value, length, err := readValue(key, name)
		if errors.Is(err, registry.ErrNotExist) {
			continue // gone since the names were listed
		}
		if err != nil {
			return checks.Key{}, err
		}
		if size += length; size > checks.MaxRead {
			return checks.Key{}, &checks.ReadError{Reason: checks.Unreadable, Detail: "is larger than 8 MB"}
		}
		if strings.EqualFold(name, "DefaultPassword") {
			value = ""
		}
		out.Values[name] = value
	}
	return out, nil
}

func readValue(key registry.Key, name string) (any, int, error) {
	length, kind, err := key.GetValue(name, nil)
	if err != nil {
		return nil, 0, err
	}
	var value any
	switch kind {
	case registry.SZ, registry.EXPAND_SZ:
		value, _, err = key.GetStringValue(name)
	case registry.DWORD, registry.QWORD:
		value, _, err = key.GetIntegerValue(name)
	case registry.MULTI_SZ:
		value, _, err = key.GetStringsValue(name)
	default:
		raw := make([]byte, length)
		var n int
		n, _, err = key.GetValue(name, raw)
		value = raw[:min(n, len(raw))]
	}
	return value, length, err
}
