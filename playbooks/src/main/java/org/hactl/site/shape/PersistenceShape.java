package org.hactl.site.shape;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hactl.host.PersistenceOptions;
import org.hactl.linux.net.Family;
import org.hactl.site.model.Persistence;
import org.hactl.site.model.SiteAddresses;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Shape;

/** {@code persistence} of a virtual service. */
final class PersistenceShape {
  private static final Pattern PREFIX = Pattern.compile("/?([0-9]{1,3})");

  private static final Shape<Duration> TIME = Shape.duration(Duration.ZERO, Duration.ofDays(31));

  static final Shape<Persistence> SHAPE = Shape.either(TIME.map(Persistence::of), fields());

  private PersistenceShape() {}

  private static Shape<Persistence> fields() {
    Fields f = new Fields("How long a client stays with its real server");
    var time = f.required("for", TIME, "How long, from its last connection, in whole seconds: 5m");
    var mask =
        f.optional(
            "mask",
            Shapes.parsed(
                "a prefix length or a mask, such as 24, /64 or 255.255.255.0",
                PersistenceShape::prefix),
            "The clients of one network count as one: 24, 255.255.255.0 or /64; each address by"
                + " itself if left out");
    var engine =
        f.optional(
            "engine",
            Shape.choice(Map.of("sip", "sip")),
            "sip: the Call-ID of SIP over UDP counts instead of the client's address");
    return f.into(v ->
        new Persistence(
            v.get(time),
            new PersistenceOptions(v.get(mask).orElse(null), v.get(engine).orElse(null))));
  }

  private static Optional<Integer> prefix(String text) {
    var number = PREFIX.matcher(text);
    if (number.matches()) {
      return Optional.of(Integer.parseInt(number.group(1)))
          .filter(prefix -> prefix > 0 && prefix <= Family.INET6.addressBits());
    }
    return SiteAddresses.parse(text)
        .filter(address -> Family.of(address) == Family.INET)
        .map(address -> ByteBuffer.wrap(address.getAddress()).getInt())
        // All ones, then all zeros.
        .filter(mask -> mask != 0 && (mask | mask - 1) == -1)
        .map(Integer::bitCount);
  }
}
