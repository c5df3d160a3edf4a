package org.hactl.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

final class FakeLinks implements Links {
  private final FakeKernel kernel;
  private final List<Link> links = new ArrayList<>();

  FakeLinks(FakeKernel kernel) {
    this.kernel = kernel;
  }

  @Override
  public synchronized List<Link> list() {
    return List.copyOf(links);
  }

  @Override
  public Optional<Link> find(String name) {
    return list().stream().filter(link -> link.name().equals(name)).findFirst();
  }

  @Override
  public void setUp(String name, boolean up) {
    String operation = up ? "switch on" : "switch off";
    kernel.raiseFault(operation, name);
    require(operation, "link " + name, name);
    setFlag(name, Link.IFF_UP, up);
  }

  void setCarrier(String name, boolean carrier) {
    setFlag(name, Link.IFF_RUNNING, carrier);
  }

  synchronized void add(Link link) {
    links.add(link);
  }

  synchronized void remove(Link link) {
    links.remove(link);
  }

  void require(String operation, String object, String name) {
    if (find(name).isEmpty()) {
      throw new InterfaceNames(list()).missing(operation, object, name);
    }
  }

  private void setFlag(String name, int flag, boolean on) {
    Link old = find(name).orElseThrow();
    int flags = on ? old.flags() | flag : old.flags() & ~flag;
    if (flags == old.flags()) {
      return;
    }
    Link link = new Link(old.index(), old.name(), flags, old.mac(), old.mtu());
    synchronized (this) {
      links.set(links.indexOf(old), link);
    }
    kernel.changed();
    kernel.tell(new KernelEvent.LinkChanged(link));
  }
}
