package protection

import (
	"context"

	"ounce/checks"
)

func collectMacOS(ctx context.Context, h checks.Host, p checks.Platform, products []product) checks.Protection {
	return checks.Protection{}
}
