package org.hactl.vrrp.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.vrrp.wire.Fixtures.router;
import static org.hactl.vrrp.wire.Fixtures.withPriority;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.hactl.linux.net.Family;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.RouterConfig.AnnouncedAddress;
import org.hactl.vrrp.model.VrrpVersion;
import org.hactl.vrrp.wire.Fixtures;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wireshark finds no error in the packets that we send. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
class WireInteropTest {
  private static final String[] ADDRESSES = {"192.0.2.254", "10.1.2.3"};

  @TempDir private Path folder;

  static Stream<RouterConfig> protocols() {
    return Stream.of(
        router(VrrpVersion.V2, 255, Duration.ofSeconds(1), Fixtures.PASS_1111, ADDRESSES),
        router(VrrpVersion.V2, 255, Duration.ofSeconds(1), Authentication.none(), ADDRESSES),
        router(VrrpVersion.V3, 255, Duration.ofMillis(250), Authentication.none(), ADDRESSES),
        withPriority(Fixtures.ah(), 255),
        withPriority(Fixtures.unicast(), 255),
        withPriority(Fixtures.mixed(), 255));
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void everyPacketIsWellFormed(RouterConfig config) throws Exception {
    Path capture = folder.resolve("capture.pcap");
    int announcements = 2 * config.gratuitousArp().repeat() * config.announced().size();
    try (LabNetwork network = new LabNetwork("192.0.2.2", "192.0.2.1")) {
      Process dumpcap = capture(network, capture);
      try {
        try (LabDirector director = new LabDirector(network, config)) {
          Awaitility.await()
              .atMost(Duration.ofSeconds(30))
              .until(() ->
                  director.status().traffic().advertisementsSent() >= 7
                      && director.status().traffic().gratuitousArpsSent() >= announcements);
          assertThat(director.status().traffic().sendErrors()).isZero();
        }
        // Priority 0 is our last packet: dumpcap has written all packets when the file has this
        // one.
        Awaitility.await()
            .atMost(Duration.ofSeconds(10))
            .until(() -> priorities(capture).contains("0"));
      } finally {
        dumpcap.destroy();
        dumpcap.waitFor();
      }
    }
    checkAdvertisements(capture, config);
    checkAnnouncements(capture, config);
  }

  private static void checkAdvertisements(Path capture, RouterConfig config) {
    List<String> priorities = priorities(capture);
    assertThat(priorities).hasSizeGreaterThanOrEqualTo(8).endsWith("0");
    assertThat(priorities.subList(0, priorities.size() - 1)).containsOnly("255");
    assertThat(fields(capture, "vrrp", "vrrp.version", "vrrp.virt_rtr_id", "vrrp.checksum.status"))
        .containsOnly(config.version().number() + "\t51\t1");
    assertThat(fields(capture, "vrrp", "_ws.malformed", "_ws.expert")).containsOnly("\t");
    switch (config.family()) {
      case INET ->
          assertThat(
                  fields(
                      capture,
                      "vrrp",
                      "ip.src",
                      "ip.dst",
                      "ip.ttl",
                      "ip.dsfield",
                      "ip.checksum.status",
                      "ah.next_header"))
              .containsOnly(
                  "192.0.2.2\t"
                      + (config.transport().isUnicast() ? "192.0.2.1" : "224.0.0.18")
                      + "\t255\t0xc0\t1\t"
                      + (config.authentication() instanceof Authentication.Ah ? "112" : ""));
      case INET6 ->
          assertThat(
                  fields(capture, "vrrp", "ipv6.src", "ipv6.dst", "ipv6.hlim", "ipv6.tclass.dscp"))
              .containsOnly("fe80::ff:fe00:2\tff02::12\t255\t48");
    }
  }

  private static void checkAnnouncements(Path capture, RouterConfig config) {
    int times = 2 * config.gratuitousArp().repeat();
    for (AnnouncedAddress each : config.announced()) {
      String text = each.address().getHostAddress();
      if (Family.of(each.address()) == Family.INET) {
        String filter = "arp.isgratuitous == 1 && arp.src.proto_ipv4 == " + text;
        assertThat(
                fields(
                    capture,
                    filter,
                    "eth.dst",
                    "arp.opcode",
                    "arp.dst.proto_ipv4",
                    "_ws.malformed"))
            .hasSize(times)
            .containsOnly("ff:ff:ff:ff:ff:ff\t1\t" + text + "\t");
      } else {
        String filter = "icmpv6.type == 136 && icmpv6.nd.na.target_address == " + text;
        assertThat(
                fields(
                    capture,
                    filter,
                    "eth.dst",
                    "ipv6.dst",
                    "ipv6.hlim",
                    "icmpv6.checksum.status",
                    "icmpv6.nd.na.flag.r",
                    "icmpv6.nd.na.flag.s",
                    "icmpv6.nd.na.flag.o",
                    "icmpv6.opt.linkaddr",
                    "_ws.malformed"))
            .filteredOn(line -> line.contains("ff02::1\t"))
            .hasSizeGreaterThanOrEqualTo(times)
            .containsOnly("33:33:00:00:00:01\tff02::1\t255\t1\t0\t0\t1\t02:00:00:00:00:02\t");
      }
    }
  }

  private static Process capture(LabNetwork network, Path capture) throws IOException {
    Path messages = capture.resolveSibling("dumpcap.log");
    Process dumpcap =
        new ProcessBuilder(
                "ip",
                "netns",
                "exec",
                network.peers(),
                "dumpcap",
                "-i",
                LabNetwork.INTERFACE,
                "-P",
                "-w",
                capture.toString(),
                "-f",
                "ip proto 112 or ip proto 51 or ip6 proto 112 or arp or icmp6")
            .redirectErrorStream(true)
            .redirectOutput(messages.toFile())
            .start();
    Awaitility.await("dumpcap listens").until(() -> Files.readString(messages).contains("File: "));
    return dumpcap;
  }

  private static List<String> priorities(Path capture) {
    return fields(capture, "vrrp", "vrrp.prio");
  }

  private static List<String> fields(Path capture, String filter, String... names) {
    Stream<String> options = Stream.of(names).flatMap(name -> Stream.of("-e", name));
    Stream<String> command =
        Stream.concat(
            Stream.of(
                "tshark",
                "-r",
                capture.toString(),
                "-Y",
                filter,
                "-T",
                "fields",
                "-o",
                "ip.check_checksum:TRUE"),
            options);
    return LabNetwork.run(command.toArray(String[]::new))
        .lines()
        .filter(line -> !line.startsWith("Running as user"))
        .toList();
  }
}
