package org.hactl.host;

import java.util.List;

/** E-mail on VRRP transitions and on real servers that fail or recover. */
public record MailPolicy(
    List<String> to, String from, String smtpHost, int smtpPort, long timeoutMillis) {
  public MailPolicy {
    to = List.copyOf(to);
  }
}
