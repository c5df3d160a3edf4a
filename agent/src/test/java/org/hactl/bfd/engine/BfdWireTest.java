package org.hactl.bfd.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.hactl.bfd.model.BfdConfig;
import org.hactl.bfd.model.BfdReason;
import org.hactl.bfd.model.BfdState;
import org.hactl.bfd.protocol.BfdFixtures;
import org.hactl.vrrp.interop.LabNetwork;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Our packets, as tshark decodes them. */
@Tag("lab")
@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
class BfdWireTest {
  @Test
  void everyPacketIsWellFormedAndSentAsTheRfcsWant() {
    BfdConfig inet =
        BfdFixtures.with(
            BfdLab.PEER, BfdLab.OWN, LabNetwork.INTERFACE, 50, 50, 3, false, false, 255);
    BfdConfig inet6 =
        BfdFixtures.named(
            BfdFixtures.with(
                BfdLab.PEER_INET6, BfdLab.OWN_INET6, null, 50, 50, 3, false, true, 250),
            "far");
    try (BfdLab lab = new BfdLab();
        LabPeer capture = new LabPeer("dumpcap");
        BfdEngine peer = LabNetwork.inside(lab.peers(), () -> BfdEngine.start(_ -> {}))) {
      String file = capture.path("packets").toString();
      capture.start(lab.peers(), "dumpcap", "-i", LabNetwork.INTERFACE, "-f", "udp", "-w", file);
      BfdLab.await("dumpcap listens").until(() -> capture.log().contains("File: "));
      lab.engine().configure(List.of(inet, inet6));
      peer.configure(
          List.of(
              BfdFixtures.with(BfdLab.OWN, BfdLab.PEER, null, 50, 50, 3, false, false, 255),
              BfdFixtures.named(
                  BfdFixtures.with(
                      BfdLab.OWN_INET6, BfdLab.PEER_INET6, null, 50, 50, 3, true, true, 250),
                  "far")));
      BfdLab.await("both sessions are up")
          .until(() ->
              lab.engine().status().sessions().stream()
                  .allMatch(each -> each.state() == BfdState.UP && !each.intervals().polling()));
      lab.engine().close();
      BfdLab.await("the neighbour knows")
          .until(() ->
              peer.status().sessions().stream()
                  .allMatch(each -> each.local().reason() == BfdReason.NEIGHBOUR_ADMIN_DOWN));
      BfdLab.await("every packet is captured")
          .until(() -> fields(file, "bfd.sta == 0", "udp.dstport").size() == 2);
      capture.stop();
      List<String> packets = fields(file, "bfd", "_ws.malformed", "_ws.expert.message");
      assertThat(packets).hasSizeGreaterThan(10).allMatch(String::isBlank);
      assertThat(
              fields(
                  file,
                  "bfd && ip.src == " + BfdLab.OWN,
                  "bfd.version",
                  "bfd.message_length",
                  "ip.ttl",
                  "ip.dsfield",
                  "udp.dstport",
                  "bfd.detect_time_multiplier"))
          .containsOnly("1\t24\t255\t0xc0\t3784\t3");
      assertThat(
              fields(
                  file,
                  "bfd && ipv6.src == " + BfdLab.OWN_INET6,
                  "ipv6.hlim",
                  "ipv6.tclass",
                  "udp.dstport"))
          .containsOnly("255\t0x000000c0\t4784");
      // The capture has each state and flag of a session at least once.
      assertThat(fields(file, "bfd && ip.src == " + BfdLab.OWN, "bfd.sta"))
          .contains("0x00", "0x01", "0x03");
      assertThat(fields(file, "bfd.flags.p == 1 && bfd.flags.f == 1", "bfd.sta")).isEmpty();
      assertThat(fields(file, "bfd.flags.p == 1", "bfd.sta")).isNotEmpty();
      assertThat(fields(file, "bfd.flags.f == 1", "bfd.sta")).isNotEmpty();
      List<String> ports = fields(file, "bfd", "udp.srcport").stream().distinct().toList();
      assertThat(ports).hasSize(4).allMatch(port -> Integer.parseInt(port) >= 49_152);
    }
  }

  private static List<String> fields(String file, String filter, String... names) {
    Stream<String> options = Stream.of(names).flatMap(name -> Stream.of("-e", name));
    Stream<String> command =
        Stream.of("tshark", "-r", file, "-Y", filter, "-d", "udp.port==4784,bfd", "-T", "fields");
    return LabNetwork.run(Stream.concat(command, options).toArray(String[]::new))
        .lines()
        .filter(line -> !line.startsWith("Running as user"))
        .toList();
  }
}
