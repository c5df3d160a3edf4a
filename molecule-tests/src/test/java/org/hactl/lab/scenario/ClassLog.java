package org.hactl.lab.scenario;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a JVM says with {@code -Xlog:class+load} about the classes that it loads. */
record ClassLog(List<LoadedClass> classes) {
  private static final Pattern LINE =
      Pattern.compile("^(?:\\[[^]]*])*\\s*(\\S+) source: (.+)$", Pattern.MULTILINE);

  /**
   * Compiled for Java 5, and the JVM cannot keep such classes in a cache once they are linked
   * (JDK-8261090).
   */
  private static final String TOO_OLD = "picocli.";

  /**
   * @param source in the JVM's words: {@code file:…} is a jar of the class path, {@code jrt:/…} is
   *     a module of the JDK, {@code shared objects file} is the start-up cache
   */
  record LoadedClass(String name, String source) {
    boolean fromCache() {
      return source.startsWith("shared objects file");
    }

    boolean fromJar() {
      return source.startsWith("file:");
    }

    boolean fromJdk() {
      return source.startsWith("jrt:");
    }
  }

  static ClassLog parse(String text) {
    return new ClassLog(
        LINE.matcher(text)
            .results()
            .map((MatchResult line) -> new LoadedClass(line.group(1), line.group(2)))
            .toList());
  }

  long fromCache() {
    return classes.stream().filter(LoadedClass::fromCache).count();
  }

  /** The classes of hactl and of its libraries that the cache does not have, but could have. */
  List<String> fromJars() {
    return names(each -> each.fromJar() && !each.name().startsWith(TOO_OLD));
  }

  List<String> fromJdk() {
    return names(LoadedClass::fromJdk);
  }

  private List<String> names(Predicate<LoadedClass> which) {
    return classes.stream().filter(which).map(LoadedClass::name).sorted().toList();
  }

  /** How many classes came from where, for a log. */
  Map<String, Long> counts() {
    return classes.stream()
        .collect(
            Collectors.groupingBy(
                each ->
                    each.fromCache()
                        ? "cache"
                        : each.fromJar() ? "jars" : each.fromJdk() ? "JDK" : "made at run time",
                Collectors.counting()));
  }
}
