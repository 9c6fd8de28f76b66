// Package plists reads property lists of macOS, binary and XML, without trusting
// them: a damaged one is an error and never ends the program.
package plists

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/micromdm/plist"
)

// Unmarshal decodes a property list. A binary one that holds itself, or that
// would grow beyond measure when written out, is refused before the library
// follows it; where the library panics that is an error.
func Unmarshal(data []byte, into any) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("a damaged property list: %v", p)
		}
	}()
	if bytes.HasPrefix(data, []byte("bplist")) {
		err = bounded(data)
	} else if bytes.Count(data, []byte("<array"))+bytes.Count(data, []byte("<dict")) > mostNested {
		err = errors.New("far too many lists in a property list")
	}
	if err != nil {
		return err
	}
	return plist.Unmarshal(data, into)
}

const (
	mostNested = 100_000   // lists in an XML property list
	mostParts  = 1_000_000 // parts of a binary one, written out
	deepest    = 500       // lists in each other
)

var errDamaged = errors.New("a damaged property list")

// objects are the objects of a binary property list, by its table of offsets
// (CFBinaryPList.c: the last 32 bytes say where that is and how wide its numbers
// are).
type objects struct {
	data                []byte
	offsets             []byte
	offsetSize, refSize int
	count, table        uint64
	sizes               map[uint64]int // parts when written out; 0 while it is being counted
}

func bounded(data []byte) error {
	if len(data) < 40 {
		return errDamaged
	}
	end := data[len(data)-32:]
	o := objects{
		data: data[:len(data)-32], offsetSize: int(end[6]), refSize: int(end[7]),
		count: binary.BigEndian.Uint64(end[8:]), table: binary.BigEndian.Uint64(end[24:]), sizes: map[uint64]int{},
	}
	size := uint64(len(o.data))
	if o.offsetSize < 1 || o.offsetSize > 8 || o.refSize < 1 || o.refSize > 8 || o.table > size || o.count > (size-o.table)/uint64(o.offsetSize) {
		return errDamaged
	}
	o.offsets = o.data[o.table:]
	_, err := o.parts(binary.BigEndian.Uint64(end[16:]), 0)
	return err
}

func number(data []byte) uint64 {
	var n uint64
	for _, b := range data {
		n = n<<8 | uint64(b)
	}
	return n
}

// parts counts an object and all that it holds.
func (o *objects) parts(object uint64, depth int) (int, error) {
	if object >= o.count || depth > deepest {
		return 0, errDamaged
	}
	if n, known := o.sizes[object]; known {
		if n == 0 {
			return 0, errors.New("a property list that holds itself")
		}
		return n, nil
	}
	o.sizes[object] = 0
	width := uint64(o.offsetSize)
	at := number(o.offsets[object*width : (object+1)*width])
	if at >= uint64(len(o.data)) {
		return 0, errDamaged
	}
	kind, many := o.data[at]>>4, uint64(o.data[at]&0xf)
	at++
	total := 1
	if kind == 0xA || kind == 0xB || kind == 0xC || kind == 0xD {
		if many == 0xf { // the count follows as a number of 2^n bytes
			if at >= uint64(len(o.data)) || o.data[at]>>4 != 1 || o.data[at]&0xf > 3 {
				return 0, errDamaged
			}
			bytes := uint64(1) << (o.data[at] & 0xf)
			if at+1+bytes > uint64(len(o.data)) {
				return 0, errDamaged
			}
			many = number(o.data[at+1 : at+1+bytes])
			at += 1 + bytes
		}
		refs := many
		if kind == 0xD {
			refs = 2 * many
		}
		if many > uint64(len(o.data)) || refs > (uint64(len(o.data))-at)/uint64(o.refSize) {
			return 0, errDamaged
		}
		for i := range refs {
			from := at + i*uint64(o.refSize)
			n, err := o.parts(number(o.data[from:from+uint64(o.refSize)]), depth+1)
			if err != nil {
				return 0, err
			}
			if total += n; total > mostParts {
				return 0, errors.New("a property list that grows beyond measure")
			}
		}
	}
	o.sizes[object] = total
	return total, nil
}
