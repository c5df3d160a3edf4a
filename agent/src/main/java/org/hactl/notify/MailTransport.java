package org.hactl.notify;

import java.io.IOException;

/** Sends one notice by mail. */
@FunctionalInterface
interface MailTransport {
  /**
   * Sends a notice, and returns when the mail server has accepted it.
   *
   * @throws IOException with the server's answer
   */
  void send(MailMessage notice) throws IOException;
}
