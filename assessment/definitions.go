package assessment

import (
	"fmt"

	"ounce/assets"
	"ounce/checks"
)

// Definitions is all the data behind a judgement. Load reads it once; nothing
// changes it afterwards.
type Definitions struct {
	Questions *Questionnaire
	Rules     []Rule
	Catalogue *Catalogue // the built-in one
	Model     *Model
	says      map[string]string
	rules     map[string][]Rule // by question
	sizes     []SizeRule
}

type adviceFile struct {
	Says map[string]string `yaml:"says"`
}

// Load reads questionnaire, rules, built-in catalogue, cost model and sentences
// from the assets.
func Load() (*Definitions, error) {
	q, err := LoadQuestionnaire()
	if err != nil {
		return nil, err
	}
	d := &Definitions{Questions: q}
	if d.Rules, err = loadRules(q); err != nil {
		return nil, err
	}
	if d.sizes, err = loadSizeRules(q); err != nil {
		return nil, err
	}
	d.rules = map[string][]Rule{}
	for _, r := range d.Rules {
		d.rules[r.Question] = append(d.rules[r.Question], r)
	}
	if d.Catalogue, err = LoadCatalogue(q); err != nil {
		return nil, err
	}
	if d.Model, err = loadModel(); err != nil {
		return nil, err
	}
	var file adviceFile
	if err := assets.Read("advice.yaml", &file); err != nil {
		return nil, err
	}
	d.says = file.Says
	return d, nil
}

// say fills a sentence of advice.yaml.
func (d *Definitions) say(id string, args checks.Args) string {
	sentence, ok := d.says[id]
	if !ok {
		return fmt.Sprintf("(%s)", id)
	}
	return checks.Fill(sentence, args)
}
