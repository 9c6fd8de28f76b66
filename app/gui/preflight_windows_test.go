package gui

import "testing"

func TestEnoughOpenGL(t *testing.T) {
	for version, want := range map[string]bool{
		"4.6.0 NVIDIA 551.23": true, "2.1 Mesa 22.3.6": true, "3.3.0 - Build 31.0.101.2111": true, "10.0": true,
		"1.1.0": false, "2.0.0": false, "1.4 (2.1 Mesa 20.3.5)": false, "": false, "none": false, "2": false,
	} {
		if enoughOpenGL(version) != want {
			t.Errorf("%q is enough: %v", version, !want)
		}
	}
}

// TestThePreflightEnds asks this machine: whatever it says, it comes back and
// says the same again.
func TestThePreflightEnds(t *testing.T) {
	first, second := openGLVersion(), openGLVersion()
	if first != second {
		t.Errorf("said %q, then %q", first, second)
	}
	t.Logf("OpenGL %q", first)
	_, err := preflight()
	if (err == nil) != enoughOpenGL(first) {
		t.Errorf("OpenGL %q, and the preflight says %v", first, err)
	}
}
