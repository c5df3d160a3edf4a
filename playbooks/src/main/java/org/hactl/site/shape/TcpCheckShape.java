package org.hactl.site.shape;

import org.hactl.host.CheckSpec;
import org.hactl.host.Payload;
import org.hactl.host.Talk;
import org.hactl.site.shape.CheckShape.Kind;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Shape;

/** {@code tcp} of a check, and the bytes that checks send and expect. */
final class TcpCheckShape {
  private static final int MAX_BYTES = 1024;

  private static final String NO_SECRETS =
      "it appears in plans; let a script check what needs a password";

  /** Bytes to send or to look for. */
  static final Shape<Payload> PAYLOAD =
      Shape.string().withoutSecrets(NO_SECRETS).map(TcpCheckShape::payload);

  /** The same, or hexadecimal digits. */
  static final Shape<Payload> BINARY = Shape.either(PAYLOAD, hex());

  static final Kind DEFAULT = (at, timing) -> new CheckSpec.Tcp(at, Talk.NONE, timing);
  static final Shape<Kind> SHAPE = shape();

  private TcpCheckShape() {}

  private static Shape<Kind> shape() {
    Fields f = new Fields("A TCP connection, and what is said on it");
    var send = f.optional("send", PAYLOAD, "A text to send, with \\r, \\n, \\t and \\xHH");
    var expect = f.optional("expect", PAYLOAD, "A text that the server must send");
    return f.into(v -> {
      Talk talk = new Talk(v.get(send).orElse(null), v.get(expect).orElse(null));
      return (at, timing) -> new CheckSpec.Tcp(at, talk, timing);
    });
  }

  private static Shape<Payload> hex() {
    Fields f = new Fields("Bytes");
    var hex =
        f.required(
            "hex",
            Shape.text("hexadecimal digits such as 00ff", text -> sized(Payload.ofHex(text)))
                .withoutSecrets(NO_SECRETS),
            "The bytes as hexadecimal digits, with or without spaces");
    return f.into(v -> v.get(hex));
  }

  private static Payload payload(String text) {
    return sized(Payload.parse(text));
  }

  private static Payload sized(Payload payload) {
    if (payload.bytes().length > MAX_BYTES) {
      throw new IllegalArgumentException("it has more than " + MAX_BYTES + " bytes");
    }
    return payload;
  }
}
