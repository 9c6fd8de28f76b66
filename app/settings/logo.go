package settings

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // the formats that a logo can have
	_ "image/png"
	"io/fs"
	"path/filepath"

	"ounce/app/disk"
)

// The limits of a logo: its size in bytes, and its sides in pixels.
const (
	maxLogo      = 5 << 20
	shortestSide = 8
	longestSide  = 4000
)

// Logo is an image for reports.
type Logo struct {
	Data          []byte
	Format        string // png or jpeg
	Width, Height int    // pixels
}

// ReadLogo reads an image and sees to it that it is one, whole and of a sensible
// size.
func ReadLogo(path string) (Logo, error) {
	name := filepath.Base(path)
	data, err := disk.Read(path, maxLogo)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Logo{}, fmt.Errorf("the logo %s is not there", path)
	case err != nil && data == nil && !isSystem(err):
		return Logo{}, fmt.Errorf("the logo %s cannot be used: it must be a file of at most %d MB", name, maxLogo>>20)
	case err != nil:
		return Logo{}, err
	}
	config, format, err := image.DecodeConfig(bytes.NewReader(data))
	switch {
	case err != nil || format != "png" && format != "jpeg":
		return Logo{}, fmt.Errorf("the logo %s cannot be used: it is no PNG or JPEG image", name)
	case min(config.Width, config.Height) < shortestSide || max(config.Width, config.Height) > longestSide:
		return Logo{}, fmt.Errorf("the logo %s cannot be used: it has %d × %d pixels, and each side must have %d to %d", name, config.Width, config.Height, shortestSide, longestSide)
	}
	if _, _, err := image.Decode(bytes.NewReader(data)); err != nil {
		return Logo{}, fmt.Errorf("the logo %s cannot be used: the image is damaged", name)
	}
	return Logo{Data: data, Format: format, Width: config.Width, Height: config.Height}, nil
}

// isSystem tells whether the system, not the file, is in the way.
func isSystem(err error) bool {
	var system *fs.PathError
	return errors.As(err, &system)
}
