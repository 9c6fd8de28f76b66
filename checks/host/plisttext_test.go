package host

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ounce/checks/plists"
)

// Property lists in the binary form that macOS writes: settings with a path, a
// number, a share, bytes and a date, and those of the sign-in window.
const (
	binarySettings = "62706c6973743030d601020304050607080a0b0c0d5a4175746f4261636b757059536b6970506174687352617454626c6f6255636f756e7455736861" +
		"726509a1096f1013002f00550073006500720073002f006a00f60072006400690073002f004d00750073006900633341c85abdc0200000430001fe10" +
		"07233fe00000000000000815202a2d32383e3f416a7377790000000000000101000000000000000e00000000000000000000000000000082"
	binaryWindow = "62706c6973743030d2010203045c4775657374456e61626c65645d6175746f4c6f67696e5573657208536b696d080d1a282900000000000001010000" +
		"0000000000050000000000000000000000000000002d"
)

func TestBinaryPropertyListsAreRecordedAsText(t *testing.T) {
	data, err := unhex(binarySettings)
	if err != nil {
		t.Fatal(err)
	}
	text, ok := plistText(data)
	if !ok {
		t.Fatal("stays binary")
	}
	for _, want := range []string{"<key>AutoBackup</key>", "<string>/Users/jördis/Music</string>", "</plist>"} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is not in\n%s", want, text)
		}
	}
	rec := &Recording{Version: 1, Files: []File{{Path: "/x.plist", Text: text}}}
	if clean := rec.Scrub().Files[0].Text; strings.Contains(clean, "jördis") {
		t.Errorf("somebody is named in\n%s", clean)
	}
	for _, damaged := range [][]byte{nil, []byte("bplist00"), data[:len(data)/2], data[:len(data)-3], []byte("bplist00\xff\xff\xff\xff\xff\xff")} {
		if text, ok := plistText(damaged); ok {
			t.Errorf("%q became %q", damaged, text)
		}
	}
}

// TestARecordedPropertyListReadsTheSame: what the recorder keeps of a file says
// the same as the file.
func TestARecordedPropertyListReadsTheSame(t *testing.T) {
	data, err := unhex(binaryWindow)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "x.plist")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	r := Record(Live())
	if _, err := r.ReadFile(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	kept, err := Play(r.Recording()).ReadFile(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	var before, after map[string]any
	if plists.Unmarshal(data, &before) != nil || plists.Unmarshal(kept, &after) != nil || len(after) != 2 ||
		before["autoLoginUser"] != after["autoLoginUser"] || before["GuestEnabled"] != after["GuestEnabled"] {
		t.Errorf("%v became %v", before, after)
	}
	if bytes.HasPrefix(kept, []byte("bplist")) {
		t.Error("the recording holds it as bytes")
	}
}
