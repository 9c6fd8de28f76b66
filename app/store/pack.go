package store

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"

	"ounce/checks"
)

var errTooMuch = errors.New("it holds more than any assessment does")

// pack packs what is written.
func pack(write func(io.Writer) error) ([]byte, error) {
	var buf bytes.Buffer
	zip, err := gzip.NewWriterLevel(&buf, gzip.BestSpeed)
	if err != nil {
		return nil, err
	}
	if err := write(zip); err != nil {
		return nil, err
	}
	if err := zip.Close(); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

// unpack unpacks at most limit bytes, to the end.
func unpack(r io.Reader, limit int64, decode func(io.Reader) error) error {
	zip, err := gzip.NewReader(r)
	if err != nil {
		return err
	}
	limited := &io.LimitedReader{R: zip, N: limit}
	err = decode(limited)
	if err == nil {
		// The rest is read so that the checksum at the end is looked at.
		_, err = io.Copy(io.Discard, limited)
	}
	if limited.N <= 0 {
		return errTooMuch
	}
	return errors.Join(err, zip.Close())
}

// The limits of one list: the size in bytes of a machine's JSON, and how many
// machines there are.
const (
	maxMachine   = 4 << 20
	mostMachines = 5000
)

// packMachines packs a list as one line of JSON a machine, so that hundreds of
// them never stand in memory as text.
func packMachines(machines []checks.Machine) ([]byte, error) {
	return pack(func(w io.Writer) error {
		lines := json.NewEncoder(w)
		for _, m := range machines {
			if err := lines.Encode(m); err != nil {
				return err
			}
		}
		return nil
	})
}

// unpackMachines unpacks what packMachines packed.
func unpackMachines(r io.Reader) ([]checks.Machine, error) {
	var machines []checks.Machine
	err := unpack(r, maxMachines, func(r io.Reader) error {
		lines := bufio.NewScanner(r)
		lines.Buffer(nil, maxMachine)
		for lines.Scan() {
			if len(machines) == mostMachines {
				return errTooMuch
			}
			var m checks.Machine
			if err := json.Unmarshal(lines.Bytes(), &m); err != nil {
				return err
			}
			machines = append(machines, m)
		}
		if errors.Is(lines.Err(), bufio.ErrTooLong) {
			return errTooMuch
		}
		return lines.Err()
	})
	return machines, err
}
