package org.hactl.control.host;

/**
 * Words of a command that every login shell passes on unchanged: POSIX shells, fish, and csh, whose
 * quotes end at a line's end and do not protect an exclamation mark. sshd gives the command to the
 * login shell of the user.
 */
final class ShellWords {
  private ShellWords() {}

  /** The words that run a script in {@code sh}; {@code $0} and the arguments can follow. */
  static String script(String text) {
    StringBuilder format = new StringBuilder();
    for (int at = 0; at < text.length(); at++) {
      char each = text.charAt(at);
      switch (each) {
        case '\n', '!', '"', '$', '\'', '\\', '`' -> format.append("\\%03o".formatted((int) each));
        case '%' -> format.append("%%");
        default -> format.append(each);
      }
    }
    return "sh -c 'eval \"$(printf \"%s\")\"'".formatted(format);
  }

  /** A word of one line without exclamation marks and backslashes. */
  static String quote(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
