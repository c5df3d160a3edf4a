package org.hactl.vrrp.engine;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import org.hactl.linux.kernel.LinkFacts;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.MacAddress;
import org.hactl.linux.socket.SendBatch.Outcome;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.Transport.Peer;
import org.hactl.vrrp.wire.ArpRequestPacket;
import org.hactl.vrrp.wire.NeighbourDiscoveryPacket;
import org.jspecify.annotations.Nullable;

/**
 * Lets unicast peers find a router. It announces the address that the router sends from, which also
 * corrects gateways. And it asks for each peer, so that the peer knows where the router is even if
 * the peer had stopped asking.
 */
final class PeerSolicitor {
  /**
   * Ignores errors: if these packets are lost, the advertisements are lost as well, and the router
   * reports that.
   */
  private static final Outcome UNREPORTED =
      new Outcome() {
        @Override
        public void sent() {}

        @Override
        public void failed(String why) {}
      };

  private final VrrpNetwork network;
  private final LinkCache links;

  PeerSolicitor(VrrpNetwork network, LinkCache links) {
    this.network = network;
    this.links = links;
  }

  /**
   * Announces the router and asks for each peer, once.
   *
   * @param own the address the router sends from; null if it has none
   */
  void solicit(RouterConfig config, @Nullable InetAddress own) {
    LinkFacts facts = own == null ? null : facts(config.interfaceName());
    if (own == null || facts == null || facts.hardwareAddress().equals(MacAddress.NONE)) {
      return;
    }
    announce(network.nextFrame(), facts, own);
    network.sendFrame(facts.index(), UNREPORTED);
    for (Peer peer : config.transport().peers()) {
      ask(network.nextFrame(), facts.hardwareAddress(), own, peer.address());
      network.sendFrame(facts.index(), UNREPORTED);
    }
  }

  private @Nullable LinkFacts facts(String interfaceName) {
    try {
      LinkFacts facts = links.facts(interfaceName);
      return facts != null && facts.running() ? facts : null;
    } catch (LinuxException e) {
      return null;
    }
  }

  private static void announce(ByteBuffer frame, LinkFacts facts, InetAddress own) {
    switch (Family.of(own)) {
      case INET ->
          ArpRequestPacket.encodeGratuitous(frame, facts.hardwareAddress(), own.getAddress());
      case INET6 ->
          NeighbourDiscoveryPacket.encodeAdvertisement(
              frame, facts.hardwareAddress(), own.getAddress(), facts.forwarding());
    }
  }

  private static void ask(
      ByteBuffer frame, MacAddress hardwareAddress, InetAddress own, InetAddress peer) {
    switch (Family.of(own)) {
      case INET ->
          ArpRequestPacket.encode(frame, hardwareAddress, own.getAddress(), peer.getAddress());
      case INET6 ->
          NeighbourDiscoveryPacket.encodeSolicitation(
              frame, hardwareAddress, own.getAddress(), peer.getAddress());
    }
  }
}
