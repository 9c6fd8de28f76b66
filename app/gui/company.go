package gui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"ounce/app/gui/parts"
	"ounce/assessment"
)

// newCompany is the panel for the company's name, country and currency, and for
// how much is asked.
func newCompany(a assessment.Answers, countries []Country, currencies []string, changed func(company, country, currency string), quick fyne.CanvasObject) fyne.CanvasObject {
	company, country, currency := a.Company, a.Country, a.Currency
	tell := func() { changed(company, country, currency) }

	name := parts.NewField(lang.L("Company name"), company, lang.L("It stands on the report and nowhere else."), 0)
	name.OnChanged = func(text string) {
		company = text
		tell()
	}
	money := parts.NewSelect(currencies, currency, nil)
	money.OnChanged = func(code string) {
		currency = code
		tell()
	}
	labels := make([]string, len(countries))
	place := parts.NewSelect(nil, "", nil)
	for i, c := range countries {
		labels[i] = c.Name
		if c.ID == country {
			place.Selected = c.Name
		}
	}
	place.Options = labels
	place.OnChanged = func(label string) {
		for _, c := range countries {
			if c.Name == label {
				country = c.ID
				if c.Currency != "" {
					currency = c.Currency
					money.SetSelected(currency)
				}
			}
		}
		tell()
	}
	return parts.NewPanel(parts.Column(parts.Gap3, parts.Shares(parts.Gap4, 200, name,
		parts.Labelled(lang.L("Country"), parts.Edged(place)), parts.Labelled(lang.L("Currency"), parts.Edged(money))), quick))
}
