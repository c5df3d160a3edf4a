package org.hactl.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.hactl.linux.kernel.BatchResult;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.ipvs.IpvsChange;
import org.hactl.linux.kernel.ipvs.IpvsCounters;
import org.hactl.linux.kernel.ipvs.IpvsDestination;
import org.hactl.linux.kernel.ipvs.IpvsForwardMethod;
import org.hactl.linux.kernel.ipvs.IpvsService;
import org.hactl.linux.kernel.ipvs.IpvsServiceFlag;
import org.hactl.linux.kernel.ipvs.IpvsServiceKey;
import org.hactl.linux.kernel.ipvs.IpvsTimeouts;
import org.hactl.linux.kernel.ipvs.IpvsTunnel;
import org.hactl.linux.memory.MemoryKernel;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.net.TransportProtocol;
import org.junit.jupiter.api.Test;

/** Our bytes against those of {@code ipvsadm}. */
class IpvsFixtureTest {
  private static final int FAMILY_ID = 0x1c;
  private static final IpvsServiceKey WEB = key(TransportProtocol.TCP, "192.168.0.254", 80);
  private static final IpvsServiceKey WEB6 = key(TransportProtocol.TCP, "2001:db8::254", 80);

  @Test
  void addsServicesAsIpvsadmDoes() {
    assertSame(new IpvsChange.AddService(IpvsService.of(WEB, "rr")), "service-add");
    assertSame(new IpvsChange.EditService(IpvsService.of(WEB, "wrr")), "service-edit");
    assertSame(new IpvsChange.AddService(IpvsService.of(WEB6, "wlc")), "service-add-v6");
    assertSame(
        new IpvsChange.AddService(
            new IpvsService(
                key(TransportProtocol.UDP, "192.168.0.253", 53),
                "wrr",
                Set.of(IpvsServiceFlag.ONE_PACKET),
                300,
                24,
                "")),
        "service-add-persistent");
    assertSame(
        new IpvsChange.AddService(
            IpvsService.of(new IpvsServiceKey.FirewallMark(Family.INET, 7), "sh")
                .withFlags(Set.of(IpvsServiceFlag.SCHEDULER_2))),
        "service-add-mark");
  }

  @Test
  void addsDestinationsAsIpvsadmDoes() {
    assertSameDestination(
        new IpvsChange.AddDestination(
            WEB, destination("192.168.0.18", 80, IpvsForwardMethod.DR, 1)),
        "destination-add-dr");
    assertSameDestination(
        new IpvsChange.AddDestination(
            WEB,
            new IpvsDestination(
                InetAddresses.parse("192.168.0.20"), 8080, IpvsForwardMethod.NAT, 3, 100, 50)),
        "destination-add-nat");
    assertSameDestination(
        new IpvsChange.AddDestination(
            WEB, destination("192.168.0.22", 80, IpvsForwardMethod.TUN, 2)),
        "destination-add-tun");
    assertSameDestination(
        new IpvsChange.AddDestination(
            WEB6, destination("2001:db8::18", 80, IpvsForwardMethod.DR, 1)),
        "destination-add-v6");
    assertSameDestination(
        new IpvsChange.EditDestination(
            WEB, destination("192.168.0.18", 80, IpvsForwardMethod.DR, 0)),
        "destination-edit");
  }

  @Test
  void identifiesRemovalsAsIpvsadmDoes() {
    String service = hex(new IpvsChange.RemoveService(WEB));
    assertThat(identity(Fixture.load("ipvs/service-del").request())).isEqualTo(identity(service));
    String removal =
        hex(new IpvsChange.RemoveDestination(WEB, InetAddresses.parse("192.168.0.22"), 80));
    String theirs = Fixture.load("ipvs/destination-del").request();
    assertThat(identity(theirs)).isEqualTo(identity(removal));
    String ours = removal.substring(destinationStart(removal) + 8);
    assertThat(theirs.substring(destinationStart(theirs) + 8)).startsWith(ours);
  }

