package org.hactl.linux.memory;

import java.util.ArrayList;
import java.util.List;
import org.hactl.linux.kernel.Errno;
import org.hactl.linux.kernel.InterfaceNames;
import org.hactl.linux.kernel.KernelEvent;
import org.hactl.linux.kernel.Link;
import org.hactl.linux.kernel.Links;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.NewLink;
import org.hactl.linux.net.MacAddress;

final class MemoryLinks implements Links {
  private final MemoryKernel kernel;
  private final List<Link> links = new ArrayList<>();

  MemoryLinks(MemoryKernel kernel) {
    this.kernel = kernel;
  }

  @Override
  public synchronized List<Link> list() {
    return List.copyOf(links);
  }

  @Override
  public void setUp(String name, boolean up) {
    String operation = up ? "switch on" : "switch off";
    kernel.raiseFault(operation, name);
    require(operation, "link " + name, name);
    setFlag(name, Link.IFF_UP, up);
  }

  @Override
  public void add(NewLink link) {
    String operation = "add " + link.kind().text() + " on " + link.parent() + " as";
    String object = "link " + link.name();
    kernel.raiseFault(operation, link.name());
    require(operation, object, link.parent());
    if (find(link.name()).isPresent()) {
      throw new LinuxException(operation, object, Errno.EEXIST, "");
    }
    Link parent = find(link.parent()).orElseThrow();
    int index = 1 + list().stream().mapToInt(Link::index).max().orElse(0);
    MacAddress mac = link.mac() == null ? parent.mac() : link.mac();
    Link made =
        new Link(
            index, link.name(), parent.flags(), mac, parent.mtu(), parent.index(), link.kind());
    try {
      kernel.raiseFault("switch on", link.name());
    } catch (LinuxException e) {
      kernel.appear(made.withFlags(made.flags() & ~Link.IFF_UP));
      throw e;
    }
    kernel.appear(made);
    kernel.changed();
  }

  @Override
  public void setMac(String name, MacAddress mac) {
    String operation = "set the address " + mac + " of";
    kernel.raiseFault(operation, name);
    require(operation, "link " + name, name);
    Link old = find(name).orElseThrow();
    replace(old, old.withMac(mac));
  }

  @Override
  public void remove(String name) {
    kernel.raiseFault("remove", name);
    require("remove", "link " + name, name);
    kernel.removeLink(name);
    kernel.changed();
  }

  void setCarrier(String name, boolean carrier) {
    setFlag(name, Link.IFF_RUNNING, carrier);
  }

  Link rename(String from, String to) {
    Link old = find(from).orElseThrow();
    Link renamed =
        new Link(old.index(), to, old.flags(), old.mac(), old.mtu(), old.parentIndex(), old.kind());
    synchronized (this) {
      links.set(links.indexOf(old), renamed);
    }
    return renamed;
  }

  synchronized void put(Link link) {
    links.add(link);
  }

  synchronized void drop(Link link) {
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
    replace(old, old.withFlags(flags));
  }

  private void replace(Link old, Link link) {
    synchronized (this) {
      links.set(links.indexOf(old), link);
    }
    kernel.changed();
    kernel.tell(new KernelEvent.LinkChanged(link));
  }
}
