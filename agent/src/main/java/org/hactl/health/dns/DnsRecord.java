package org.hactl.health.dns;

import java.util.HexFormat;
import java.util.Optional;
import org.hactl.linux.net.InetAddresses;

/** Resource records as text, as a zone file has them (RFC 1035 section 5, RFC 3597). */
final class DnsRecord {
  private DnsRecord() {}

  /** The next record: {@code shop.example. A 192.0.2.1}. */
  static String text(DnsReader in) throws DnsException {
    String name = in.name();
    int code = in.short16();
    var _ = in.short16();
    var _ = in.int32();
    int length = in.short16();
    int end = in.position() + length;
    Optional<DnsType> type = DnsType.of(code);
    String data = type.isPresent() ? data(type.get(), in, length) : unknown(in.bytes(length));
    if (in.position() > end) {
      throw new DnsException("a record is longer than it says");
    }
    in.position(end);
    return name + " " + type.map(DnsType::name).orElse("TYPE" + code) + " " + data;
  }

  private static String data(DnsType type, DnsReader in, int length) throws DnsException {
    return switch (type) {
      case A, AAAA -> address(in.bytes(length), type == DnsType.A ? 4 : 16);
      case NS, CNAME, PTR -> in.name();
      case MX -> in.short16() + " " + in.name();
      case SRV -> in.short16() + " " + in.short16() + " " + in.short16() + " " + in.name();
      case SOA -> in.name() + " " + in.name() + " " + in.int32();
      case TXT -> strings(in, in.position() + length);
    };
  }

  private static String address(byte[] bytes, int length) throws DnsException {
    if (bytes.length != length) {
      throw new DnsException("an address has " + bytes.length + " bytes");
    }
    return InetAddresses.format(InetAddresses.of(bytes));
  }

  private static String strings(DnsReader in, int end) throws DnsException {
    StringBuilder text = new StringBuilder();
    while (in.position() < end) {
      for (byte each : in.bytes(in.byte8())) {
        text.append(each >= 0x20 && each < 0x7f ? (char) each : '?');
      }
    }
    return text.toString();
  }

  private static String unknown(byte[] data) {
    return "\\# " + data.length + " " + HexFormat.of().formatHex(data);
  }
}
