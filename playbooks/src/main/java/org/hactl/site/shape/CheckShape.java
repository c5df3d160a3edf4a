package org.hactl.site.shape;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hactl.host.CheckSpec;
import org.hactl.host.CheckSpec.Place;
import org.hactl.host.CheckSpec.Timing;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Key;
import org.hactl.yaml.Shape;

/** {@code check} of a service: the health check of its real servers. */
final class CheckShape {
  private static final Timing DEFAULT_TIMING = new Timing(2_000, 3_000, 2, 3);
  private static final Duration MAX_INTERVAL = Duration.ofHours(1);

  static final Shape<CheckSpec> SHAPE = check().named("check");

  /** What is tried; the keys that all kinds have are added to it. */
  @FunctionalInterface
  interface Kind {
    CheckSpec with(Place at, Timing timing);
  }

  private CheckShape() {}

  private static Shape<CheckSpec> check() {
    Map<String, CheckSpec> words = new LinkedHashMap<>();
    words.put("tcp", TcpCheckShape.DEFAULT.with(Place.REAL_SERVER, DEFAULT_TIMING));
    words.put("http", HttpCheckShape.DEFAULT.with(Place.REAL_SERVER, DEFAULT_TIMING));
    words.put("dns", DnsCheckShape.DEFAULT.with(Place.REAL_SERVER, DEFAULT_TIMING));
    words.put("smtp", SmtpCheckShape.DEFAULT.with(Place.REAL_SERVER, DEFAULT_TIMING));
    words.put("ping", PingCheckShape.DEFAULT.with(Place.REAL_SERVER, DEFAULT_TIMING));
    return Shape.either(Shape.choice(words), fields());
  }

  private static Shape<CheckSpec> fields() {
    Fields f =
        new Fields(
            "The health check of the real servers; tcp, http, dns, smtp or ping alone takes all"
                + " defaults");
    var ping = f.optional("ping", PingCheckShape.SHAPE, "Passes if the host answers ICMP echo");
    List<Key<Optional<Kind>>> kinds =
        List.of(
            f.optional(
                "tcp",
                TcpCheckShape.SHAPE,
                "Passes if a TCP connection opens, and the server says what is expected: tcp: {}"),
            f.optional(
                "tls", TlsKeys.CHECK, "Passes if TLS opens with a valid certificate of a name"),
            f.optional(
                "http", HttpCheckShape.HTTP, "Passes if an HTTP request gets the expected answer"),
            f.optional("https", HttpCheckShape.HTTPS, "Likewise over TLS"),
            f.optional(
                "udp", UdpCheckShape.SHAPE, "Passes if a UDP datagram is answered as expected"),
            f.optional("dns", DnsCheckShape.SHAPE, "Passes if a DNS server answers a question"),
            f.optional("smtp", SmtpCheckShape.SHAPE, "Passes if a mail server greets"),
            ping,
            f.optional(
                "script",
                ScriptCheckShape.SHAPE,
                "Passes if a command on the director ends with exit code 0"));
    var port = f.optional("port", Shapes.PORT, "The port to check; the real server's if left out");
    Shape<Duration> time = Shape.duration(Duration.ofMillis(10), MAX_INTERVAL);
    var interval =
        f.optional(
            "interval",
            time,
            Duration.ofMillis(DEFAULT_TIMING.intervalMillis()),
            "Time from one check to the next");
    var timeout =
        f.optional(
            "timeout",
            time,
            Duration.ofMillis(DEFAULT_TIMING.timeoutMillis()),
            "How long one check may take, from the connect to the last byte; the next check waits"
                + " for it");
    Shape<Integer> times = Shape.integer(1, 1000);
    var rise =
        f.optional(
            "rise",
            times,
            DEFAULT_TIMING.rise(),
            "Successes in a row that make a real server healthy again");
    var fall =
        f.optional(
            "fall",
            times,
            DEFAULT_TIMING.fall(),
            "Failures in a row that make a real server unhealthy");
    f.atMostOneOf(kinds.toArray(Key<?>[]::new));
    return f.into(v -> {
      Kind kind =
          kinds.stream()
              .flatMap(each -> v.get(each).stream())
              .findFirst()
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "the kind of check is missing: write tcp: {}, http: {path: /} or another"
                          + " kind"));
      if (v.get(ping).isPresent() && v.get(port).isPresent()) {
        v.problem(port, "ICMP has no ports");
      }
      return kind.with(
          new Place(v.get(port).orElse(null)),
          new Timing(
              v.get(interval).toMillis(), v.get(timeout).toMillis(), v.get(rise), v.get(fall)));
    });
  }
}
