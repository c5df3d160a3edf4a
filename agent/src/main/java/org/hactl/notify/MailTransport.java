package org.hactl.notify;

import java.io.IOException;

/** Takes one notice to its readers. */
@FunctionalInterface
public interface MailTransport {
  /**
   * Returns when the mail server has accepted it.
   *
   * @throws IOException with the server's answer
   */
  void send(MailMessage notice) throws IOException;
}
