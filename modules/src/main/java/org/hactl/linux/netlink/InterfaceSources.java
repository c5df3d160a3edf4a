package org.hactl.linux.netlink;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hactl.linux.kernel.AddressFlag;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.kernel.InterfaceNames;
import org.hactl.linux.net.Family;

/** Lists an interface's source addresses over rtnetlink(7). */
final class InterfaceSources implements SourceList {
  private static final InterfaceNames NO_NAMES = new InterfaceNames(List.of());

  private final NetlinkClient client = NetlinkClient.strict(NetlinkSocket.ROUTE);
  private final Map<Integer, List<InetAddress>> lastKnown = new ConcurrentHashMap<>();

  @Override
  public List<InetAddress> list(int index) {
    List<InetAddress> addresses = new ArrayList<>();
    for (Family family : Family.values()) {
      NetlinkClient.Result result = client.dump(AddressCodec.list(family, index));
      // The addresses keep changing: the next look will see the result. The last attempt's list may
      // be incomplete.
      List<InetAddress> before = lastKnown.get(index);
      if (result.answer().errno().equals(Errno.EAGAIN) && before != null) {
        return before;
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

  /** Not before duplicate address detection has ended, and not if it failed. */
  private static boolean isUsable(InterfaceAddress address) {
    return !address.flags().contains(AddressFlag.TENTATIVE)
        && !address.flags().contains(AddressFlag.DADFAILED);
  }

  @Override
  public void close() {
    client.close();
  }
}
