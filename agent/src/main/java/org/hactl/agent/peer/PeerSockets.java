package org.hactl.agent.peer;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.libc.EventPoll;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.PortRange;
import org.hactl.linux.netlink.LinkProbe;
import org.hactl.linux.socket.UdpReceiver;
import org.hactl.linux.socket.UdpSender;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.Transport.Peer;
import org.jspecify.annotations.Nullable;

/**
 * The UDP sockets on the interfaces of the virtual routers. Messages go the way of the
 * advertisements: to the multicast group, or to the unicast peers. For one thread.
 */
final class PeerSockets implements Conversation.Wire, AutoCloseable {
  /** Documented in docs/security.md, for firewalls. */
  static final int PORT = 7112;

  private static final PortRange SOURCE_PORTS = new PortRange(49_152, 65_535);
  private static final int MAX_PACKETS_AT_ONCE = 64;
  private static final int TTL = 255;

  private record Place(String interfaceName, Family family) {}

  private record Target(Place place, InetAddress address, @Nullable InetAddress source) {}

  private record Listening(UdpReceiver socket, int index, Set<InetAddress> groups) {}

  private final LinkProbe probe = LinkProbe.open();
  private final EventPoll poll;
  private final Map<Place, Listening> listening = new HashMap<>();
  private Set<Target> targets = Set.of();
  private String error = "";

  PeerSockets(EventPoll poll) {
    this.poll = poll;
  }

  @Override
  public String error() {
    return error;
  }

  /** An interface that is missing is tried again. */
  @Override
  public void follow(List<RouterConfig> routers) {
    error = "";
    Set<Target> wanted = new LinkedHashSet<>();
    for (RouterConfig router : routers) {
      Place place = new Place(router.interfaceName(), router.family());
      InetAddress source = router.transport().source();
      if (router.transport().isUnicast()) {
        for (Peer peer : router.transport().peers()) {
          wanted.add(new Target(place, peer.address(), source));
        }
      } else {
        wanted.add(new Target(place, router.group(), source));
      }
    }
    targets = wanted;
    Set<Place> places = wanted.stream().map(Target::place).collect(Collectors.toSet());
    for (Place place : new ArrayList<>(listening.keySet())) {
      Listening open = listening.get(place);
      if (open != null
          && (!places.contains(place) || open.index() != probe.index(place.interfaceName()))) {
        open.socket().close();
        listening.remove(place);
      }
    }
    places.forEach(this::listen);
  }

  private void listen(Place place) {
    int index = probe.index(place.interfaceName());
    if (index == 0) {
      return;
    }
    try {
      Listening open = listening.get(place);
      if (open == null) {
        open = new Listening(open(place), index, new HashSet<>());
        listening.put(place, open);
        poll.add(open.socket().fd());
      }
      for (Target target : targets) {
        if (target.place().equals(place)
            && target.address().isMulticastAddress()
            && !open.groups().contains(target.address())) {
          open.socket().join(target.address(), index);
          open.groups().add(target.address());
        }
      }
    } catch (LinuxException e) {
      error = String.valueOf(e.getMessage());
    }
  }

  private UdpReceiver open(Place place) {
    boolean shared = listening.keySet().stream().anyMatch(each -> each.family() == place.family());
    return UdpReceiver.open(
        place.family(), PORT, place.interfaceName(), shared, PeerCodec.MAX_BYTES);
  }

  /** Sends a packet to all targets whose interface exists. */
  @Override
  public void send(byte[] packet) {
    for (Target target : targets) {
      int index = probe.index(target.place().interfaceName());
      if (index != 0) {
        send(target, index, packet);
      }
    }
  }

  private void send(Target target, int index, byte[] packet) {
    UdpSender.Path path =
        new UdpSender.Path(
            target.address(), PORT, target.source(), target.place().interfaceName(), index, TTL);
    try (UdpSender sender =
        UdpSender.open(path, SOURCE_PORTS, SOURCE_PORTS.first(), packet.length)) {
      sender.packet().clear().put(packet).flip();
      sender.send();
    } catch (LinuxException e) {
      error = String.valueOf(e.getMessage());
    }
  }

  /** Reads the packets that wait on a socket. */
  void read(int fd, Consumer<ByteBuffer> packets) {
    for (Listening open : listening.values()) {
      if (open.socket().fd() == fd) {
        try {
          for (int count = 0; count < MAX_PACKETS_AT_ONCE && open.socket().receive(); count++) {
            packets.accept(open.socket().packet());
          }
        } catch (LinuxException e) {
          // The interface went down; the socket works again when it is up.
        }
        return;
      }
    }
  }

  @Override
  public void close() {
    listening.values().forEach(each -> each.socket().close());
    listening.clear();
    probe.close();
  }
}
