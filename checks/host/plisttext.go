package host

import (
	"bytes"
	"reflect"
	"time"

	"github.com/micromdm/plist"

	"ounce/checks/plists"
)

// plistText gives a binary property list as the XML that says the same, so that
// people can read it in a recording and what names them is found in it. Whatever
// would come back different stays binary, but for parts of a second in dates.
func plistText(data []byte) (text string, ok bool) {
	defer func() {
		if recover() != nil { // the library gives up on some damaged lists by panicking
			text, ok = "", false
		}
	}()
	if !bytes.HasPrefix(data, []byte("bplist00")) {
		return "", false
	}
	var value, again any
	if plists.Unmarshal(data, &value) != nil {
		return "", false
	}
	written, err := plist.MarshalIndent(value, "\t")
	if err != nil || !textual(written) || plists.Unmarshal(written, &again) != nil {
		return "", false
	}
	return string(written), reflect.DeepEqual(wholeSeconds(value), wholeSeconds(again))
}

func wholeSeconds(value any) any {
	switch x := value.(type) {
	case time.Time:
		return x.UTC().Truncate(time.Second)
	case []any:
		out := make([]any, len(x))
		for i, item := range x {
			out[i] = wholeSeconds(item)
		}
		return out
	case map[string]any:
		out := map[string]any{}
		for name, item := range x {
			out[name] = wholeSeconds(item)
		}
		return out
	}
	return value
}
