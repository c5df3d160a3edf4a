package org.hactl.linux.netlink;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.IntConsumer;
import org.hactl.linux.kernel.CodecException;
import org.hactl.linux.kernel.LinuxException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The addresses last known, for a caller that must not wait. Before Linux 6.9 the kernel lists
 * addresses under a lock ({@code rtnl_mutex}) that is held for seconds while a network card is set
 * up or many interfaces are removed, so they are listed on a separate thread. Only the first look
 * at an interface waits.
 */
final class KnownSources implements SourceList {
  private static final Logger log = LoggerFactory.getLogger(KnownSources.class);

  private static final Duration GATHER_TIME = Duration.ofMillis(100);

  private final SourceList kernel;
  private final IntConsumer changed;
  private final Map<Integer, List<InetAddress>> known = new ConcurrentHashMap<>();
  private final Set<Integer> asked = ConcurrentHashMap.newKeySet();
  private final BlockingQueue<Integer> due = new LinkedBlockingQueue<>();
  private final Thread thread;

  /**
   * @param kernel asks the kernel, which may take seconds; closed together with this object
   * @param changed called with the index of an interface whose addresses differ from those last
   *     returned
   */
  KnownSources(SourceList kernel, IntConsumer changed) {
    this.kernel = kernel;
    this.changed = changed;
    this.thread = Thread.ofPlatform().name("interface-addresses").daemon(true).start(this::loop);
  }

  @Override
  public List<InetAddress> list(int index) {
    List<InetAddress> last = known.get(index);
    if (last == null) {
      List<InetAddress> first = kernel.list(index);
      known.put(index, first);
      return first;
    }
    if (asked.add(index)) {
      due.add(index);
    }
    return last;
  }

  private void loop() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        List<Integer> indexes = new ArrayList<>(List.of(due.take()));
        // While a program adds hundreds of addresses, listing them after each one would slow that
        // program down.
        Thread.sleep(GATHER_TIME);
        due.drainTo(indexes);
        indexes.forEach(asked::remove);
        indexes.forEach(this::look);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      kernel.close();
    }
  }

  private void look(int index) {
    try {
      List<InetAddress> now = kernel.list(index);
      if (!now.equals(known.put(index, now))) {
        changed.accept(index);
      }
    } catch (LinuxException | CodecException e) {
      // The known addresses stay, and the next look lists again.
      log.atWarn()
          .addKeyValue("interface", index)
          .addKeyValue("error", String.valueOf(e.getMessage()))
          .log("cannot list the addresses");
    }
  }

  /** Stops the thread, but does not wait for the kernel's answer if it is listing addresses. */
  @Override
  public void close() {
    thread.interrupt();
  }
}
