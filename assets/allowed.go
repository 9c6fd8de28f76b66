package assets

import (
	"errors"
	"reflect"
	"regexp"
	"slices"
	"strings"
)

// unknownKey is how the decoder says that a key is not one of a type.
var unknownKey = regexp.MustCompile(`field \S+ not found in type (\S+)`)

// mostAllowed is how many allowed keys a person still reads.
const mostAllowed = 12

// nameAllowed adds to an error about an unknown key which keys there are, where
// they are few enough to be read.
func nameAllowed(err error, into any) error {
	keys := map[string][]string{}
	collectKeys(reflect.TypeOf(into), keys)
	text := unknownKey.ReplaceAllStringFunc(err.Error(), func(found string) string {
		allowed := keys[unknownKey.FindStringSubmatch(found)[1]]
		if len(allowed) == 0 || len(allowed) > mostAllowed {
			return found
		}
		return found + " (allowed: " + strings.Join(allowed, ", ") + ")"
	})
	return errors.New(text)
}

// collectKeys lists the keys of a type and of all that it holds, by the name
// that the decoder gives the type.
func collectKeys(t reflect.Type, keys map[string][]string) {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Map:
		collectKeys(t.Elem(), keys)
		return
	case reflect.Struct:
	default:
		return
	}
	if _, seen := keys[t.String()]; seen {
		return
	}
	keys[t.String()] = nil
	var own []string
	for i := range t.NumField() {
		field := t.Field(i)
		if !field.IsExported() {
			continue
		}
		name, options, _ := strings.Cut(field.Tag.Get("yaml"), ",")
		collectKeys(field.Type, keys)
		switch {
		case name == "-":
		case options == "inline":
			own = append(own, keys[field.Type.String()]...)
		case name == "":
			own = append(own, strings.ToLower(field.Name))
		default:
			own = append(own, name)
		}
	}
	slices.Sort(own)
	keys[t.String()] = own
}
