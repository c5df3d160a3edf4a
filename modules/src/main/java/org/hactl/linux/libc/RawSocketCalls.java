package org.hactl.linux.libc;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The C library's functions behind sockets, epoll and scheduling, mapped directly. Addresses of
 * memory are longs: only 64-bit systems are supported.
 *
 * <p>Those that declare {@link LastErrorException} throw it where they fail; the others answer -1,
 * and {@link Native#getLastError()} tells why.
 */
public final class RawSocketCalls {
  public static final int EINTR = 4;
  public static final int EAGAIN = 11;
  public static final int ENODEV = 19;
  public static final int EADDRINUSE = 98;
  public static final int ENOBUFS = 105;

  public static final int AF_INET = 2;
  public static final int AF_INET6 = 10;
  public static final int AF_PACKET = 17;
  public static final int SOCK_DGRAM = 2;
  public static final int SOCK_RAW = 3;
  public static final int SOCK_NONBLOCK = 0x800;
  public static final int SOCK_CLOEXEC = 0x80000;

  static {
    Native.register(RawSocketCalls.class, Platform.C_LIBRARY_NAME);
  }

  private RawSocketCalls() {}

  public static native int socket(int domain, int type, int protocol) throws LastErrorException;

  public static native int bind(int fd, byte[] address, int length) throws LastErrorException;

  public static native int setsockopt(int fd, int level, int option, byte[] value, int length)
      throws LastErrorException;

  public static native int ioctl(int fd, long request, byte[] argument);

  public static native long sendto(
      int fd, long buffer, long length, int flags, byte[] address, int addressLength);

  public static native long sendto(
      int fd, long buffer, long length, int flags, long address, int addressLength);

  public static native long recvmsg(int fd, long header, int flags);

  public static native int sendmmsg(int fd, long messages, int count, int flags);

  public static native int recvmmsg(int fd, long messages, int count, int flags, long timeout);

  public static native int getsockopt(int fd, int level, int option, byte[] value, int[] length);

  public static native int close(int fd);

  static native long read(int fd, byte[] buffer, long length);

  static native long write(int fd, byte[] buffer, long length);

  static native int epoll_create1(int flags) throws LastErrorException;

  static native int epoll_ctl(int epoll, int operation, int fd, byte[] event)
      throws LastErrorException;

  static native int epoll_wait(int epoll, long events, int maxEvents, int timeoutMillis);

  static native int eventfd(int value, int flags) throws LastErrorException;

  static native int timerfd_create(int clock, int flags) throws LastErrorException;

  static native int timerfd_settime(int fd, int flags, long[] value, long old)
      throws LastErrorException;

  static native int clock_gettime(int clock, long[] time) throws LastErrorException;

  static native int sched_setscheduler(int pid, int policy, int[] parameters)
      throws LastErrorException;

  static native String strerror(int error);

  /** Where a direct buffer lies. */
  public static long addressOf(ByteBuffer direct) {
    return com.sun.jna.Pointer.nativeValue(Native.getDirectBufferPointer(direct));
  }

  /** An exception that says what was being done and what the kernel answered. */
  public static IOException failure(String action, int error) {
    return new IOException("cannot " + action + ": " + strerror(error) + " (errno " + error + ")");
  }

  public static IOException failure(String action, LastErrorException cause) {
    IOException failure = failure(action, cause.getErrorCode());
    failure.initCause(cause);
    return failure;
  }
}
