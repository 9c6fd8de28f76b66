package host

import (
	"context"
	"errors"
	"strings"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/windows"
	"golang.org/x/sys/windows/registry"

	"ounce/checks"
)

func netapi(name string) *windows.LazyProc {
	return windows.NewLazySystemDLL("netapi32.dll").NewProc(name)
}

// Flags of a user account (lmaccess.h).
const (
	accountDisabled   = 0x0002
	accountLockedOut  = 0x0010
	passwordNotNeeded = 0x0020
	privilegeAdmin    = 2
	guestID           = 501
)

// userInfo3 is USER_INFO_3.
type userInfo3 struct {
	name, password                           *uint16
	passwordAge, privilege                   uint32
	homeDir, comment                         *uint16
	flags                                    uint32
	scriptPath                               *uint16
	authFlags                                uint32
	fullName, userComment, parms, stations   *uint16
	lastLogon, lastLogoff, expires, maxBytes uint32
	unitsPerWeek                             uint32
	logonHours                               *byte
	badPasswords, logons                     uint32
	logonServer                              *uint16
	countryCode, codePage, userID, groupID   uint32
	profile, homeDrive                       *uint16
	passwordExpired                          uint32
}

// callLocalUsers lists the local accounts by their relative ids, without names.
func callLocalUsers(context.Context, []string) ([]checks.Row, error) {
	const normalAccounts, everything = 2, 0xFFFFFFFF
	var buffer *byte
	var read, total uint32
	if err := windows.NetUserEnum(nil, 3, normalAccounts, &buffer, everything, &read, &total, nil); err != nil {
		return nil, err
	}
	defer func() { _ = windows.NetApiBufferFree(buffer) }()
	if read < total || buffer == nil {
		return nil, &checks.ReadError{Reason: checks.Unreadable, Detail: "not all accounts are listed"}
	}
	rows := make([]checks.Row, 0, read)
	for _, u := range unsafe.Slice((*userInfo3)(unsafe.Pointer(buffer)), read) {
		row := checks.Row{
			"rid": u.userID, "guest": u.userID == guestID, "admin": u.privilege == privilegeAdmin,
			"enabled": u.flags&accountDisabled == 0, "locked": u.flags&accountLockedOut != 0,
			"password_required": u.flags&passwordNotNeeded == 0,
		}
		if u.lastLogon != 0 {
			row["last_logon"] = time.Unix(int64(u.lastLogon), 0).UTC().Format(time.RFC3339)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// callAdmins counts the members of the local group S-1-5-32-544, whose name is
// another one in each language.
func callAdmins(context.Context, []string) ([]checks.Row, error) {
	sid, err := windows.CreateWellKnownSid(windows.WinBuiltinAdministratorsSid)
	if err != nil {
		return nil, err
	}
	name, _, _, err := sid.LookupAccount("")
	if err != nil {
		return nil, err
	}
	group, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return nil, err
	}
	var buffer *byte
	var read, total uint32
	code, _, _ := netapi("NetLocalGroupGetMembers").Call(0, uintptr(unsafe.Pointer(group)), 0, uintptr(unsafe.Pointer(&buffer)),
		0xFFFFFFFF, uintptr(unsafe.Pointer(&read)), uintptr(unsafe.Pointer(&total)), 0)
	if code != 0 {
		return nil, syscall.Errno(code)
	}
	defer func() { _ = windows.NetApiBufferFree(buffer) }()
	if read < total || buffer == nil {
		return nil, &checks.ReadError{Reason: checks.Unreadable, Detail: "not all members are listed"}
	}
	machine := machineSID()
	var members []string
	for _, member := range unsafe.Slice((**windows.SID)(unsafe.Pointer(buffer)), read) {
		members = append(members, member.String())
	}
	return []checks.Row{adminRow(members, machine)}, nil
}

// machineSID is the SID below which the local accounts lie; empty when unknown.
func machineSID() string {
	name, err := windows.ComputerName()
	if err != nil {
		return ""
	}
	sid, _, _, err := windows.LookupSID("", name)
	if err != nil {
		return ""
	}
	return sid.String()
}

// userModals0 is USER_MODALS_INFO_0, userModals3 is USER_MODALS_INFO_3.
type (
	userModals0 struct{ minLength, maxAge, minAge, forceLogoff, history uint32 }
	userModals3 struct{ duration, window, threshold uint32 }
)

func callAccountsPolicy(context.Context, []string) ([]checks.Row, error) {
	row := checks.Row{}
	for level, read := range map[uintptr]func(unsafe.Pointer){
		0: func(p unsafe.Pointer) { row["min_length"] = (*userModals0)(p).minLength },
		3: func(p unsafe.Pointer) { row["lockout_threshold"] = (*userModals3)(p).threshold },
	} {
		var buffer *byte
		code, _, _ := netapi("NetUserModalsGet").Call(0, level, uintptr(unsafe.Pointer(&buffer)))
		if code != 0 {
			return nil, syscall.Errno(code)
		}
		read(unsafe.Pointer(buffer))
		_ = windows.NetApiBufferFree(buffer)
	}
	return []checks.Row{row}, nil
}

// callJoin tells who rules the machine: nobody, a domain, Entra, or both.
func callJoin(context.Context, []string) ([]checks.Row, error) {
	var name *uint16
	var status uint32
	if err := windows.NetGetJoinInformation(nil, &name, &status); err != nil {
		return nil, err
	}
	_ = windows.NetApiBufferFree((*byte)(unsafe.Pointer(name)))
	if status == windows.NetSetupUnknownStatus {
		return nil, &checks.ReadError{Reason: checks.Unreadable, Detail: "the state is not known to Windows"}
	}
	joined, err := subkeys(`SYSTEM\CurrentControlSet\Control\CloudDomainJoin\JoinInfo`)
	if err != nil {
		return nil, err
	}
	row := checks.Row{"kind": joinKind(status == windows.NetSetupDomainName, len(joined) > 0)}
	if mdm, err := enrolled(); err == nil {
		row["mdm"] = mdm
	}
	return []checks.Row{row}, nil
}

// enrolled looks for a device management among the enrollments.
func enrolled() (bool, error) {
	const path = `SOFTWARE\Microsoft\Enrollments`
	ids, err := subkeys(path)
	if err != nil {
		return false, err
	}
	for _, id := range ids {
		key, err := openKey(path + `\` + id)
		if err != nil {
			return false, err
		}
		provider, _, err := key.GetStringValue("ProviderID")
		_ = key.Close()
		if err != nil && !errors.Is(err, registry.ErrNotExist) {
			return false, err
		}
		if strings.EqualFold(provider, "MS DM Server") {
			return true, nil
		}
	}
	return false, nil
}

// subkeys names the keys below one; a key that is not there has none.
func subkeys(path string) ([]string, error) {
	key, err := openKey(path)
	if errors.Is(err, registry.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer func() { _ = key.Close() }()
	return key.ReadSubKeyNames(-1)
}

// joinKind names the kind of membership that a machine has.
func joinKind(domain, entra bool) string {
	switch {
	case domain && entra:
		return "hybrid"
	case domain:
		return "domain"
	case entra:
		return "entra"
	}
	return "workgroup"
}

// oneArgument gives the argument of a call that takes one.
func oneArgument(args []string) (string, error) {
	if len(args) != 1 {
		return "", errors.New("takes one argument")
	}
	return args[0], nil
}
