package backup

import (
	"fmt"
	"regexp"
	"strings"

	"ounce/checks"
)

var (
	homeFolder = regexp.MustCompile(`^(?:/home|/home/[^/]+|/|\$HOME|~|/Users|/Users/[^/]+)/?$`)
	inHome     = regexp.MustCompile(`^(?:/home/|/Users/|\$|&|~/)`)
	documents  = regexp.MustCompile(`(?i)^[a-z]:\\Users\\[^\\]+\\Documents\\?$`)
)

// homes tells of folders that are backed up whether those of people are among
// them. Single folders of a person are some of them: which ones hold documents
// nobody can tell.
func homes(folders []string, e checks.Evidence) checks.Fact[bool] {
	some := false
	for _, folder := range folders {
		folder = strings.TrimSpace(folder)
		if homeFolder.MatchString(folder) || documents.MatchString(folder) {
			return checks.Known(true, e)
		}
		some = some || inHome.MatchString(folder) || strings.Contains(strings.ToLower(folder), `\users\`)
	}
	if some || len(folders) == 0 {
		return checks.Unseen[bool](checks.Unsupported, fmt.Sprintf("%d folders, some of them of people", len(folders)), e)
	}
	return checks.Known(false, e)
}
