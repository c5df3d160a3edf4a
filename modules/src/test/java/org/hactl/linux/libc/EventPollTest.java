package org.hactl.linux.libc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.hactl.linux.kernel.LinkFacts;
import org.hactl.linux.netlink.LinkProbe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EventPollTest {
  private static final long HOUR_NANOS = 3_600_000_000_000L;

  private final List<Integer> readable = new ArrayList<>();

  @Test
  void returnsAtTheDeadline() {
    try (EventPoll poll = EventPoll.open()) {
      long before = System.nanoTime();
      poll.await(1_000_000, readable::add);
      assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(1_000_000);
      poll.await(0, readable::add);
      poll.await(-5, readable::add);
      assertThat(readable).isEmpty();
    }
  }

  @Test
  void wakesForAnotherThread() throws Exception {
    try (EventPoll poll = EventPoll.open()) {
      Thread other = Thread.ofPlatform().start(poll::wake);
      poll.await(HOUR_NANOS, readable::add);
      other.join();
      poll.wake();
      poll.wake();
      poll.await(HOUR_NANOS, readable::add);
      assertThat(readable).isEmpty();
    }
  }

  @Test
  void gathersUntilItIsWokenOrTheDeadlineIsNear() throws Exception {
    byte[] one = {1, 0, 0, 0, 0, 0, 0, 0};
    int counter = LibC.eventfd(0, LibC.SOCK_NONBLOCK);
    try (EventPoll poll = EventPoll.open()) {
      poll.add(counter);
      LibC.write(counter, one, one.length);
      poll.gather(1, HOUR_NANOS, readable::add);
      assertThat(readable).containsExactly(counter);
      poll.gather(3_600_000, 1_000_000, readable::add);
      assertThat(readable).containsExactly(counter, counter);
      poll.wake();
      poll.gather(3_000_000, HOUR_NANOS, readable::add);
      assertThat(readable).containsExactly(counter, counter, counter);
    } finally {
      LibC.close(counter);
    }
  }

  @Test
  void reportsWhichDescriptorIsReadable() {
    byte[] one = {1, 0, 0, 0, 0, 0, 0, 0};
    int counter = LibC.eventfd(0, LibC.SOCK_NONBLOCK);
    try (EventPoll poll = EventPoll.open()) {
      poll.add(counter);
      LibC.write(counter, one, one.length);
      poll.await(HOUR_NANOS, readable::add);
      assertThat(readable).containsExactly(counter);
      poll.remove(counter);
      poll.wake();
      poll.await(HOUR_NANOS, readable::add);
      assertThat(readable).containsExactly(counter);
    } finally {
      LibC.close(counter);
    }
  }

  @Test
  void quotesTheErrorOfTheKernel() {
    try (EventPoll poll = EventPoll.open()) {
      assertThatThrownBy(() -> poll.add(-1))
          .hasMessage("wait for descriptor -1: Bad file descriptor (EBADF)");
    }
  }

  @Test
  void looksAtInterfaces() {
    try (LinkProbe probe = LinkProbe.open()) {
      LinkFacts loopback = probe.look("lo");
      assertThat(loopback).isNotNull();
      assertThat(loopback.index()).isPositive();
      assertThat(probe.look("hactl-no-such")).isNull();
    }
    assertThat(BootClock.nanos()).isPositive();
  }
}
