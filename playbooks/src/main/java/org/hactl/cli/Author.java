package org.hactl.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;

/** Who runs this command, as the hosts record it. */
final class Author {
  private Author() {}

  /** In the form {@code ann@desk}; with sudo, the user who called it. */
  static String ofThisProcess() {
    return of(System.getenv(), System.getProperty("user.name", "unknown"), machine());
  }

  static String of(Map<String, String> environment, String user, String machine) {
    return environment.getOrDefault("SUDO_USER", user) + "@" + machine;
  }

  private static String machine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}
