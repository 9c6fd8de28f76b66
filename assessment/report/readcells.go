package report

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/xuri/excelize/v2"
)

// MostWorkbook is the largest workbook that ReadBack takes, in bytes.
const MostWorkbook = 24 << 20

// reportLimits hold the cells of a report that a reader may change, however many
// computers the report is of.
var reportLimits = limits{part: 24 << 20, rows: 400, column: 20}

// sealedPart is the name, in UTF-16, of the part that a workbook locked with a
// password has: old workbooks begin with the same bytes.
var sealedPart = []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")

// sheetCells reads the first rows and columns of one sheet.
func sheetCells(data []byte, password, name string) (sheet foreignSheet, err error) {
	if len(data) > MostWorkbook {
		return sheet, fmt.Errorf("it is larger than %d MB, and no report of Ounce is", MostWorkbook>>20)
	}
	if bytes.HasPrefix(data, []byte{0xd0, 0xcf, 0x11, 0xe0}) {
		if !bytes.Contains(data, sealedPart) {
			return sheet, errors.New("it is an Excel workbook of the old kind; please save it as .xlsx")
		}
		if data, err = unsealed(data, password); err != nil {
			return sheet, err
		}
	}
	most := reportLimits
	most.only = name
	sheets, err := readWorkbook(data, most)
	if errors.Is(err, errNoSheet) {
		return sheet, fmt.Errorf("it has no sheet %s, so it is no report of Ounce", name)
	}
	if errors.Is(err, errElsewhere) {
		return sheet, fmt.Errorf("it %w", err)
	}
	if err != nil {
		return sheet, errors.New("it is no Excel workbook that Ounce wrote")
	}
	return sheets[0], nil
}

// unsealed opens a workbook that is locked with a password.
func unsealed(data []byte, password string) (plain []byte, err error) {
	if password == "" {
		return nil, fmt.Errorf("it is locked with a password; please give it with --password")
	}
	defer func() { // the library was seen to panic on files that mean harm
		if recover() != nil {
			plain, err = nil, fmt.Errorf("it is damaged")
		}
	}()
	plain, err = excelize.Decrypt(data, &excelize.Options{Password: password})
	if err != nil || !bytes.HasPrefix(plain, []byte("PK")) {
		return nil, fmt.Errorf("this password does not open it, or it is damaged")
	}
	return plain, nil
}
