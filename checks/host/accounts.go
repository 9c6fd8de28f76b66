package host

import (
	"strings"

	"ounce/checks"
)

// adminRow counts the members of the Administrators group by their SIDs. Whose
// they are cannot be told apart without the machine's own SID.
func adminRow(members []string, machine string) checks.Row {
	row := checks.Row{"count": len(members)}
	azure, domain, everyone := 0, 0, false
	for _, sid := range members {
		switch {
		case strings.HasPrefix(sid, "S-1-12-1-"):
			azure++
		case strings.HasPrefix(sid, "S-1-5-21-") && !strings.HasPrefix(sid, machine+"-"):
			domain++
			everyone = everyone || strings.HasSuffix(sid, "-513")
		}
		switch sid {
		case "S-1-1-0", "S-1-5-11", "S-1-5-4", "S-1-5-32-545":
			everyone = true
		}
	}
	row["azure_members"], row["everyone"] = azure, everyone
	if machine != "" {
		row["domain_members"] = domain
	}
	return row
}
