package org.hactl.linux.netlink;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes from a netlink socket decode to a value or to the codec's own exception. */
class NetlinkFuzz {
  private static final List<String> CAPTURES =
      List.of(
          "rtnetlink/link-list",
          "rtnetlink/address-list",
          "rtnetlink/route-list",
          "rtnetlink/route-list6",
          "rtnetlink/rule-list",
          "rtnetlink/route-add-refused",
          "ipvs/list",
          "ipvs/stats");

  static Stream<byte[]> captures() {
    return CAPTURES.stream().flatMap(name -> Fixture.load(name).received().stream());
  }

  @MethodSource("captures")
  @FuzzTest
  void datagrams(byte[] datagram) {
    NetlinkDecoders.all(datagram);
  }
}
