package org.hactl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies that a sound agent does not give, in the form of replies. */
class HostileReplyTest {
  private static final String STATUS =
      """
      {"type":"status","status":{"host":"bad","agentVersion":"1","runtimeDigest":"d","nowMillis":0,
      "startedAtMillis":0,"generation":1,"generationDigest":"d","confirmed":true,
      "generationAtMillis":0,"convergence":"CONVERGED","errors":[],"routers":[],
      "services":[%s],"unmanaged":[],
      "drift":{"policy":"","found":0,"corrected":0,"lastPassAtMillis":0}}}
      """;

  @Test
  void aWholeStatusIsPrinted() {
    assertThat(ReplyPrints.of(STATUS.formatted(""))).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"errors", "convergence", "agentVersion", "drift"})
  void aMissingValueIsRefusedWhenItIsRead(String field) {
    String without = STATUS.formatted("").replace("\"" + field + "\":", "\"other\":");
    assertThat(ReplyPrints.of(without)).isEmpty();
  }

  @Test
  void aMissingElementIsRefusedToo() {
    assertThat(ReplyPrints.of(STATUS.formatted("null"))).isEmpty();
    assertThat(ReplyPrints.of("null")).isEmpty();
  }

  @Test
  void noControlCharacterReachesTheTerminal() {
    String escape = "\\u001b[2J\\u009b31m\\r";
    List<String> texts =
        ReplyPrints.of(
            STATUS
                .formatted(service(escape, server(escape)))
                .replace("\"agentVersion\":\"1\"", "\"agentVersion\":\"" + escape + "\""));
    assertThat(texts).hasSize(2);
    texts.forEach(text -> HostReportsFuzz.check(text, "escapes"));
  }

  @Test
  void aHistoryIsReadAsCarefully() {
    String history =
        """
        {"type":"history","entries":[{"atMillis":9223372036854775807,"generation":-1,
        "outcome":"CONFIRMED","detail":"two\\nlines","serial":1,"revision":"\\u001b[2J",
        "modified":true,"author":"ann\\u009b31m"}]}
        """;
    List<String> texts = ReplyPrints.of(history);
    assertThat(texts).hasSize(2);
    texts.forEach(text -> HostReportsFuzz.check(text, "escapes"));
    assertThat(ReplyPrints.of(history.replace("\"author\"", "\"other\""))).isEmpty();
  }

  @Test
  void aLongCellIsNotMultipliedByTheRows() {
    String servers = server("x".repeat(100_000)) + ("," + server("a")).repeat(1_000);
    assertThat(ReplyPrints.of(STATUS.formatted(service("web", servers))).getFirst())
        .hasSizeLessThan(1_000_000);
  }

  private static String service(String name, String servers) {
    return """
    {"name":"%s","address":"a","scheduler":"rr","forward":"DR","realServers":[%s]}
    """
        .formatted(name, servers);
  }

  private static String server(String host) {
    return """
    {"host":"%s","address":"a","port":80,"health":"HEALTHY","sinceMillis":0,"detail":""}
    """
        .formatted(host);
  }
}
