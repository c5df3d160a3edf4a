package org.hactl.agent.converge;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.hactl.host.HostState;
import org.hactl.host.VirtualServiceSpec;
import org.jspecify.annotations.Nullable;

/**
 * The state that was planned last. An apply follows most plans at once: what did not change is the
 * same object in both, so that no work is done twice for it, and the apply need not look at the
 * host again. Safe for use from any thread.
 */
final class PlannedState {
  private static final long LOOK_COUNTS_NANOS = Duration.ofSeconds(2).toNanos();

  private final LongSupplier nanos;
  private @Nullable HostState state;
  private String digest = "";
  private @Nullable Long lookedAtNanos;

  /**
   * @param nanos a monotonic clock
   */
  PlannedState(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** A plan has looked at the host. */
  synchronized void keep(HostState planned, String itsDigest) {
    state = planned;
    digest = itsDigest;
    lookedAtNanos = nanos.getAsLong();
  }

  /** Whether a plan has looked at the host a moment ago, and no apply has made use of that yet. */
  synchronized boolean hasJustLooked() {
    boolean just = lookedAtNanos != null && nanos.getAsLong() - lookedAtNanos < LOOK_COUNTS_NANOS;
    lookedAtNanos = null;
    state = null;
    return just;
  }

  /** The digest of a state, which is computed only if another state was planned. */
  synchronized String digest(HostState of, Function<HostState, String> compute) {
    return of.equals(state) ? digest : compute.apply(of);
  }

  /** An equal state that shares its virtual services with the planned one and the one in force. */
  synchronized HostState shared(HostState asked, HostState inForce) {
    Map<String, VirtualServiceSpec> known = new HashMap<>();
    if (state != null) {
      state.virtualServices().forEach(each -> known.put(each.text(), each));
    }
    inForce.virtualServices().forEach(each -> known.put(each.text(), each));
    List<VirtualServiceSpec> services =
        asked.virtualServices().stream()
            .map(each -> {
              VirtualServiceSpec same = known.get(each.text());
              return each.equals(same) ? same : each;
            })
            .toList();
    return asked.withVirtualServices(services);
  }
}
