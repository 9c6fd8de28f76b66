// Package protection looks at what guards a machine against malicious programs:
// antivirus, detection and response, and the system's own safeguards.
package protection

import (
	"context"
	"strings"
	"sync"
	"time"

	"ounce/checks"
)

// Topic is the room of protection checks.
func Topic() checks.Topic {
	products := sync.OnceValues(catalogue)
	return checks.Topic{
		ID:       "protection",
		Deadline: 10 * time.Second, // Defender and system_profiler take their time
		Collect: func(ctx context.Context, h checks.Host, p checks.Platform) checks.TopicFacts {
			list, err := products()
			if err != nil {
				return checks.Protection{Agents: checks.UnseenBy[[]checks.SecurityProduct](err)}
			}
			return collect(ctx, h, p, list)
		},
		Checks: []checks.Check{
			{ID: "protection.antivirus", Judge: antivirus},
			{ID: "protection.realtime", Judge: realtime},
			{ID: "protection.signature_age", Judge: signatureAge},
			{ID: "protection.licence", Judge: licence},
			{ID: "protection.duplicates", Judge: duplicates},
			{ID: "protection.tamper_protection", Judge: tamperProtection},
			{ID: "protection.exclusions", Judge: exclusions},
			{ID: "protection.edr", Judge: edr},
			{ID: "protection.gatekeeper", Judge: gatekeeper},
			{ID: "protection.sip", Judge: systemIntegrity},
			{ID: "protection.xprotect", Judge: xprotect},
			{ID: "protection.startup_security", Judge: startupSecurity},
		},
	}
}

func collect(ctx context.Context, h checks.Host, p checks.Platform, products []product) checks.TopicFacts {
	switch h.System() {
	case checks.Windows:
		return collectWindows(ctx, h, p, products)
	case checks.MacOS:
		return collectMacOS(ctx, h, p, products)
	default:
		return collectLinux(ctx, h, products)
	}
}

// seen is the evidence of one read; what stood there is cut to one short line.
func seen(h checks.Host, source, value string) checks.Evidence {
	value, _, _ = strings.Cut(strings.TrimSpace(value), "\n")
	return checks.Seen(h, source, value)
}
