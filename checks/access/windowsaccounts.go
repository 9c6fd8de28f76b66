package access

import (
	"context"
	"fmt"
	"time"

	"ounce/checks"
)

// account is a local account without its name.
type account struct {
	rid                   int64
	enabled, guest, admin bool
	lastSignIn            time.Time // zero when none is recorded
}

// localUsers reads the local accounts. One without number or state makes the
// whole list unreadable: half a list would count too few.
func localUsers(ctx context.Context, h checks.Host) checks.Fact[[]account] {
	const source = "system call windows.local_users"
	rows, err := h.Call(ctx, "windows.local_users")
	if err != nil {
		return checks.UnseenBy[[]account](err)
	}
	accounts, err := parseAccounts(rows, h.Now())
	if err != nil {
		return checks.UnseenBy[[]account](err, seen(h, source, ""))
	}
	enabled := 0
	for _, a := range accounts {
		if a.enabled {
			enabled++
		}
	}
	return checks.Known(accounts, seen(h, source, fmt.Sprintf("%d accounts, %d enabled", len(accounts), enabled)))
}

func parseAccounts(rows []checks.Row, now time.Time) ([]account, error) {
	accounts := make([]account, 0, len(rows))
	for _, row := range rows {
		var a account
		var ok [4]bool
		a.rid, ok[0] = row.Number("rid")
		a.enabled, ok[1] = row.Truth("enabled")
		a.guest, ok[2] = row.Truth("guest")
		a.admin, ok[3] = row.Truth("admin")
		if ok != [4]bool{true, true, true, true} || a.rid < 0 || a.rid >= checks.FullOf32 {
			return nil, fmt.Errorf("an account without number, state or rights")
		}
		if row.Has("last_logon") {
			text, _ := row.Text("last_logon")
			when, err := time.Parse(time.RFC3339, text)
			if err != nil || when.After(now.Add(24*time.Hour)) || when.Year() < 1995 {
				return nil, fmt.Errorf("a sign-in at a time that cannot be")
			}
			a.lastSignIn = when
		}
		accounts = append(accounts, a)
	}
	if len(accounts) == 0 {
		return nil, fmt.Errorf("no account at all")
	}
	return accounts, nil
}

// windowsGuest: the guest account has the number 501 in each language.
func windowsGuest(accounts checks.Fact[[]account]) checks.Fact[bool] {
	return checks.Then(accounts, func(list []account) (bool, error) {
		for _, a := range list {
			if a.guest || a.rid == 501 {
				return a.enabled, nil
			}
		}
		return false, fmt.Errorf("no guest account in the list")
	})
}

// windowsStale counts accounts of people (numbers from 1000 on). Of one that has
// never been used, or does not say when it was, nobody knows since when it lies
// idle: without it, the rest proves nothing.
func windowsStale(h checks.Host, accounts checks.Fact[[]account]) checks.Fact[int] {
	return checks.Then(accounts, func(list []account) (int, error) {
		stale, silent := 0, false
		for _, a := range list {
			person := a.enabled && a.rid >= 1000
			silent = silent || person && a.lastSignIn.IsZero()
			if person && !a.lastSignIn.IsZero() && h.Now().Sub(a.lastSignIn) > checks.StaleAfter {
				stale++
			}
		}
		if stale == 0 && silent {
			return 0, fmt.Errorf("an account that does not say when it was used")
		}
		return stale, nil
	})
}

// windowsAdmins counts enabled local administrators and the members of the
// Administrators group that come from a domain or from Entra.
func windowsAdmins(ctx context.Context, h checks.Host, accounts checks.Fact[[]account]) checks.Fact[checks.Admins] {
	const source = "system call windows.admins"
	rows, err := h.Call(ctx, "windows.admins")
	if err != nil {
		return checks.UnseenBy[checks.Admins](err)
	}
	if len(rows) != 1 {
		return checks.Unseen[checks.Admins](checks.Unreadable, "no answer", seen(h, source, ""))
	}
	domain, ok := rows[0].Number("domain_members")
	entra, ok2 := rows[0].Number("azure_members")
	if !ok || !ok2 || domain < 0 || entra < 0 || domain > 1000 || entra > 1000 {
		return checks.Unseen[checks.Admins](checks.Unreadable, "no count of members", seen(h, source, ""))
	}
	everyone, told := rows[0].Truth("everyone")
	evidence := seen(h, source, fmt.Sprintf("%d from a domain, %d from Entra, everyone: %t", domain, entra, everyone))
	if !told {
		return checks.Unseen[checks.Admins](checks.Unreadable, "members without their kind", evidence)
	}
	if everyone {
		return checks.Known(checks.Admins{Everyone: true}, evidence)
	}
	list, known := accounts.Get()
	if !known {
		return checks.Unseen[checks.Admins](accounts.Why().Reason, accounts.Why().Detail, accounts.Evidence()...)
	}
	admins := checks.Admins{Count: int(domain + entra)}
	for _, a := range list {
		if a.enabled && a.admin {
			admins.Count++
		}
	}
	return checks.Known(admins, append([]checks.Evidence{evidence}, accounts.Evidence()...)...)
}
