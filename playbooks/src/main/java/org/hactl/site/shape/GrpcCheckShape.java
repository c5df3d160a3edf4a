package org.hactl.site.shape;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.hactl.host.CheckSpec;
import org.hactl.host.TlsTerms;
import org.hactl.site.shape.CheckShape.Kind;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Shape;

/** {@code grpc} of a check. */
final class GrpcCheckShape {
  /** In Protocol Buffers a name has parts with dots between them; servers take other names, too. */
  private static final Pattern SERVICE = Pattern.compile("[\\x21-\\x7e]{1,255}");

  static final Kind DEFAULT = (at, timing) -> new CheckSpec.Grpc(at, "", null, null, timing);
  static final Shape<Kind> SHAPE = shape();

  private GrpcCheckShape() {}

  private static Shape<Kind> shape() {
    Fields f = new Fields("The health service of a gRPC server, which must say SERVING");
    var service =
        f.optional(
            "service",
            Shapes.matching("the name of a service such as shop.Cart", SERVICE),
            "The service to ask for; the server as a whole if left out");
    var host =
        f.optional(
            "host",
            HttpCheckShape.HOST_NAME,
            "The authority of the request; the service's address if left out");
    Map<String, Boolean> words = new LinkedHashMap<>();
    words.put("none", false);
    words.put("tls", true);
    var security =
        f.optional(
            "security",
            Shape.choice(words),
            false,
            "none: HTTP/2 in clear text; tls: TLS, and HTTP/2 by ALPN");
    TlsKeys tls = new TlsKeys(f);
    return f.into(v -> {
      String name = v.get(service).orElse("");
      String authority = v.get(host).orElse(null);
      if (!v.get(security)) {
        tls.refuse(v, "has an effect only with security: tls");
      }
      TlsTerms terms = v.get(security) ? tls.terms(v, authority) : null;
      return (at, timing) -> new CheckSpec.Grpc(at, name, authority, terms, timing);
    });
  }
}
