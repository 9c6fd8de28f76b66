// Package deepcopy stands in for the package of this name that excelize copies
// columns, rows and sheets with. That one can also copy between different types
// by calling methods that it finds by name, and a program in which that is
// possible carries every exported method of every library: 1.4 MB more.
package deepcopy

import (
	"fmt"
	"reflect"
)

// Option is a way to copy; there is only one here.
type Option func()

// Copy copies what src holds, or points to, into what dst points to, so that
// they share no memory. Both are of one type. Fields that are not exported are
// copied as they are.
func Copy(dst, src any, _ ...Option) error {
	to, from := reflect.ValueOf(dst), reflect.ValueOf(src)
	if to.Kind() != reflect.Pointer || to.IsNil() {
		return fmt.Errorf("copying into a %T, want a pointer", dst)
	}
	for to = to.Elem(); from.Kind() == reflect.Pointer && from.Type() != to.Type(); from = from.Elem() {
		if from.IsNil() {
			return fmt.Errorf("copying nothing into a %T", dst)
		}
	}
	if !from.IsValid() || to.Type() != from.Type() {
		return fmt.Errorf("copying a %T into a %T, want one type", src, dst)
	}
	to.Set(from)
	part(to)
	return nil
}

// part gives a value that was copied as it is memory of its own.
func part(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			own := reflect.New(v.Type().Elem())
			own.Elem().Set(v.Elem())
			part(own.Elem())
			v.Set(own)
		}
	case reflect.Interface:
		if !v.IsNil() {
			own := reflect.New(v.Elem().Type()).Elem()
			own.Set(v.Elem())
			part(own)
			v.Set(own)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Field(i); f.CanSet() {
				part(f)
			}
		}
	case reflect.Array:
		for i := range v.Len() {
			part(v.Index(i))
		}
	case reflect.Slice:
		if !v.IsNil() {
			own := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
			reflect.Copy(own, v)
			for i := range own.Len() {
				part(own.Index(i))
			}
			v.Set(own)
		}
	case reflect.Map:
		if !v.IsNil() {
			own := reflect.MakeMapWithSize(v.Type(), v.Len())
			for each := v.MapRange(); each.Next(); {
				value := reflect.New(v.Type().Elem()).Elem()
				value.Set(each.Value())
				part(value)
				own.SetMapIndex(each.Key(), value)
			}
			v.Set(own)
		}
	}
}
