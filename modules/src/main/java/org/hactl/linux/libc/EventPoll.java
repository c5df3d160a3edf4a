package org.hactl.linux.libc;

import static org.hactl.linux.libc.RawSocketCalls.EINTR;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntConsumer;

/**
 * Waits for sockets, for a deadline to the nanosecond, and for other threads, with one call
 * (epoll(7), timerfd_create(2), eventfd(2)). One thread waits; {@link #wake} alone may be called
 * from others.
 */
public final class EventPoll implements AutoCloseable {
  private static final int CLOEXEC = 0x80000;
  private static final int NONBLOCK = 0x800;

  /** A timer that ran out in a suspend fires at its end. */
  private static final int CLOCK_BOOTTIME = 7;

  private static final int EPOLL_CTL_ADD = 1;
  private static final int EPOLL_CTL_DEL = 2;
  private static final int EPOLLIN = 1;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final int MAX_EVENTS = 64;

  /** struct epoll_event is packed on x86-64 and on nothing else. */
  private static final int DATA_OFFSET = Platform.isIntel() ? 4 : 8;

  private static final int EVENT_BYTES = DATA_OFFSET + 8;

  private final int epoll;

  /** What cuts {@link #gather} short. */
  private final int urgent;

  private final int wakeup;
  private final int timer;
  private final ByteBuffer events =
      ByteBuffer.allocateDirect(MAX_EVENTS * EVENT_BYTES).order(ByteOrder.nativeOrder());
  private final long eventsAddress = RawSocketCalls.addressOf(events);
  private final byte[] counter = new byte[8];
  private final long[] timerValue = new long[4];
  private boolean armed;
  private long armedUntilNanos;

  private EventPoll(int epoll, int urgent, int wakeup, int timer) {
    this.epoll = epoll;
    this.urgent = urgent;
    this.wakeup = wakeup;
    this.timer = timer;
  }

  /**
   * Opens it.
   *
   * @throws IOException with the kernel's answer
   */
  public static EventPoll open() throws IOException {
    try {
      EventPoll poll =
          new EventPoll(
              RawSocketCalls.epoll_create1(CLOEXEC),
              RawSocketCalls.epoll_create1(CLOEXEC),
              RawSocketCalls.eventfd(0, CLOEXEC | NONBLOCK),
              RawSocketCalls.timerfd_create(CLOCK_BOOTTIME, CLOEXEC | NONBLOCK));
      poll.add(poll.wakeup);
      poll.add(poll.timer);
      RawSocketCalls.epoll_ctl(poll.urgent, EPOLL_CTL_ADD, poll.wakeup, readable(poll.wakeup));
      return poll;
    } catch (LastErrorException e) {
      throw RawSocketCalls.failure("open an epoll instance", e);
    }
  }

  /** Waits for that descriptor, too, to have something to read. */
  public void add(int fd) throws IOException {
    try {
      RawSocketCalls.epoll_ctl(epoll, EPOLL_CTL_ADD, fd, readable(fd));
    } catch (LastErrorException e) {
      throw RawSocketCalls.failure("wait for descriptor " + fd, e);
    }
  }

  /** Waits for that descriptor no more. */
  public void remove(int fd) throws IOException {
    try {
      RawSocketCalls.epoll_ctl(epoll, EPOLL_CTL_DEL, fd, readable(fd));
    } catch (LastErrorException e) {
      throw RawSocketCalls.failure("stop waiting for descriptor " + fd, e);
    }
  }

  /**
   * Waits until there is something to read, {@link #wake} was called, or the time is over. May
   * return sooner without any of them, at a time that an earlier call had named.
   *
   * @param timeoutNanos 0 or less to only look
   * @param readable told each descriptor that has something to read
   */
  public void await(long timeoutNanos, IntConsumer readable) throws IOException {
    boolean waits = timeoutNanos > 0;
    if (waits) {
      armTimer(timeoutNanos, System.nanoTime());
    }
    int count = RawSocketCalls.epoll_wait(epoll, eventsAddress, MAX_EVENTS, waits ? -1 : 0);
    if (count < 0) {
      int error = Native.getLastError();
      if (error == EINTR) {
        return;
      }
      throw RawSocketCalls.failure("wait for events", error);
    }
    for (int index = 0; index < count; index++) {
      int fd = events.getInt(index * EVENT_BYTES + DATA_OFFSET);
      if (fd == wakeup || fd == timer) {
        RawSocketCalls.read(fd, counter, counter.length);
        armed &= fd != timer;
      } else {
        readable.accept(fd);
      }
    }
  }

  /**
   * The same, but lets what comes to read gather for a while first, so that much of it costs one
   * wake-up and not many. Neither the deadline nor {@link #wake} is late for that.
   */
  public void gather(int millis, long timeoutNanos, IntConsumer readable) throws IOException {
    long deadlineNanos = System.nanoTime() + timeoutNanos;
    if (millis > 0 && timeoutNanos > millis * NANOS_PER_MILLI) {
      // Whatever it answers, the next call finds out what there is.
      RawSocketCalls.epoll_wait(urgent, eventsAddress, MAX_EVENTS, millis);
    }
    await(deadlineNanos - System.nanoTime(), readable);
  }

  /** Lets {@link #await} return, now or the next time it is called. */
  public void wake() {
    byte[] one = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder()).putLong(1).array();
    RawSocketCalls.write(wakeup, one, one.length);
  }

  @Override
  public void close() {
    RawSocketCalls.close(urgent);
    RawSocketCalls.close(timer);
    RawSocketCalls.close(wakeup);
    RawSocketCalls.close(epoll);
  }

  /**
   * A timer that is to go off sooner stays as it is: most deadlines move on before they come, and
   * to return a little early once costs less than to set it with every packet.
   */
  private void armTimer(long timeoutNanos, long nowNanos) throws IOException {
    if (armed && armedUntilNanos - nowNanos <= timeoutNanos) {
      return;
    }
    armed = true;
    armedUntilNanos = nowNanos + timeoutNanos;
    timerValue[2] = timeoutNanos / NANOS_PER_SECOND;
    timerValue[3] = timeoutNanos % NANOS_PER_SECOND;
    try {
      RawSocketCalls.timerfd_settime(timer, 0, timerValue, 0);
    } catch (LastErrorException e) {
      throw RawSocketCalls.failure("set a timer", e);
    }
  }

  private static byte[] readable(int fd) {
    ByteBuffer event = ByteBuffer.allocate(EVENT_BYTES).order(ByteOrder.nativeOrder());
    return event.putInt(0, EPOLLIN).putInt(DATA_OFFSET, fd).array();
  }
}
