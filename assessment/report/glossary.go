package report

// glossary says in everyday words what the report's terms mean.
func glossary(s *sheet) {
	s.setWidths(34, 116)
	s.opening("Glossary", "The words of this report, in plain language.")
	head := s.row
	s.line(headLook, "Word", "What it means")
	for _, entry := range glossaryEntries {
		s.line(cellLook, entry.word, entry.meaning)
	}
	s.freeze(head)
	s.table("Glossary", head, 2)
}

var glossaryEntries = []struct{ word, meaning string }{
	{"Administrator", "An account that may change the system and install programs. Daily work is safer without it."},
	{"Assumption", "A figure that nobody gave us. It stands with its source and its plausible range."},
	{"Break-fix", "Help is called and paid by the hour when something has broken. Nobody looks in between."},
	{"Critical gap", "A missing precaution without which a business can lose its data, its money or its week."},
	{"Encryption", "The disk cannot be read without the right key, so a stolen computer is no data breach."},
	{"End of support", "The day after which a maker mends no more security holes in a product."},
	{"Essentials", "A service that watches, updates, backs up and protects; help by phone is included, visits cost less."},
	{"Firewall", "What decides which connections from outside may reach a computer or an office."},
	{"Friction", "The minutes that go by every day with waiting, restarting and working around."},
	{"Fully managed", "An IT department by subscription: everything except hardware and large projects."},
	{"Gateway service", "One thing is taken off your hands first, as backup or protection, month by month; the rest stays as it is."},
	{"Hard money", "What leaves the account: fees, invoices, hurried purchases, losses."},
	{"Lost work", "What people cannot do while they wait for a repair or make up for it."},
	{"Month to month", "A contract that can be ended every month. No lock-in."},
	{"Multi-factor sign-in", "A second step beside the password: a code, an app or a key."},
	{"Not seen", "We could not look, with the reason. It counts neither as good nor as bad."},
	{"P50, P90, P95, P99", "In 50, 90, 95 or 99 of 100 months the cost stays below this figure."},
	{"Patching", "Installing updates that close security holes."},
	{"Provisional", "Too much is unknown for a firm word; the questions that would settle it are named."},
	{"Spike factor", "How many times an ordinary month the one month in twenty costs."},
	{"Sync", "Files are mirrored to a cloud. Mistakes and ransomware are mirrored as well: it is not a backup."},
}
