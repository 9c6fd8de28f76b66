package report

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"ounce/assets"
)

// compiled is the published schema; strict refuses what it does not describe.
func compiled(t *testing.T, strict bool) *jsonschema.Schema {
	t.Helper()
	data, err := assets.Files.ReadFile("result.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if strict {
		closeObjects(document)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("result.schema.json", document); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("result.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// closeObjects lets every object hold only what is described.
func closeObjects(v any) {
	switch v := v.(type) {
	case map[string]any:
		if _, described := v["properties"].(map[string]any); described && v["type"] == "object" {
			v["additionalProperties"] = false
		}
		for _, inner := range v {
			closeObjects(inner)
		}
	case []any:
		for _, inner := range v {
			closeObjects(inner)
		}
	}
}

func TestTheJSONOfAResultKeepsItsSchema(t *testing.T) {
	open, strict := compiled(t, false), compiled(t, true)
	for _, c := range companies {
		r, _ := company(t, c.name)
		data, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if err := strict.Validate(document); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		object := document.(map[string]any)
		object["added_later"] = true
		if err := open.Validate(document); err != nil {
			t.Errorf("%s: a field that was added breaks the schema: %v", c.name, err)
		}
		object["currency"] = "dollars"
		if open.Validate(document) == nil {
			t.Errorf("%s: the schema accepts any currency", c.name)
		}
		delete(object, "currency")
		if open.Validate(document) == nil {
			t.Errorf("%s: the schema misses nothing", c.name)
		}
	}
}
