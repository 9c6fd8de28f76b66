// A program that takes a library from wherever it lies.
#include <windows.h>
int main(void) { return LoadLibraryA("version.dll") == NULL; }
