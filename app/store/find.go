package store

import (
	"fmt"
	"strings"
)

// shortestPrefix is how many letters of an id name an assessment.
const shortestPrefix = 4

// Find finds the saved assessment that a person means: by its id or the begin of
// it, or by the company's name or a part of it.
func (l Listing) Find(name string) (Head, error) {
	name = strings.TrimSpace(name)
	fold := strings.ToLower(name)
	for _, means := range []func(Head) bool{
		func(h Head) bool { return h.ID == fold },
		func(h Head) bool { return strings.ToLower(h.Company) == fold },
		func(h Head) bool { return len(fold) >= shortestPrefix && strings.HasPrefix(h.ID, fold) },
		func(h Head) bool { return fold != "" && strings.Contains(strings.ToLower(h.Company), fold) },
	} {
		var found []Head
		for _, h := range l.Heads {
			if means(h) {
				found = append(found, h)
			}
		}
		switch {
		case len(found) == 1:
			return found[0], nil
		case len(found) > 1:
			return Head{}, fmt.Errorf("%q names %d saved assessments: %s; please name one by its id", name, len(found), describe(found))
		}
	}
	return Head{}, &NotSavedError{name, len(l.Heads) == 0}
}

// NotSavedError is a name that no saved assessment has.
type NotSavedError struct {
	Name string
	None bool // is saved at all
}

func (e *NotSavedError) Error() string {
	if e.None {
		return fmt.Sprintf("there is no saved assessment %q, since none is saved here", e.Name)
	}
	return fmt.Sprintf("there is no saved assessment %q; ounce list shows what there is", e.Name)
}

// describe names a few assessments by id and date.
func describe(heads []Head) string {
	const most = 5
	var names []string
	for i, h := range heads {
		if i == most {
			names = append(names, "…")
			break
		}
		names = append(names, fmt.Sprintf("%s (%s, %s)", h.ID, h.Company, h.Changed.Local().Format("2 January 2006")))
	}
	return strings.Join(names, ", ")
}
