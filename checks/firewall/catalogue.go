package firewall

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"ounce/assets"
	"ounce/checks"
)

// tool is one row of assets/products/remote.yaml, which says what its columns
// mean.
type tool struct {
	ID      string `yaml:"id"`
	Name    string `yaml:"name"`
	Manages bool   `yaml:"manages"`
	Windows struct {
		Services []string `yaml:"services"`
	} `yaml:"windows"`
	MacOS struct {
		Apps    []string `yaml:"apps"`
		Daemons []string `yaml:"daemons"`
	} `yaml:"macos"`
	Linux struct {
		Paths []string `yaml:"paths"`
	} `yaml:"linux"`
}

func catalogue() ([]tool, error) {
	var file struct {
		Tools []tool `yaml:"tools"`
	}
	err := assets.Read("products/remote.yaml", &file)
	return file.Tools, err
}

// pick lists the tools that are there.
func pick(tools []tool, there func(tool) bool) []checks.RemoteTool {
	found := []checks.RemoteTool{}
	for _, t := range tools {
		if there(t) {
			found = append(found, checks.RemoteTool{ID: t.ID, Name: t.Name, Manages: t.Manages})
		}
	}
	return found
}

// note is the evidence value of a search of the catalogue.
func note(found []checks.RemoteTool) string {
	names := []string{}
	for _, t := range found {
		names = append(names, t.Name)
	}
	return fmt.Sprintf("known to us: %d %s", len(names), strings.Join(names, ", "))
}

// toolsByService finds tools of Windows by their services, but for disabled
// ones.
func toolsByService(h checks.Host, all checks.Fact[map[string]windowsService], tools []tool) checks.Fact[[]checks.RemoteTool] {
	services, known := all.Get()
	if !known {
		return checks.Unseen[[]checks.RemoteTool](all.Why().Reason, all.Why().Detail, all.Evidence()...)
	}
	hidden := ""
	found := pick(tools, func(t tool) bool {
		for name, service := range services {
			if !fits(name, t.Windows.Services) {
				continue
			}
			switch service.start {
			case "auto", "manual", "boot", "system":
				return true
			case "disabled":
			default:
				hidden = t.Name
			}
		}
		return false
	})
	if hidden != "" {
		return checks.Unseen[[]checks.RemoteTool](checks.Unreadable, "how "+hidden+" starts", seen(h, serviceSource, note(found)))
	}
	return checks.Known(found, seen(h, serviceSource, note(found)))
}

// toolsByFolder finds tools of macOS by their programs and daemons.
func toolsByFolder(ctx context.Context, h checks.Host, tools []tool) checks.Fact[[]checks.RemoteTool] {
	const apps, daemons = "/Applications", "/Library/LaunchDaemons"
	names := map[string][]string{}
	for _, folder := range []string{apps, daemons} {
		entries, err := h.ReadDir(ctx, folder)
		if err != nil {
			return checks.UnseenBy[[]checks.RemoteTool](err)
		}
		for _, entry := range entries {
			names[folder] = append(names[folder], entry.Name)
		}
	}
	found := pick(tools, func(t tool) bool {
		return slices.ContainsFunc(names[apps], func(name string) bool { return fits(name, t.MacOS.Apps) }) ||
			slices.ContainsFunc(names[daemons], func(name string) bool { return fits(name, t.MacOS.Daemons) })
	})
	return checks.Known(found, seen(h, "folder "+apps, note(found)), seen(h, "folder "+daemons, ""))
}

// toolsByPath finds tools of Linux by their files. One path that cannot be
// looked at leaves it open whether there are more.
func toolsByPath(ctx context.Context, h checks.Host, tools []tool) checks.Fact[[]checks.RemoteTool] {
	var refused error
	found := pick(tools, func(t tool) bool {
		return slices.ContainsFunc(t.Linux.Paths, func(path string) bool {
			_, err := h.Stat(ctx, path)
			if err != nil && !missing(err) {
				refused = err
			}
			return err == nil
		})
	})
	if refused != nil {
		return checks.UnseenBy[[]checks.RemoteTool](refused)
	}
	return checks.Known(found, seen(h, "folders /opt, /usr/bin and /usr/local", note(found)))
}

// fits tells whether a name is one of some patterns: the whole name, or its
// beginning where the pattern ends in a star.
func fits(name string, patterns []string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		if start, open := strings.CutSuffix(pattern, "*"); open {
			return len(name) >= len(start) && strings.EqualFold(name[:len(start)], start)
		}
		return strings.EqualFold(name, pattern)
	})
}
