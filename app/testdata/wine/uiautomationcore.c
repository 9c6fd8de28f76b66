// What Fyne calls for screen readers. Wine 8 declares these functions and ends
// the program that calls them; here they answer that nobody listens.
#include <windows.h>
#define ANSWER(name, ...) __declspec(dllexport) HRESULT WINAPI name(__VA_ARGS__) { return E_NOTIMPL; }
ANSWER(UiaHostProviderFromHwnd, HWND window, void **provider)
ANSWER(UiaRaiseAutomationEvent, void *provider, int event)
ANSWER(UiaRaiseStructureChangedEvent, void *provider, int kind, int *id, int length)
ANSWER(UiaDisconnectProvider, void *provider)
__declspec(dllexport) LRESULT WINAPI UiaReturnRawElementProvider(HWND window, WPARAM w, LPARAM l, void *provider) { return 0; }
