package org.hactl.site.shape;

import static java.util.stream.Collectors.toMap;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.hactl.host.CheckSpec;
import org.hactl.host.HttpRequest;
import org.hactl.host.HttpWanted;
import org.hactl.host.HttpWanted.JsonValueAt;
import org.hactl.host.HttpWanted.StatusRange;
import org.hactl.host.TlsTerms;
import org.hactl.site.shape.CheckShape.Kind;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Key;
import org.hactl.yaml.Named;
import org.hactl.yaml.Shape;
import org.hactl.yaml.Values;
import org.jspecify.annotations.Nullable;

/** {@code http} and {@code https} of a check: the request, and the answer that is healthy. */
final class HttpCheckShape {
  private static final String GET = "GET";
  private static final String HEAD = "HEAD";
  private static final List<StatusRange> OK = List.of(StatusRange.parse("200"));
  private static final List<StatusRange> REDIRECTS =
      List.of(StatusRange.parse("301-303"), StatusRange.parse("307-308"));
  private static final int MAX_BODY_BYTES = 8 * 1024;
  private static final int MAX_HEADERS_LENGTH = 4 * 1024;

  private static final Pattern PATH = Pattern.compile("/[\\x21-\\x7e]*");

  static final Shape<String> HOST_NAME =
      Shapes.matching(
          "a host name such as shop.example", Pattern.compile("[A-Za-z0-9._:\\[\\]-]+"));

  /** RFC 9110 section 5.6.2. */
  private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

  private static final Pattern JSON_PATH = Pattern.compile("[^.]+(\\.[^.]+)*");

  /** RFC 9110 section 5.5. */
  private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e]*");

  /** These belong to the check itself. */
  private static final Set<String> OWN_HEADERS = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  static {
    OWN_HEADERS.addAll(
        List.of("Host", "Connection", "Content-Length", "Transfer-Encoding", "Expect"));
  }

  private static final String NO_SECRETS =
      "let a page without a password tell the health, or use a script";

  static final Kind DEFAULT =
      (at, timing) ->
          new CheckSpec.Http(
              at,
              HttpRequest.get("/", null),
              new HttpWanted(OK, null, null, List.of(), null),
              null,
              timing);

  static final Shape<Kind> HTTP = new HttpCheckShape(false).shape();
  static final Shape<Kind> HTTPS = new HttpCheckShape(true).shape();

  private final Fields f;
  private final @Nullable TlsKeys tls;
  private final Key<Optional<String>> host;
  private final Key<String> method;
  private final Key<String> path;
  private final Key<List<Named<String>>> headers;
  private final Key<Optional<String>> body;
  private final Key<List<StatusRange>> status;
  private final Key<Optional<String>> contains;
  private final Key<Optional<String>> matches;
  private final Key<List<JsonValueAt>> json;
  private final Key<Optional<String>> redirect;

  private HttpCheckShape(boolean secure) {
    f = new Fields(secure ? "An HTTP request over TLS" : "An HTTP request");
    method =
        f.optional(
            "method",
            Shape.choice(RouteShape.words(List.of(GET, HEAD, "POST"))),
            GET,
            "The method");
    path =
        f.optional(
            "path", Shapes.matching("a path such as /health", PATH), "/", "The path to request");
    host = f.optional("host", HOST_NAME, "The Host header; the service's address if left out");
    headers =
        f.optional(
            "headers",
            Shape.entries(
                Shapes.matching("a text of ASCII letters in one line", HEADER_VALUE)
                    .withoutSecrets(NO_SECRETS)),
            List.of(),
            "Further headers by name");
    body =
        f.optional(
            "body", Shape.string().withoutSecrets(NO_SECRETS), "The body of the request, for POST");
    status =
        f.optional(
            "status",
            Shape.oneOrMore(
                Shape.text(
                    "a status from 100 to 599, or a range such as 200-299", StatusRange::parse)),
            OK,
            "The status codes that count as healthy, one or a list, also as ranges: 200-299");
    contains = f.optional("contains", Shape.string(), "A text that the body must contain");
    matches =
        f.optional(
            "matches",
            Shape.string(),
            "A regular expression of Java that must be found in the first 256 KiB of the body");
    json =
        f.optional(
            "json", Shape.oneOrMore(value()), List.of(), "Values that the body, JSON, must have");
    redirect =
        f.optional(
            "expect_redirect",
            Shape.string(),
            "The Location that the answer must lead to; its status is then any redirect if left"
                + " out");
    tls = secure ? new TlsKeys(f) : null;
  }

  private static Shape<JsonValueAt> value() {
    Fields f = new Fields("A value in a JSON body");
    var path =
        f.required(
            "path",
            Shapes.matching("names with dots between them such as checks.0.state", JSON_PATH),
            "Where it is: names, and positions in a list from 0, with dots between them");
    var equals = f.required("equals", Shape.string(), "The value that it must have");
    return f.into(v -> new JsonValueAt(v.get(path), v.get(equals)));
  }

  private Shape<Kind> shape() {
    return f.into(v -> {
      HttpRequest request =
          new HttpRequest(
              v.get(method), v.get(path), v.get(host).orElse(null), headers(v), body(v));
      HttpWanted wanted =
          new HttpWanted(
              status(v),
              v.get(contains).orElse(null),
              matches(v),
              v.get(json),
              v.get(redirect).orElse(null));
      if (request.method().equals(HEAD)
          && (wanted.contains() != null || wanted.matches() != null || !wanted.json().isEmpty())) {
        v.problem(method, "an answer to HEAD has no body to look into; use GET");
      }
      TlsTerms terms = tls == null ? null : tls.terms(v, request.host());
      return (at, timing) -> new CheckSpec.Http(at, request, wanted, terms, timing);
    });
  }

  private List<StatusRange> status(Values v) {
    if (v.get(status).isEmpty()) {
      v.problem(status, "the list is empty, so no answer would count as healthy");
    }
    return v.get(redirect).isPresent() && !v.has(status) ? REDIRECTS : v.get(status);
  }

  private Map<String, String> headers(Values v) {
    List<Named<String>> all = v.get(headers);
    for (Named<String> each : all) {
      if (!HEADER_NAME.matcher(each.name()).matches()) {
        v.problem(headers, "\"" + each.name() + "\" is no name of a header");
      } else if (OWN_HEADERS.contains(each.name())) {
        v.problem(headers, each.name() + " is set by the check itself; the key host sets Host");
      }
    }
    int length = all.stream().mapToInt(e -> e.name().length() + e.value().length()).sum();
    if (length > MAX_HEADERS_LENGTH) {
      v.problem(headers, "the headers have more than " + MAX_HEADERS_LENGTH + " letters");
    }
    return all.stream()
        .collect(toMap(Named::name, Named::value, (first, _) -> first, LinkedHashMap::new));
  }

  private @Nullable String body(Values v) {
    String text = v.get(body).orElse(null);
    if (text == null) {
      return null;
    }
    if (!v.get(method).equals("POST")) {
      v.problem(body, "a " + v.get(method) + " has no body; write method: POST");
    }
    if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BODY_BYTES) {
      v.problem(body, "the body has more than " + MAX_BODY_BYTES + " bytes");
    }
    return text;
  }

  private @Nullable String matches(Values v) {
    String pattern = v.get(matches).orElse(null);
    if (pattern != null) {
      try {
        var _ = Pattern.compile(pattern);
      } catch (PatternSyntaxException e) {
        v.problem(
            matches,
            "is not a regular expression: %s at letter %d"
                .formatted(e.getDescription(), e.getIndex() + 1));
      }
    }
    return pattern;
  }
}
