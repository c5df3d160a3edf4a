package org.hactl.linux.netlink;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hactl.linux.kernel.CodecException;
import org.hactl.linux.kernel.InterfaceNames;
import org.hactl.linux.kernel.KernelEvent;
import org.hactl.linux.kernel.Link;

/** Turns rtnetlink notifications into events, and follows the interfaces' names. */
final class NetlinkEvents {
  /**
   * {@code RTMGRP_LINK}, {@code IPV4_IFADDR, _ROUTE, _RULE}, {@code IPV6_IFADDR, _ROUTE, _RULE}.
   */
  static final int GROUPS = 0x1 | 0x10 | 0x40 | 0x80 | 0x100 | 0x400 | rtnetlinkGroup(19);

  /** {@code RTNLGRP_IPV6_RULE} has no older name. */
  private static int rtnetlinkGroup(int number) {
    return 1 << (number - 1);
  }

  private InterfaceNames names = new InterfaceNames(List.of());

  /** The known interfaces that were renamed since. */
  List<KernelEvent> resync(List<Link> links) {
    List<KernelEvent> renamed = new ArrayList<>();
    for (Link link : links) {
      names
          .find(link.index())
          .filter(name -> !name.equals(link.name()))
          .ifPresent(name -> renamed.add(new KernelEvent.LinkRenamed(name, link)));
    }
    names = new InterfaceNames(links);
    return renamed;
  }

  /** A message that cannot be read becomes a {@link KernelEvent.Resync}: something changed. */
  List<KernelEvent> decode(List<NetlinkMessage> messages) {
    List<KernelEvent> events = new ArrayList<>();
    for (NetlinkMessage message : messages) {
      try {
        decode(message).ifPresent(events::add);
      } catch (CodecException e) {
        events.add(new KernelEvent.Resync("a notification could not be read: " + e.getMessage()));
      }
    }
    return events;
  }

  private Optional<KernelEvent> decode(NetlinkMessage message) {
    return switch (message.type()) {
      case LinkCodec.NEW -> LinkCodec.decode(message).map(this::linkChanged);
      case LinkCodec.DELETE -> LinkCodec.decode(message).map(this::linkRemoved);
      case AddressCodec.NEW ->
          AddressCodec.decode(message, names).map(KernelEvent.AddressAdded::new);
      case AddressCodec.DELETE ->
          AddressCodec.decode(message, names).map(KernelEvent.AddressRemoved::new);
      case RouteCodec.NEW -> RouteCodec.decode(message, names).map(KernelEvent.RouteAdded::new);
      case RouteCodec.DELETE ->
          RouteCodec.decode(message, names).map(KernelEvent.RouteRemoved::new);
      case RuleCodec.NEW -> RuleCodec.decode(message).map(KernelEvent.RuleAdded::new);
      case RuleCodec.DELETE -> RuleCodec.decode(message).map(KernelEvent.RuleRemoved::new);
      case NetlinkMessage.OVERRUN -> Optional.of(new KernelEvent.Resync("netlink overran"));
      default -> Optional.empty();
    };
  }

  private KernelEvent linkChanged(Link link) {
    Optional<String> before = names.find(link.index());
    names.put(link);
    return before
        .filter(name -> !name.equals(link.name()))
        .<KernelEvent>map(name -> new KernelEvent.LinkRenamed(name, link))
        .orElseGet(() -> new KernelEvent.LinkChanged(link));
  }

  private KernelEvent linkRemoved(Link link) {
    names.remove(link.index());
    return new KernelEvent.LinkRemoved(link);
  }
}
