package org.hactl.linux.libc;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The functions of the C library that hactl calls, mapped directly: primitives and arrays of them
 * only, so that a call allocates nothing. {@code long} stands for {@code size_t} and for addresses
 * of memory: only 64-bit systems are supported.
 *
 * <p>A function that declares {@link LastErrorException} throws it if it fails; {@link SystemCall}
 * makes a {@link org.hactl.linux.kernel.LinuxException} of it. The others, called for every packet,
 * return -1, and {@link SystemCall#lastErrno()} says why.
 */
public final class LibC {
  public static final int AF_UNIX = 1;
  public static final int AF_INET = 2;
  public static final int AF_INET6 = 10;
  public static final int AF_NETLINK = 16;
  public static final int AF_PACKET = 17;
  public static final int SOCK_DGRAM = 2;
  public static final int SOCK_RAW = 3;
  public static final int SOCK_NONBLOCK = 0x800;
  public static final int SOCK_CLOEXEC = 0x80000;
  public static final int SOL_SOCKET = 1;

  static {
    Native.register(LibC.class, Platform.C_LIBRARY_NAME);
  }

  private LibC() {}

  public static native int socket(int domain, int type, int protocol) throws LastErrorException;

  public static native int bind(int fd, byte[] address, int length) throws LastErrorException;

  public static native int connect(int fd, byte[] address, int length) throws LastErrorException;

  public static native int getsockname(int fd, byte[] address, int[] length)
      throws LastErrorException;

  public static native int setsockopt(int fd, int level, int option, byte[] value, int length)
      throws LastErrorException;

  public static native int getsockopt(int fd, int level, int option, byte[] value, int[] length);

  public static native int ioctl(int fd, long request, byte[] argument);

  /**
   * @param address null if the socket is connected
   */
  public static native long sendto(
      int fd, byte[] data, long length, int flags, byte @Nullable [] address, int addressLength)
      throws LastErrorException;

  public static native long sendto(
      int fd, long data, long length, int flags, long address, int addressLength);

  public static native int sendmmsg(int fd, long messages, int count, int flags);

  public static native long recvmsg(int fd, long header, int flags);

  public static native int recvmmsg(int fd, long messages, int count, int flags, long timeout);

  public static native int open(String path, int flags) throws LastErrorException;

  public static native long read(int fd, byte[] data, long length) throws LastErrorException;

  public static native long write(int fd, byte[] data, long length) throws LastErrorException;

  static native int close(int fd);

  public static native int openat(int folder, byte[] name, int flags, int mode)
      throws LastErrorException;

  public static native int statx(int folder, byte[] name, int flags, int mask, byte[] facts)
      throws LastErrorException;

  public static native long readlinkat(int folder, byte[] name, byte[] target, long length)
      throws LastErrorException;

  public static native int mkdirat(int folder, byte[] name, int mode) throws LastErrorException;

  public static native int mkfifoat(int folder, byte[] name, int mode) throws LastErrorException;

  public static native int renameat(int folder, byte[] name, int newFolder, byte[] newName)
      throws LastErrorException;

  public static native int unlinkat(int folder, byte[] name, int flags) throws LastErrorException;

  public static native int fchown(int fd, int uid, int gid) throws LastErrorException;

  public static native int fchmod(int fd, int mode) throws LastErrorException;

  public static native int fsync(int fd) throws LastErrorException;

  public static native long fgetxattr(int fd, byte[] name, byte[] value, long length)
      throws LastErrorException;

  public static native int fsetxattr(int fd, byte[] name, byte[] value, long length, int flags)
      throws LastErrorException;

  public static native int geteuid();

  public static native int getpwnam_r(
      byte[] name, byte[] entry, long buffer, long length, long[] result);

  public static native int getpwuid_r(
      int uid, byte[] entry, long buffer, long length, long[] result);

  public static native int getgrnam_r(
      byte[] name, byte[] entry, long buffer, long length, long[] result);

  public static native int getgrgid_r(
      int gid, byte[] entry, long buffer, long length, long[] result);

  static native int kill(int pid, int signal) throws LastErrorException;

  public static native int inotify_init1(int flags) throws LastErrorException;

  public static native int inotify_add_watch(int fd, String path, int mask)
      throws LastErrorException;

  public static native int inotify_rm_watch(int fd, int watch) throws LastErrorException;

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

  static native int setpriority(int which, int who, int niceness) throws LastErrorException;

  /** Where a direct buffer lies in memory. */
  public static long addressOf(ByteBuffer direct) {
    return Pointer.nativeValue(Native.getDirectBufferPointer(direct));
  }
}
