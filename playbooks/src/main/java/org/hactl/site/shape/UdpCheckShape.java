package org.hactl.site.shape;

import org.hactl.host.CheckSpec;
import org.hactl.host.Talk;
import org.hactl.site.shape.CheckShape.Kind;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Shape;

/** {@code udp} of a check. */
final class UdpCheckShape {
  static final Shape<Kind> SHAPE = shape();

  private UdpCheckShape() {}

  private static Shape<Kind> shape() {
    Fields f = new Fields("A UDP datagram, and the answer to it");
    var payload =
        f.optional(
            "payload",
            TcpCheckShape.BINARY,
            "What to send: a text with \\r, \\n, \\t and \\xHH, or {hex: 00ff}; an empty datagram"
                + " if left out");
    var expect =
        f.optional(
            "expect",
            TcpCheckShape.BINARY,
            "Bytes that an answer must have; if left out, only an ICMP error fails");
    return f.into(v -> {
      Talk talk = new Talk(v.get(payload).orElse(null), v.get(expect).orElse(null));
      return (at, timing) -> new CheckSpec.Udp(at, talk, timing);
    });
  }
}
