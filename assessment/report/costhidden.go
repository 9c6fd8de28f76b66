package report

// hidden is what waiting for things to break costs without an invoice.
func (c *costSheet) hidden() {
	s := c.sheet
	if len(s.result.Hidden) == 0 {
		return
	}
	s.line(sectionLook, "What no invoice shows")
	s.put(1, s.row, "This company's own figures, as judged.", hintLook)
	s.row++
	for _, one := range s.result.Hidden {
		s.put(1, s.row, one.Title, look{bold: true, wrap: true, border: true})
		s.put(2, s.row, one.Text, cellLook)
		s.mergeLong(2, len(c.all)+1, text(s.private(one.Text)), cellLook)
		s.row++
	}
	s.row++
}
