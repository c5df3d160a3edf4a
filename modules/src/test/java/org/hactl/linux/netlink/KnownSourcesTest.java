package org.hactl.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.Kernel;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.net.InetAddresses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KnownSourcesTest {
  private static final List<InetAddress> ONE = List.of(InetAddresses.parse("192.0.2.1"));
  private static final List<InetAddress> TWO = List.of(InetAddresses.parse("192.0.2.2"));

  private final Kernel kernel = new Kernel();
  private final List<Integer> changed = new CopyOnWriteArrayList<>();
  private final KnownSources sources = new KnownSources(kernel, changed::add);

  /** A kernel that answers once for each permit of {@code may}. */
  private static final class Kernel implements SourceList {
    final Semaphore may = new Semaphore(1);
    final AtomicInteger answers = new AtomicInteger();
    volatile List<InetAddress> addresses = ONE;
    volatile boolean refuses;
    volatile boolean closed;

    @Override
    public List<InetAddress> list(int index) {
      may.acquireUninterruptibly();
      try {
        if (refuses) {
          throw new LinuxException("list", "addresses", Errno.ENOBUFS, "");
        }
        return addresses;
      } finally {
        answers.incrementAndGet();
      }
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @AfterEach
  void close() {
    sources.close();
    kernel.may.release(100);
    await().until(() -> kernel.closed);
  }

  @Test
  void onlyTheFirstLookWaits() {
    assertThat(sources.list(7)).isEqualTo(ONE);
    kernel.addresses = TWO;
    // The kernel does not answer from now on.
    assertThat(sources.list(7)).isEqualTo(ONE);
    assertThat(sources.list(7)).isEqualTo(ONE);
    kernel.may.release();
    await().until(() -> changed.equals(List.of(7)));
    assertThat(sources.list(7)).isEqualTo(TWO);
  }

  @Test
  void unchangedAddressesAreNotReported() {
    sources.list(7);
    sources.list(7);
    kernel.may.release();
    await().until(() -> kernel.answers.get() == 2);
    kernel.addresses = TWO;
    sources.list(7);
    kernel.may.release();
    await().until(() -> !changed.isEmpty());
    assertThat(changed).containsExactly(7);
  }

  @Test
  void knownAddressesStayWhenTheKernelRefuses() {
    sources.list(7);
    kernel.refuses = true;
    sources.list(7);
    kernel.may.release();
    await().until(() -> kernel.answers.get() == 2);
    kernel.refuses = false;
    kernel.addresses = TWO;
    assertThat(sources.list(7)).isEqualTo(ONE);
    kernel.may.release();
    await().until(() -> !changed.isEmpty());
    assertThat(sources.list(7)).isEqualTo(TWO);
  }
}
