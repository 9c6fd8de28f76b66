package app

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"ounce/app/disk"
	"ounce/assessment"
	"ounce/checks"
)

// stoppedAsking is an interview that ended early; all that was said is in the
// file.
type stoppedAsking struct{ path, out string }

func (e *stoppedAsking) Error() string {
	return fmt.Sprintf("stopped; what you said is in %s, and this goes on with it: ounce assess --ask --answers %s%s", e.path, shellWord(e.path), e.out)
}

// shellWord quotes a path that holds spaces, so that it can be typed again.
func shellWord(path string) string {
	if strings.ContainsAny(path, " &'()") {
		return `"` + path + `"`
	}
	return path
}

// ask asks the questions, beginning with the answers that there are already, and
// keeps each answer in the answers file.
func (c *assessCommand) ask(s *session, judge *assessment.Definitions, answers assessment.Answers, machines []checks.Machine) (assessment.Answers, error) {
	path := c.Answers
	if path == "" {
		path = unused(c.Out)
	}
	if err := disk.CanWrite(path); err != nil {
		return answers, err
	}
	offers := map[string]assessment.Suggestion{}
	seen := judge.Prefill(machines)
	for _, offer := range seen {
		offers[offer.Question] = offer
	}
	v := &interview{ctx: s.ctx, lines: typedLines(s.ctx, s.in), out: s.err, q: judge.Questions, answers: answers, offers: offers,
		keep: func(a assessment.Answers) error {
			data, err := answersFile(path, judge.Questions, a, seen)
			if err != nil {
				return err
			}
			return disk.Replace(path, data)
		}}
	answers, err := v.run()
	switch {
	case err == nil:
		v.say("\nYour answers are in %s.", path)
	case errors.Is(err, errEnough), errors.Is(err, errEnded), s.ctx.Err() != nil:
		v.say("")
		out := ""
		if c.Out != "" {
			out = " --out " + shellWord(c.Out)
		}
		if _, kept := os.Stat(path); kept != nil { // nothing was said yet
			return answers, errors.New("stopped before the first answer; nothing was written")
		}
		return answers, &stoppedAsking{path, out}
	}
	return answers, err
}

// begun are the answers that there are already: those of the answers file, or
// else those that were saved.
func (c *assessCommand) begun(q *assessment.Questionnaire, saved assessment.Answers) (assessment.Answers, error) {
	if c.Answers == "" {
		return saved, nil
	}
	answers, err := readAnswers(c.Answers, q)
	if c.Ask && errors.Is(err, fs.ErrNotExist) {
		return saved, nil
	}
	return answers, err
}

// unused names a file of answers beside a report that is not there yet.
func unused(report string) string {
	base := "ounce-answers"
	if report != "" {
		base = strings.TrimSuffix(report, filepath.Ext(report)) + "-answers"
	}
	path := base + ".yaml"
	for n := 2; ; n++ {
		if _, err := os.Lstat(path); err != nil {
			return path
		}
		path = fmt.Sprintf("%s-%d.yaml", base, n)
	}
}
