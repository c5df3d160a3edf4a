package org.hactl.linux;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

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
  public Optional<Link> find(String name) {
    return list().stream().filter(link -> link.name().equals(name)).findFirst();
  }

  @Override
  public void setUp(String name, boolean up) {
    String operation = up ? "switch on" : "switch off";
    InterfaceNames names = names();
    int index = names.index(name).orElseThrow(() -> names.missing(operation, "link " + name, name));
    NetlinkAnswer answer = client.batch(List.of(LinkCodec.setUp(index, up))).getFirst();
    if (!answer.isOk()) {
      throw new LinuxException(operation, "link " + name, answer.errno(), answer.text());
    }
  }

  InterfaceNames names() {
    return new InterfaceNames(list());
  }
}
