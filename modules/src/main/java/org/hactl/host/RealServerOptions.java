package org.hactl.host;

import org.hactl.host.VirtualServiceSpec.ForwardMethod;
import org.hactl.host.VirtualServiceSpec.OnDown;
import org.hactl.module.ipvs.Tunnel;
import org.jspecify.annotations.Nullable;

/**
 * What one real server has otherwise than its service. Null stands for the service's own setting.
 *
 * @param maxConnections IPVS's upper threshold: with so many connections the real server gets no
 *     new one; null for no limit
 * @param minConnections IPVS's lower threshold: a full real server gets new connections again below
 *     this number; null for the kernel's choice, three quarters of the upper one
 * @param checkedPort the port under which it is checked and its health is known, where a service of
 *     several addresses has it with several ports; null for the one to which packets go
 * @param tunnel of {@code forward: tun}; null for IP in IP
 */
public record RealServerOptions(
    @Nullable ForwardMethod forward,
    @Nullable CheckSpec check,
    @Nullable OnDown onDown,
    @Nullable Integer maxConnections,
    @Nullable Integer minConnections,
    @Nullable Integer checkedPort,
    @Nullable Tunnel tunnel) {
  /** All as the service has it. */
  public static final RealServerOptions NONE =
      new RealServerOptions(null, null, null, null, null, null, null);

  /** These options with another forward method. */
  public RealServerOptions withForward(@Nullable ForwardMethod other) {
    return new RealServerOptions(
        other, check, onDown, maxConnections, minConnections, checkedPort, tunnel);
  }

  /** These options with another check. */
  public RealServerOptions withCheck(@Nullable CheckSpec other) {
    return new RealServerOptions(
        forward, other, onDown, maxConnections, minConnections, checkedPort, tunnel);
  }

  /** These options with another word about a failed check. */
  public RealServerOptions withOnDown(@Nullable OnDown other) {
    return new RealServerOptions(
        forward, check, other, maxConnections, minConnections, checkedPort, tunnel);
  }

  /** These options with these limits. */
  public RealServerOptions withConnections(@Nullable Integer max, @Nullable Integer min) {
    return new RealServerOptions(forward, check, onDown, max, min, checkedPort, tunnel);
  }

  /** These options of a real server that is checked under another port. */
  public RealServerOptions withCheckedPort(int port) {
    return new RealServerOptions(
        forward, check, onDown, maxConnections, minConnections, port, tunnel);
  }

  /** These options of a real server with another tunnel. */
  public RealServerOptions withTunnel(@Nullable Tunnel other) {
    return new RealServerOptions(
        forward, check, onDown, maxConnections, minConnections, checkedPort, other);
  }
}
