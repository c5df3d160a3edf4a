package org.hactl.site;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hactl.yaml.Problem;

/** Hides plain-text passwords in the source lines that problems show. */
final class PasswordMask {
  private static final Pattern PASSWORD =
      Pattern.compile("(password[\"']?\\s*:\\s*)(\"[^\"]*\"?|'[^']*'?|[^\\s,}\\]]+)");

  private PasswordMask() {}

  static Problem of(Problem problem) {
    return new Problem(
        problem.file(),
        problem.line(),
        problem.column(),
        problem.message(),
        problem.suggestion(),
        line(problem.sourceLine()));
  }

  /** One star for each character, so that the caret below the line stays in its place. */
  private static String line(String sourceLine) {
    return PASSWORD
        .matcher(sourceLine)
        .replaceAll(found ->
            Matcher.quoteReplacement(
                found.group(2).contains("{{")
                    ? found.group()
                    : found.group(1) + "*".repeat(found.group(2).length())));
  }
}
