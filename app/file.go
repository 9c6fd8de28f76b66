package app

import "ounce/app/disk"

// writeFile writes a file as a whole or not at all. "-" is the session's
// standard output.
func (s *session) writeFile(path string, data []byte) error {
	if path == "-" {
		_, err := s.out.Write(data)
		return err
	}
	return disk.Replace(path, data)
}
