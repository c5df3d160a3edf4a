package org.hactl.jinja.filter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.None;
import org.hactl.jinja.python.Values;

/** Python's {@code urlsplit}, and Ansible's tests of addresses. */
final class Urls {
  /** The parts of an address; those that are missing are empty. */
  record Parts(String scheme, String netloc, String path, String query, String fragment) {
    private String user() {
      int at = netloc.lastIndexOf('@');
      return at < 0 ? "" : netloc.substring(0, at);
    }

    private Object username() {
      int colon = user().indexOf(':');
      return netloc.indexOf('@') < 0 ? None.NONE : colon < 0 ? user() : user().substring(0, colon);
    }

    private Object password() {
      int colon = user().indexOf(':');
      return colon < 0 ? None.NONE : user().substring(colon + 1);
    }

    private String host() {
      return netloc.substring(netloc.lastIndexOf('@') + 1);
    }

    private Object hostname() {
      String host = host();
      int end = host.startsWith("[") ? host.indexOf(']') : host.indexOf(':');
      String name = end < 0 ? host : host.substring(host.startsWith("[") ? 1 : 0, end);
      return name.isEmpty() ? None.NONE : name.toLowerCase(Locale.ROOT);
    }

    private Object port() {
      String host = host();
      int colon = host.indexOf(':', Math.max(0, host.lastIndexOf(']')));
      String digits = colon < 0 ? "" : host.substring(colon + 1);
      if (digits.isEmpty()) {
        return None.NONE;
      }
      if (!digits.matches("[0-9]{1,9}") || Integer.parseInt(digits) > 65_535) {
        throw new JinjaException("\"urlsplit\": the port is no number up to 65535");
      }
      return Long.valueOf(digits);
    }
  }

  private Urls() {}

  static List<Filter> filters() {
    return List.of(Filter.of("urlsplit", "query='', alias='urlsplit'", Urls::urlsplit));
  }

  static List<Filter> tests() {
    return List.of(
        Filter.of("uri", "schemes=None", (v, a) -> uri(v, a.get("schemes")).isPresent()),
        Filter.of(
            "url",
            "schemes=None",
            (v, a) ->
                uri(v, a.get("schemes"))
                    .filter(parts -> !parts.netloc().isEmpty() || parts.scheme().equals("file"))
                    .isPresent()),
        Filter.of("urn", "", (v, _) -> uri(v, List.of("urn")).isPresent()));
  }

  private static Optional<Parts> uri(Object value, Object schemes) {
    if (!(Values.defined(value) instanceof String text)) {
      // Python takes what is false for an empty address.
      boolean empty = !Values.truth(value) && !Values.truth(schemes);
      return empty ? Optional.of(split("")) : Optional.empty();
    }
    try {
      Parts parts = split(text);
      boolean known =
          !Values.truth(schemes)
              || (schemes instanceof String all
                  ? all.contains(parts.scheme())
                  : Values.items(schemes).contains(parts.scheme()));
      return known ? Optional.of(parts) : Optional.empty();
    } catch (JinjaException e) {
      return Optional.empty();
    }
  }

  static Parts split(String address) {
    String rest = address.replaceAll("[\t\r\n]", "").replaceFirst("^[\\x00-\\x20]+", "");
    String scheme = "";
    int colon = rest.indexOf(':');
    if (colon > 0 && rest.substring(0, colon).matches("[A-Za-z][A-Za-z0-9+.-]*")) {
      scheme = rest.substring(0, colon).toLowerCase(Locale.ROOT);
      rest = rest.substring(colon + 1);
    }
    String netloc = "";
    if (rest.startsWith("//")) {
      int end = 2;
      while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
        end++;
      }
      netloc = rest.substring(2, end);
      rest = rest.substring(end);
      if (netloc.contains("[") != netloc.contains("]")) {
        throw new JinjaException("\"urlsplit\": an address of IPv6 is not closed");
      }
    }
    String fragment = after(rest, '#');
    rest = before(rest, '#');
    return new Parts(scheme, netloc, before(rest, '?'), after(rest, '?'), fragment);
  }

  private static String before(String text, char sign) {
    int at = text.indexOf(sign);
    return at < 0 ? text : text.substring(0, at);
  }

  private static String after(String text, char sign) {
    int at = text.indexOf(sign);
    return at < 0 ? "" : text.substring(at + 1);
  }

  private static Object urlsplit(Object value, Arguments a) {
    Parts parts = split(Values.text(value));
    Map<Object, Object> all = new LinkedHashMap<>();
    all.put("fragment", parts.fragment());
    all.put("hostname", parts.hostname());
    all.put("netloc", parts.netloc());
    all.put("password", parts.password());
    all.put("path", parts.path());
    all.put("port", parts.port());
    all.put("query", parts.query());
    all.put("scheme", parts.scheme());
    all.put("username", parts.username());
    if (!a.truth("query")) {
      return all;
    }
    Object part = all.get(a.text("query"));
    if (part == null) {
      throw new JinjaException("\"urlsplit\" has no part \"" + a.text("query") + "\"");
    }
    return part;
  }
}
