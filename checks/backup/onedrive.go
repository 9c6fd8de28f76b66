package backup

import (
	"fmt"

	"ounce/checks"
)

const oneDriveKey = `HKCU\Software\Microsoft\OneDrive\Accounts`

// The bits of KfmFoldersProtectedNow: the folders that OneDrive keeps in step
// (evidence/windows.md, 9).
const oneDriveFolders = 512 | 1024 | 2048 // Desktop, Documents, Pictures

// readOneDrive looks for an account of OneDrive that is signed in. It is on every
// Windows; without an account it does nothing.
func readOneDrive(r *room, tool *checks.BackupTool) {
	accounts, err := r.host.ReadKey(r.ctx, oneDriveKey)
	if missing(err) {
		tool.Found = checks.Known(false)
		return
	}
	if err != nil {
		tool.Found = checks.UnseenBy[bool](err)
		return
	}
	tool.Found = checks.Known(false, r.evidence("registry "+oneDriveKey, fmt.Sprintf("%d accounts", len(accounts.Subkeys))))
	for _, name := range accounts.Subkeys {
		account, err := r.host.ReadKey(r.ctx, oneDriveKey+`\`+name)
		if err != nil {
			tool.Found = checks.UnseenBy[bool](err)
			continue
		}
		if folder, ok := account.Values.Text("UserFolder"); !ok || folder == "" {
			continue
		}
		bits, _ := account.Values.Number("KfmFoldersProtectedNow")
		e := r.evidence("registry "+oneDriveKey, fmt.Sprintf("an account is signed in, folders %d", bits))
		tool.Found, tool.InUse = checks.Known(true, e), checks.Known(true, e)
		tool.Home = checks.Known(bits&oneDriveFolders == oneDriveFolders, e)
		return
	}
}
