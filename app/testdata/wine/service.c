// A service that runs and does nothing, under whatever name it is started.
#include <windows.h>
static SERVICE_STATUS_HANDLE handle;
static HANDLE over;

static void tell(DWORD state) {
	SERVICE_STATUS status = {SERVICE_WIN32_OWN_PROCESS, state, SERVICE_ACCEPT_STOP | SERVICE_ACCEPT_SHUTDOWN};
	SetServiceStatus(handle, &status);
}
static void WINAPI control(DWORD code) {
	if (code == SERVICE_CONTROL_STOP || code == SERVICE_CONTROL_SHUTDOWN) SetEvent(over);
}
static void WINAPI work(DWORD count, LPWSTR *names) {
	handle = RegisterServiceCtrlHandlerW(names[0], control);
	tell(SERVICE_RUNNING);
	WaitForSingleObject(over, INFINITE);
	tell(SERVICE_STOPPED);
}
int main(void) {
	SERVICE_TABLE_ENTRYW table[] = {{L"", work}, {NULL, NULL}};
	over = CreateEventW(NULL, TRUE, FALSE, NULL);
	return !StartServiceCtrlDispatcherW(table);
}
