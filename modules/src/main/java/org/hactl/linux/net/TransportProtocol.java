package org.hactl.linux.net;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A protocol that IPVS balances, with its number in an IP header. */
public enum TransportProtocol {
  TCP(6),
  UDP(17),
  SCTP(132);

  private final int code;

  TransportProtocol(int code) {
    this.code = code;
  }

  /** The protocol with this number; empty if IPVS does not balance it. */
  public static Optional<TransportProtocol> of(int code) {
    return Arrays.stream(values()).filter(protocol -> protocol.code == code).findFirst();
  }

  /** The protocol with this name; empty if it is not {@code tcp}, {@code udp} or {@code sctp}. */
  public static Optional<TransportProtocol> of(String text) {
    return Arrays.stream(values()).filter(protocol -> protocol.text().equals(text)).findFirst();
  }

  /**
   * @throws IllegalArgumentException if the text is not {@code tcp}, {@code udp} or {@code sctp}
   */
  public static TransportProtocol parse(String text) {
    return of(text)
        .orElseThrow(() ->
            new IllegalArgumentException("'" + text + "' is not a protocol; use tcp, udp or sctp"));
  }

  public int code() {
    return code;
  }

  /** The name as the kernel's tools and the site write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
