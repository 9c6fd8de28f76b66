package plists

import (
	"encoding/hex"
	"strings"
	"testing"

	"ounce/checks/damage"
)

// whole is a binary property list with lists in each other and a long one.
const whole = "62706c6973743030d3010203040a1f5161546d616e795174a305060710011002d1080951625163af10140b0c0d0e0f101112131415161718191a1b1c1d1e5278305278315278325278335278345278355278365278375278385278395378313053783131537831325378313353783134537831355378313653783137537831385378313909080f1116181c1e202325273e4144474a4d505356595c6064686c7074787c80840000000000000101000000000000002000000000000000000000000000000085"

// list writes a binary property list of arrays: each holds the objects named.
func list(arrays ...[]byte) []byte {
	data := []byte("bplist00")
	var offsets []byte
	for _, refs := range arrays {
		offsets = append(offsets, byte(len(data)))
		data = append(append(data, 0xA0|byte(len(refs))), refs...)
	}
	table := byte(len(data))
	data = append(data, offsets...)
	end := make([]byte, 32)
	end[6], end[7], end[15], end[31] = 1, 1, byte(len(arrays)), table
	return append(data, end...)
}

func TestUnmarshal(t *testing.T) {
	good, err := hex.DecodeString(whole)
	if err != nil {
		t.Fatal(err)
	}
	var values map[string]any
	if err := Unmarshal(good, &values); err != nil || len(values) != 3 || len(values["many"].([]any)) != 20 {
		t.Errorf("%v (%v)", values, err)
	}
	var small map[string]any
	if err := Unmarshal([]byte("<plist><dict><key>a</key><true/></dict></plist>"), &small); err != nil {
		t.Error(err)
	}
	var growing [][]byte
	for i := range 30 {
		growing = append(growing, []byte{byte(i + 1), byte(i + 1)})
	}
	growing = append(growing, nil)
	for name, data := range map[string][]byte{
		"holds itself":        list([]byte{0}),
		"holds its holder":    list([]byte{1}, []byte{0}),
		"grows":               list(growing...),
		"holds nothing known": list([]byte{7}),
		"cut":                 good[:len(good)-5],
		"cut early":           good[:9],
		"deep in XML":         []byte("<plist>" + strings.Repeat("<array>", 200_000)),
	} {
		var value any
		if err := Unmarshal(data, &value); err == nil {
			t.Errorf("%s: %v", name, value)
		}
	}
	var shared any // what is held twice is no circle
	if err := Unmarshal(list([]byte{1, 1}, nil), &shared); err != nil {
		t.Error(err)
	}
}

func FuzzUnmarshal(f *testing.F) {
	good, _ := hex.DecodeString(whole)
	damage.Fuzz(f, func(_ testing.TB, data []byte) {
		var value any
		_ = Unmarshal(data, &value)
	}, string(good), string(list([]byte{1}, []byte{0})), "<plist><dict><key>a</key><array><true/></array></dict></plist>")
}
