package org.hactl.vrrp.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.vrrp.model.Input;

/**
 * Finds out for the routers that wait for it that their interface forwards: that it has received
 * something since they began to wait. What a switch says of itself counts as well, as long as its
 * port does not forward; the kernel's counter does not tell who sent.
 */
final class ForwardingWatch {
  private static final long INTERVAL_NANOS = 100_000_000L;

  private final VrrpNetwork network;

  /** The interface's receive counter when the first router began to wait. */
  private final Map<String, Long> before = new HashMap<>();

  private long nextNanos = Long.MAX_VALUE;

  ForwardingWatch(VrrpNetwork network) {
    this.network = network;
  }

  /** When {@link #look} is to be called next. */
  long nextNanos() {
    return nextNanos;
  }

  /** Looks at the interfaces of those routers that wait. */
  void look(Collection<ActiveRouter> routers, long nowNanos) {
    Map<String, Boolean> forwards = new HashMap<>();
    for (ActiveRouter router : routers) {
      if (router.machine().awaitsFrame()
          && forwards.computeIfAbsent(router.config().interfaceName(), this::hasReceived)) {
        router.step(new Input.FrameHeard(), nowNanos);
      }
    }
    before.keySet().retainAll(forwards.keySet());
    nextNanos = forwards.isEmpty() ? Long.MAX_VALUE : nowNanos + INTERVAL_NANOS;
  }

  private boolean hasReceived(String interfaceName) {
    try {
      long frames = network.receivedFrames(interfaceName);
      return frames > before.computeIfAbsent(interfaceName, _ -> frames);
    } catch (LinuxException e) {
      // Its time is limited anyway.
      return false;
    }
  }
}
