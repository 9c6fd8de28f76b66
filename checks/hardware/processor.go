package hardware

import (
	"regexp"
	"strconv"
	"strings"

	"ounce/checks"
)

var (
	intelCore  = regexp.MustCompile(`Core(?:\(TM\))? i[3579]-(\d{3,5})([A-Z0-9]*)`)
	intelUltra = regexp.MustCompile(`Core(?:\(TM\))? Ultra [3579] (\d{3})`)
	ryzen      = regexp.MustCompile(`Ryzen(?: Threadripper)? (?:[3579] )?(?:PRO )?(\d)(\d{3})([A-Z]*)`)
	apple      = regexp.MustCompile(`^Apple M(\d+)\b`)
	ancient    = regexp.MustCompile(`Core\(TM\)2|Core 2 |Pentium\(R\) (?:4|D|III|M)\b|Phenom|AMD FX|Athlon\(tm\)(?: 64| II| XP)|\bAMD A(?:4|6|8|10|12)-`)
)

// intelYears are the years in which Intel's Core generations came out first.
var intelYears = map[int]int{
	1: 2008, 2: 2011, 3: 2012, 4: 2013, 5: 2014, 6: 2015, 7: 2016, 8: 2017, 9: 2018,
	10: 2019, 11: 2020, 12: 2021, 13: 2022, 14: 2023,
}

// ryzenYears are the years in which the first of AMD's Ryzen thousands came out.
var ryzenYears = map[int]int{1: 2017, 2: 2017, 3: 2019, 4: 2020, 5: 2020, 6: 2021, 7: 2022, 8: 2023, 9: 2024}

// appleYears are the years in which Apple's chips came out.
var appleYears = map[int]int{1: 2020, 2: 2022, 3: 2023, 4: 2024, 5: 2025}

// describeProcessor says what a processor's name tells of its age. It takes the
// first year of a series, never a later one: a machine cannot be older than its
// processor. Whether Windows 11 takes it follows Microsoft's lists of supported
// processors by series; where a list splits a series the answer stays open.
func describeProcessor(name string) checks.Processor {
	p := checks.Processor{Name: name}
	switch {
	case ancient.MatchString(name):
		p.Windows11 = "no"
	case intelUltra.MatchString(name):
		p.Launched, p.Windows11 = ultraYear(intelUltra.FindStringSubmatch(name)[1]), "yes"
	case intelCore.MatchString(name):
		found := intelCore.FindStringSubmatch(name)
		generation := intelGeneration(found[1])
		p.Launched = intelYears[generation]
		switch {
		case generation >= 8 && p.Launched != 0:
			p.Windows11 = "yes"
		case generation == 7: // a few of this generation are on the list
			if !strings.Contains(name, "7820HQ") && !strings.HasPrefix(found[2], "X") {
				p.Windows11 = "no"
			}
		case generation >= 1:
			p.Windows11 = "no"
		}
	case ryzen.MatchString(name):
		found := ryzen.FindStringSubmatch(name)
		thousand, _ := strconv.Atoi(found[1])
		p.Launched = ryzenYears[thousand]
		switch {
		case thousand == 1 && found[3] != "AF":
			p.Windows11 = "no"
		case thousand >= 3:
			p.Windows11 = "yes"
		}
	case apple.MatchString(name):
		series, _ := strconv.Atoi(apple.FindStringSubmatch(name)[1])
		p.Launched = appleYears[series]
	}
	return p
}

// intelGeneration reads the generation out of a model number: 760 is of the
// first, 8350U of the 8th, 1135G7 and 12700 of the 11th and 12th.
func intelGeneration(number string) int {
	switch {
	case len(number) == 3:
		return 1
	case len(number) == 5 || number[0] == '1':
		generation, _ := strconv.Atoi(number[:2])
		return generation
	default:
		return int(number[0] - '0')
	}
}

func ultraYear(number string) int {
	switch number[0] {
	case '1':
		return 2023
	case '2':
		return 2024
	default:
		return 0
	}
}
