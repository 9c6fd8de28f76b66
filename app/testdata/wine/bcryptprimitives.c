// Go takes random numbers from here, and Wine 8 lacks this library.
#include <windows.h>
BOOLEAN WINAPI SystemFunction036(PVOID data, ULONG size);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T size) {
	return SystemFunction036(data, (ULONG)size);
}
