package checks

import "reflect"

// Learn takes over from other facts what is not known here. What is known stays,
// and so do two answers that differ: a third does not settle them.
func (f *Facts) Learn(other Facts) {
	learn(reflect.ValueOf(f).Elem(), reflect.ValueOf(&other).Elem())
}

// learner is a pointer to a Fact.
type learner interface{ learn(other any) }

func (f *Fact[T]) learn(other any) {
	from := other.(*Fact[T])
	if !f.known && f.unknown.Reason != Conflicting && !from.IsZero() {
		*f = *from
	}
}

func learn(into, from reflect.Value) {
	for i := range into.NumField() {
		a, b := into.Field(i), from.Field(i)
		if fact, ok := a.Addr().Interface().(learner); ok {
			fact.learn(b.Addr().Interface())
			continue
		}
		switch a.Kind() {
		case reflect.Struct:
			learn(a, b)
		default:
			if a.IsZero() {
				a.Set(b)
			}
		}
	}
}
