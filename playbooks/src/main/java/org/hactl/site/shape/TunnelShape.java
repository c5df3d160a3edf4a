package org.hactl.site.shape;

import org.hactl.module.ipvs.Tunnel;
import org.hactl.module.ipvs.Tunnel.Checksum;
import org.hactl.module.ipvs.Tunnel.Type;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Shape;

/** {@code tunnel} of a virtual service or of a real server. */
final class TunnelShape {
  static final Shape<Tunnel> SHAPE =
      Shape.either(
              Shape.enumOf(Type.class).map(type -> new Tunnel(type, 0, Checksum.NONE)), fields())
          .check(TunnelShape::check)
          .named("tunnel");

  private TunnelShape() {}

  private static Shape<Tunnel> fields() {
    Fields f = new Fields("The tunnel of forward: tun");
    var type = f.required("type", Shape.enumOf(Type.class), "ipip (IP in IP), gue or gre");
    var port =
        f.optional("port", Shapes.PORT, "The UDP port of gue, at which the real server listens");
    var checksum =
        f.optional(
            "checksum",
            Shape.enumOf(Checksum.class),
            Checksum.NONE,
            "none, csum (gue and gre) or remcsum (gue: remote checksum offload)");
    return f.into(v -> new Tunnel(v.get(type), v.get(port).orElse(0), v.get(checksum)));
  }

  private static void check(Tunnel tunnel) {
    boolean gue = tunnel.type() == Type.GUE;
    if (gue != tunnel.port() > 0) {
      throw new IllegalArgumentException(
          gue
              ? "gue needs the port at which the real server listens: {type: gue, port: 6080}"
              : "only gue has a port");
    }
    if (tunnel.checksum() != Checksum.NONE
        && !gue
        && (tunnel.type() == Type.IPIP || tunnel.checksum() == Checksum.REMCSUM)) {
      throw new IllegalArgumentException(
          "%s has no checksum %s".formatted(tunnel.type().text(), tunnel.checksum().text()));
    }
  }
}
