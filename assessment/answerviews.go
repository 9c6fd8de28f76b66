package assessment

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// AnswerViews are the questions in the order of the questionnaire. Their JSON is
// an object, each view by the id of its question, in that order.
type AnswerViews []AnsweredView

// MarshalJSON writes the object.
func (a AnswerViews) MarshalJSON() ([]byte, error) {
	var out bytes.Buffer
	out.WriteByte('{')
	for i, view := range a {
		key, err := json.Marshal(view.Question)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(view)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			out.WriteByte(',')
		}
		out.Write(key)
		out.WriteByte(':')
		out.Write(value)
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}

// UnmarshalJSON reads the object, and the list that earlier results hold.
func (a *AnswerViews) UnmarshalJSON(data []byte) error {
	if data = bytes.TrimSpace(data); len(data) == 0 || data[0] != '{' {
		return json.Unmarshal(data, (*[]AnsweredView)(a))
	}
	var views AnswerViews
	known := map[string]bool{}
	d := json.NewDecoder(bytes.NewReader(data))
	if _, err := d.Token(); err != nil {
		return err
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return err
		}
		var view AnsweredView
		if err := d.Decode(&view); err != nil {
			return err
		}
		view.Question = key.(string) // in an object every other token is a key
		if known[view.Question] {
			return fmt.Errorf("the question %s stands there twice", quoted(view.Question))
		}
		known[view.Question] = true
		views = append(views, view)
	}
	*a = views
	return nil
}
