package cmdline

// suggestion asks whether one of the names was meant, when one is near.
func suggestion(typed string, names []string, before string) string {
	best, least := "", len(typed)/3+1
	for _, name := range names {
		if d := distance(typed, name); d <= least && d < len(name) {
			best, least = name, d-1
		}
	}
	if best == "" {
		return ""
	}
	return ", did you mean " + before + best + "?"
}

// distance is how many letters differ, are missing or too many (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			changed := diagonal
			if a[i] != b[j] {
				changed++
			}
			diagonal = row[j+1]
			row[j+1] = min(changed, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
