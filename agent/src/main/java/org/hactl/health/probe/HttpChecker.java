package org.hactl.health.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.hactl.health.tls.TlsClient;
import org.hactl.health.wire.Deadline;
import org.hactl.health.wire.MalformedAnswer;
import org.hactl.host.CheckSpec;
import org.hactl.host.HttpRequest;
import org.hactl.host.HttpWanted;
import org.jspecify.annotations.Nullable;

/**
 * Checks that an HTTP request gets the wanted answer. Each try opens one connection, follows no
 * redirects, and reads no more than it needs.
 */
final class HttpChecker implements Checker {
  private final Caller caller;
  private final @Nullable TlsClient tls;
  private final HttpWanted wanted;
  private final BodyJudge body;
  private final byte[] request;

  private HttpChecker(Caller caller, @Nullable TlsClient tls, HttpWanted wanted, byte[] request) {
    this.caller = caller;
    this.tls = tls;
    this.wanted = wanted;
    this.body = BodyJudge.of(wanted);
    this.request = request;
  }

  static HttpChecker of(CheckSpec.Http spec, String hostHeader, Caller caller, Means means) {
    return new HttpChecker(
        caller,
        spec.tls() == null ? null : new TlsClient(spec.tls(), means.wallClock()),
        spec.wanted(),
        request(spec.request(), hostHeader));
  }

  private static byte[] request(HttpRequest spec, String hostHeader) {
    String host = spec.host() == null ? hostHeader : spec.host();
    StringBuilder text = new StringBuilder();
    text.append(spec.method()).append(' ').append(oneWord(spec.path())).append(" HTTP/1.1\r\n");
    header(text, "Host", oneWord(host));
    headerUnless(spec, text, "User-Agent", "hactl");
    headerUnless(spec, text, "Accept", "*/*");
    spec.headers().forEach((name, value) -> header(text, oneWord(name), oneLine(value)));
    byte[] content = spec.body() == null ? null : spec.body().getBytes(StandardCharsets.UTF_8);
    if (content != null || spec.method().equals("POST")) {
      header(text, "Content-Length", String.valueOf(content == null ? 0 : content.length));
    }
    header(text, "Connection", "close");
    text.append("\r\n").append(spec.body() == null ? "" : spec.body());
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void headerUnless(
      HttpRequest spec, StringBuilder text, String name, String value) {
    if (spec.headers().keySet().stream().noneMatch(name::equalsIgnoreCase)) {
      header(text, name, value);
    }
  }

  private static void header(StringBuilder text, String name, String value) {
    text.append(name).append(": ").append(value).append("\r\n");
  }

  /** Removes spaces and control characters, so that the text cannot end its line of the request. */
  private static String oneWord(String text) {
    return text.replaceAll("[\\x00-\\x20\\x7f]", "");
  }

  private static String oneLine(String text) {
    return text.replaceAll("[\\x00-\\x1f\\x7f]", "");
  }

  @Override
  public CheckResult check(Deadline deadline) {
    return caller.call(deadline, tls, this::answer);
  }

  private CheckResult answer(Call call) throws IOException, MalformedAnswer {
    call.at("request").write(request);
    call.at("status");
    HttpAnswer answer = HttpAnswer.read(call.in());
    String status = "HTTP status " + answer.status();
    if (!wanted.wants(answer.status())) {
      return CheckResult.failure(status + ", wanted " + wantedStatus());
    }
    if (wanted.redirect() != null || body.needed()) {
      call.at(body.needed() ? "body" : "headers");
      answer.readHeaders();
    }
    if (wanted.redirect() != null && !wanted.redirect().equals(answer.location())) {
      return CheckResult.failure(
          "%s to %s, wanted %s".formatted(status, answer.shownLocation(), wanted.redirect()));
    }
    if (!body.needed()) {
      return CheckResult.success(status);
    }
    String lack = body.lack(answer, call.deadline());
    return lack == null
        ? CheckResult.success(status + ", body as wanted")
        : CheckResult.failure(lack);
  }

  private String wantedStatus() {
    return String.join(" or ", wanted.status().stream().map(String::valueOf).toList());
  }
}
