package org.hactl.site.shape;

import java.util.regex.Pattern;
import org.hactl.host.CheckSpec;
import org.hactl.host.CheckSpec.Smtp.Security;
import org.hactl.host.TlsTerms;
import org.hactl.site.shape.CheckShape.Kind;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Shape;

/** {@code smtp} of a check. */
final class SmtpCheckShape {
  /** A name or an address in brackets (RFC 5321 section 4.1.1.1). */
  private static final Pattern HELLO = Pattern.compile("[A-Za-z0-9.-]{1,253}|\\[[A-Za-z0-9.:]+]");

  static final Kind DEFAULT =
      (at, timing) -> new CheckSpec.Smtp(at, null, Security.NONE, null, timing);

  static final Shape<Kind> SHAPE = shape();

  private SmtpCheckShape() {}

  private static Shape<Kind> shape() {
    Fields f = new Fields("A mail server, which must greet");
    var hello =
        f.optional(
            "hello",
            Shapes.matching("a host name such as lvs.example", HELLO),
            "The name to say with EHLO; the director's address if left out");
    var security =
        f.optional(
            "security",
            Shape.enumOf(Security.class),
            Security.NONE,
            "none; starttls: ask for TLS; tls: TLS from the first byte");
    TlsKeys tls = new TlsKeys(f);
    return f.into(v -> {
      String name = v.get(hello).orElse(null);
      Security how = v.get(security);
      if (how == Security.NONE) {
        tls.refuse(v, "has an effect only with security: starttls or tls");
      }
      TlsTerms terms = how == Security.NONE ? null : tls.terms(v, null);
      return (at, timing) -> new CheckSpec.Smtp(at, name, how, terms, timing);
    });
  }
}
