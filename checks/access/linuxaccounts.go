package access

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"ounce/checks"
)

// adminGroups are the groups whose members may become root by sudo or polkit on
// common distributions.
var adminGroups = []string{"sudo", "wheel", "admin"}

// linuxAdmins counts the people in the administrator groups and accounts with
// root's number other than root; names stay out of the evidence.
func linuxAdmins(ctx context.Context, h checks.Host) checks.Fact[checks.Admins] {
	groups, err := h.ReadFile(ctx, "/etc/group")
	if err != nil {
		return checks.UnseenBy[checks.Admins](err)
	}
	accounts, err := h.ReadFile(ctx, "/etc/passwd")
	if err != nil {
		return checks.UnseenBy[checks.Admins](err)
	}
	members, gids, err := parseGroups(groups, adminGroups)
	if err != nil {
		return checks.UnseenBy[checks.Admins](err, seen(h, "file /etc/group", ""))
	}
	more, err := parseAdminAccounts(accounts, gids)
	if err != nil {
		return checks.UnseenBy[checks.Admins](err, seen(h, "file /etc/passwd", ""))
	}
	people := map[string]bool{}
	for _, name := range slices.Concat(members, more) {
		if name != "root" {
			people[name] = true
		}
	}
	return checks.Known(checks.Admins{Count: len(people), BuiltIn: true},
		seen(h, "file /etc/group", fmt.Sprintf("%d members of %s", len(members), strings.Join(adminGroups, ", "))),
		seen(h, "file /etc/passwd", fmt.Sprintf("%d by their number or main group", len(more))))
}

// parseGroups gives the members and numbers of the named groups (group(5):
// name:password:number:members). Text without root's group is no group file.
func parseGroups(data []byte, names []string) (members []string, gids []string, err error) {
	text, err := checks.WholeText(data)
	if err != nil {
		return nil, nil, fmt.Errorf("the list of groups: %w", err)
	}
	root := false
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		fields := strings.Split(line, ":")
		if len(fields) != 4 || !checks.ASCII(fields[0]) {
			return nil, nil, fmt.Errorf("the list of groups has a line with %d fields", len(fields))
		}
		root = root || fields[2] == "0"
		if !slices.Contains(names, fields[0]) {
			continue
		}
		gids = append(gids, fields[2])
		for member := range strings.SplitSeq(fields[3], ",") {
			if member != "" {
				members = append(members, member)
			}
		}
	}
	if !root {
		return nil, nil, fmt.Errorf("the list of groups has no group 0")
	}
	return members, gids, nil
}

// parseAdminAccounts gives the accounts with number 0 or with one of the main
// groups (passwd(5)). Text without root is no account file.
func parseAdminAccounts(data []byte, gids []string) ([]string, error) {
	text, err := checks.WholeText(data)
	if err != nil {
		return nil, fmt.Errorf("the list of accounts: %w", err)
	}
	var names []string
	root := false
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		fields := strings.Split(line, ":")
		if len(fields) != 7 {
			return nil, fmt.Errorf("the list of accounts has a line with %d fields", len(fields))
		}
		root = root || fields[2] == "0"
		shut := strings.HasSuffix(fields[6], "/nologin") || strings.HasSuffix(fields[6], "/false")
		if !shut && (fields[2] == "0" || slices.Contains(gids, fields[3])) {
			names = append(names, fields[0])
		}
	}
	if !root {
		return nil, fmt.Errorf("the list of accounts has no account 0")
	}
	return names, nil
}
