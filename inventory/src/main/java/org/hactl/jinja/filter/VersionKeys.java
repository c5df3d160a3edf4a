package org.hactl.jinja.filter;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.Numbers;

/** Versions as lists whose order is that of the versions: strict, semantic, and PEP 440's. */
final class VersionKeys {
  private static final Pattern STRICT =
      Pattern.compile("(\\d+)\\.(\\d+)(?:\\.(\\d+))?(?:([ab])(\\d+))?");
  private static final String SEMANTIC_WORD = "(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)";

  /** The expression of semver.org. */
  private static final Pattern SEMANTIC =
      Pattern.compile(
          "(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(?:-("
              + SEMANTIC_WORD
              + "(?:\\."
              + SEMANTIC_WORD
              + ")*))?(?:\\+[0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*)?");

  /** PEP 440, appendix B. */
  private static final Pattern PEP440 =
      Pattern.compile(
          "v?(?:(\\d+)!)?(\\d+(?:\\.\\d+)*)"
              + "(?:[-_.]?(alpha|beta|preview|pre|a|b|c|rc)[-_.]?(\\d*))?"
              + "(?:-(\\d+)|[-_.]?(post|rev|r)[-_.]?(\\d*))?"
              + "(?:[-_.]?(dev)[-_.]?(\\d*))?"
              + "(?:\\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?");

  private VersionKeys() {}

  private static Object number(String digits) {
    return Numbers.of(new BigInteger(digits));
  }

  private static Matcher matched(Pattern pattern, String version, String kind) {
    Matcher matcher = pattern.matcher(version);
    if (version.length() > 256 || !matcher.matches()) {
      throw new JinjaException("\"version\": \"" + version + "\" is no " + kind + " version");
    }
    return matcher;
  }

  static List<Object> strict(String version) {
    Matcher m = matched(STRICT, version, "strict");
    List<Object> key = new ArrayList<>();
    key.add(number(m.group(1)));
    key.add(number(m.group(2)));
    key.add(m.group(3) == null ? (Object) 0L : number(m.group(3)));
    key.add(m.group(4) == null ? 1L : 0L);
    if (m.group(4) != null) {
      key.add(m.group(4));
      key.add(number(m.group(5)));
    }
    return key;
  }

  static List<Object> semantic(String version) {
    Matcher m = matched(SEMANTIC, version, "semantic");
    List<Object> key = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      key.add(number(m.group(i)));
    }
    key.add(m.group(4) == null ? 1L : 0L);
    if (m.group(4) != null) {
      for (String word : m.group(4).split("\\.", -1)) {
        boolean digits = word.matches("\\d+");
        key.add(digits ? 0L : 1L);
        key.add(digits ? number(word) : word);
      }
    }
    return key;
  }

  static List<Object> pep440(String version) {
    String plain = version.strip().toLowerCase(Locale.ROOT);
    Matcher m = matched(PEP440, plain, "PEP 440");
    boolean pre = m.group(3) != null;
    boolean post = m.group(5) != null || m.group(6) != null;
    boolean dev = m.group(8) != null;
    List<Object> key = new ArrayList<>();
    key.add(m.group(1) == null ? (Object) 0L : number(m.group(1)));
    List<Object> release = new ArrayList<>();
    for (String part : m.group(2).split("\\.", -1)) {
      release.add(number(part));
    }
    while (release.size() > 1 && release.getLast().equals(0L)) {
      release.removeLast();
    }
    key.add(release);
    key.add(
        pre
            ? List.of(0L, letter(m.group(3)), orZero(m.group(4)))
            : List.<Object>of(dev && !post ? -1L : 1L));
    key.add(
        post
            ? List.of(0L, orZero(m.group(5) != null ? m.group(5) : m.group(7)))
            : List.<Object>of(-1L));
    key.add(dev ? List.of(0L, orZero(m.group(9))) : List.<Object>of(1L));
    List<Object> local = new ArrayList<>();
    if (m.group(10) != null) {
      for (String word : m.group(10).split("[-_.]", -1)) {
        boolean digits = word.matches("\\d+");
        local.add(digits ? 1L : 0L);
        local.add(digits ? number(word) : word);
      }
    }
    key.add(local);
    return key;
  }

  private static Object orZero(String digits) {
    return digits.isEmpty() ? (Object) 0L : number(digits);
  }

  private static String letter(String word) {
    return switch (word) {
      case "alpha" -> "a";
      case "beta" -> "b";
      case "c", "pre", "preview" -> "rc";
      default -> word;
    };
  }
}
