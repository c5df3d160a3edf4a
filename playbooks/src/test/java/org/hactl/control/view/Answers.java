package org.hactl.control.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.hactl.api.AddressView;
import org.hactl.api.CapacityView;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.Convergence;
import org.hactl.api.HostStatus.OtherMasterView;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.api.RealServerView;
import org.hactl.api.RealServerView.Health;
import org.hactl.api.ServiceView;
import org.hactl.api.SiteVersion;
import org.jspecify.annotations.Nullable;

/** Builds what a host answers: a director of VI_1 with one VIP, unless a test says otherwise. */
public final class Answers {
  public static final long NOW = 1_800_000_000_000L;
  public static final String VIP = "192.168.0.254";
  public static final long OLD = 3_600_000;

  private final String host;
  private final List<RouterView> routers = new ArrayList<>();
  private final List<ServiceView> services = new ArrayList<>();
  private @Nullable List<AddressView> addresses = new ArrayList<>();
  private String vip = VIP;
  private long clockAhead;
  private @Nullable SiteVersion version;
  private @Nullable String digest;

  private Answers(String host) {
    this.host = host;
  }

  /** A host that runs no router. */
  public static Answers host(String host) {
    return new Answers(host);
  }

  public static Answers master(String host) {
    return host(host).router("MASTER", OLD, null).has(VIP, "eth0");
  }

  public static Answers backup(String host) {
    return host(host).router("BACKUP", OLD, "192.168.0.14");
  }

  public static Answers fault(String host) {
    return host(host).router("FAULT", OLD, null);
  }

  /** The VIP of the routers that follow. */
  public Answers vip(String address) {
    vip = address;
    return this;
  }

  public Answers router(String state, long ageMillis, @Nullable String hears) {
    return router(state, ageMillis, hears, null, Map.of());
  }

  public Answers router(
      String state,
      long ageMillis,
      @Nullable String hears,
      @Nullable OtherMasterView other,
      Map<String, Long> counters) {
    return router("VI_1", 51, state, ageMillis, hears, other, counters);
  }

  /** Another router than VI_1, at the same VIP. */
  public Answers router(
      String name, int virtualRouterId, String state, long ageMillis, @Nullable String hears) {
    return router(name, virtualRouterId, state, ageMillis, hears, null, Map.of());
  }

  private Answers router(
      String name,
      int virtualRouterId,
      String state,
      long ageMillis,
      @Nullable String hears,
      @Nullable OtherMasterView other,
      Map<String, Long> counters) {
    routers.add(
        RouterView.builder(name, virtualRouterId, 2, "eth0")
            .state(
                state, state.equals("FAULT") ? "interface-down" : "advert-timeout", NOW - ageMillis)
            .priority(100, 100)
            .master(hears, hears == null ? 0 : 100)
            .addresses(List.of(vip), List.of(vip + "/24"))
            .otherMaster(other)
            .counters(counters)
            .advertIntervalMillis(1_000L)
            .build());
    return this;
  }

  public Answers has(String address, String interfaceName) {
    if (addresses != null) {
      addresses.add(new AddressView(address, interfaceName));
    }
    return this;
  }

  public Answers withoutAddresses() {
    addresses = null;
    return this;
  }

  public Answers serving(String name, RealServerView... servers) {
    services.add(new ServiceView(name, VIP + ":80/tcp", "rr", "dr", Arrays.asList(servers)));
    return this;
  }

  Answers serving(String name, CapacityView capacity, RealServerView... servers) {
    services.add(
        new ServiceView(
            name, VIP + ":80/tcp", "rr", "dr", Arrays.asList(servers), null, 0, capacity));
    return this;
  }

  /** Leaves its services out. */
  Answers brief(String servicesDigest) {
    digest = servicesDigest;
    return this;
  }

  public static RealServerView server(String host, Health health) {
    String address = "192.168.0.2" + host.charAt(host.length() - 1);
    return RealServerView.builder(host, address, 80)
        .weight(1)
        .health(health, 0, "connection refused")
        .connections(0L, 0L)
        .build();
  }

  /** The version of the site that the host holds; the digest of its state is {@code d}. */
  public Answers holding(SiteVersion held) {
    version = held;
    return this;
  }

  public Answers clockAhead(long millis) {
    clockAhead = millis;
    return this;
  }

  public HostAnswer answer() {
    // All times of a host are by its own clock.
    HostStatus status =
        HostStatus.builder(host)
            .agent("0.1.0", "d")
            .times(NOW + clockAhead, 0)
            .generation(3, "d", true, 0)
            .convergence(Convergence.CONVERGED, List.of())
            .routers(routers)
            .services(services)
            .addresses(addresses)
            .version(version)
            .servicesDigest(digest)
            .build();
    return HostAnswer.of(host, status, NOW);
  }
}
