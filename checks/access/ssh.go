package access

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"ounce/checks"
)

const (
	sshdConfig  = "/etc/ssh/sshd_config"
	sshdDropIns = "/etc/ssh/sshd_config.d"
)

// linuxSSH reads who can sign in to the SSH server with a password. The settings
// are judged by sshd's own rule: the first value that is read counts, and the
// files that are included stand before the rest (sshd_config(5)).
func linuxSSH(ctx context.Context, h checks.Host) checks.Fact[checks.RemoteShell] {
	running, err := sshRunning(ctx, h)
	if err != nil {
		return checks.UnseenBy[checks.RemoteShell](err)
	}
	evidence := []checks.Evidence{seen(h, "program systemctl is-active ssh sshd ssh.socket", yes("running", running))}
	if !running {
		return checks.Known(checks.RemoteShell{}, evidence...)
	}
	main, err := h.ReadFile(ctx, sshdConfig)
	if err != nil {
		return checks.UnseenBy[checks.RemoteShell](err)
	}
	settings, err := parseSSHD(main)
	if err != nil {
		return checks.UnseenBy[checks.RemoteShell](err, seen(h, "file "+sshdConfig, ""))
	}
	if settings.includes {
		before, err := readDropIns(ctx, h)
		if err != nil {
			return checks.UnseenBy[checks.RemoteShell](err)
		}
		settings = before.then(settings)
	}
	if settings.exceptions {
		return checks.Unseen[checks.RemoteShell](checks.Unsupported, "rules of its own for some users (Match)", seen(h, "file "+sshdConfig, "Match"))
	}
	shell := settings.shell()
	shell.Running = true
	evidence = append(evidence, seen(h, "file "+sshdConfig, fmt.Sprintf("PermitRootLogin %s, PasswordAuthentication %s",
		orDefault(settings.root), orDefault(settings.password))))
	return checks.Known(shell, evidence...)
}

func orDefault(value string) string {
	if value == "" {
		return "(default)"
	}
	return value
}

func sshRunning(ctx context.Context, h checks.Host) (bool, error) {
	const source = "program systemctl is-active"
	out, err := h.Run(ctx, "systemctl", "is-active", "ssh.service", "sshd.service", "ssh.socket")
	if err != nil {
		return false, err
	}
	running, err := parseIsActive(out.Stdout, 3)
	if err != nil {
		return false, checks.Refused(source, string(out.Stdout)+string(out.Stderr))
	}
	return running, nil
}

// parseIsActive reads `systemctl is-active`: one word a unit.
func parseIsActive(data []byte, units int) (active bool, err error) {
	words := strings.Fields(string(data))
	if len(words) != units {
		return false, fmt.Errorf("%d words for %d units", len(words), units)
	}
	for _, word := range words {
		if !slices.Contains([]string{"active", "inactive", "failed", "activating", "deactivating", "reloading", "unknown", "maintenance"}, word) {
			return false, fmt.Errorf("%q is no state", word)
		}
		active = active || word == "active" || word == "reloading"
	}
	return active, nil
}

func readDropIns(ctx context.Context, h checks.Host) (sshdSettings, error) {
	var all sshdSettings
	entries, err := h.ReadDir(ctx, sshdDropIns)
	if err != nil {
		return all, err
	}
	for _, entry := range entries {
		if !strings.HasSuffix(entry.Name, ".conf") {
			continue
		}
		data, err := h.ReadFile(ctx, sshdDropIns+"/"+entry.Name)
		if err != nil {
			return all, err
		}
		settings, err := parseSSHD(data)
		if err != nil {
			return all, err
		}
		all = all.then(settings)
	}
	return all, nil
}

// usualIncludes are the arguments of Include that name the folder of drop-ins.
var usualIncludes = []string{"/etc/ssh/sshd_config.d/*.conf", "sshd_config.d/*.conf"}

// sshdSettings are the values of one file, in lower case; empty is not given.
type sshdSettings struct {
	root, password, keyboard, pam string
	includes                      bool // the file includes those of sshd_config.d
	exceptions                    bool // a Match block sets one of the values anew
}

// then gives the settings of files read in this order.
func (s sshdSettings) then(later sshdSettings) sshdSettings {
	first := func(a, b string) string {
		if a != "" {
			return a
		}
		return b
	}
	return sshdSettings{
		root: first(s.root, later.root), password: first(s.password, later.password), keyboard: first(s.keyboard, later.keyboard),
		pam: first(s.pam, later.pam), includes: s.includes || later.includes, exceptions: s.exceptions || later.exceptions,
	}
}

// shell says what the settings mean. Not given means prohibit-password for root
// and yes for passwords; a dialogue through PAM asks for the password as well.
func (s sshdSettings) shell() checks.RemoteShell {
	password := s.password != "no" || (s.keyboard != "no" && s.pam == "yes")
	return checks.RemoteShell{Password: password, RootPassword: password && s.root == "yes"}
}

// sshdKeywords are some that real files hold; a file with none of them is no
// file of sshd's.
var sshdKeywords = []string{
	"include", "port", "addressfamily", "listenaddress", "hostkey", "syslogfacility", "loglevel", "logingracetime",
	"permitrootlogin", "strictmodes", "maxauthtries", "pubkeyauthentication", "authorizedkeysfile",
	"passwordauthentication", "permitemptypasswords", "kbdinteractiveauthentication", "challengeresponseauthentication",
	"gssapiauthentication", "usepam", "allowtcpforwarding", "x11forwarding", "printmotd", "clientaliveinterval",
	"acceptenv", "subsystem", "allowusers", "allowgroups", "denyusers", "banner", "ciphers", "macs", "kexalgorithms",
}

// parseSSHD reads a file of sshd's settings: "Keyword value" or "Keyword=value".
// Of Include it knows the line with which Debian and Fedora begin the file.
func parseSSHD(data []byte) (sshdSettings, error) {
	var s sshdSettings
	known, matching := false, false
	set := func(into *string, value string) {
		switch {
		case matching:
			s.exceptions = true
		case *into == "":
			*into = strings.ToLower(value)
		}
	}
	text, err := checks.Text(data)
	if err != nil {
		return s, err
	}
	for line := range strings.Lines(text) {
		words := strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(" \t\r\n=\"", r) })
		if len(words) == 0 || words[0][0] == '#' {
			continue
		}
		if len(words) < 2 {
			return s, errors.New("a setting of sshd without a value")
		}
		keyword := strings.ToLower(words[0])
		known = known || slices.Contains(sshdKeywords, keyword)
		switch keyword {
		case "match":
			matching = !strings.EqualFold(words[1], "all")
		case "include":
			// Only what stands before every value of this file counts before it.
			first := s == sshdSettings{} && !matching
			if len(words) != 2 || !slices.Contains(usualIncludes, words[1]) || !first {
				return s, fmt.Errorf("an Include that is not the usual one")
			}
			s.includes = true
		case "permitrootlogin":
			set(&s.root, words[1])
		case "passwordauthentication":
			set(&s.password, words[1])
		case "kbdinteractiveauthentication", "challengeresponseauthentication":
			set(&s.keyboard, words[1])
		case "usepam":
			set(&s.pam, words[1])
		}
	}
	if !known {
		return s, errors.New("no settings of sshd")
	}
	return s, nil
}
