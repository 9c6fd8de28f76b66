package host

import (
	"encoding/binary"
	"fmt"

	"ounce/checks"
)

// windowsReason sorts an error of Windows by its number: a Win32 code, or the
// HRESULT of COM and WMI. Texts are localised and say nothing here.
func windowsReason(code uint32) checks.Reason {
	// An HRESULT of the Win32 facility carries the Win32 code.
	if code&0xFFFF0000 == 0x80070000 {
		code &= 0xFFFF
	}
	switch code {
	case 5, // ERROR_ACCESS_DENIED
		1314,                   // ERROR_PRIVILEGE_NOT_HELD
		0x80041003,             // WBEM_E_ACCESS_DENIED
		0x80240044,             // WU_E_PER_MACHINE_UPDATE_ACCESS_DENIED
		0x80041062, 0x80041064: // WBEM_E_PRIVILEGE_NOT_HELD, WBEM_E_LOCAL_CREDENTIALS
		return checks.Denied
	case 2, 3, // ERROR_FILE_NOT_FOUND, ERROR_PATH_NOT_FOUND
		1168,       // ERROR_NOT_FOUND
		15007,      // ERROR_EVT_CHANNEL_NOT_FOUND
		0x80041002, // WBEM_E_NOT_FOUND
		0x80040154: // REGDB_E_CLASSNOTREG
		return checks.Missing
	case 50, // ERROR_NOT_SUPPORTED
		120,        // ERROR_CALL_NOT_IMPLEMENTED
		124,        // ERROR_INVALID_LEVEL
		127,        // ERROR_PROC_NOT_FOUND
		126,        // ERROR_MOD_NOT_FOUND
		0x80004001, // E_NOTIMPL
		0x8004100C, // WBEM_E_NOT_SUPPORTED
		0x8004100E, // WBEM_E_INVALID_NAMESPACE
		0x80041010: // WBEM_E_INVALID_CLASS
		return checks.Unsupported
	case 1460, // ERROR_TIMEOUT
		0x80041069,             // WBEM_E_TIMED_OUT
		0x80010108, 0x8001011F: // RPC_E_DISCONNECTED, RPC_E_TIMEOUT
		return checks.TimedOut
	}
	return checks.Unreadable
}

// hresult writes a number the way in which Windows documents it.
func hresult(code uint32) string { return fmt.Sprintf("0x%08X", code) }

// countRecords counts the records of a buffer in which each begins with its kind
// and its length, 32 bits each. A length that cannot be ends nothing quietly.
func countRecords(buffer []byte) (int, bool) {
	count := 0
	for len(buffer) >= 8 {
		length := int(binary.LittleEndian.Uint32(buffer[4:]))
		if length < 8 || length > len(buffer) {
			return 0, false
		}
		count++
		buffer = buffer[length:]
	}
	return count, count > 0 && len(buffer) == 0
}
