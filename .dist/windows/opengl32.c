// Stands in for the import library of opengl32.dll. A program that imports it
// takes it from its own folder first, and that folder may be Downloads, where
// anything can lie. Here it comes from Windows' own folder, when first needed.
#include <windows.h>

static PROC WINAPI from_system_folder(LPCSTR name) {
	static PROC(WINAPI * get)(LPCSTR);
	if (get == NULL) {
		HMODULE gl = LoadLibraryExW(L"opengl32.dll", NULL, LOAD_LIBRARY_SEARCH_SYSTEM32);
		if (gl != NULL)
			get = (PROC(WINAPI *)(LPCSTR))GetProcAddress(gl, "wglGetProcAddress");
	}
	return get != NULL ? get(name) : NULL;
}

PROC(WINAPI * const __imp_wglGetProcAddress)(LPCSTR) = from_system_folder;
