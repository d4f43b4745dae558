/* A framebuffer that is a plain file, for a program that draws on a Linux framebuffer by itself: whatever it opens as
 * /dev/fb0 is the file of TANDAU_FRAMEBUFFER, and its two questions about the display are answered here (linux/fb.h).
 * Loaded before the program by LD_PRELOAD; for tests only. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <linux/fb.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

enum { WIDTH = 1920, HEIGHT = 1080, BYTES = 4 };

static const char *replaced(const char *path)
{
    const char *file = getenv("TANDAU_FRAMEBUFFER");
    return file && strcmp(path, "/dev/fb0") == 0 ? file : path;
}

int open(const char *path, int flags, ...)
{
    int (*real)(const char *, int, ...) = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open");
    va_list rest;
    va_start(rest, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return real(replaced(path), flags, mode);
}

int open64(const char *path, int flags, ...)
{
    int (*real)(const char *, int, ...) = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open64");
    va_list rest;
    va_start(rest, flags);
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    return real(replaced(path), flags, mode);
}

static void describe(struct fb_var_screeninfo *display)
{
    memset(display, 0, sizeof *display);
    display->xres = display->xres_virtual = WIDTH;
    display->yres = display->yres_virtual = HEIGHT;
    display->bits_per_pixel = 8 * BYTES;
    display->red = (struct fb_bitfield){.offset = 16, .length = 8};
    display->green = (struct fb_bitfield){.offset = 8, .length = 8};
    display->blue = (struct fb_bitfield){.offset = 0, .length = 8};
}

int ioctl(int file, unsigned long request, ...)
{
    int (*real)(int, unsigned long, ...) = (int (*)(int, unsigned long, ...))dlsym(RTLD_NEXT, "ioctl");
    va_list rest;
    va_start(rest, request);
    void *argument = va_arg(rest, void *);
    va_end(rest);
    if (request == FBIOGET_VSCREENINFO) {
        describe(argument);
        return 0;
    }
    if (request == FBIOGET_FSCREENINFO) {
        struct fb_fix_screeninfo *memory = argument;
        memset(memory, 0, sizeof *memory);
        memory->line_length = WIDTH * BYTES;
        memory->smem_len = WIDTH * HEIGHT * BYTES;
        return 0;
    }
    return real(file, request, argument);
}
