//go:build wine && linux

package app

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestPackagesSayWhatTheyConsistOf holds the bills of materials against the
// schema of their makers, and against what each program is built from.
func TestPackagesSayWhatTheyConsistOf(t *testing.T) {
	for system, program := range map[string]string{"windows": "bin/windows/ounce.exe", "linux": "bin/linux/ounce"} {
		t.Run(system, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join(root, "dist", "ounce-"+system+".cdx.json"))
			if err != nil {
				t.Fatalf("make dist comes first: %v", err)
			}
			var bill struct {
				SpecVersion string
				Components  []struct{ Name, Version string }
			}
			if err := json.Unmarshal(data, &bill); err != nil {
				t.Fatal(err)
			}
			document, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			schema := billSchema(t, bill.SpecVersion)
			if err := schema.Validate(document); err != nil {
				t.Errorf("not as CycloneDX %s has it: %v", bill.SpecVersion, err)
			}
			document.(map[string]any)["components"] = "none"
			if schema.Validate(document) == nil {
				t.Error("the schema takes anything")
			}
			listed := map[string]string{}
			for _, c := range bill.Components {
				listed[c.Name] = c.Version
			}
			modules := linked(t, program)
			for name, version := range modules {
				if listed[name] != version {
					t.Errorf("%s is %q, linked is %s", name, listed[name], version)
				}
			}
			if len(modules) < 20 {
				t.Errorf("only %d modules", len(modules))
			}
		})
	}
}

// billSchema is the schema of CycloneDX in a version, as its makers hand it out.
func billSchema(t *testing.T, version string) *jsonschema.Schema {
	t.Helper()
	const home = "http://cyclonedx.org/schema/"
	compiler := jsonschema.NewCompiler()
	for _, name := range []string{"bom-" + version, "spdx", "jsf-0.82"} {
		file, err := os.Open(filepath.Join(root, ".tools", "node_modules", "@cyclonedx", "cyclonedx-library", "res", "schema", name+".SNAPSHOT.schema.json"))
		if err != nil {
			t.Fatalf("make packages fetches it first: %v", err)
		}
		document, err := jsonschema.UnmarshalJSON(file)
		file.Close()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := compiler.AddResource(home+name+".SNAPSHOT.schema.json", document); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	schema, err := compiler.Compile(home + "bom-" + version + ".SNAPSHOT.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// linked are the modules of which a program is built, with their versions.
func linked(t *testing.T, program string) map[string]string {
	t.Helper()
	modules, last := map[string]string{}, ""
	for line := range strings.Lines(command(t, "go", "version", "-m", filepath.Join(root, program))) {
		switch fields := strings.Fields(line); {
		case len(fields) > 2 && fields[0] == "dep":
			last = fields[1]
			modules[last] = fields[2]
		case len(fields) > 2 && fields[0] == "=>": // what takes the place of the one before
			delete(modules, last)
			modules[fields[1]] = fields[2]
		}
	}
	return modules
}
