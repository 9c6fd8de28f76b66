// Package parts holds the window's own widgets: theme, texts, panels, status
// marks, choices, bars and the step rail. They know nothing of assessments.
package parts
