package org.hactl.linux.netlink;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.hactl.linux.kernel.LinkKind;

/** {@code IFLA_LINKINFO}: the kind of a link, and its settings. */
final class LinkInfoCodec {
  private static final int IFLA_INFO_KIND = 1;
  private static final int IFLA_INFO_DATA = 2;
  private static final int IFLA_VLAN_ID = 1;
  private static final int IFLA_MACVLAN_MODE = 1;
  private static final int IFLA_IPVLAN_MODE = 1;
  private static final int IFLA_IPVLAN_FLAGS = 2;
  private static final int IPVLAN_MODE_L2 = 0;

  private LinkInfoCodec() {}

  /** As iproute2 does, without a zero byte after the kind's name. */
  static void encode(NetlinkRequest request, LinkKind kind) {
    request.attribute(IFLA_INFO_KIND, kind.text().getBytes(StandardCharsets.US_ASCII));
    int data = request.begin(IFLA_INFO_DATA);
    switch (kind) {
      case LinkKind.Macvlan(LinkKind.MacvlanMode mode) ->
          request.attributeU32(IFLA_MACVLAN_MODE, mode.value());
      case LinkKind.Ipvlan(LinkKind.IpvlanFlag flag) ->
          request
              .attributeU16(IFLA_IPVLAN_MODE, IPVLAN_MODE_L2)
              .attributeU16(IFLA_IPVLAN_FLAGS, flag.value());
      case LinkKind.Vlan(int id) -> request.attributeU16(IFLA_VLAN_ID, id);
      case LinkKind.Other _ -> {}
    }
    request.end(data);
  }

  /** Reads the kind of a link; empty if the kernel does not give one. */
  static Optional<LinkKind> decode(NetlinkAttributes info) {
    if (!info.has(IFLA_INFO_KIND)) {
      return Optional.empty();
    }
    String kind = info.text(IFLA_INFO_KIND, "");
    return Optional.of(
        info.nested(IFLA_INFO_DATA)
            .flatMap(data -> known(kind, data))
            .orElse(new LinkKind.Other(kind)));
  }

  private static Optional<LinkKind> known(String kind, NetlinkAttributes data) {
    return switch (kind) {
      case "macvlan" -> macvlan(data.s32(IFLA_MACVLAN_MODE, 0));
      case "ipvlan" ->
          data.u16(IFLA_IPVLAN_MODE, IPVLAN_MODE_L2) == IPVLAN_MODE_L2
              ? ipvlan(data.u16(IFLA_IPVLAN_FLAGS, 0))
              : Optional.empty();
      case "vlan" -> vlan(data.u16(IFLA_VLAN_ID, 0));
      default -> Optional.empty();
    };
  }

  private static Optional<LinkKind> macvlan(int value) {
    for (LinkKind.MacvlanMode mode : LinkKind.MacvlanMode.values()) {
      if (mode.value() == value) {
        return Optional.of(new LinkKind.Macvlan(mode));
      }
    }
    return Optional.empty();
  }

  private static Optional<LinkKind> ipvlan(int value) {
    for (LinkKind.IpvlanFlag flag : LinkKind.IpvlanFlag.values()) {
      if (flag.value() == value) {
        return Optional.of(new LinkKind.Ipvlan(flag));
      }
    }
    return Optional.empty();
  }

  private static Optional<LinkKind> vlan(int id) {
    return id < 1 || id > 4094 ? Optional.empty() : Optional.of(new LinkKind.Vlan(id));
  }
}
