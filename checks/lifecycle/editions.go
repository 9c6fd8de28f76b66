package lifecycle

import "strings"

// editions are the Windows editions by their EditionID (registry value) without
// the endings N (no media player) and Eval. What is not here is not in the table.
var editions = map[string]string{
	"Core": HomePro, "CoreSingleLanguage": HomePro, "CoreCountrySpecific": HomePro,
	"Professional": HomePro, "ProfessionalEducation": HomePro, "ProfessionalWorkstation": HomePro,
	"ProfessionalSingleLanguage": HomePro, "ProfessionalCountrySpecific": HomePro,
	"Enterprise": Enterprise, "Education": Enterprise, "IoTEnterprise": Enterprise, "ServerRdsh": Enterprise,
	"EnterpriseS": LTSC, "IoTEnterpriseS": IoTLTSC,
}

// skus are the same editions by OperatingSystemSKU of Win32_OperatingSystem,
// as GetProductInfo numbers them.
var skus = map[int64]string{
	101: HomePro, 98: HomePro, 100: HomePro, 99: HomePro, 48: HomePro, 49: HomePro,
	161: HomePro, 162: HomePro, 164: HomePro, 165: HomePro,
	4: Enterprise, 27: Enterprise, 72: Enterprise, 121: Enterprise, 122: Enterprise, 175: Enterprise, 188: Enterprise,
	125: LTSC, 126: LTSC, 129: LTSC, 191: IoTLTSC,
}

// EditionOf gives the class of an EditionID.
func EditionOf(id string) (string, bool) {
	for _, name := range []string{id, strings.TrimSuffix(id, "Eval"), strings.TrimSuffix(id, "N")} {
		if class, ok := editions[name]; ok {
			return class, true
		}
	}
	return "", false
}

// EditionOfSKU gives the class of an OperatingSystemSKU.
func EditionOfSKU(sku int64) (string, bool) {
	class, ok := skus[sku]
	return class, ok
}
