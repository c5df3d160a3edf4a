package org.hactl.site.shape;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hactl.host.CheckSpec;
import org.hactl.host.TlsTerms;
import org.hactl.host.TlsTerms.ClientCertificate;
import org.hactl.host.TlsTerms.MinVersion;
import org.hactl.host.TlsTerms.Verify;
import org.hactl.site.shape.CheckShape.Kind;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Key;
import org.hactl.yaml.Shape;
import org.hactl.yaml.Values;
import org.jspecify.annotations.Nullable;

/** The keys of a check that opens TLS. */
final class TlsKeys {
  private static final Pattern NAME =
      Pattern.compile(
          "[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?)*|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final int DEFAULT_WARN_DAYS = 14;

  static final Shape<Kind> CHECK = check();

  private final Key<Optional<String>> sni;
  private final Key<Verify> verify;
  private final Key<Optional<String>> ca;
  private final Key<Optional<String>> cert;
  private final Key<Optional<String>> key;
  private final Key<MinVersion> minVersion;
  private final Key<Integer> warnDays;

  /** Declares the keys in a map of a site. */
  TlsKeys(Fields f) {
    sni =
        f.optional(
            "sni",
            Shapes.matching("a host name such as shop.example", NAME),
            "The name to ask for, which the certificate must have; for https the host if left out");
    verify =
        f.optional(
            "verify",
            Shape.enumOf(Verify.class),
            Verify.FULL,
            "full: a trusted CA, valid now, and the name; chain: without the name; none: any"
                + " certificate");
    ca =
        f.optional(
            "ca",
            TrackerShape.PATH,
            "A file on the director with the CAs to trust (PEM); those of the agent's Java runtime"
                + " if left out");
    cert =
        f.optional(
            "cert",
            TrackerShape.PATH,
            "A file on the director with the certificate to show, and its chain (PEM)");
    key =
        f.optional(
            "key",
            TrackerShape.PATH,
            "A file on the director with the key of cert (PEM, PKCS #8, without a password)");
    minVersion =
        f.optional(
            "min_version",
            Shape.enumOf(MinVersion.class, MinVersion::text),
            MinVersion.TLS_1_2,
            "The oldest version of TLS that passes");
    warnDays =
        f.optional(
            "warn_days",
            Shape.integer(0, 3650),
            DEFAULT_WARN_DAYS,
            "Warn when the certificate expires within so many days; 0 for no warning");
  }

  private static Shape<Kind> check() {
    Fields f = new Fields("A TLS session; passes with a valid certificate");
    TlsKeys keys = new TlsKeys(f);
    return f.into(v -> {
      TlsTerms terms = keys.terms(v, null);
      return (at, timing) -> new CheckSpec.Tls(at, terms, timing);
    });
  }

  /**
   * The terms that the keys say.
   *
   * @param host of the HTTP request, with or without a port; null if there is none
   */
  TlsTerms terms(Values v, @Nullable String host) {
    String name = v.get(sni).orElse(host == null ? null : withoutPort(host));
    if (name == null && v.get(verify) == Verify.FULL) {
      throw new IllegalArgumentException(
          "the name that the certificate must have is missing: write sni, or verify: chain for any"
              + " name");
    }
    if (v.get(cert).isPresent() != v.get(key).isPresent()) {
      Key<?> alone = v.get(cert).isPresent() ? cert : key;
      v.problem(alone, "a client certificate needs both cert and key");
    }
    if (v.get(verify) == Verify.NONE && v.get(ca).isPresent()) {
      v.problem(ca, "has no effect with verify: none");
    }
    ClientCertificate client =
        v.get(cert).isPresent() && v.get(key).isPresent()
            ? new ClientCertificate(v.get(cert).get(), v.get(key).get())
            : null;
    return new TlsTerms(
        name, v.get(verify), v.get(ca).orElse(null), client, v.get(minVersion), v.get(warnDays));
  }

  /** Reports a problem at each of these keys that is written. */
  void refuse(Values v, String why) {
    List.of(sni, verify, ca, cert, key, minVersion, warnDays).stream()
        .filter(v::has)
        .forEach(each -> v.problem(each, why));
  }

  private static String withoutPort(String host) {
    if (host.startsWith("[")) {
      return host.substring(1, Math.max(1, host.indexOf(']')));
    }
    return host.replaceFirst(":[0-9]*$", "");
  }
}
