package org.hactl.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.hactl.linux.kernel.InterfaceNames;
import org.hactl.linux.kernel.Link;
import org.hactl.linux.net.MacAddress;

/** Compares with the requests that {@code ip} sent. */
final class RtnetlinkFixtures {
  static final InterfaceNames NAMES =
      new InterfaceNames(List.of(link(1, "lo"), link(2, "v1"), link(3, "v0")));

  private RtnetlinkFixtures() {}

  private static Link link(int index, String name) {
    return new Link(index, name, Link.IFF_UP, MacAddress.NONE, 1500);
  }

  static void assertSame(byte[] ours, String fixture) {
    assertThat(HexFormat.of().formatHex(ours))
        .as(fixture)
        .isEqualTo(Fixture.load("rtnetlink/" + fixture).request());
  }
}
