// Says where the inside of the window named Ounce lies on the screen, without
// the frame that Windows puts around it: left top width height.
#include <stdio.h>
#include <windows.h>
int main(void) {
	HWND window = FindWindowW(NULL, L"Ounce");
	POINT corner = {0, 0};
	RECT inside;
	if (window == NULL || !ClientToScreen(window, &corner) || !GetClientRect(window, &inside))
		return 1;
	printf("%ld %ld %ld %ld\n", corner.x, corner.y, inside.right, inside.bottom);
	return 0;
}
