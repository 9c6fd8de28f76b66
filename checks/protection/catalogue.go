package protection

import (
	"strings"

	"ounce/assets"
	"ounce/checks"
)

// product is one row of assets/products/protection.yaml, which says what its
// columns mean.
type product struct {
	ID        string      `yaml:"id"`
	Name      string      `yaml:"name"`
	Antivirus bool        `yaml:"antivirus"`
	Watched   bool        `yaml:"watched"`
	State     string      `yaml:"state"`
	Windows   windowsSign `yaml:"windows"`
	MacOS     macosSign   `yaml:"macos"`
	Linux     linuxSign   `yaml:"linux"`
}

type windowsSign struct {
	Services []string `yaml:"services"`
	Names    []string `yaml:"names"`
}

type macosSign struct {
	Extensions []string `yaml:"extensions"`
	Apps       []string `yaml:"apps"`
	Daemons    []string `yaml:"daemons"`
}

type linuxSign struct {
	Units     []string `yaml:"units"`
	IdleUnits []string `yaml:"idle_units"`
}

// catalogue reads the products from the assets.
func catalogue() ([]product, error) {
	var file struct {
		Products []product `yaml:"products"`
	}
	err := assets.Read("products/protection.yaml", &file)
	return file.Products, err
}

// found makes a product of a machine out of a row of the catalogue.
func (p product) found(state checks.Fact[checks.ProductState]) checks.SecurityProduct {
	return checks.SecurityProduct{
		ID: p.ID, Name: p.Name, Antivirus: p.Antivirus, Watched: p.Watched, State: state,
	}
}

// byName finds the product that Windows Security Center shows under a name. A
// name that is not in the catalogue is a product of its own.
func byName(products []product, name string) product {
	for _, p := range products {
		for _, start := range p.Windows.Names {
			if hasPrefixFold(name, start) {
				return p
			}
		}
	}
	return product{Name: name, Antivirus: true}
}

func hasPrefixFold(text, start string) bool {
	return len(text) >= len(start) && strings.EqualFold(text[:len(start)], start)
}
