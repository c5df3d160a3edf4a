package org.hactl.health.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.health.ScriptedServer.answer;
import static org.hactl.health.probe.Tries.GET;
import static org.hactl.health.probe.Tries.OK;
import static org.hactl.health.probe.Tries.http;
import static org.hactl.health.probe.Tries.wanted;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hactl.health.ScriptedServer;
import org.hactl.host.HttpRequest;
import org.hactl.host.HttpWanted;
import org.hactl.host.HttpWanted.JsonValueAt;
import org.junit.jupiter.api.Test;

/** The requests and the judgements of HTTP checks; {@link CheckerTest} has servers that fail. */
class HttpCheckerTest {
  private static final String JSON =
      "{\"status\":\"ok\",\"checks\":[{\"state\":\"up\",\"count\":3,\"ready\":true}]}";

  @Test
  void aRealServerAnswersEveryMethod() throws Exception {
    List<String> heard = new ArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          heard.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestHeaders().getFirst("X-Check")
                  + " "
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          // Without a length the server sends chunks.
          exchange.sendResponseHeaders(200, exchange.getRequestMethod().equals("HEAD") ? -1 : 0);
          try (var out = exchange.getResponseBody()) {
            out.write(JSON.getBytes(StandardCharsets.UTF_8));
          }
        });
    server.start();
    try {
      InetSocketAddress address = server.getAddress();
      assertThat(Tries.once(address, http(Tries.post(Map.of("X-Check", "a b"), "{}"), OK)))
          .isEqualTo(CheckResult.success("HTTP status 200"));
      assertThat(
              Tries.once(address, http(new HttpRequest("HEAD", "/", null, Map.of(), null), OK))
                  .success())
          .isTrue();
      assertThat(
              Tries.once(
                  address, http(GET, wanted(null, List.of(new JsonValueAt("status", "ok")), null))))
          .isEqualTo(CheckResult.success("HTTP status 200, body as wanted"));
      assertThat(heard).containsExactly("POST a b {}", "HEAD null ", "GET null ");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aPostSaysItsLengthAndOwnHeadersReplaceTheUsualOnes() throws Exception {
    try (ScriptedServer server = new ScriptedServer(answer("HTTP/1.1 200 OK\r\n\r\n"))) {
      assertThat(
              Tries.once(server.address(), http(Tries.post(Map.of("user-agent", "probe"), "ä"), OK))
                  .success())
          .isTrue();
      assertThat(server.requests())
          .containsExactly(
              """
              POST / HTTP/1.1\r
              Host: shop.example\r
              Accept: */*\r
              user-agent: probe\r
              Content-Length: 2\r
              Connection: close\r
              \r
              """);
    }
  }

  @Test
  void aRangeOfStatusesIsEnough() throws Exception {
    assertThat(served("HTTP/1.1 226 IM Used\r\n\r\n", OK).success()).isTrue();
    assertThat(served("HTTP/1.1 304 Not Modified\r\n\r\n", OK))
        .isEqualTo(CheckResult.failure("HTTP status 304, wanted 200-299"));
  }

  @Test
  void aRedirectLeadsWhereItIsExpected() throws Exception {
    HttpWanted wanted = wanted(null, List.of(), "https://shop.example/");
    assertThat(
            served("HTTP/1.1 301 Moved\r\nLocation: https://shop.example/\r\n\r\n", wanted)
                .success())
        .isTrue();
    assertThat(served("HTTP/1.1 302 Found\r\nLocation: /login\u0007\r\n\r\n", wanted))
        .isEqualTo(CheckResult.failure("HTTP status 302 to /login?, wanted https://shop.example/"));
    assertThat(served("HTTP/1.1 302 Found\r\n\r\n", wanted).detail()).contains("to nowhere");
    assertThat(served("HTTP/1.1 200 OK\r\n\r\n", wanted).success()).isFalse();
  }

  @Test
  void aPatternIsFoundInTheBody() throws Exception {
    HttpWanted wanted = wanted("(?m)^ready: [1-9]\\d*$", List.of(), null);
    assertThat(served("HTTP/1.1 200 OK\r\n\r\nup\nready: 12\n", wanted).success()).isTrue();
    assertThat(served("HTTP/1.1 200 OK\r\n\r\nready: 0\n", wanted))
        .isEqualTo(CheckResult.failure("body of 9 bytes has no match of (?m)^ready: [1-9]\\d*$"));
    assertThat(served("HTTP/1.1 200 OK\r\n\r\nschön", wanted("sch.n", List.of(), null)).success())
        .isTrue();
  }

  @Test
  void aPatternThatWouldNeverEndIsStopped() throws Exception {
    String pattern = "(a+)+\\1b";
    CheckResult result =
        served("HTTP/1.1 200 OK\r\n\r\n" + "a".repeat(100), wanted(pattern, List.of(), null));
    assertThat(result.success()).isFalse();
    assertThat(result.detail())
        .isEqualTo(
            "body: the pattern %s takes too many steps on this body; write it without a repetition"
                + " in a repetition",
            pattern);
    // This one needs a stack as deep as the body is long.
    assertThat(
            served(
                    "HTTP/1.1 200 OK\r\n\r\n" + "ab".repeat(100_000),
                    wanted("(a|b)*c", List.of(), null))
                .success())
        .isFalse();
  }

  @Test
  void valuesAreFoundInJson() throws Exception {
    assertThat(json("status", "ok")).isTrue();
    assertThat(json("checks.0.state", "up")).isTrue();
    assertThat(json("checks.0.count", "3")).isTrue();
    assertThat(json("checks.0.ready", "true")).isTrue();
    assertThat(json("checks.1.state", "up")).isFalse();
    assertThat(json("checks.x", "up")).isFalse();
    assertThat(json("checks", "")).isFalse();
    assertThat(
            served(
                "HTTP/1.1 200 OK\r\n\r\n{\"status\":\"down\"}",
                wanted(null, List.of(new JsonValueAt("status", "ok")), null)))
        .isEqualTo(CheckResult.failure("status is \"down\", wanted ok"));
    assertThat(
            served(
                "HTTP/1.1 200 OK\r\n\r\n{}",
                wanted(null, List.of(new JsonValueAt("a.b", "ok")), null)))
        .isEqualTo(CheckResult.failure("body has no a.b"));
    for (String bad : List.of("", "no", "{\"status\":", "[".repeat(5000))) {
      assertThat(
              served(
                      "HTTP/1.1 200 OK\r\n\r\n" + bad,
                      wanted(null, List.of(new JsonValueAt("status", "ok")), null))
                  .success())
          .as(bad)
          .isFalse();
    }
  }

  private static boolean json(String path, String equals) throws Exception {
    return served(
            "HTTP/1.1 200 OK\r\n\r\n" + JSON,
            wanted(null, List.of(new JsonValueAt(path, equals)), null))
        .success();
  }

  private static CheckResult served(String text, HttpWanted wanted) throws Exception {
    try (ScriptedServer server = new ScriptedServer(answer(text))) {
      return Tries.once(server.address(), http(GET, wanted));
    }
  }
}
