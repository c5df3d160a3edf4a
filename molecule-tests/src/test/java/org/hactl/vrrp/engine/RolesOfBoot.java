package org.hactl.vrrp.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.hactl.linux.net.Family;
import org.hactl.vrrp.model.ResumeHint;
import org.hactl.vrrp.model.RouterConfig;
import org.jspecify.annotations.Nullable;

/** What a simulated host remembers of its roles from one process to the next, until it reboots. */
public final class RolesOfBoot implements RoleMemory {
  private record Key(String interfaceName, int virtualRouterId, Family family) {}

  private final LongSupplier nanos;
  private final Map<Key, Remembered> places = new HashMap<>();

  /**
   * @param nanos since the boot
   */
  public RolesOfBoot(LongSupplier nanos) {
    this.nanos = nanos;
  }

  @Override
  public Place place(RouterConfig router) {
    return places.computeIfAbsent(
        new Key(router.interfaceName(), router.virtualRouterId(), router.family()),
        _ -> new Remembered());
  }

  private final class Remembered implements Place {
    private @Nullable Duration interval;
    private long atNanos;
    private int number;

    @Override
    public void advertised(Duration now) {
      interval = now;
      atNanos = nanos.getAsLong();
    }

    @Override
    public void released() {
      interval = null;
    }

    @Override
    public @Nullable ResumeHint remembered() {
      return interval == null
          ? null
          : new ResumeHint(Duration.ofNanos(nanos.getAsLong() - atNanos), interval);
    }

    @Override
    public void numbered(int highest) {
      number = highest;
    }

    @Override
    public int highestNumber() {
      return number;
    }
  }
}