  @Test
  void readsServices() {
    assertThat(
            Fixture.load("ipvs/list").messages(FAMILY_ID).stream()
                .filter(message -> message.payload().get(0) == 1)
                .map(IpvsDecoder::service))
        .containsExactlyInAnyOrder(
            IpvsService.of(WEB, "wrr"),
            IpvsService.of(WEB6, "wlc"),
            new IpvsService(
                key(TransportProtocol.UDP, "192.168.0.253", 53),
                "wrr",
                Set.of(IpvsServiceFlag.ONE_PACKET),
                300,
                24,
                ""),
            IpvsService.of(new IpvsServiceKey.FirewallMark(Family.INET, 7), "sh")
                .withFlags(Set.of(IpvsServiceFlag.SCHEDULER_2)));
  }

  @Test
  void readsDestinations() {
    assertThat(
            destinations().stream().map(message -> IpvsDecoder.destination(message, Family.INET)))
        .containsExactlyInAnyOrder(
            destination("192.168.0.18", 80, IpvsForwardMethod.DR, 0),
            new IpvsDestination(
                InetAddresses.parse("192.168.0.20"), 8080, IpvsForwardMethod.NAT, 3, 100, 50),
            destination("192.168.0.22", 80, IpvsForwardMethod.TUN, 2),
            destination("2001:db8::18", 80, IpvsForwardMethod.DR, 1));
  }

  @Test
  void fingerprintsTheConfigurationAndNotTheCounters() {
    NetlinkMessage message = destinations().getFirst();
    long before = fingerprint(message);
    assertThat(fingerprint(message)).isEqualTo(before);
    Map<Integer, Boolean> changes = new TreeMap<>();
    eachAttribute(
        message,
        (type, at) -> {
          ByteBuffer payload = message.payload();
          byte was = payload.get(at);
          payload.put(at, (byte) (was + 1));
          changes.put(type, fingerprint(message) != before);
          payload.put(at, was);
        });
    List<Integer> traffic =
        List.of(
            IpvsAttributes.DESTINATION_ACTIVE,
            IpvsAttributes.DESTINATION_INACTIVE,
            IpvsAttributes.DESTINATION_PERSISTENT,
            IpvsAttributes.DESTINATION_STATS,
            IpvsAttributes.DESTINATION_STATS64);
    assertThat(changes.keySet())
        .containsAll(traffic)
        .contains(IpvsAttributes.DESTINATION_WEIGHT, IpvsAttributes.DESTINATION_ADDRESS);
    assertThat(changes)
        .allSatisfy((type, seen) -> assertThat(seen).isNotEqualTo(traffic.contains(type)));
  }

  private static long fingerprint(NetlinkMessage message) {
    IpvsFingerprint fingerprint = new IpvsFingerprint();
    fingerprint.addDestination(message);
    return fingerprint.value();
  }

  /** Where the value of each attribute inside the first one begins. */
  private static void eachAttribute(
      NetlinkMessage message, BiConsumer<Integer, Integer> attribute) {
    ByteBuffer payload = message.payload();
    int end = 4 + Short.toUnsignedInt(payload.getShort(4));
    for (int at = 8; at < end; ) {
      attribute.accept(payload.getShort(at + 2) & 0x3fff, at + 4);
      at += NetlinkMessage.align(Short.toUnsignedInt(payload.getShort(at)));
    }
  }

  @Test
  void readsCounters() {
    assertThat(
            destinations().stream()
                .map(message -> IpvsDecoder.destinationCounters(message, Family.INET).counters()))
        .containsOnly(IpvsCounters.ZERO);
  }

  /** {@code IPVS_DEST_ATTR_TUN_TYPE}, {@code _TUN_PORT} and {@code _TUN_FLAGS} in linux/ip_vs.h. */
  @Test
  void sendsAndReadsTheTunnel() {
    IpvsDestination gue =
        new IpvsDestination(
            InetAddresses.parse("192.168.0.22"),
            80,
            IpvsForwardMethod.TUN,
            1,
            0,
            0,
            new IpvsTunnel(IpvsTunnel.Type.GUE, 6080, IpvsTunnel.CHECKSUM));
    byte[] request = IpvsCodec.encode(FAMILY_ID, new IpvsChange.AddDestination(WEB, gue));

    assertThat(HexFormat.of().formatHex(request))
        .contains("05000d0001000000" + "06000e0017c00000" + "06000f0001000000");
    assertThat(
            IpvsDecoder.destination(
                NetlinkMessage.split(request, request.length).getFirst(), Family.INET))
        .isEqualTo(gue);
  }

