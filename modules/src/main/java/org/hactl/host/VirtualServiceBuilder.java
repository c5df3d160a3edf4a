package org.hactl.host;

import java.util.List;
import org.hactl.host.VirtualServiceSpec.ForwardMethod;
import org.hactl.host.VirtualServiceSpec.OnDown;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link VirtualServiceSpec}; the defaults are those of {@code ipvsadm}, without a check.
 */
public final class VirtualServiceBuilder {
  private final String name;
  private final String address;
  private final int port;
  private @Nullable String virtualRouter;
  private String protocol = "tcp";
  private @Nullable Integer mark;
  private String scheduler = "wlc";
  private List<String> flags = List.of();
  private ForwardMethod forward = ForwardMethod.DR;
  private long persistenceMillis;
  private @Nullable PersistenceOptions persistenceOptions;
  private @Nullable CheckSpec check;
  private OnDown onDown = OnDown.REMOVE;
  private List<RealServerSpec> realServers = List.of();
  private @Nullable CapacitySpec capacity;
  private boolean onMasterOnly;

  VirtualServiceBuilder(String name, String address, int port) {
    this.name = name;
    this.address = address;
    this.port = port;
  }

  VirtualServiceBuilder(VirtualServiceSpec start) {
    name = start.name();
    virtualRouter = start.virtualRouter();
    protocol = start.protocol();
    address = start.address();
    port = start.port();
    mark = start.mark();
    scheduler = start.scheduler();
    flags = start.flags();
    forward = start.forward();
    persistenceMillis = start.persistenceMillis();
    persistenceOptions = start.persistenceOptions();
    check = start.check();
    onDown = start.onDown();
    realServers = start.realServers();
    capacity = start.capacity();
    onMasterOnly = start.onMasterOnly();
  }

  public VirtualServiceBuilder virtualRouter(@Nullable String value) {
    virtualRouter = value;
    return this;
  }

  public VirtualServiceBuilder protocol(String value) {
    protocol = value;
    return this;
  }

  public VirtualServiceBuilder mark(@Nullable Integer value) {
    mark = value;
    return this;
  }

  public VirtualServiceBuilder scheduler(String value) {
    scheduler = value;
    return this;
  }

  public VirtualServiceBuilder flags(List<String> value) {
    flags = value;
    return this;
  }

  public VirtualServiceBuilder forward(ForwardMethod value) {
    forward = value;
    return this;
  }

  public VirtualServiceBuilder persistenceMillis(long value) {
    persistenceMillis = value;
    return this;
  }

  public VirtualServiceBuilder persistenceOptions(@Nullable PersistenceOptions value) {
    persistenceOptions = value;
    return this;
  }

  public VirtualServiceBuilder check(@Nullable CheckSpec value) {
    check = value;
    return this;
  }

  public VirtualServiceBuilder onDown(OnDown value) {
    onDown = value;
    return this;
  }

  public VirtualServiceBuilder realServers(List<RealServerSpec> value) {
    realServers = value;
    return this;
  }

  public VirtualServiceBuilder capacity(@Nullable CapacitySpec value) {
    capacity = value;
    return this;
  }

  public VirtualServiceBuilder onMasterOnly(boolean value) {
    onMasterOnly = value;
    return this;
  }

  public VirtualServiceSpec build() {
    return new VirtualServiceSpec(
        name,
        virtualRouter,
        protocol,
        address,
        port,
        mark,
        scheduler,
        flags,
        forward,
        persistenceMillis,
        persistenceOptions,
        check,
        onDown,
        realServers,
        capacity,
        onMasterOnly);
  }
}
