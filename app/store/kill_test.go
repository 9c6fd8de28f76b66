package store

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"

	"ounce/assessment"
)

// A test program that finds these two in its environment saves one answer after
// the other, until it is killed.
const (
	envFolder = "OUNCE_TEST_SAVES_IN"
	envKey    = "OUNCE_TEST_SAVES_WITH"
)

func TestMain(m *testing.M) {
	if folder := os.Getenv(envFolder); folder != "" {
		fmt.Fprintln(os.Stderr, saveForever(folder, os.Getenv(envKey)))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// saveForever answers the same question with the next number again and again,
// and says each number when it is saved.
func saveForever(folder, key string) error {
	s := New(folder, "", &memory{secret: key}, time.Now)
	list, err := s.List()
	if err != nil {
		return err
	}
	a, err := s.Get(list.Heads[0].ID)
	if err != nil {
		return err
	}
	for n := answered(a) + 1; ; n++ {
		value := float64(n)
		a.Answers.Given["B02"] = assessment.Answer{Number: &value}
		if a.Head, err = s.Save(a); err != nil {
			return err
		}
		fmt.Println(n)
	}
}

func answered(a Assessment) int { return int(*a.Answers.Given["B02"].Number) }

// killWhileSaving kills a saving Ounce at random moments and looks each time at
// what is left.
func killWhileSaving(t *testing.T, kills int) {
	folder, k := t.TempDir(), &memory{}
	s := testStore(t, folder, k)
	a := example("Miller")
	zero := 0.0
	a.Answers.Given["B02"] = assessment.Answer{Number: &zero}
	a.Head = mustSave(t, s, a)
	random := rand.New(rand.NewPCG(1, 2))
	lost, unsaid := 0, 0
	for range kills {
		said := killOnce(t, folder, k.secret, time.Duration(random.IntN(20_000))*time.Microsecond)
		list := mustList(t, s)
		if len(list.Heads) != 1 || len(list.Problems) != 0 {
			t.Fatalf("after saving %d the list is %+v", said, list)
		}
		n := answered(mustGet(t, s, a.ID))
		switch {
		case n < said:
			lost++
		case n == said+1: // saved, and killed before it was said
			unsaid++
		case n > said+1:
			t.Fatalf("%d is saved, and %d was said", n, said)
		}
		for _, v := range s.versions(a.ID) {
			if _, err := s.getAt(v.path, a.ID); err != nil {
				t.Fatalf("the version of %v: %v", v.saved, err)
			}
		}
	}
	if lost > 0 {
		t.Errorf("%d of %d kills lost an answer that was said to be saved", lost, kills)
	}
	// A kill may leave a file half written or a version too many; the next save
	// clears both away.
	mustSave(t, s, mustGet(t, s, a.ID))
	if got := tree(t, folder); len(got) > 2+mostVersions {
		t.Errorf("left over are %v", got)
	}
	t.Logf("%d kills, %d answers saved; every file opened, none was lost, %d times the answer was saved and not yet said",
		kills, answered(mustGet(t, s, a.ID)), unsaid)
}

// killOnce starts an Ounce that saves, kills it some time after its first save,
// and gives the last number that it said.
func killOnce(t *testing.T, folder, key string, after time.Duration) int {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), envFolder+"="+folder, envKey+"="+key)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	said := 0
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if said == 0 {
			time.AfterFunc(after, func() { cmd.Process.Kill() })
		}
		if said, err = strconv.Atoi(lines.Text()); err != nil {
			t.Fatal(err)
		}
	}
	cmd.Wait() // it was killed
	if said == 0 {
		t.Fatal("it ended before it saved anything")
	}
	return said
}

func TestKilledWhileSaving(t *testing.T) { t.Parallel(); killWhileSaving(t, 10) }
