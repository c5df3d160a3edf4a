package org.hactl.health.probe;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import org.hactl.health.wire.Deadline;
import org.hactl.host.CheckSpec;
import org.hactl.host.CheckSpec.Place;
import org.hactl.host.CheckSpec.Timing;
import org.hactl.host.HttpRequest;
import org.hactl.host.HttpWanted;
import org.hactl.host.HttpWanted.JsonValueAt;
import org.hactl.host.HttpWanted.StatusRange;
import org.jspecify.annotations.Nullable;

/** Single tries of the tests. A long limit is for a busy machine; no test depends on the time. */
final class Tries {
  static final Means MEANS = Means.withoutScripts(Socket::new);
  static final Timing TIMING = new Timing(1_000, 1_000, 1, 1);
  static final HttpRequest GET = HttpRequest.get("/", "shop.example");
  static final HttpWanted OK = wanted(null, List.of(), null);

  private static final long AMPLE_MILLIS = 20_000;
  private static final long SHORT_MILLIS = 150;

  private Tries() {}

  static CheckResult once(InetSocketAddress address, CheckSpec check) {
    return once(address, check, Tries.MEANS);
  }

  static CheckResult once(InetSocketAddress address, CheckSpec check, Means means) {
    return Checker.of(new Aim(address, "vip.example", check), means)
        .check(new Deadline(System::nanoTime, AMPLE_MILLIS));
  }

  /** With a short limit, which a server that never ends must not outlast. */
  static CheckResult shortly(InetSocketAddress address, CheckSpec check) {
    return Checker.of(new Aim(address, "vip.example", check), Tries.MEANS)
        .check(new Deadline(System::nanoTime, SHORT_MILLIS));
  }

  static CheckSpec http(HttpRequest request, HttpWanted wanted) {
    return new CheckSpec.Http(Place.REAL_SERVER, request, wanted, null, TIMING);
  }

  static HttpWanted wanted(
      @Nullable String matches, List<JsonValueAt> json, @Nullable String redirect) {
    return new HttpWanted(
        List.of(StatusRange.parse(redirect == null ? "200-299" : "301-308")),
        null,
        matches,
        json,
        redirect);
  }

  static HttpRequest post(Map<String, String> headers, String body) {
    return new HttpRequest("POST", "/", "shop.example", headers, body);
  }
}
