package org.hactl.health.dns;

/** A message is not as RFC 1035 says. */
public final class DnsException extends Exception {
  DnsException(String message) {
    super(message);
  }
}
