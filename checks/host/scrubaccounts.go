package host

import (
	"regexp"
	"slices"
	"strings"
)

// Accounts of Windows as DOMAIN\user, where the domain or computer is in capital
// letters, as Windows writes it, or where a word says that an account follows. In
// JSON the backslash is doubled.
var (
	capitalAccount = regexp.MustCompile(`(?:^|[^\w\\/:%$.~-])([\p{Lu}][\p{Lu}\d-]{0,14})\\{1,2}([\p{L}][\p{L}\d._-]{0,62}[\p{L}\d$_-])(?:$|[^\w\\:-])`)
	labelAccount   = regexp.MustCompile(`(?i)(?:user|account|log[io]n|owner|author|member|run as|benutzer|konto|utilisateur|compte|usuario|cuenta|utente)(?:[ _-]?(?:name|id))?["'>=:,\s]{1,4}` +
		`([\p{L}][\p{L}\d.-]{0,62})\\{1,2}([\p{L}][\p{L}\d._-]{0,62}[\p{L}\d$_-])(?:$|[^\w\\:-])`)
	cloudAccount = regexp.MustCompile(`(?i)\b(AzureAD|MicrosoftAccount)\\{1,2}([\p{L}][\p{L}\d._-]{0,62}[\p{L}\d$_-])`)
)

// inAccounts changes domain and user of each account.
func inAccounts(text string, change func(string, kind) string) string {
	if !strings.Contains(text, `\`) {
		return text
	}
	for _, form := range []*regexp.Regexp{capitalAccount, labelAccount, cloudAccount} {
		var out strings.Builder
		// From the end of each account on: what stands between two belongs to both.
		for m := form.FindStringSubmatchIndex(text); m != nil; m = form.FindStringSubmatchIndex(text) {
			domain, user := text[m[2]:m[3]], text[m[4]:m[5]]
			out.WriteString(text[:m[2]])
			if noDomain(domain) || fileName.MatchString(user) {
				out.WriteString(text[m[2]:m[5]])
			} else {
				out.WriteString(change(domain, machine) + text[m[3]:m[4]] + change(user, person))
			}
			text = text[m[5]:]
		}
		out.WriteString(text)
		text = out.String()
	}
	return text
}

var fileName = regexp.MustCompile(`(?i)\.(?:exe|dll|sys|msi|inf|ini|xml|log|txt|json|dat|db|edb|lnk|cpl|mui|cat|bat|cmd|ps1|vbs|zip|cab|tib|bak|vhdx?)$`)

// noDomain are words before a backslash that are roots of the registry, folders,
// or owners of accounts that Windows itself has.
func noDomain(word string) bool {
	return slices.Contains(strings.Fields(`hklm hkcu hkcr hku hkcc software system sam security hardware registry machine windows winnt system32
		syswow64 device devices driver drivers service services authority autoritat apppool host manager builtin vordefiniert program files temp tmp
		bin microsoft policies currentversion controlset001 currentcontrolset root`), strings.ToLower(word)) ||
		strings.HasPrefix(word, "HKEY")
}
