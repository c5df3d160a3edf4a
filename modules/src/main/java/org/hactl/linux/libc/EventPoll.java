package org.hactl.linux.libc;

import com.sun.jna.LastErrorException;
import com.sun.jna.Platform;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntConsumer;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.LinuxException;

/**
 * Waits with one call for sockets, for a deadline to the nanosecond, and for other threads
 * (epoll(7), timerfd_create(2), eventfd(2)). One thread waits; other threads may call only {@link
 * #wake}, {@link #addOnce} and {@link #remove}.
 */
public final class EventPoll implements AutoCloseable {
  private static final int CLOEXEC = 0x80000;
  private static final int NONBLOCK = 0x800;

  /** A timer that expires during a suspend fires when the host resumes. */
  private static final int CLOCK_BOOTTIME = 7;

  private static final int EPOLL_CTL_ADD = 1;
  private static final int EPOLL_CTL_DEL = 2;
  private static final int EPOLLIN = 1;
  private static final int EPOLLOUT = 4;
  private static final int EPOLLONESHOT = 1 << 30;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final int MAX_EVENTS = 64;
  private static final int FOREVER = -1;
  private static final int EINTR = Errno.EINTR.code();

  /** The offset of the data in struct epoll_event, which is packed only on x86-64. */
  private static final int DATA_OFFSET = Platform.isIntel() ? 4 : 8;

  private static final int EVENT_BYTES = DATA_OFFSET + 8;

  private final int epoll;

  /** A second epoll descriptor, with {@link #wakeUp} alone; a wake ends {@link #gather} early. */
  private final int urgent;

  private final WakeUp wakeUp;
  private final int timer;
  private final ByteBuffer events =
      ByteBuffer.allocateDirect(MAX_EVENTS * EVENT_BYTES).order(ByteOrder.nativeOrder());
  private final long eventsAddress = LibC.addressOf(events);
  private final byte[] counter = new byte[8];
  private final long[] timerValue = new long[4];
  private boolean armed;
  private long armedUntilNanos;

  private EventPoll() {
    String object = "an epoll instance";
    this.epoll = SystemCall.runInt("open", object, () -> LibC.epoll_create1(CLOEXEC));
    this.urgent = SystemCall.runInt("open", object, () -> LibC.epoll_create1(CLOEXEC));
    this.wakeUp = new WakeUp();
    this.timer =
        SystemCall.runInt(
            "open", "a timerfd", () -> LibC.timerfd_create(CLOCK_BOOTTIME, CLOEXEC | NONBLOCK));
    add(epoll, wakeUp.fd());
    add(epoll, timer);
    add(urgent, wakeUp.fd());
  }

  /**
   * Opens an epoll descriptor, with a timer.
   *
   * @throws LinuxException with the kernel's answer
   */
  public static EventPoll open() {
    return new EventPoll();
  }

  /** From now on waits for this descriptor as well. */
  public void add(int fd) {
    add(epoll, fd);
  }

  private static void add(int epoll, int fd) {
    add(epoll, fd, EPOLLIN);
  }

  private static void add(int epoll, int fd, int flags) {
    SystemCall.run(
        "wait for",
        "descriptor " + fd,
        () -> LibC.epoll_ctl(epoll, EPOLL_CTL_ADD, fd, event(fd, flags)));
  }

  /**
   * Waits once for this descriptor as well, until it can be read or written, or has an error. Any
   * thread may call this.
   */
  public void addOnce(int fd, boolean toWrite) {
    add(epoll, fd, EPOLLONESHOT | (toWrite ? EPOLLOUT : EPOLLIN));
  }

  /** From now on does not wait for this descriptor. Any thread may call this. */
  public void remove(int fd) {
    SystemCall.run(
        "stop waiting for",
        "descriptor " + fd,
        () -> LibC.epoll_ctl(epoll, EPOLL_CTL_DEL, fd, event(fd, EPOLLIN)));
  }

  /**
   * Waits until a descriptor is readable, {@link #wake} is called or the timeout expires. May
   * return earlier, if the timer of an earlier call expires first.
   *
   * @param timeoutNanos 0 or less not to wait
   * @param readable called with each descriptor that is readable
   */
  public void await(long timeoutNanos, IntConsumer readable) {
    if (timeoutNanos > 0) {
      armTimer(timeoutNanos, System.nanoTime());
      collect(FOREVER, readable);
    } else {
      collect(0, readable);
    }
  }

  /** Waits until a descriptor is readable or {@link #wake} is called. */
  public void await(IntConsumer readable) {
    collect(FOREVER, readable);
  }

  private void collect(int timeoutMillis, IntConsumer readable) {
    int count = LibC.epoll_wait(epoll, eventsAddress, MAX_EVENTS, timeoutMillis);
    if (count < 0) {
      if (SystemCall.lastErrno() == EINTR) {
        return;
      }
      throw SystemCall.failure("wait for", "events");
    }
    for (int index = 0; index < count; index++) {
      int fd = events.getInt(index * EVENT_BYTES + DATA_OFFSET);
      if (fd == wakeUp.fd() || fd == timer) {
        clear(fd);
        armed &= fd != timer;
      } else {
        readable.accept(fd);
      }
    }
  }

  private void clear(int fd) {
    try {
      LibC.read(fd, counter, counter.length);
    } catch (LastErrorException e) {
      // EAGAIN: the descriptor was not readable any more.
    }
  }

  /**
   * Like {@link #await(long, IntConsumer)}, but lets packets gather for a while first, so that many
   * of them cost one wake-up. This delays neither the deadline nor {@link #wake}.
   */
  public void gather(int millis, long timeoutNanos, IntConsumer readable) {
    long deadlineNanos = System.nanoTime() + timeoutNanos;
    if (millis > 0 && timeoutNanos > millis * NANOS_PER_MILLI) {
      // The result does not matter: the next call finds what is readable.
      LibC.epoll_wait(urgent, eventsAddress, MAX_EVENTS, millis);
    }
    await(deadlineNanos - System.nanoTime(), readable);
  }

  /** Makes {@link #await} return, now or at its next call. Any thread may call this. */
  public void wake() {
    wakeUp.wake();
  }

  @Override
  public void close() {
    SystemCall.close(urgent);
    SystemCall.close(timer);
    wakeUp.close();
    SystemCall.close(epoll);
  }

  /**
   * Sets the timer, unless it fires earlier anyway. Most deadlines are moved before they expire: an
   * early return now and then costs less than setting the timer for every packet.
   */
  private void armTimer(long timeoutNanos, long nowNanos) {
    if (armed && armedUntilNanos - nowNanos <= timeoutNanos) {
      return;
    }
    armed = true;
    armedUntilNanos = nowNanos + timeoutNanos;
    timerValue[2] = timeoutNanos / NANOS_PER_SECOND;
    timerValue[3] = timeoutNanos % NANOS_PER_SECOND;
    try {
      LibC.timerfd_settime(timer, 0, timerValue, 0);
    } catch (LastErrorException e) {
      throw SystemCall.failure("set", "a timer", e);
    }
  }

  private static byte[] event(int fd, int flags) {
    ByteBuffer event = ByteBuffer.allocate(EVENT_BYTES).order(ByteOrder.nativeOrder());
    return event.putInt(0, flags).putInt(DATA_OFFSET, fd).array();
  }
}
