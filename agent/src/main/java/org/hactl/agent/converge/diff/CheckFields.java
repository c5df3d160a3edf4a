package org.hactl.agent.converge.diff;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.hactl.host.CheckSpec;
import org.hactl.host.DnsQuestion;
import org.hactl.host.HttpRequest;
import org.hactl.host.HttpWanted;
import org.hactl.host.TlsTerms;
import org.hactl.host.VirtualServiceSpec.OnDown;
import org.jspecify.annotations.Nullable;

/** The fields of health checks. Pure. */
final class CheckFields {
  private CheckFields() {}

  /**
   * The check, and what happens to a real server that fails it. Of several checks each has its
   * number before its fields.
   */
  static Map<String, String> of(CheckSpec check, OnDown onDown) {
    List<CheckSpec> parts = check.parts();
    SiteFields words = new SiteFields();
    if (parts.size() == 1) {
      words.putAll("", single(parts.getFirst()));
    } else {
      words.put("check", holds(check, new int[1]));
      for (int n = 0; n < parts.size(); n++) {
        words.putAll((n + 1) + ".", single(parts.get(n)));
      }
    }
    return words.put("on_down", lower(onDown)).fields();
  }

  /** Which of the numbered checks must hold: {@code 1 and (2 or 3)}. */
  private static String holds(CheckSpec check, int[] count) {
    return switch (check) {
      case CheckSpec.All all -> joined(all.checks(), " and ", count);
      case CheckSpec.Any any -> joined(any.checks(), " or ", count);
      default -> String.valueOf(++count[0]);
    };
  }

  private static String joined(List<CheckSpec> checks, String word, int[] count) {
    return checks.stream()
        .map(each -> each.parts().size() > 1 ? "(" + holds(each, count) + ")" : holds(each, count))
        .collect(Collectors.joining(word));
  }

  private static Map<String, String> single(CheckSpec check) {
    SiteFields words = new SiteFields().put("check", check.kind());
    switch (check) {
      case CheckSpec.Tcp each ->
          words.put("tcp.send", each.talk().send()).put("tcp.expect", each.talk().expect());
      case CheckSpec.Tls each -> tls(words, "tls", each.tls());
      case CheckSpec.Http each -> http(words, each.kind(), each);
      case CheckSpec.Udp each ->
          words.put("udp.payload", each.talk().send()).put("udp.expect", each.talk().expect());
      case CheckSpec.Dns each -> dns(words, each.question());
      case CheckSpec.Smtp each -> {
        words.put("smtp.hello", each.hello()).put("smtp.security", lower(each.security()));
        tls(words, "smtp", each.tls());
      }
      case CheckSpec.Ping each ->
          words.put("ping.count", each.count()).put("ping.loss", each.lossPercent() + "%");
      case CheckSpec.Script each ->
          words
              .put("script", SiteFields.words(each.command()))
              .put("script.user", each.user())
              .put("script.weight", each.setsWeight() ? true : null);
      case CheckSpec.WeightFile each -> words.put("file", each.path());
      case CheckSpec.Agent each -> words.put("agent.send", each.send());
      case CheckSpec.Grpc each -> {
        words
            .put("grpc.service", each.service().isEmpty() ? null : each.service())
            .put("grpc.host", each.host())
            .put("grpc.security", each.tls() == null ? "none" : "tls");
        tls(words, "grpc", each.tls());
      }
      case CheckSpec.Bfd each -> {
        return words
            .put("bfd.session", each.session())
            .put("flapping", flapping(each.timing().flapping()))
            .fields();
      }
      case CheckSpec.All _, CheckSpec.Any _ -> throw new IllegalArgumentException("many checks");
    }
    CheckSpec.Timing timing = check.timing();
    return words
        .put("address", check.at().address())
        .put("port", check.at().port())
        .put("source", check.at().source())
        .put("interface", check.at().interfaceName())
        .put("mark", check.at().mark())
        .put("via", check.at().throughVip() ? "vip" : null)
        .putMillis("interval", timing.intervalMillis())
        .putMillis("timeout", timing.timeoutMillis())
        .put("rise", timing.rise())
        .put("fall", timing.fall())
        .put("flapping", flapping(timing.flapping()))
        .fields();
  }

  private static @Nullable String flapping(CheckSpec.@Nullable Flapping flapping) {
    return flapping == null
        ? null
        : flapping.changes() + " changes within " + SiteFields.duration(flapping.withinMillis());
  }

  private static void http(SiteFields words, String kind, CheckSpec.Http check) {
    HttpRequest request = check.request();
    HttpWanted wanted = check.wanted();

    words
        .put(kind + ".method", request.method().equals("GET") ? null : request.method())
        .put(kind + ".path", request.path())
        .put(kind + ".host", request.host())
        .putAll(
            kind + ".headers",
            request.headers().entrySet(),
            each -> each.getKey() + ": " + each.getValue())
        .put(kind + ".body", request.body())
        .putAll(kind + ".status", wanted.status(), String::valueOf)
        .put(kind + ".contains", wanted.contains())
        .put(kind + ".matches", wanted.matches())
        .putAll(kind + ".json", wanted.json(), String::valueOf)
        .put(kind + ".expect_redirect", wanted.redirect());
    tls(words, kind, check.tls());
  }

  private static void dns(SiteFields words, DnsQuestion question) {
    words
        .put("dns.transport", lower(question.transport()))
        .put("dns.type", question.type())
        .put("dns.name", question.name())
        .putAll("dns.rcode", question.rcodes(), rcode -> rcode)
        .put("dns.contains", question.contains());
  }

  private static void tls(SiteFields words, String kind, @Nullable TlsTerms tls) {
    if (tls == null) {
      return;
    }
    TlsTerms.ClientCertificate client = tls.client();
    words
        .put(kind + ".sni", tls.serverName())
        .put(kind + ".verify", lower(tls.verify()))
        .put(kind + ".ca", tls.caFile())
        .put(kind + ".cert", client == null ? null : client.certFile())
        .put(kind + ".key", client == null ? null : client.keyFile())
        .put(kind + ".min_version", tls.minVersion().text())
        .put(kind + ".warn_days", tls.warnDays());
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
