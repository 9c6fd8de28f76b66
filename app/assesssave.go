package app

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ounce/app/store"
	"ounce/assessment"
	"ounce/checks"
)

// before is the assessment that this one goes on from; one without an id is new.
// What cannot be saved is told before the work.
func (c *assessCommand) before(s *session) (store.Assessment, error) {
	var a store.Assessment
	_, err := c.given(s)
	if err != nil {
		return a, err
	}
	if c.Saved != "" {
		if a, err = s.readSaved(c.Saved, c.copyFlags); err != nil {
			return a, err
		}
	}
	if !c.Save {
		return a, nil
	}
	st, err := s.openStore()
	if err != nil {
		return a, err
	}
	return a, s.unlock(st)
}

// save keeps the assessment with its result.
func (c *assessCommand) save(s *session, a store.Assessment, in assessment.Input, r assessment.Result) error {
	st, err := s.openStore()
	if err != nil {
		return err
	}
	a.Answers, a.Machines, a.Says = in.Answers, withOthers(r.Machines, a.Machines), ""
	if last := len(in.Machines) - 1; last >= 0 && !c.NoScan && c.From == "" {
		a.Own = machineKey(in.Machines[last])
	}
	if err := a.Keep(r); err != nil {
		return err
	}
	head, err := st.Save(a)
	if err != nil {
		return err
	}
	if c.JSON != "-" {
		fmt.Fprintf(s.out, "Saved: %s (%s), with %s.\n", nameOf(head), head.ID[:8], count(head.ResultCount, "kept result"))
	}
	return nil
}

// goOn gives the saved assessment that a result belongs to: the one that was
// named, a shared copy after it was taken in, or the one of the same company.
// Where nothing is saved it is the one that was named.
func (c *assessCommand) goOn(s *session, a store.Assessment, company string) (store.Assessment, error) {
	if !c.Save || c.Saved != "" && !isShared(c.Saved) {
		return a, nil
	}
	st, err := s.openStore()
	if err != nil {
		return a, err
	}
	if a.ID != "" {
		head, _, err := st.Take(a)
		if err != nil {
			return a, err
		}
		return st.Get(head.ID)
	}
	list, err := s.listed(st)
	if err != nil || strings.TrimSpace(company) == "" {
		return a, err
	}
	for _, head := range list.Heads {
		if strings.EqualFold(strings.TrimSpace(head.Company), strings.TrimSpace(company)) {
			return st.Get(head.ID)
		}
	}
	return a, nil
}

// withOthers adds to the computers of a result those that were saved before and
// were not looked at this time.
func withOthers(now, before []checks.Machine) []checks.Machine {
	all := slices.Clone(now)
	for _, m := range before {
		if !slices.ContainsFunc(now, func(seen checks.Machine) bool { return machineKey(seen) == machineKey(m) }) {
			all = append(all, m)
		}
	}
	return all
}

// machineKey tells computers apart: by id, or by name where there is none.
func machineKey(m checks.Machine) string { return cmp.Or(m.ID, m.Name) }
