package firewall

import (
	"context"
	"errors"
	"slices"
	"strings"

	"ounce/assets"
	"ounce/checks"
)

type catalogue struct {
	Products []struct {
		Name   string   `yaml:"name"`
		Starts []string `yaml:"starts"`
	} `yaml:"products"`
}

// toolsAmong names the products whose services are among the names.
func toolsAmong(services []string) ([]string, error) {
	var known catalogue
	if err := assets.Read("products/remote.yaml", &known); err != nil {
		return nil, err
	}
	found := []string{}
	for _, product := range known.Products {
		for _, service := range services {
			service = strings.ToLower(service)
			starts := slices.ContainsFunc(product.Starts, func(start string) bool { return strings.HasPrefix(service, start) })
			if starts && !slices.Contains(found, product.Name) {
				found = append(found, product.Name)
			}
		}
	}
	return found, nil
}

// toolsInFolder looks for products among the services that have a file in a
// folder. An empty folder says nothing: every system starts something.
func toolsInFolder(ctx context.Context, h checks.Host, folder, ending string) checks.Fact[[]string] {
	entries, err := h.ReadDir(ctx, folder)
	if err != nil {
		return checks.UnseenBy[[]string](err)
	}
	var services []string
	for _, entry := range entries {
		if name, ok := strings.CutSuffix(entry.Name, ending); ok {
			services = append(services, name)
		}
	}
	evidence := checks.Evidence{Source: "folder " + folder, Privilege: privilege(h)}
	if len(services) == 0 && h.System() != checks.MacOS {
		return checks.Unseen[[]string](checks.Unreadable, "no service is in the folder", evidence)
	}
	return toolsFact(services, evidence)
}

func toolsFact(services []string, evidence checks.Evidence) checks.Fact[[]string] {
	found, err := toolsAmong(services)
	if err != nil {
		return checks.UnseenBy[[]string](err, evidence)
	}
	evidence.Value = "none that is known"
	if len(found) > 0 {
		evidence.Value = cut(strings.Join(found, ", "))
	}
	return checks.Known(found, evidence)
}

// is reports the reason for which a read gave nothing.
func is(err error, reason checks.Reason) bool {
	var read *checks.ReadError
	return errors.As(err, &read) && read.Reason == reason
}
