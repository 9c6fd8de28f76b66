package access

import (
	"context"

	"ounce/checks"
)

func collectLinux(ctx context.Context, h checks.Host, p checks.Platform) checks.Access {
	f := checks.Access{
		SystemVolume:   linuxVolume(ctx, h),
		ScreenLock:     linuxLock(ctx, h),
		DailyAdmin:     dailyUser(ctx, h),
		Admins:         linuxAdmins(ctx, h),
		AutoSignIn:     linuxSignIn(ctx, h),
		PasswordPolicy: linuxPasswords(ctx, h),
		RemoteShell:    linuxSSH(ctx, h),
	}
	if server, known := p.Server.Get(); known && server && !f.ScreenLock.Known() {
		f.ScreenLock = checks.Unseen[checks.ScreenLock](checks.Unsupported, "a server without a desktop", f.ScreenLock.Evidence()...)
	}
	return f
}

// dailyUser tells whether the person who runs Ounce is an administrator. With
// administrator rights it is not known whose daily account that is.
func dailyUser(ctx context.Context, h checks.Host) checks.Fact[bool] {
	const source = "system call users.me"
	if h.Elevated() {
		return checks.Unseen[bool](checks.Unsupported, "run with administrator rights", seen(h, source, "elevated"))
	}
	rows, err := h.Call(ctx, "users.me")
	if err != nil {
		return checks.UnseenBy[bool](err)
	}
	if len(rows) == 1 {
		if admin, ok := rows[0].Truth("administrator"); ok {
			return checks.Known(admin, seen(h, source, yes("administrator", admin)))
		}
	}
	return checks.Unseen[bool](checks.Unreadable, "no answer", seen(h, source, ""))
}

func yes(name string, v bool) string {
	if v {
		return name + ": yes"
	}
	return name + ": no"
}

// missing tells a file that is not there from one that could not be read.
func missing(err error) bool {
	return checks.UnseenBy[bool](err).Why().Reason == checks.Missing
}
