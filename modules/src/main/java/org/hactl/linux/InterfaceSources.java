package org.hactl.linux;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The addresses of an interface that can be a packet's source, asked for over rtnetlink(7). */
final class InterfaceSources implements AutoCloseable {
  private static final InterfaceNames NO_NAMES = new InterfaceNames(List.of());

  private final NetlinkClient client = NetlinkClient.strict(NetlinkSocket.ROUTE);
  private final Map<Integer, List<InetAddress>> lastKnown = new HashMap<>();

  /**
   * Both families, each in the kernel's order.
   *
   * @throws LinuxException if the kernel does not answer
   */
  List<InetAddress> list(int index) {
    List<InetAddress> addresses = new ArrayList<>();
    for (Family family : Family.values()) {
      NetlinkClient.Result result = client.dump(AddressCodec.list(family, index));
      if (result.answer().errno().equals(Errno.EAGAIN)) {
        // Addresses come and go this very moment: the next look will see where that ends.
        return lastKnown.getOrDefault(index, List.of());
      }
      for (NetlinkMessage message : result.messages()) {
        if (message.type() == AddressCodec.NEW && message.payload().getInt(4) == index) {
          AddressCodec.decode(message, NO_NAMES)
              .filter(address -> address.prefix().family() == family)
              .filter(InterfaceSources::isUsable)
              .ifPresent(address -> addresses.add(address.prefix().address()));
        }
      }
    }
    lastKnown.put(index, addresses);
    return addresses;
  }

  /** Not before, and not unless, nobody else on the link has it. */
  private static boolean isUsable(InterfaceAddress address) {
    return !address.flags().contains(AddressFlag.TENTATIVE)
        && !address.flags().contains(AddressFlag.DADFAILED);
  }

  @Override
  public void close() {
    client.close();
  }
}
