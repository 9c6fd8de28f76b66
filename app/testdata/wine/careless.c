// A program that takes a library from wherever it lies. Of many libraries Wine
// prefers its own; of this one it does not.
#include <windows.h>
int main(void) { return LoadLibraryA("dwmapi.dll") == NULL; }
