package org.hactl.health.probe;

import java.io.IOException;
import java.util.List;
import org.hactl.health.http2.HeaderField;
import org.hactl.health.http2.Http2Answer;
import org.hactl.health.http2.Http2Request;
import org.hactl.health.tls.TlsClient;
import org.hactl.health.wire.Deadline;
import org.hactl.health.wire.MalformedAnswer;
import org.hactl.host.CheckSpec;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server for its health, as {@code grpc.health.v1.Health/Check} of gRPC's health checking
 * protocol, over HTTP/2 with prior knowledge or with ALPN.
 */
final class GrpcChecker implements Checker {
  private static final String METHOD = "/grpc.health.v1.Health/Check";
  private static final String HTTP2 = "h2";

  private final Caller caller;
  private final @Nullable TlsClient tls;
  private final byte[] request;

  GrpcChecker(CheckSpec.Grpc spec, String hostHeader, Caller caller, Means means) {
    this.caller = caller;
    tls = spec.tls() == null ? null : new TlsClient(spec.tls(), means.wallClock(), HTTP2);
    request =
        Http2Request.bytes(
            List.of(
                new HeaderField(":method", "POST"),
                new HeaderField(":scheme", spec.tls() == null ? "http" : "https"),
                new HeaderField(":path", METHOD),
                new HeaderField(":authority", spec.host() == null ? hostHeader : spec.host()),
                new HeaderField("content-type", "application/grpc"),
                new HeaderField("te", "trailers"),
                new HeaderField("user-agent", "hactl")),
            GrpcHealth.request(spec.service()));
  }

  @Override
  public CheckResult check(Deadline deadline) {
    return caller.call(deadline, tls, this::ask);
  }

  private CheckResult ask(Call call) throws IOException, MalformedAnswer {
    call.at("request").write(request);
    call.at("answer");
    Http2Answer answer = Http2Request.answer(call::write, call.in());
    if (!answer.status().equals("200")) {
      return CheckResult.failure("HTTP status " + printable(answer.status()) + ", wanted 200");
    }
    String status = answer.value("grpc-status").orElse(null);
    if (status == null) {
      return CheckResult.failure(
          "no gRPC: the answer has the content type "
              + printable(answer.value("content-type").orElse("none")));
    }
    if (!status.equals("0")) {
      String message = answer.value("grpc-message").map(text -> ": " + printable(text)).orElse("");
      return CheckResult.failure("gRPC status " + GrpcHealth.status(status) + message);
    }
    String health = GrpcHealth.of(answer.content());
    return health.equals(GrpcHealth.SERVING)
        ? CheckResult.success(health)
        : CheckResult.failure("the service is " + health);
  }

  private static String printable(String text) {
    return MalformedAnswer.printable(text);
  }
}
