package firewall

import (
	"context"
	"strconv"
	"strings"

	"ounce/checks"
)

// macOS reads the application firewall twice, and the sharing services. Up to
// macOS 14 the firewall keeps its settings in a file; since 15 system_profiler
// tells them, and a file left behind would be old.
func macOS(ctx context.Context, h checks.Host, p checks.Platform, tools []tool) checks.Firewall {
	profiler := readProfiler(ctx, h)
	first := profiler
	if major, known := majorRelease(p); known && major <= 14 {
		file := readAlf(ctx, h)
		first = alf{on: checks.First(file.on, profiler.on), stealth: checks.First(file.stealth, profiler.stealth)}
	}
	second := readSocketfilter(ctx, h)
	sharing := disabledServices(ctx, h)
	f := checks.Firewall{
		On:             checks.Agree(first.on, second.on),
		Stealth:        checks.Agree(first.stealth, second.stealth),
		BlocksIncoming: checks.Unseen[bool](checks.Unsupported, ""),
		Listening:      checks.Unseen[[]checks.Listener](checks.Unsupported, ""),
		SignIn:         offered(ctx, h, sharing, "com.openssh.sshd", profiler.login),
		Desktop:        macDesktop(offered(ctx, h, sharing, "com.apple.screensharing", profiler.screen), remoteManagement(ctx, h)),
		RemoteTools:    toolsByFolder(ctx, h, tools),
	}
	f.Guards = []checks.Guard{{Name: "application firewall", On: f.On}}
	return f
}

func majorRelease(p checks.Platform) (int, bool) {
	release, known := p.Release.Get()
	text, _, _ := strings.Cut(release, ".")
	major, err := strconv.Atoi(text)
	return major, known && err == nil
}

// alf is what one source says of the application firewall. Login and screen are
// true where it lists these services as shared, and unknown elsewhere.
type alf struct {
	on, stealth, login, screen checks.Fact[bool]
}

// alfUnseen is what a source that could not be read says.
func alfUnseen(err error, evidence ...checks.Evidence) alf {
	none := checks.UnseenBy[bool](err, evidence...)
	return alf{on: none, stealth: none, login: none, screen: none}
}

// alfBy reads all of one source by one parser.
func alfBy(h checks.Host, source string, data []byte, parse func([]byte) (alfState, error)) alf {
	state, err := parse(data)
	if err != nil {
		return alfUnseen(err, seen(h, source, ""))
	}
	evidence := seen(h, source, state.String())
	listed := func(shared bool) checks.Fact[bool] {
		if shared {
			return checks.Known(true, evidence)
		}
		return checks.Unseen[bool](checks.Unsupported, "not listed", evidence)
	}
	return alf{
		on:      checks.Known(state.on, evidence),
		stealth: checks.Known(state.stealth, evidence),
		login:   listed(state.login),
		screen:  listed(state.screen),
	}
}

func readProfiler(ctx context.Context, h checks.Host) alf {
	out, err := h.Run(ctx, "system_profiler", "SPFirewallDataType", "-json")
	if err != nil {
		return alfUnseen(err)
	}
	return alfBy(h, "program system_profiler SPFirewallDataType -json", out.Stdout, parseProfiler)
}

// readSocketfilter asks twice: each question is answered by itself.
func readSocketfilter(ctx context.Context, h checks.Host) alf {
	asked := func(parse func([]byte) (bool, error), option string) checks.Fact[bool] {
		out, err := h.Run(ctx, "socketfilterfw", option)
		if err != nil {
			return checks.UnseenBy[bool](err)
		}
		source := "program socketfilterfw " + option
		value, err := parse(out.Stdout)
		if err != nil {
			return checks.UnseenBy[bool](err, seen(h, source, ""))
		}
		return checks.Known(value, seen(h, source, string(out.Stdout)))
	}
	return alf{on: asked(parseGlobalState, "--getglobalstate"), stealth: asked(parseStealth, "--getstealthmode")}
}

func readAlf(ctx context.Context, h checks.Host) alf {
	const path = "/Library/Preferences/com.apple.alf.plist"
	data, err := h.ReadFile(ctx, path)
	if err != nil {
		return alfUnseen(err)
	}
	return alfBy(h, "file "+path, data, parseAlf)
}
