package host

// windowsCalls are the calls that only Windows answers.
func windowsCalls() []CallDoc {
	return []CallDoc{
		{
			Name: "windows.accounts_policy", About: "the rules for passwords of local accounts, one row", Systems: onWindows(), Source: "NetUserModalsGet 0 and 3",
			Columns: []ColumnDoc{
				{Name: "min_length", Kind: "number", Unit: "characters", About: "0 demands nothing"},
				{Name: "lockout_threshold", Kind: "number", Unit: "wrong attempts", About: "0 never locks"},
			},
		},
		{
			Name: "windows.admins", About: "the members of the Administrators group S-1-5-32-544, one row", Systems: onWindows(), Source: "NetLocalGroupGetMembers 0",
			Columns: []ColumnDoc{
				{Name: "count", Kind: "number", About: "all members, groups among them"},
				{Name: "domain_members", Kind: "number", About: "members from a domain; absent when the machine's own SID is not known"},
				{Name: "azure_members", Kind: "number", About: "members from Entra (S-1-12-1-*)"},
				{Name: "everyone", Kind: "truth", About: "a group of everybody is a member: S-1-1-0, S-1-5-11, S-1-5-4, S-1-5-32-545, or a domain's users (-513)"},
			},
		},
		{
			Name: "windows.battery", About: "one row for each battery of the machine itself; no row without one", Systems: onWindows(), Source: "IOCTL_BATTERY_QUERY_INFORMATION",
			Columns: []ColumnDoc{
				{Name: "design", Kind: "number", Unit: "mWh", About: "when new; absent when not reported"},
				{Name: "full", Kind: "number", Unit: "mWh", About: "when full today; absent when not reported"},
				{Name: "cycles", Kind: "number", About: "absent when not reported"},
			},
		},
		{
			Name: "windows.firmware", About: "how the machine starts, one row", Systems: onWindows(),
			Source: `GetFirmwareType and registry HKLM\SYSTEM\CurrentControlSet\Control\SecureBoot\State`,
			Columns: []ColumnDoc{
				{Name: "type", Kind: "text", About: "bios or uefi; absent when unknown"},
				{Name: "secure_boot", Kind: "truth", About: "absent when there is no state, as on a BIOS"},
			},
		},
		{
			Name: "windows.join", About: "who rules the machine, one row", Systems: onWindows(),
			Source: `NetGetJoinInformation; registry HKLM\SYSTEM\CurrentControlSet\Control\CloudDomainJoin\JoinInfo and HKLM\SOFTWARE\Microsoft\Enrollments`,
			Columns: []ColumnDoc{
				{Name: "kind", Kind: "text", About: "workgroup, domain, entra or hybrid"},
				{Name: "mdm", Kind: "truth", About: "enrolled in a device management; absent when unknown"},
			},
		},
		{
			Name: "windows.local_users", About: "one row for each local account, without its name", Systems: onWindows(), Source: "NetUserEnum 3",
			Columns: []ColumnDoc{
				{Name: "rid", Kind: "number", About: "relative id; 500 is the built-in administrator, 501 the guest"},
				{Name: "enabled", Kind: "truth", About: "may sign in"},
				{Name: "guest", Kind: "truth", About: "is the built-in guest"},
				{Name: "admin", Kind: "truth", About: "has administrator rights"},
				{Name: "locked", Kind: "truth", About: "locked out after wrong passwords"},
				{Name: "password_required", Kind: "truth", About: "may not have an empty password"},
				{Name: "last_logon", Kind: "text", Unit: "RFC 3339", About: "absent when never or unknown"},
			},
		},
		{
			Name: "windows.security_center", About: "one row for each kind of protection that the Security Center tells about", Systems: onWindows(),
			Source: "WscGetSecurityProviderHealth",
			Columns: []ColumnDoc{
				{Name: "provider", Kind: "text", About: "antivirus, antispyware, firewall, autoupdate, internet_settings, uac or service"},
				{Name: "health", Kind: "text", About: "good, notmonitored, poor or snooze"},
			},
		},
		{
			Name: "windows.services", About: "one row for each service, drivers left out", Systems: onWindows(), Source: "EnumServicesStatusEx and QueryServiceConfig",
			Columns: []ColumnDoc{
				{Name: "name", Kind: "text", About: "short name"},
				{Name: "display", Kind: "text", About: "name shown to people, localised"},
				{Name: "state", Kind: "text", About: "stopped, starting, stopping, running, continuing, pausing or paused"},
				{Name: "start", Kind: "text", About: "auto, manual, disabled, boot or system; absent when the service hides it"},
				{Name: "path", Kind: "text", About: "command line; absent when the service hides it"},
			},
		},
		{
			Name: "windows.tpm", About: "one row when there is a TPM, none when there is not", Systems: onWindows(), Source: "Tbsi_GetDeviceInfo",
			Columns: []ColumnDoc{{Name: "version", Kind: "text", About: "1.2 or 2.0"}},
		},
		{
			Name: "windows.update_history", About: "one row for each of the newest 300 entries of the history of updates", Systems: onWindows(),
			Source: "IUpdateSearcher.QueryHistory ([MS-UAMG] 3.38.4.16)",
			Columns: []ColumnDoc{
				{Name: "title", Kind: "text", About: "localised, but the number of the article in it is not"},
				{Name: "operation", Kind: "number", About: "1 installed, 2 removed"},
				{Name: "result", Kind: "number", About: "2 done, 3 done with errors, 4 failed, 5 given up"},
				{Name: "at", Kind: "text", Unit: "RFC 3339", About: "absent when unknown"},
			},
		},
		{
			Name: "windows.update_times", About: "when the update agent last did its work, one row", Systems: onWindows(),
			Source: "Microsoft.Update.AutoUpdate, Results ([MS-UAMG] 3.2)",
			Columns: []ColumnDoc{
				{Name: "searched", Kind: "text", Unit: "RFC 3339", About: "last search that worked; absent when never"},
				{Name: "installed", Kind: "text", Unit: "RFC 3339", About: "last installation that worked, virus definitions among them; absent when never"},
			},
		},
		{
			Name: "windows.updates_pending", About: "one row for each update that the agent knows and that waits; drivers, previews and virus definitions left out", Systems: onWindows(),
			Source: "IUpdateSearcher.Search with Online false ([MS-UAMG] 3.38.4.11)",
			Columns: []ColumnDoc{
				{Name: "security", Kind: "truth", About: "of the class of security updates, or with a severity; absent when it names neither"},
				{Name: "published", Kind: "text", Unit: "RFC 3339", About: "when it last changed; absent when unknown"},
			},
		},
		{
			Name: "windows.volume", Args: "drive, as C:", About: "the protection of a drive, one row", Systems: onWindows(), Source: "shell property System.Volume.BitLockerProtection",
			Columns: []ColumnDoc{{Name: "bitlocker", Kind: "number", About: "1 on, 2 off, 3 encrypting, 4 decrypting, 5 suspended or unknown, 6 on and locked, 8 waiting for activation; absent when the shell has no answer"}},
		},
	}
}
