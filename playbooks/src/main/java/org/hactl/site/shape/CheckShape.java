package org.hactl.site.shape;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hactl.host.CheckSpec;
import org.hactl.host.CheckSpec.Flapping;
import org.hactl.host.CheckSpec.Place;
import org.hactl.host.CheckSpec.Timing;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Key;
import org.hactl.yaml.Shape;

/** {@code check} of a service: the health check of its real servers. */
final class CheckShape {
  private static final Timing DEFAULT_TIMING = new Timing(2_000, 3_000, 2, 3);
  private static final Duration MAX_INTERVAL = Duration.ofHours(1);

  private static final Shape<CheckSpec> ONE = Shape.lazy("check", () -> CheckShape.SINGLE);

  private static final Shape<CheckSpec> SINGLE = check();

  /** One check, or a list of which all must pass. */
  static final Shape<CheckSpec> SHAPE = Shape.oneOrMore(ONE).map(CheckShape::all);

  /** What is tried; the keys that all kinds have are added to it. */
  @FunctionalInterface
  interface Kind {
    CheckSpec with(Place at, Timing timing);
  }

  private CheckShape() {}

  private static CheckSpec all(List<CheckSpec> checks) {
    return switch (checks.size()) {
      case 0 -> throw new IllegalArgumentException("the list of checks is empty");
      case 1 -> checks.getFirst();
      default -> new CheckSpec.All(checks);
    };
  }

  private static CheckSpec any(List<CheckSpec> checks) {
    return all(checks) instanceof CheckSpec.All many
        ? new CheckSpec.Any(many.checks())
        : checks.getFirst();
  }

  private static Shape<CheckSpec> check() {
    Map<String, CheckSpec> words = new LinkedHashMap<>();
    words.put("tcp", TcpCheckShape.DEFAULT.with(Place.REAL_SERVER, DEFAULT_TIMING));
    words.put("http", HttpCheckShape.DEFAULT.with(Place.REAL_SERVER, DEFAULT_TIMING));
    words.put("dns", DnsCheckShape.DEFAULT.with(Place.REAL_SERVER, DEFAULT_TIMING));
    words.put("smtp", SmtpCheckShape.DEFAULT.with(Place.REAL_SERVER, DEFAULT_TIMING));
    words.put("ping", PingCheckShape.DEFAULT.with(Place.REAL_SERVER, DEFAULT_TIMING));
    words.put("grpc", GrpcCheckShape.DEFAULT.with(Place.REAL_SERVER, DEFAULT_TIMING));
    words.put("bfd", BfdCheckShape.DEFAULT.with(Place.REAL_SERVER, DEFAULT_TIMING));
    return Shape.either(Shape.choice(words), fields());
  }

  private static Shape<CheckSpec> fields() {
    Fields f =
        new Fields(
            "The health check of the real servers; tcp, http, dns, smtp, ping, grpc or bfd alone"
                + " takes all defaults");
    var ping = f.optional("ping", PingCheckShape.SHAPE, "Passes if the host answers ICMP echo");
    var agent =
        f.optional(
            "agent",
            WeightCheckShapes.AGENT,
            "An agent on the real server that says its weight, as HAProxy's agent-check");
    var bfd =
        f.optional(
            "bfd",
            BfdCheckShape.SHAPE,
            "Passes while a BFD session of the director is up; decides at once");
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
                "Passes if a command on the director ends with exit code 0"),
            f.optional(
                "file",
                WeightCheckShapes.FILE,
                "A file on the director with the weight; less than 0 for down"),
            agent,
            f.optional(
                "grpc",
                GrpcCheckShape.SHAPE,
                "Passes if the health service of a gRPC server says SERVING"),
            bfd);
    var any =
        f.optional(
            "any",
            Shape.list(ONE).map(CheckShape::any),
            "Passes if one of these checks passes; each has its own keys");
    CheckPlaceKeys place = new CheckPlaceKeys(f);
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
    var flapping =
        f.optional(
            "flapping",
            flapping(),
            "Holds a real server down whose health changes too often; no limit if left out");
    List<Key<?>> exclusive = new ArrayList<>(kinds);
    exclusive.add(any);
    f.atMostOneOf(exclusive.toArray(Key<?>[]::new));
    return f.into(v -> {
      if (v.get(any).isPresent()) {
        Stream.concat(place.all().stream(), Stream.of(interval, timeout, rise, fall, flapping))
            .filter(v::has)
            .forEach(key -> v.problem(key, "belongs to each of the checks in any"));
        return v.get(any).get();
      }
      Kind kind =
          kinds.stream()
              .flatMap(each -> v.get(each).stream())
              .findFirst()
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "the kind of check is missing: write tcp: {}, http: {path: /} or another"
                          + " kind"));
      if (v.has(agent) && place.port(v).isEmpty()) {
        v.problem(agent, "write the port of the agent: port: 9707");
      }
      if (v.get(bfd).isPresent()) {
        Stream.concat(place.all().stream(), Stream.of(interval, timeout, rise, fall))
            .filter(v::has)
            .forEach(key -> v.problem(key, "a BFD session has its own ends and times"));
      }
      if (v.has(ping)) {
        place.ofPing(v);
      }
      Timing timing =
          new Timing(
              v.get(interval).toMillis(),
              v.get(timeout).toMillis(),
              v.get(rise),
              v.get(fall),
              v.get(flapping).orElse(null));
      CheckSpec check = kind.with(place.of(v), timing);
      if (check instanceof CheckSpec.Script || check instanceof CheckSpec.WeightFile) {
        place.ofNoSocket(v);
      }
      return check;
    });
  }

  private static Shape<Flapping> flapping() {
    Fields f = new Fields("How often the health of a real server may change");
    var changes =
        f.required(
            "changes",
            Shape.integer(2, 1000),
            "So many changes, to unhealthy and back, are too many; an even number counts whole"
                + " ones");
    var within =
        f.required(
            "within",
            Shape.duration(Duration.ofSeconds(1), Duration.ofDays(1)),
            "The time in which they are counted");
    return f.into(v -> new Flapping(v.get(changes), v.get(within).toMillis()));
  }
}
