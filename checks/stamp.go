package checks

import (
	"reflect"
	"slices"
	"strings"
)

// PrivilegeOf is the privilege with which a host reads.
func PrivilegeOf(h Host) Privilege {
	if h.Elevated() {
		return Administrator
	}
	return User
}

// Stamp completes the evidence of a topic's facts that were read with a
// privilege: each piece says with which one, and what an unknown fact tried says
// what came of it.
func Stamp[T any](facts T, p Privilege) T {
	v := reflect.ValueOf(&facts).Elem()
	if v.Kind() != reflect.Interface {
		stamp(v, p)
		return facts
	}
	inner := reflect.New(v.Elem().Type()).Elem()
	inner.Set(v.Elem())
	stamp(inner, p)
	v.Set(inner)
	return facts
}

// Tried is the evidence of a read that failed.
func Tried(source string, why Reason, p Privilege) Evidence {
	return Evidence{Source: source, Value: strings.ReplaceAll(string(why), "_", " "), Privilege: p}
}

// stamper is a pointer to a Fact.
type stamper interface{ stamp(p Privilege) }

func (f *Fact[T]) stamp(p Privilege) {
	f.evidence = slices.Clone(f.evidence) // facts of one read share theirs
	for i, e := range f.evidence {
		if e.Value == "" && !f.known {
			e = Tried(e.Source, f.unknown.Reason, e.Privilege)
		}
		if e.Privilege == "" {
			e.Privilege = p
		}
		f.evidence[i] = e
	}
	stamp(reflect.ValueOf(&f.value).Elem(), p)
}

// stamp walks to every fact, also those within facts.
func stamp(v reflect.Value, p Privilege) {
	switch v.Kind() {
	case reflect.Struct:
		if fact, ok := v.Addr().Interface().(stamper); ok {
			fact.stamp(p)
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				stamp(v.Field(i), p)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			stamp(v.Index(i), p)
		}
	}
}
