package host

func nativeCalls() map[string]nativeCall {
	return map[string]nativeCall{
		"hostname": callHostname,
		"uptime":   callUptime,
	}
}
