package app

import (
	"fmt"

	"ounce/app/store"
)

// shareCommand writes a sealed copy of a saved assessment.
type shareCommand struct {
	Assessment string `arg:"" help:"The saved assessment: its company, or its id as ounce list shows it."`
	Out        string `help:"The copy to write." required:"" placeholder:"FILE.ounce" writes:"sealed"`
	copyFlags
}

// Help is the command's example.
func (shareCommand) Help() string {
	return "The copy holds all that the assessment holds, and only its passphrase opens it. Send the copy, and tell the passphrase another way, for example by phone.\n\nExample: ounce share \"Miller & Sons\" --out miller.ounce"
}

// Run seals the copy.
func (c *shareCommand) Run(s *session) error {
	if c.Out == "-" {
		return usage("a sealed copy is a file: please name it with --out FILE.ounce")
	}
	if _, err := c.given(s); err != nil {
		return err
	}
	st, err := s.openStore()
	if err != nil {
		return err
	}
	list, err := s.listed(st)
	if err != nil {
		return err
	}
	head, err := list.Find(c.Assessment)
	if err != nil {
		return err
	}
	passphrase, err := c.passphrase(s, nameOf(head), true)
	if err != nil {
		return err
	}
	data, err := st.Share(head.ID, passphrase)
	if err != nil {
		return err
	}
	if err := s.ctx.Err(); err != nil {
		return err
	}
	if err := s.writeFile(c.Out, data); err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%s holds all of %s. Only its passphrase opens it: please tell it another way than you send the file.\n", c.Out, nameOf(head))
	return nil
}

// openCommand takes a sealed copy into the saved assessments.
type openCommand struct {
	File string `arg:"" help:"The sealed copy that ounce share wrote." placeholder:"FILE.ounce" reads:"sealed"`
	copyFlags
}

// Help is the command's example.
func (openCommand) Help() string {
	return "Example: ounce open miller.ounce"
}

// Run opens the copy and saves what it holds.
func (c *openCommand) Run(s *session) error {
	st, err := s.openStore()
	if err != nil {
		return err
	}
	a, err := s.readShared(st, c.File, c.copyFlags)
	if err != nil {
		return err
	}
	if err := s.unlock(st); err != nil {
		return err
	}
	head, took, err := st.Take(a)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%s (%s): %s.\n", nameOf(head), head.ID[:8], tookWords(took))
	fmt.Fprintf(s.out, "It holds %s and %s.\n", count(head.MachineCount, "computer"), count(head.ResultCount, "kept result"))
	return nil
}

// tookWords say what became of an assessment that came from elsewhere.
func tookWords(took store.Took) string {
	switch took {
	case store.TookNew:
		return "it is among the saved assessments now"
	case store.TookNewer:
		return "it goes on from the one here and took its place"
	case store.TookSame:
		return "it is here already, and nothing has changed"
	case store.TookOlder:
		return "what is here already is newer, and stays"
	default:
		return "both it and the one here were changed, so it is kept beside it"
	}
}

func count(n int, thing string) string {
	switch n {
	case 0:
		return "no " + thing
	case 1:
		return "one " + thing
	default:
		return fmt.Sprintf("%d %ss", n, thing)
	}
}
