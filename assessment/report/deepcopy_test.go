package report

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/tiendc/go-deepcopy"
)

type copied struct {
	Name  string
	List  []copied
	Named map[string]*int
	Any   any
	Far   *copied
	Two   [2][]byte
	own   *int
}

func (copied) Loud() string { return "loud" }

func TestCopiesShareNothing(t *testing.T) {
	n := 1
	make := func() copied {
		one := 1
		return copied{Name: "a", List: []copied{{Name: "b"}}, Named: map[string]*int{"n": &one, "none": nil}, Any: []int{1},
			Far: &copied{Name: "c", List: []copied{}}, Two: [2][]byte{[]byte("d"), nil}, own: &n}
	}
	from := make()
	var to, through copied
	if err := deepcopy.Copy(&to, from); err != nil {
		t.Fatal(err)
	}
	if err := deepcopy.Copy(&through, &from); err != nil {
		t.Fatal(err)
	}
	compare := cmp.AllowUnexported(copied{})
	from.List[0].Name, *from.Named["n"], from.Far.Name, from.Two[0][0] = "x", 2, "x", 'x'
	from.Any.([]int)[0] = 2
	for _, got := range []copied{to, through} {
		if diff := cmp.Diff(make(), got, compare); diff != "" {
			t.Error(diff)
		}
	}
}

func TestCopiesOnlyLikeIntoLike(t *testing.T) {
	var s string
	var none *copied
	for what, err := range map[string]error{
		"into a value":   deepcopy.Copy(s, "a"),
		"another type":   deepcopy.Copy(&s, 1),
		"nothing":        deepcopy.Copy(&s, nil),
		"a nil pointer":  deepcopy.Copy(&copied{}, none),
		"into a nil one": deepcopy.Copy(none, copied{}),
	} {
		if err == nil {
			t.Errorf("%s is copied", what)
		}
	}
}
