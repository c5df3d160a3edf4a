package org.hactl.host;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question to a DNS server, and the answer that is wanted.
 *
 * @param type one of {@link #TYPES}
 * @param name a domain name; {@code .} for the root
 * @param rcodes one of them must be the answer's; of {@link #RCODES}
 * @param contains a text in a record of the answer; null if none is needed
 */
public record DnsQuestion(
    Transport transport, String type, String name, List<String> rcodes, @Nullable String contains) {
  /** The types of records that can be asked for. */
  public static final List<String> TYPES =
      List.of("A", "AAAA", "CNAME", "MX", "NS", "PTR", "SOA", "SRV", "TXT");

  /** By their numbers (RFC 1035 section 4.1.1, RFC 2136 section 2.2). */
  public static final List<String> RCODES =
      List.of(
          "NOERROR",
          "FORMERR",
          "SERVFAIL",
          "NXDOMAIN",
          "NOTIMP",
          "REFUSED",
          "YXDOMAIN",
          "YXRRSET",
          "NXRRSET",
          "NOTAUTH",
          "NOTZONE");

  public DnsQuestion {
    rcodes = List.copyOf(rcodes);
  }

  /** How the question is sent. */
  public enum Transport {
    UDP,
    TCP
  }
}
