package firewall

import (
	"context"
	"fmt"

	"ounce/checks"
)

const (
	smbServer  = `HKLM\SYSTEM\CurrentControlSet\Services\LanmanServer\Parameters`
	smb1Server = `HKLM\SYSTEM\CurrentControlSet\Services\srv`
	smb1Client = `HKLM\SYSTEM\CurrentControlSet\Services\mrxsmb10`
	smb1Driver = `%SystemRoot%\System32\drivers\mrxsmb10.sys`
)

// smb1 reads whether SMB version 1 works, as server or as client. Windows of
// today comes without it: then neither its server nor its client is installed,
// and the server's value is not set.
func smb1(ctx context.Context, h checks.Host) checks.Fact[bool] {
	installed, client := smb1Of(ctx, h)
	values, err := h.ReadKey(ctx, smbServer)
	if err != nil {
		return either(checks.UnseenBy[bool](err), client)
	}
	if values.Values.Named("SMB1") {
		return either(truth(h, smbServer, values, "SMB1"), client)
	}
	evidence := seen(h, "registry "+smbServer, "SMB1 is not set")
	_, err = h.ReadKey(ctx, smb1Server)
	if there, known := installed.Get(); known && !there && missing(err) && len(values.Values) > 0 {
		return checks.Known(false, append(installed.Evidence(), evidence, seen(h, "registry "+smb1Server, "not there"))...)
	}
	return either(checks.Unseen[bool](checks.Unreadable, "SMB1 is not set", evidence), client)
}

// smb1Of tells whether the client of SMB 1 is installed, and whether it starts.
func smb1Of(ctx context.Context, h checks.Host) (installed, starts checks.Fact[bool]) {
	values, keyErr := h.ReadKey(ctx, smb1Client)
	_, fileErr := h.Stat(ctx, smb1Driver)
	source := "registry " + smb1Client
	var none checks.Fact[bool]
	switch {
	case missing(keyErr) && missing(fileErr):
		none = checks.Known(false, seen(h, source, "not there"), seen(h, "file "+smb1Driver, "not there"))
		return none, none
	case missing(keyErr) && fileErr == nil:
		none = checks.Unseen[bool](checks.Conflicting, "its driver is there, its service is not", seen(h, source, "not there"))
		return none, none
	case missing(keyErr):
		none = checks.UnseenBy[bool](fileErr)
		return none, none
	case keyErr != nil:
		none = checks.UnseenBy[bool](keyErr)
		return none, none
	}
	start, ok := values.Values.Number("Start")
	evidence := seen(h, source, fmt.Sprintf("Start = %d", start))
	if !ok || start < 0 || start > 4 {
		none = checks.Unseen[bool](checks.Unreadable, "Start is none of its values", evidence)
		return none, none
	}
	const disabled = 4
	return checks.Known(true, evidence), checks.Known(start != disabled, evidence)
}
