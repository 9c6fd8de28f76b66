// A library that a stranger put beside the program: it leaves a trace when it is
// loaded.
#include <windows.h>
BOOL WINAPI DllMain(HINSTANCE self, DWORD reason, LPVOID reserved) {
	if (reason == DLL_PROCESS_ATTACH)
		CloseHandle(CreateFileW(L"C:\\planted.txt", GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL));
	return TRUE;
}
