package gui

import (
	"runtime"
	"strconv"
	"strings"
	"unsafe"

	"golang.org/x/sys/windows"

	"fyne.io/fyne/v2/lang"
)

// The parts of Windows that a window with OpenGL needs.
var (
	user32   = windows.NewLazySystemDLL("user32.dll")
	gdi32    = windows.NewLazySystemDLL("gdi32.dll")
	kernel32 = windows.NewLazySystemDLL("kernel32.dll")

	getModuleHandle   = kernel32.NewProc("GetModuleHandleW")
	createWindow      = user32.NewProc("CreateWindowExW")
	destroyWindow     = user32.NewProc("DestroyWindow")
	getDC             = user32.NewProc("GetDC")
	releaseDC         = user32.NewProc("ReleaseDC")
	getSystemMetrics  = user32.NewProc("GetSystemMetrics")
	choosePixelFormat = gdi32.NewProc("ChoosePixelFormat")
	setPixelFormat    = gdi32.NewProc("SetPixelFormat")
)

// What Fyne's window needs at least, as its driver asks for it.
const openGLMajor, openGLMinor = 2, 1

// smRemoteSession asks whether somebody works here from afar: Microsoft's
// documentation of GetSystemMetrics.
const smRemoteSession = 0x1000

// preflight opens a window that nobody sees, asks for OpenGL there, and closes
// it, before the window toolkit tries and ends the process.
func preflight() (release func(), err error) {
	if enoughOpenGL(openGLVersion()) {
		return func() {}, nil
	}
	if remote, _, _ := getSystemMetrics.Call(smRemoteSession); remote != 0 {
		return nil, noOpenGL(lang.L("This remote desktop has no OpenGL"))
	}
	return nil, noOpenGL(lang.L("This computer has no OpenGL 2.1"))
}

// pixelFormat is PIXELFORMATDESCRIPTOR.
type pixelFormat struct {
	size, version       uint16
	flags               uint32
	pixelType, colours  byte
	_                   [13]byte
	depth, stencil, aux byte
	layer, reserved     byte
	_                   [3]uint32
}

// Flags of a pixel format: drawn to a window, by OpenGL, with two buffers.
const drawToWindow, supportOpenGL, doubleBuffer = 0x4, 0x20, 0x1

// openGLVersion gives the version of OpenGL that a window gets, as the driver
// writes it; empty when it gets none.
func openGLVersion() string {
	runtime.LockOSThread() // a context of OpenGL belongs to a thread
	defer runtime.UnlockOSThread()
	opengl := windows.NewLazySystemDLL("opengl32.dll")
	if opengl.Load() != nil {
		return ""
	}
	module, _, _ := getModuleHandle.Call(0)
	class, err := windows.UTF16PtrFromString("STATIC")
	if err != nil {
		return ""
	}
	window, _, _ := createWindow.Call(0, uintptr(unsafe.Pointer(class)), 0, 0, 0, 0, 16, 16, 0, 0, module, 0)
	if window == 0 {
		return ""
	}
	defer destroyWindow.Call(window)
	dc, _, _ := getDC.Call(window)
	if dc == 0 {
		return ""
	}
	defer releaseDC.Call(window, dc)
	format := pixelFormat{version: 1, flags: drawToWindow | supportOpenGL | doubleBuffer, colours: 32, depth: 24, stencil: 8}
	format.size = uint16(unsafe.Sizeof(format))
	chosen, _, _ := choosePixelFormat.Call(dc, uintptr(unsafe.Pointer(&format)))
	if chosen == 0 {
		return ""
	}
	if ok, _, _ := setPixelFormat.Call(dc, chosen, uintptr(unsafe.Pointer(&format))); ok == 0 {
		return ""
	}
	context, _, _ := opengl.NewProc("wglCreateContext").Call(dc)
	if context == 0 {
		return ""
	}
	defer opengl.NewProc("wglDeleteContext").Call(context)
	makeCurrent := opengl.NewProc("wglMakeCurrent")
	if ok, _, _ := makeCurrent.Call(dc, context); ok == 0 {
		return ""
	}
	defer makeCurrent.Call(0, 0)
	const glVersion = 0x1F02
	text, _, _ := opengl.NewProc("glGetString").Call(glVersion)
	if text == 0 {
		return ""
	}
	return windows.BytePtrToString((*byte)(*(*unsafe.Pointer)(unsafe.Pointer(&text))))
}

// enoughOpenGL tells whether a version such as "4.6.0 NVIDIA 551.23" is enough.
// The stand-in of Windows itself is 1.1.
func enoughOpenGL(version string) bool {
	major, rest, _ := strings.Cut(version, ".")
	minor := strings.FieldsFunc(rest, func(r rune) bool { return r < '0' || r > '9' })
	first, err := strconv.Atoi(strings.TrimSpace(major))
	if err != nil || len(minor) == 0 {
		return false
	}
	second, err := strconv.Atoi(minor[0])
	return err == nil && (first > openGLMajor || first == openGLMajor && second >= openGLMinor)
}