  /** {@code IPVS_CMD_SET_CONFIG} and its attributes in linux/ip_vs.h, little-endian. */
  @Test
  void setsAndReadsTimeouts() {
    byte[] request = IpvsCodec.timeouts(FAMILY_ID, new IpvsTimeouts(900, 0, 300));
    String body = HexFormat.of().formatHex(request).substring(2 * NetlinkMessage.HEADER_BYTES);

    assertThat(body)
        .isEqualTo("0c010000" + "0800040084030000" + "0800050000000000" + "080006002c010000");
    assertThat(IpvsDecoder.timeouts(NetlinkMessage.split(request, request.length).getFirst()))
        .isEqualTo(new IpvsTimeouts(900, 0, 300));
  }

  @Test
  void sendsThePersistenceEngine() {
    IpvsService sip = new IpvsService(WEB, "rr", Set.of(), 300, 24, "sip");

    // IPVS_SVC_ATTR_PE_NAME is 11.
    assertThat(hex(new IpvsChange.AddService(sip))).contains("08000b0073697000");
  }

  @Test
  void explainsAnUnknownScheduler() {
    IpvsService service = IpvsService.of(WEB, "nosuch");
    NetlinkAnswer answer =
        NetlinkAnswer.of(
            Fixture.load("ipvs/service-add-unknown").messages(NetlinkMessage.ERROR).getFirst());
    assertThat(answer).isEqualTo(new NetlinkAnswer(Errno.ENOENT, ""));
    MemoryKernel kernel = new MemoryKernel();
    BatchResult result = kernel.ipvs().apply(List.of(new IpvsChange.AddService(service)));
    assertThat(result.failures().get(0))
        .hasMessage(
            "add IPVS service 192.168.0.254:80/tcp scheduler nosuch: No such file or directory"
                + " (ENOENT): this kernel has no scheduler 'nosuch' (module"
                + " ip_vs_nosuch)");
  }

  private static List<NetlinkMessage> destinations() {
    return Fixture.load("ipvs/list").messages(FAMILY_ID).stream()
        .filter(message -> message.payload().get(0) == 5)
        .toList();
  }

  private static void assertSame(IpvsChange change, String fixture) {
    assertThat(hex(change)).as(fixture).isEqualTo(Fixture.load("ipvs/" + fixture).request());
  }

  /** ipvsadm sends the whole service with a destination; its identity is enough. */
  private static void assertSameDestination(IpvsChange change, String fixture) {
    String ours = hex(change);
    String theirs = Fixture.load("ipvs/" + fixture).request();
    assertThat(identity(ours)).as(fixture).isEqualTo(identity(theirs));
    assertThat(ours.substring(destinationStart(ours)))
        .as(fixture)
        .isEqualTo(theirs.substring(destinationStart(theirs)));
  }

  /** Type, flags, command and the four attributes that name a service by its address. */
  private static String identity(String request) {
    int start = 2 * (NetlinkMessage.HEADER_BYTES + 4);
    return request.substring(8, start) + request.substring(start + 8, start + 8 + 2 * 44);
  }

  private static int destinationStart(String request) {
    int start = 2 * (NetlinkMessage.HEADER_BYTES + 4);
    int length = Integer.parseInt(request.substring(start, start + 2), 16);
    return start + 2 * length;
  }

  private static String hex(IpvsChange change) {
    return HexFormat.of().formatHex(IpvsCodec.encode(FAMILY_ID, change));
  }

  private static IpvsServiceKey key(TransportProtocol protocol, String address, int port) {
    return new IpvsServiceKey.Address(protocol, InetAddresses.parse(address), port);
  }

  private static IpvsDestination destination(
      String address, int port, IpvsForwardMethod method, int weight) {
    InetAddress parsed = InetAddresses.parse(address);
    return IpvsDestination.of(parsed, port, method, weight);
  }
}
