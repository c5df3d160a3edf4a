package org.hactl.site.shape;

import java.util.List;
import java.util.regex.Pattern;
import org.hactl.host.CheckSpec;
import org.hactl.host.DnsQuestion;
import org.hactl.host.DnsQuestion.Transport;
import org.hactl.site.shape.CheckShape.Kind;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Shape;

/** {@code dns} of a check. */
final class DnsCheckShape {
  private static final List<String> NOERROR = List.of("NOERROR");
  private static final String SOA = "SOA";
  private static final String ROOT = ".";
  private static final int MAX_NAME = 250;

  private static final Pattern NAME =
      Pattern.compile("\\.|[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63})*\\.?");

  static final Kind DEFAULT =
      (at, timing) ->
          new CheckSpec.Dns(at, new DnsQuestion(Transport.UDP, SOA, ROOT, NOERROR, null), timing);

  static final Shape<Kind> SHAPE = shape();

  private DnsCheckShape() {}

  private static Shape<Kind> shape() {
    Fields f = new Fields("A question to a DNS server");
    var transport =
        f.optional("transport", Shape.enumOf(Transport.class), Transport.UDP, "udp or tcp");
    var name =
        f.optional(
            "name",
            Shapes.matching("a domain name such as shop.example", NAME),
            ROOT,
            "The name to ask for");
    var type =
        f.optional(
            "type",
            Shape.choice(RouteShape.words(DnsQuestion.TYPES)),
            SOA,
            "The type of record to ask for");
    var rcode =
        f.optional(
            "rcode",
            Shape.oneOrMore(Shape.choice(RouteShape.words(DnsQuestion.RCODES))),
            NOERROR,
            "The response codes that count as healthy, one or a list");
    var contains =
        f.optional(
            "contains",
            Shape.string(),
            "A text that a record of the answer must have, as in a zone file");
    return f.into(v -> {
      if (v.get(rcode).isEmpty()) {
        v.problem(rcode, "the list is empty, so no answer would count as healthy");
      }
      if (v.get(name).length() > MAX_NAME) {
        v.problem(name, "it has more than " + MAX_NAME + " letters");
      }
      DnsQuestion question =
          new DnsQuestion(
              v.get(transport),
              v.get(type),
              v.get(name),
              v.get(rcode),
              v.get(contains).orElse(null));
      return (at, timing) -> new CheckSpec.Dns(at, question, timing);
    });
  }
}
