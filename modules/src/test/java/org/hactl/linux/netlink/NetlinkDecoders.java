package org.hactl.linux.netlink;

import java.util.List;
import java.util.function.Consumer;
import org.hactl.linux.kernel.CodecException;
import org.hactl.linux.kernel.InterfaceNames;
import org.hactl.linux.net.Family;
import org.hactl.linux.process.ProcessConnectorCodec;

/** Every decoder of netlink, for tests that throw bytes at all of them. */
final class NetlinkDecoders {
  private NetlinkDecoders() {}

  /**
   * Reads the datagram as everything that it could be.
   *
   * @throws RuntimeException where a decoder throws anything but a {@link CodecException}
   */
  static void all(byte[] datagram) {
    InterfaceNames names = new InterfaceNames(List.of());
    NetlinkEvents events = new NetlinkEvents();
    List<Consumer<NetlinkMessage>> decoders =
        List.of(
            NetlinkAnswer::of,
            LinkCodec::decode,
            message -> AddressCodec.decode(message, names),
            message -> RouteCodec.decode(message, names),
            RuleCodec::decode,
            ProcessConnectorCodec::isAgreement,
            ProcessConnectorCodec::decode,
            IpvsDecoder::version,
            IpvsDecoder::service,
            IpvsDecoder::serviceCounters,
            message -> IpvsDecoder.destination(message, Family.INET),
            message -> IpvsDecoder.destinationCounters(message, Family.INET6),
            message -> new IpvsFingerprint().addService(message),
            message -> new IpvsFingerprint().addDestination(message),
            GenericCodec::familyId,
            ProcessConnectorCodec::decode,
            message -> events.decode(List.of(message)));
    try {
      for (NetlinkMessage message : NetlinkMessage.split(datagram, datagram.length)) {
        decoders.forEach(decoder -> attempt(decoder, message));
      }
    } catch (CodecException e) {
      // The right answer to bytes that are not a netlink datagram.
    }
  }

  private static void attempt(Consumer<NetlinkMessage> decoder, NetlinkMessage message) {
    try {
      decoder.accept(message);
    } catch (CodecException e) {
      // The right answer to a message of another kind.
    }
  }
}
