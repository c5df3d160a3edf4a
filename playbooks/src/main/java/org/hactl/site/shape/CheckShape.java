package org.hactl.site.shape;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.hactl.host.CheckSpec;
import org.hactl.host.CheckSpec.Timing;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Shape;
import org.jspecify.annotations.Nullable;

/** {@code check} of a service: the health check of its real servers. */
final class CheckShape {
  private static final Timing DEFAULT_TIMING = new Timing(2_000, 3_000, 2, 3);
  private static final List<Integer> OK = List.of(200);
  private static final Pattern PATH = Pattern.compile("/[\\x21-\\x7e]*");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:\\[\\]-]+");
  private static final Duration MAX_INTERVAL = Duration.ofHours(1);

  static final Shape<CheckSpec> SHAPE = check();

  /** The HTTP request and the answer that counts as healthy. */
  private record HttpRequest(
      String path, List<Integer> status, @Nullable String host, @Nullable String contains) {
    static final HttpRequest DEFAULT = new HttpRequest("/", OK, null, null);
  }

  private CheckShape() {}

  private static Shape<CheckSpec> check() {
    Map<String, CheckSpec> words = new LinkedHashMap<>();
    words.put("tcp", make(null, null, DEFAULT_TIMING));
    words.put("http", make(HttpRequest.DEFAULT, null, DEFAULT_TIMING));
    return Shape.either(Shape.choice(words), fields());
  }

  private static Shape<CheckSpec> fields() {
    Fields f =
        new Fields("The health check of the real servers; tcp or http alone takes all defaults");
    var tcp =
        f.optional(
            "tcp",
            new Fields("Passes if a TCP connection opens; it has no keys: tcp: {}").into(v -> true),
            "Passes if a TCP connection opens: tcp: {}");
    var http = f.optional("http", request(), "Passes if an HTTP GET gets the expected answer");
    var port = f.optional("port", Shapes.PORT, "The port to check; the real server's if left out");
    Shape<Duration> time = Shape.duration(Duration.ofMillis(10), MAX_INTERVAL);
    var interval =
        f.optional(
            "interval",
            time,
            ofMillis(DEFAULT_TIMING.intervalMillis()),
            "Time from one check to the next");
    var timeout =
        f.optional(
            "timeout",
            time,
            ofMillis(DEFAULT_TIMING.timeoutMillis()),
            "How long one check may take, from the connect to the last byte; the next check waits for it");
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
    f.atMostOneOf(tcp, http);
    return f.into(v -> {
      if (v.get(tcp).isEmpty() && v.get(http).isEmpty()) {
        throw new IllegalArgumentException(
            "the kind of check is missing: write tcp: {} or http: {path: /}");
      }
      Timing timing =
          new Timing(
              v.get(interval).toMillis(), v.get(timeout).toMillis(), v.get(rise), v.get(fall));
      return make(v.get(http).orElse(null), v.get(port).orElse(null), timing);
    });
  }

  private static Shape<HttpRequest> request() {
    Fields f = new Fields("An HTTP GET");
    var path =
        f.optional(
            "path", Shapes.matching("a path such as /health", PATH), "/", "The path to request");
    var status =
        f.optional(
            "status",
            Shape.oneOrMore(Shape.integer(100, 599)),
            OK,
            "The status codes that count as healthy, one or a list");
    var host =
        f.optional(
            "host",
            Shapes.matching("a host name such as shop.example", HOST),
            "The Host header; the service's address if left out");
    var contains = f.optional("contains", Shape.string(), "A text that the body must contain");
    return f.into(v -> {
      if (v.get(status).isEmpty()) {
        v.problem(status, "the list is empty, so no answer would count as healthy");
      }
      return new HttpRequest(
          v.get(path), v.get(status), v.get(host).orElse(null), v.get(contains).orElse(null));
    });
  }

  private static CheckSpec make(
      @Nullable HttpRequest request, @Nullable Integer port, Timing timing) {
    return request == null
        ? new CheckSpec.Tcp(port, timing)
        : new CheckSpec.Http(
            port, request.path(), request.status(), request.host(), request.contains(), timing);
  }

  private static Duration ofMillis(long millis) {
    return Duration.ofMillis(millis);
  }
}
