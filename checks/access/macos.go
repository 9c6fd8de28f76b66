package access

import (
	"context"

	"ounce/checks"
)

func collectMacOS(ctx context.Context, h checks.Host) checks.Access {
	return checks.Access{}
}
