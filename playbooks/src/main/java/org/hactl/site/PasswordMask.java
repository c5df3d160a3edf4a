package org.hactl.site;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hactl.yaml.Problem;

/** Problems without the passwords that stand in clear on the lines they show. */
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

  /** As many stars as there were letters, so that the caret below stays in its place. */
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
