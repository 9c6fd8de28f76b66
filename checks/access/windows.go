package access

import (
	"context"

	"ounce/checks"
)

func collectWindows(ctx context.Context, h checks.Host) checks.Access {
	return checks.Access{}
}
