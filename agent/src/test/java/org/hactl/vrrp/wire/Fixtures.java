package org.hactl.vrrp.wire;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.vrrp.engine.VrrpListener;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.Decoded;
import org.hactl.vrrp.model.GratuitousArp;
import org.hactl.vrrp.model.ProtocolOptions;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.Transition;
import org.hactl.vrrp.model.Transport;
import org.hactl.vrrp.model.VrrpVersion;

/** Router configurations and packets that many tests use. */
public final class Fixtures {
  public static final Authentication PASS_1111 = Authentication.pass("1111");

  private Fixtures() {}

  public static InetAddress address(String text) {
    return InetAddresses.parse(text);
  }

  /** VI_1 as in the captures: VRID 51, priority 100, 1 s, 192.0.2.254. */
  public static RouterConfig v2() {
    return router(VrrpVersion.V2, 100, Duration.ofSeconds(1), PASS_1111, "192.0.2.254");
  }

  public static RouterConfig v3() {
    return router(VrrpVersion.V3, 100, Duration.ofSeconds(1), Authentication.none(), "192.0.2.254");
  }

  public static RouterConfig router(
      VrrpVersion version,
      int priority,
      Duration interval,
      Authentication authentication,
      String... addresses) {
    return RouterConfig.of(
            "VI_1",
            version,
            51,
            "v0",
            priority,
            interval,
            true,
            Duration.ZERO,
            authentication,
            addresses(addresses),
            GratuitousArp.AS_KEEPALIVED)
        .requireRunnable();
  }

  /** A router with VRID 51 and priority 100 on v0; its addresses decide the family. */
  public static RouterConfig router(
      VrrpVersion version,
      Duration interval,
      Authentication authentication,
      Transport transport,
      String... addresses) {
    List<InetAddress> virtual = addresses(addresses);
    return new RouterConfig(
            "VI_1",
            version,
            51,
            Family.of(virtual.getFirst()),
            "v0",
            100,
            interval,
            true,
            Duration.ZERO,
            authentication,
            virtual,
            virtual.stream().map(each -> new RouterConfig.AnnouncedAddress("v0", each)).toList(),
            GratuitousArp.AS_KEEPALIVED,
            transport,
            ProtocolOptions.DEFAULT)
        .requireRunnable();
  }

  /** VI_1 over IPv6, as in the captures. */
  public static RouterConfig ipv6() {
    return router(
        VrrpVersion.V3,
        Duration.ofMillis(200),
        Authentication.none(),
        Transport.MULTICAST,
        "fe80::51",
        "2001:db8::fe");
  }

  /** A router that advertises IPv6 addresses and also holds an IPv4 address. */
  public static RouterConfig mixed() {
    RouterConfig ipv6 = ipv6();
    return new RouterConfig(
        ipv6.name(),
        ipv6.version(),
        ipv6.virtualRouterId(),
        ipv6.family(),
        ipv6.interfaceName(),
        ipv6.priority(),
        ipv6.advertInterval(),
        true,
        Duration.ZERO,
        Authentication.none(),
        ipv6.addresses(),
        Stream.of("fe80::51", "2001:db8::fe", "192.0.2.254")
            .map(each -> new RouterConfig.AnnouncedAddress("v0", address(each)))
            .toList(),
        GratuitousArp.of(2, Duration.ofSeconds(1), Duration.ZERO),
        ipv6.transport(),
        ipv6.options());
  }

  public static RouterConfig ah() {
    return router(
        VrrpVersion.V2,
        Duration.ofSeconds(1),
        Authentication.ah("12345678"),
        Transport.MULTICAST,
        "192.0.2.254");
  }

  public static RouterConfig unicast() {
    return router(
        VrrpVersion.V3,
        Duration.ofMillis(200),
        Authentication.none(),
        unicastTo("192.0.2.1"),
        "192.0.2.254");
  }

  public static Transport unicastTo(String... peers) {
    return new Transport(
        addresses(peers).stream().map(each -> new Transport.Peer(each, 255, 255)).toList(),
        null,
        null,
        255,
        true,
        null);
  }

  public static List<InetAddress> addresses(String... dotted) {
    return Arrays.stream(dotted).map(Fixtures::address).toList();
  }

  /** A listener that adds the transitions to a list. */
  public static VrrpListener transitionsTo(Collection<Transition> transitions) {
    return event -> {
      if (event instanceof Transition transition) {
        transitions.add(transition);
      }
    };
  }

  /** A router like VI_1, but with the given interface, name and VRID. */
  public static RouterConfig on(String interfaceName, String name, int virtualRouterId) {
    RouterConfig config = v2();
    return RouterConfig.of(
        name,
        config.version(),
        virtualRouterId,
        interfaceName,
        config.priority(),
        config.advertInterval(),
        config.preempt(),
        config.preemptDelay(),
        config.authentication(),
        config.addresses(),
        config.gratuitousArp());
  }

  public static RouterConfig withInterval(RouterConfig config, Duration interval) {
    return new RouterConfig(
        config.name(),
        config.version(),
        config.virtualRouterId(),
        config.family(),
        config.interfaceName(),
        config.priority(),
        interval,
        config.preempt(),
        config.preemptDelay(),
        config.authentication(),
        config.addresses(),
        config.announced(),
        config.gratuitousArp(),
        config.transport(),
        config.options(),
        config.needs(),
        null);
  }

  public static RouterConfig withPriority(RouterConfig config, int priority) {
    return config.withPriority(priority);
  }

  public static RouterConfig withPreempt(RouterConfig config, boolean preempt, Duration delay) {
    return config.withPreempt(preempt, delay);
  }

  public static RouterConfig withAddresses(RouterConfig config, String... addresses) {
    return config.withAddresses(addresses(addresses));
  }

  /** A packet captured from keepalived; the README beside the files says how. */
  static byte[] captured(String name) {
    try (InputStream file =
        Objects.requireNonNull(Fixtures.class.getResourceAsStream("/vrrp/" + name), name)) {
      String text = new String(file.readAllBytes(), StandardCharsets.US_ASCII);
      return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
    } catch (IOException e) {
      throw new IllegalStateException(name, e);
    }
  }

  public static byte[] encode(RouterConfig config, String source, int priority, int id) {
    return encode(config, address(source), priority, id, 0);
  }

  public static byte[] encode(
      RouterConfig config, InetAddress source, int priority, int id, int sequence) {
    ByteBuffer packet = ByteBuffer.allocate(VrrpWire.MAX_PACKET_BYTES + AuthenticationHeader.BYTES);
    new AdvertisementEncoder(config, source).encode(packet, 0, priority, id, sequence);
    return Arrays.copyOf(packet.array(), packet.limit());
  }

  /** Decodes a packet as the router at 192.0.2.2 or fe80::2 does. */
  public static Decoded decode(RouterConfig config, byte[] packet) {
    InetAddress own = address(config.family() == Family.INET ? "192.0.2.2" : "fe80::2");
    return new AdvertisementDecoder(config, own, new AhSequence()).decode(ByteBuffer.wrap(packet));
  }
}
