package app

import "io"

// printed is standard output. It keeps the first write that failed, so that a
// command need not look after each line and ends with status 1 all the same.
type printed struct {
	w   io.Writer
	err error
}

func (p *printed) Write(data []byte) (int, error) {
	if p.err == nil {
		_, p.err = p.w.Write(data)
	}
	return len(data), nil
}
