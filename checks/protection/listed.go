package protection

import "ounce/checks"

// Listing is an antivirus product as another program's list shows it.
type Listing struct {
	Name    string
	State   checks.Fact[checks.ProductState]
	Current checks.Fact[bool] // its definitions
}

// Listed makes products of a list, each once; one that is listed twice with
// different states is conflicting. What a list says of Defender's own definitions
// does not count, as where Windows itself says it.
func Listed(list []Listing) ([]checks.SecurityProduct, error) {
	known, err := catalogue()
	if err != nil {
		return nil, err
	}
	var all []checks.SecurityProduct
	at := map[string]int{}
	for _, l := range list {
		found := byName(known, l.Name).found(l.State)
		found.Name, found.Antivirus = l.Name, true
		state, ok := l.State.Get()
		if ok {
			found.RealTime = checks.Known(state == checks.ProductOn, l.State.Evidence()...)
		}
		found.Current = l.Current
		if found.ID == "defender" {
			found.Current = checks.Unseen[bool](checks.NotHeld, "")
		}
		i, twice := at[l.Name]
		if !twice {
			at[l.Name] = len(all)
			all = append(all, found)
			continue
		}
		if joined := checks.Agree(all[i].State, found.State); !joined.Known() {
			all[i].State, all[i].RealTime, all[i].Current = joined, checks.Fact[bool]{}, checks.Fact[bool]{}
		}
	}
	return all, nil
}
