/* Drops files onto the window at a place of the screen, as a file manager does:
   drop X Y FILE... It speaks version 5 of the XDND protocol and ends with status
   0 once the window has taken the files. */
#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static Display *d;
static Window source, target;

static Atom atom(const char *name) { return XInternAtom(d, name, False); }

static void tell(const char *what, long a, long b, long c, long e) {
	XEvent event = {0};
	event.xclient.type = ClientMessage;
	event.xclient.window = target;
	event.xclient.message_type = atom(what);
	event.xclient.format = 32;
	event.xclient.data.l[0] = source;
	event.xclient.data.l[1] = a;
	event.xclient.data.l[2] = b;
	event.xclient.data.l[3] = c;
	event.xclient.data.l[4] = e;
	XSendEvent(d, target, False, NoEventMask, &event);
	XFlush(d);
}

/* The topmost window below a place that takes files. */
static Window aware(Window in, int x, int y) {
	Window root, parent, *children, found = None;
	unsigned int n;
	if (!XQueryTree(d, in, &root, &parent, &children, &n)) return None;
	for (int i = (int)n - 1; i >= 0 && !found; i--) {
		XWindowAttributes at;
		Atom type;
		int format;
		unsigned long items, left;
		unsigned char *data = NULL;
		if (!XGetWindowAttributes(d, children[i], &at) || at.map_state != IsViewable) continue;
		if (x < at.x || y < at.y || x >= at.x + at.width || y >= at.y + at.height) continue;
		XGetWindowProperty(d, children[i], atom("XdndAware"), 0, 1, False, AnyPropertyType, &type, &format, &items, &left, &data);
		if (data) XFree(data);
		found = type != None ? children[i] : aware(children[i], x - at.x, y - at.y);
	}
	if (children) XFree(children);
	return found;
}

static void give(XSelectionRequestEvent *wish, const char *list) {
	XEvent event = {0};
	XChangeProperty(d, wish->requestor, wish->property, wish->target, 8, PropModeReplace, (const unsigned char *)list, (int)strlen(list));
	event.xselection.type = SelectionNotify;
	event.xselection.requestor = wish->requestor;
	event.xselection.selection = wish->selection;
	event.xselection.target = wish->target;
	event.xselection.property = wish->property;
	event.xselection.time = wish->time;
	XSendEvent(d, wish->requestor, False, NoEventMask, &event);
	XFlush(d);
}

int main(int argc, char **argv) {
	static char list[65536];
	if (argc < 4 || !(d = XOpenDisplay(NULL))) return 2;
	int x = atoi(argv[1]), y = atoi(argv[2]);
	for (int i = 3; i < argc; i++) {
		strncat(list, "file://", sizeof list - strlen(list) - 1);
		strncat(list, argv[i], sizeof list - strlen(list) - 1);
		strncat(list, "\r\n", sizeof list - strlen(list) - 1);
	}
	Window root = DefaultRootWindow(d);
	source = XCreateSimpleWindow(d, root, 0, 0, 1, 1, 0, 0, 0);
	target = aware(root, x, y);
	if (!target) {
		fprintf(stderr, "no window takes files there\n");
		return 1;
	}
	XSetSelectionOwner(d, atom("XdndSelection"), source, CurrentTime);
	tell("XdndEnter", 5L << 24, (long)atom("text/uri-list"), 0, 0);
	tell("XdndPosition", 0, (long)x << 16 | y, CurrentTime, (long)atom("XdndActionCopy"));
	for (int waited = 0; waited < 100; waited++) {
		while (XPending(d)) {
			XEvent event;
			XNextEvent(d, &event);
			if (event.type == SelectionRequest) give(&event.xselectionrequest, list);
			if (event.type != ClientMessage) continue;
			if (event.xclient.message_type == atom("XdndStatus")) {
				if (!(event.xclient.data.l[1] & 1)) {
					fprintf(stderr, "the window refuses files\n");
					return 1;
				}
				tell("XdndDrop", 0, CurrentTime, 0, 0);
			}
			if (event.xclient.message_type == atom("XdndFinished")) return 0;
		}
		struct pollfd until = {ConnectionNumber(d), POLLIN, 0};
		poll(&until, 1, 100);
	}
	fprintf(stderr, "the window does not take the files\n");
	return 1;
}
