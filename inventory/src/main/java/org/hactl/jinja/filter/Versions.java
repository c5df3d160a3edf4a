package org.hactl.jinja.filter;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.Numbers;
import org.hactl.jinja.python.Ordering;
import org.hactl.jinja.python.Values;

/** Ansible's test {@code version}, and the order of loose versions. */
final class Versions {
  private static final Pattern COMPONENT = Pattern.compile("\\d+|[a-z]+|\\.");

  private Versions() {}

  static Object test(Object value, Arguments a) {
    if (a.given("strict") && a.given("version_type")) {
      throw new JinjaException("\"version\" takes strict or version_type, not both");
    }
    String type =
        a.given("strict") && a.truth("strict")
            ? "strict"
            : a.given("version_type") && a.truth("version_type") ? a.text("version_type") : "loose";
    if (!Values.truth(value) || !a.truth("version")) {
      throw new JinjaException("\"version\": a version is empty");
    }
    String operator =
        switch (a.text("operator")) {
          case "==", "=", "eq" -> "==";
          case "!=", "<>", "ne" -> "!=";
          case "<", "lt" -> "<";
          case "<=", "le" -> "<=";
          case ">", "gt" -> ">";
          case ">=", "ge" -> ">=";
          default -> throw new JinjaException("\"version\" has no such operator");
        };
    // Python orders them whatever the operator: a word and a number in one place are an error.
    int order =
        Ordering.compare(
            key(type, a.runtime().str(value)), key(type, a.runtime().str(a.get("version"))));
    return Ordering.test(operator, (long) order, 0L, a.runtime().budget());
  }

  private static List<Object> key(String type, String version) {
    return switch (type) {
      case "loose" -> parts(version);
      case "strict" -> VersionKeys.strict(version);
      case "semver", "semantic" -> VersionKeys.semantic(version);
      case "pep440" -> VersionKeys.pep440(version);
      default -> throw new JinjaException("\"version\" has no type \"" + type + "\"");
    };
  }

  private static List<Object> parts(String version) {
    List<Object> parts = new ArrayList<>();
    Matcher matcher = COMPONENT.matcher(version);
    int from = 0;
    while (matcher.find()) {
      add(version.substring(from, matcher.start()), parts);
      add(matcher.group(), parts);
      from = matcher.end();
    }
    add(version.substring(from), parts);
    return parts;
  }

  private static void add(String part, List<Object> parts) {
    if (!part.isEmpty() && !part.equals(".")) {
      parts.add(part.matches("\\d+") ? Numbers.of(new BigInteger(part)) : (Object) part);
    }
  }
}
