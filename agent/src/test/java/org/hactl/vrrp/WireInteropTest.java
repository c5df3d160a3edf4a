package org.hactl.vrrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.vrrp.Fixtures.router;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Wireshark says of what we send. */
@Tag("lab")
@Timeout(120)
class WireInteropTest {
  private static final String[] ADDRESSES = {"192.0.2.254", "10.1.2.3"};

  @TempDir private Path folder;

  static Stream<RouterConfig> protocols() {
    return Stream.of(
        router(VrrpVersion.V2, 255, Duration.ofSeconds(1), Fixtures.PASS_1111, ADDRESSES),
        router(VrrpVersion.V2, 255, Duration.ofSeconds(1), Authentication.none(), ADDRESSES),
        router(VrrpVersion.V3, 255, Duration.ofMillis(250), Authentication.none(), ADDRESSES));
  }

  @ParameterizedTest
  @MethodSource("protocols")
  void everyPacketIsWellFormed(RouterConfig config) throws Exception {
    Path capture = folder.resolve("capture.pcap");
    try (LabNetwork network = new LabNetwork("192.0.2.2", "192.0.2.1")) {
      Process tcpdump = capture(network, capture);
      try {
        try (LabDirector director = new LabDirector(network, config)) {
          Awaitility.await()
              .atMost(Duration.ofSeconds(30))
              .until(() ->
                  director.status().advertisementsSent() >= 7
                      && director.status().gratuitousArpsSent() >= 20);
        }
        // The farewell is in the file when tcpdump has written its last packet.
        Awaitility.await()
            .atMost(Duration.ofSeconds(10))
            .until(() -> vrrp(capture).stream().anyMatch(line -> line.endsWith("\t0")));
      } finally {
        tcpdump.destroy();
        tcpdump.waitFor();
      }
    }
    checkAdvertisements(vrrp(capture), config);
    checkAnnouncements(arp(capture));
  }

  private static void checkAdvertisements(List<String> lines, RouterConfig config) {
    String common =
        "192.0.2.2\t224.0.0.18\t255\t0xc0\t1\t1\t"
            + config.version().number()
            + "\t51\t192.0.2.254,10.1.2.3\t\t\t";
    assertThat(lines).hasSizeGreaterThanOrEqualTo(8);
    assertThat(lines.subList(0, lines.size() - 1)).containsOnly(common + "255");
    assertThat(lines.getLast()).isEqualTo(common + "0");
  }

  private static void checkAnnouncements(List<String> lines) {
    assertThat(lines)
        .hasSize(20)
        .containsOnly(
            "ff:ff:ff:ff:ff:ff\t1\t192.0.2.254\t192.0.2.254\t1\t",
            "ff:ff:ff:ff:ff:ff\t1\t10.1.2.3\t10.1.2.3\t1\t");
    assertThat(lines.subList(0, 2)).doesNotHaveDuplicates();
  }

  private static Process capture(LabNetwork network, Path capture) throws IOException {
    Process tcpdump =
        new ProcessBuilder(
                "ip",
                "netns",
                "exec",
                network.peers(),
                "tcpdump",
                "-i",
                LabNetwork.INTERFACE,
                "-U",
                "-Z",
                "root",
                "-w",
                capture.toString(),
                "proto 112 or arp")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Awaitility.await("tcpdump listens").until(() -> Files.exists(capture));
    return tcpdump;
  }

  private static List<String> vrrp(Path capture) {

    return fields(
        capture,
        "vrrp",
        "ip.src",
        "ip.dst",
        "ip.ttl",
        "ip.dsfield",
        "ip.checksum.status",
        "vrrp.checksum.status",
        "vrrp.version",
        "vrrp.virt_rtr_id",
        "vrrp.ip_addr",
        "_ws.malformed",
        "_ws.expert",
        "vrrp.prio");
  }

  private static List<String> arp(Path capture) {
    return fields(
        capture,
        "arp.isgratuitous == 1",
        "eth.dst",
        "arp.opcode",
        "arp.src.proto_ipv4",
        "arp.dst.proto_ipv4",
        "arp.isgratuitous",
        "_ws.malformed");
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
