// Package assessment says what the findings and answers mean: scores with
// their range, contradictions, the cost of today and of each tier, the advice
// and the roadmap.
//
// It is pure: the same questionnaire, catalogue, answers, machines and date
// give the same Result to the last byte. It knows no files, clock, system or
// window.
package assessment
