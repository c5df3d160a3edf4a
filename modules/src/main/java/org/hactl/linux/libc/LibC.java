package org.hactl.linux.libc;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;

/**
 * The C library's calls, mapped directly: primitives and byte arrays only. {@code long} stands for
 * {@code size_t}, so this is for 64-bit hosts.
 *
 * <p>errno comes with the exception: reading it afterwards is not reliable.
 */
public final class LibC {
  static {
    Native.register(LibC.class, "c");
  }

  private LibC() {}

  public static native int socket(int domain, int type, int protocol) throws LastErrorException;

  public static native int bind(int fd, byte[] address, int length) throws LastErrorException;

  static native int getsockname(int fd, byte[] address, byte[] length) throws LastErrorException;

  public static native int setsockopt(int fd, int level, int option, byte[] value, int length)
      throws LastErrorException;

  public static native long sendto(
      int fd, byte[] data, long length, int flags, byte[] address, int addressLength)
      throws LastErrorException;

  public static native long recvfrom(
      int fd, byte[] data, long length, int flags, byte[] address, byte[] addressLength)
      throws LastErrorException;

  public static native int poll(byte[] descriptors, long count, int timeoutMillis)
      throws LastErrorException;

  public static native int open(String path, int flags) throws LastErrorException;

  public static native long read(int fd, byte[] data, long length) throws LastErrorException;

  public static native long write(int fd, byte[] data, long length) throws LastErrorException;

  static native int close(int fd) throws LastErrorException;

  static native int mkfifo(String path, int mode) throws LastErrorException;

  static native int kill(int pid, int signal) throws LastErrorException;

  static native int eventfd(int initial, int flags) throws LastErrorException;

  public static native int inotify_init1(int flags) throws LastErrorException;

  public static native int inotify_add_watch(int fd, String path, int mask)
      throws LastErrorException;

  public static native int inotify_rm_watch(int fd, int watch) throws LastErrorException;
}
