package org.hactl.linux.netlink;

import java.util.Comparator;
import java.util.List;
import org.hactl.linux.kernel.InterfaceNames;
import org.hactl.linux.kernel.Link;
import org.hactl.linux.kernel.Links;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.NewLink;
import org.hactl.linux.net.MacAddress;

final class NetlinkLinks implements Links {
  private final NetlinkClient client;

  NetlinkLinks(NetlinkClient client) {
    this.client = client;
  }

  @Override
  public List<Link> list() {
    return client.list("links", LinkCodec.list()).stream()
        .flatMap(message -> LinkCodec.decode(message).stream())
        .sorted(Comparator.comparingInt(Link::index))
        .toList();
  }

  @Override
  public void setUp(String name, boolean up) {
    String operation = up ? "switch on" : "switch off";
    send(operation, name, LinkCodec.setUp(index(operation, name), up));
  }

  @Override
  public void add(NewLink link) {
    String operation = "add " + link.kind().text() + " on " + link.parent() + " as";
    send(operation, link.name(), LinkCodec.add(link, index(operation, link.parent())));
    int index = index(operation, link.name());
    // A kernel without IPv6 refuses the first request, and does not need it.
    List<NetlinkAnswer> answers =
        client.batch(List.of(LinkCodec.withoutLinkLocal(index), LinkCodec.setUp(index, true)));
    check("switch on", link.name(), answers.getLast());
  }

  @Override
  public void setMac(String name, MacAddress mac) {
    String operation = "set the address " + mac + " of";
    send(operation, name, LinkCodec.setMac(index(operation, name), mac));
  }

  @Override
  public void remove(String name) {
    send("remove", name, LinkCodec.remove(index("remove", name)));
  }

  private int index(String operation, String name) {
    InterfaceNames names = names();
    return names.index(name).orElseThrow(() -> names.missing(operation, "link " + name, name));
  }

  private void send(String operation, String name, byte[] request) {
    check(operation, name, client.batch(List.of(request)).getFirst());
  }

  private static void check(String operation, String name, NetlinkAnswer answer) {
    if (!answer.isOk()) {
      throw new LinuxException(operation, "link " + name, answer.errno(), answer.text());
    }
  }

  InterfaceNames names() {
    return new InterfaceNames(list());
  }
}
