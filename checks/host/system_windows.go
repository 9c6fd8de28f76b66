package host

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"syscall"
	"unsafe"

	"golang.org/x/sys/windows"

	"ounce/checks"
)

func elevated() bool { return windows.GetCurrentProcessToken().IsElevated() }

func rootFolder() string {
	folder, err := windows.GetSystemDirectory()
	if err != nil {
		return `C:\`
	}
	return folder
}

// executable leaves the answer to the start itself: Windows keeps the right in
// an access list.
func executable(string) bool { return true }

func openFile(path string) (*os.File, error) { return os.Open(path) }

// recallOnAccess marks a file whose content is fetched when it is read
// (FILE_ATTRIBUTE_RECALL_ON_OPEN, FILE_ATTRIBUTE_RECALL_ON_DATA_ACCESS).
const recallOnAccess = 0x00040000 | 0x00400000

// inCloud tells whether reading a file would fetch it over the network.
func inCloud(info fs.FileInfo) bool {
	data, ok := info.Sys().(*syscall.Win32FileAttributeData)
	return ok && data.FileAttributes&(recallOnAccess|windows.FILE_ATTRIBUTE_OFFLINE) != 0
}

// systemReason sorts the error numbers that package fs does not know.
func systemReason(err error) checks.Reason {
	var number syscall.Errno
	if !errors.As(err, &number) {
		return checks.Unreadable
	}
	return windowsReason(uint32(number))
}

// family is a program with all that it started, held together by a job.
type family struct {
	cmd *exec.Cmd
	job windows.Handle
}

func newFamily(cmd *exec.Cmd) (*family, error) {
	cmd.SysProcAttr = &syscall.SysProcAttr{
		HideWindow:    true,
		CreationFlags: windows.CREATE_NO_WINDOW | windows.CREATE_NEW_PROCESS_GROUP,
	}
	job, err := windows.CreateJobObject(nil, nil)
	if err != nil {
		return nil, err
	}
	info := windows.JOBOBJECT_EXTENDED_LIMIT_INFORMATION{}
	info.BasicLimitInformation.LimitFlags = windows.JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE
	_, err = windows.SetInformationJobObject(job, windows.JobObjectExtendedLimitInformation, uintptr(unsafe.Pointer(&info)), uint32(unsafe.Sizeof(info)))
	if err != nil {
		_ = windows.CloseHandle(job)
		return nil, err
	}
	return &family{cmd: cmd, job: job}, nil
}

// started puts the program into the job. A system that refuses, as Windows does
// inside some other jobs, leaves the program to be killed alone.
func (f *family) started() {
	process, err := windows.OpenProcess(windows.PROCESS_SET_QUOTA|windows.PROCESS_TERMINATE, false, uint32(f.cmd.Process.Pid))
	if err != nil {
		return
	}
	_ = windows.AssignProcessToJobObject(f.job, process)
	_ = windows.CloseHandle(process)
}

func (f *family) kill() error {
	_ = windows.TerminateJobObject(f.job, 1)
	return f.cmd.Process.Kill()
}

func (f *family) close() { _ = windows.CloseHandle(f.job) }
