package org.hactl.inventory;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The options of {@code ansible_ssh_common_args} and its siblings. An option that decides which
 * machine is reached, by which way or with which key is passed on to ssh. An option that does not
 * matter to hactl is left out. Every other option is refused.
 */
final class SshArguments {
  private static final Set<String> HONOURED =
      Set.of(
          "globalknownhostsfile",
          "hostkeyalias",
          "hostname",
          "identityfile",
          "port",
          "proxycommand",
          "proxyjump",
          "revokedhostkeys",
          "stricthostkeychecking",
          "user",
          "userknownhostsfile");

  /** hactl logs in with keys, without a terminal, and keeps its own connections and timeouts. */
  private static final Set<String> HARMLESS =
      Set.of(
          "addkeystoagent",
          "batchmode",
          "challengeresponseauthentication",
          "checkhostip",
          "clearallforwardings",
          "compression",
          "connectionattempts",
          "connecttimeout",
          "controlmaster",
          "controlpath",
          "controlpersist",
          "escapechar",
          "exitonforwardfailure",
          "forwardagent",
          "forwardx11",
          "forwardx11trusted",
          "gssapiauthentication",
          "gssapidelegatecredentials",
          "hashknownhosts",
          "hostbasedauthentication",
          "identitiesonly",
          "ipqos",
          "kbdinteractiveauthentication",
          "loglevel",
          "numberofpasswordprompts",
          "passwordauthentication",
          "permitlocalcommand",
          "preferredauthentications",
          "pubkeyauthentication",
          "requesttty",
          "sendenv",
          "serveralivecountmax",
          "serveraliveinterval",
          "setenv",
          "tcpkeepalive",
          "updatehostkeys",
          "verifyhostkeydns",
          "visualhostkey");

  private static final String HONOURED_FLAGS = "FJilp";
  private static final String HARMLESS_FLAGS = "ACTXYakqtvx";

  private SshArguments() {}

  /**
   * The words to pass to ssh.
   *
   * @throws IllegalArgumentException with an option that hactl does not support
   */
  static List<String> parse(String text) {
    List<String> passed = new ArrayList<>();
    Iterator<String> words = split(text).iterator();
    while (words.hasNext()) {
      String word = words.next();
      if (word.length() < 2 || word.charAt(0) != '-') {
        throw new IllegalArgumentException("\"" + word + "\" is not an option");
      }
      char flag = word.charAt(1);
      if (HARMLESS_FLAGS.indexOf(flag) >= 0) {
        requireHarmless(word);
        continue;
      }
      if (flag != 'o' && HONOURED_FLAGS.indexOf(flag) < 0) {
        throw new IllegalArgumentException("hactl does not support -" + flag);
      }
      String value = word.substring(2);
      if (value.isEmpty()) {
        if (!words.hasNext()) {
          throw new IllegalArgumentException("-" + flag + " lacks its value");
        }
        value = words.next();
      }
      if (flag != 'o' || isHonoured(value)) {
        passed.addAll(List.of("-" + flag, value));
      }
    }
    return passed;
  }

  /** Flags without a value may stand together: {@code -qvv}. */
  private static void requireHarmless(String word) {
    for (char flag : word.substring(1).toCharArray()) {
      if (HARMLESS_FLAGS.indexOf(flag) < 0) {
        throw new IllegalArgumentException("hactl does not support -" + flag + " in " + word);
      }
    }
  }

  private static boolean isHonoured(String option) {
    String keyword = option.strip().split("[ \t=]", 2)[0].toLowerCase(Locale.ROOT);
    if (!HONOURED.contains(keyword) && !HARMLESS.contains(keyword)) {
      throw new IllegalArgumentException("hactl does not support the option " + option.strip());
    }
    return HONOURED.contains(keyword);
  }

  /** Words as a POSIX shell splits them; nothing is expanded. */
  static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean begun = false;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote == 0 && Character.isWhitespace(c)) {
        if (begun) {
          words.add(word.toString());
        }
        word.setLength(0);
        begun = false;
        continue;
      }
      begun = true;
      if (c == '\\' && i + 1 < text.length() && escapes(quote, text.charAt(i + 1))) {
        word.append(text.charAt(++i));
      } else if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
      } else if (quote == c) {
        quote = 0;
      } else {
        word.append(c);
      }
    }
    if (quote != 0) {
      throw new IllegalArgumentException("a quote is not closed");
    }
    if (begun) {
      words.add(word.toString());
    }
    return words;
  }

  private static boolean escapes(char quote, char next) {
    return switch (quote) {
      case '\'' -> false;
      case '"' -> next == '"' || next == '\\';
      default -> true;
    };
  }
}
