package access

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ounce/checks"
)

// pamFiles are the rules for new passwords on Debian and on Fedora.
var pamFiles = []string{"/etc/pam.d/common-password", "/etc/pam.d/system-auth"}

// linuxPasswords reads the shortest password that PAM takes, and after how many
// wrong tries it locks.
func linuxPasswords(ctx context.Context, h checks.Host) checks.Fact[checks.PasswordPolicy] {
	var first error
	for _, file := range pamFiles {
		data, err := h.ReadFile(ctx, file)
		if err != nil {
			if first == nil || missing(first) {
				first = err
			}
			continue
		}
		rules, err := parsePAM(data)
		if err != nil {
			return checks.UnseenBy[checks.PasswordPolicy](err, seen(h, "file "+file, ""))
		}
		policy, evidence, err := completePolicy(ctx, h, file, rules)
		if err != nil {
			return checks.UnseenBy[checks.PasswordPolicy](err)
		}
		return checks.Known(policy, evidence...)
	}
	return checks.UnseenBy[checks.PasswordPolicy](first)
}

// pamRules are what the rules for new passwords and the tries say.
type pamRules struct {
	quality   bool // pam_pwquality judges new passwords
	minLength int  // minlen of the module, 0 when it is not given
	faillock  bool // pam_faillock counts wrong tries
	deny      int  // its deny, 0 when it is not given
}

// parsePAM reads a file of PAM rules: "type control module arguments", with
// @include lines. A file with neither pam_unix nor an include is none.
func parsePAM(data []byte) (pamRules, error) {
	var rules pamRules
	complete := false
	text, err := checks.Text(data)
	if err != nil {
		return rules, err
	}
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		words := strings.Fields(line)
		if len(words) < 3 {
			continue
		}
		has := func(module string) bool { return slices.Contains(words, module) }
		switch {
		case has("pam_unix.so"):
			complete = true
			rules.minLength = max(rules.minLength, argument(words, "minlen="))
		case has("pam_pwquality.so"):
			rules.quality = true
			rules.minLength = max(rules.minLength, argument(words, "minlen="))
		case has("pam_faillock.so"):
			rules.faillock = true
			rules.deny = max(rules.deny, argument(words, "deny="))
		}
	}
	if !complete {
		return pamRules{}, fmt.Errorf("no rules for passwords")
	}
	return rules, nil
}

// argument gives a module's number, 0 when it is not given or no number.
func argument(words []string, name string) int {
	for _, word := range words {
		if text, ok := strings.CutPrefix(word, name); ok {
			if n, err := strconv.ParseUint(text, 10, 16); err == nil {
				return int(n)
			}
		}
	}
	return 0
}

// The lengths and tries when nothing is written: pam_unix takes six characters,
// pam_pwquality eight, pam_faillock locks after three tries (their man pages).
const (
	unixMinLength    = 6
	qualityMinLength = 8
	faillockDeny     = 3
)

func completePolicy(ctx context.Context, h checks.Host, file string, rules pamRules) (checks.PasswordPolicy, []checks.Evidence, error) {
	policy := checks.PasswordPolicy{MinLength: rules.minLength}
	evidence := []checks.Evidence{seen(h, "file "+file, fmt.Sprintf("pwquality: %t, minlen %d", rules.quality, rules.minLength))}
	if policy.MinLength == 0 {
		policy.MinLength = unixMinLength
		if rules.quality {
			n, err := setting(ctx, h, "/etc/security/pwquality.conf", "minlen", qualityMinLength)
			if err != nil {
				return policy, nil, err
			}
			policy.MinLength = n
			evidence = append(evidence, seen(h, "file /etc/security/pwquality.conf", fmt.Sprintf("minlen %d", n)))
		}
	}
	locks, deny := rules.faillock, rules.deny
	if !locks && file == pamFiles[0] { // Debian writes the tries in a file of their own
		data, err := h.ReadFile(ctx, "/etc/pam.d/common-auth")
		if err != nil {
			return policy, nil, err
		}
		auth, err := parsePAM(data)
		if err != nil {
			return policy, nil, err
		}
		locks, deny = auth.faillock, auth.deny
		evidence = append(evidence, seen(h, "file /etc/pam.d/common-auth", fmt.Sprintf("faillock: %t", locks)))
	}
	if locks && deny == 0 {
		n, err := setting(ctx, h, "/etc/security/faillock.conf", "deny", faillockDeny)
		if err != nil {
			return policy, nil, err
		}
		deny = n
	}
	policy.LockAfter = deny
	return policy, evidence, nil
}

// setting reads "name = number" of a file under /etc/security; a comment, or no
// line at all, leaves the module's default. The file must say something.
func setting(ctx context.Context, h checks.Host, file, name string, standard int) (int, error) {
	data, err := h.ReadFile(ctx, file)
	if err != nil {
		return 0, err
	}
	n, ok, err := parseSetting(data, name)
	if err != nil {
		return 0, checks.Refused("file "+file, err.Error())
	}
	if !ok {
		return standard, nil
	}
	return n, nil
}

// parseSetting reads "name = number"; ok is false when no line gives it. Every
// line must be a comment, a "name = value" or a single word.
func parseSetting(data []byte, name string) (value int, ok bool, err error) {
	content, err := checks.Text(data)
	if err != nil {
		return 0, false, err
	}
	if strings.TrimSpace(content) == "" {
		return 0, false, fmt.Errorf("an empty file")
	}
	for line := range strings.Lines(content) {
		line, _, _ = strings.Cut(line, "#")
		key, text, pair := strings.Cut(line, "=")
		key = strings.TrimSpace(key)
		if strings.ContainsAny(key, " \t:(<{\x00") || !checks.ASCII(key) {
			return 0, false, fmt.Errorf("no settings")
		}
		if pair && key == name {
			n, err := strconv.ParseUint(strings.TrimSpace(text), 10, 16)
			if err != nil {
				return 0, false, fmt.Errorf("%s is no number", name)
			}
			value, ok = int(n), true
		}
	}
	return value, ok, nil
}
