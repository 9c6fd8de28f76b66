package host

import (
	"io/fs"
	"syscall"
)

// datalessFile is SF_DATALESS of sys/stat.h: the content is fetched when read.
const datalessFile = 0x40000000

// inCloud tells whether reading a file would fetch it over the network.
func inCloud(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && stat.Flags&datalessFile != 0
}
