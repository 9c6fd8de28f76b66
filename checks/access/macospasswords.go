package access

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"ounce/checks"
)

var (
	lengthRule = regexp.MustCompile(`policyAttributePassword matches '\^?\.\{(\d{1,3}),\d*\}\+?\$?'`)
	triesRule  = regexp.MustCompile(`(?s)<key>policyAttributeMaximumFailedAuthentications</key>\s*<integer>(\d{1,4})</integer>`)
)

// macPasswords reads the rules that a device management or an administrator has
// set. Without any, macOS keeps rules of its own that it does not tell.
func macPasswords(ctx context.Context, h checks.Host) checks.Fact[checks.PasswordPolicy] {
	f := answer(ctx, h, parsePwpolicy, "pwpolicy", "-getaccountpolicies")
	policy, known := f.Get()
	if !known {
		return f
	}
	return checks.Known(policy, seen(h, "program pwpolicy -getaccountpolicies",
		fmt.Sprintf("length %d, tries %d", policy.MinLength, policy.LockAfter)))
}

// parsePwpolicy reads the longest length and the fewest tries among the rules.
func parsePwpolicy(data []byte) (checks.PasswordPolicy, error) {
	var policy checks.PasswordPolicy
	text := string(data)
	if !strings.Contains(text, "<key>policyCategoryPasswordContent</key>") || !strings.Contains(text, "</plist>") {
		return policy, errors.New("no rules for passwords")
	}
	for _, found := range lengthRule.FindAllStringSubmatch(text, -1) {
		n, _ := strconv.Atoi(found[1])
		policy.MinLength = max(policy.MinLength, n)
	}
	if policy.MinLength == 0 {
		return policy, errors.New("no rule on the length of passwords")
	}
	for _, found := range triesRule.FindAllStringSubmatch(text, -1) {
		n, _ := strconv.Atoi(found[1])
		if policy.LockAfter == 0 || n < policy.LockAfter {
			policy.LockAfter = n
		}
	}
	return policy, nil
}
