package org.hactl.lab.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads frames from a capture in libpcap's form (pcap-savefile(5)): a header of 24 bytes, then for
 * each frame seconds, parts of a second, captured and original length, and the frame.
 */
final class PcapFile {
  private static final int MAGIC_MICROS = 0xa1b2c3d4;
  private static final int MAGIC_NANOS = 0xa1b23c4d;
  private static final int HEADER_BYTES = 24;
  private static final int RECORD_BYTES = 16;
  private static final int ETHERNET_BYTES = 14;
  private static final int TYPE_IPV4 = 0x0800;
  private static final int TYPE_ARP = 0x0806;
  private static final int PROTOCOL_VRRP = 112;
  private static final int ARP_BYTES = 28;

  private PcapFile() {}

  /** The VRRP packets over IPv4 and the gratuitous ARP packets; all other frames are left out. */
  static List<Heard> read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder());
    if (bytes.remaining() < HEADER_BYTES) {
      return List.of();
    }
    long nanosPerPart =
        switch (bytes.getInt(0)) {
          case MAGIC_MICROS -> 1_000;
          case MAGIC_NANOS -> 1;
          default -> throw new IOException(file + " is not a capture in libpcap's format");
        };
    bytes.position(HEADER_BYTES);
    List<Heard> all = new ArrayList<>();
    while (bytes.remaining() >= RECORD_BYTES) {
      long seconds = Integer.toUnsignedLong(bytes.getInt());
      long parts = Integer.toUnsignedLong(bytes.getInt());
      int captured = bytes.getInt();
      bytes.getInt();
      if (captured > bytes.remaining()) {
        break;
      }
      ByteBuffer frame = bytes.slice(bytes.position(), captured).order(ByteOrder.BIG_ENDIAN);
      bytes.position(bytes.position() + captured);
      Heard heard = read(seconds * 1_000_000_000L + parts * nanosPerPart, frame);
      if (heard != null) {
        all.add(heard);
      }
    }
    return all;
  }

  private static @Nullable Heard read(long atNanos, ByteBuffer frame) throws IOException {
    if (frame.remaining() < ETHERNET_BYTES + ARP_BYTES) {
      return null;
    }
    return switch (Short.toUnsignedInt(frame.getShort(12))) {
      case TYPE_IPV4 -> advertisement(atNanos, frame);
      case TYPE_ARP -> announcement(atNanos, frame);
      default -> null;
    };
  }

  private static @Nullable Heard advertisement(long atNanos, ByteBuffer frame) throws IOException {
    if (Byte.toUnsignedInt(frame.get(ETHERNET_BYTES + 9)) != PROTOCOL_VRRP) {
      return null;
    }
    int vrrp = ETHERNET_BYTES + 4 * (frame.get(ETHERNET_BYTES) & 0xf);
    return new Heard.HeardAdvertisement(
        atNanos,
        address(frame, ETHERNET_BYTES + 12),
        Byte.toUnsignedInt(frame.get(vrrp + 1)),
        Byte.toUnsignedInt(frame.get(vrrp + 2)));
  }

  /** An announcement if sender and target address are the same (RFC 5227 section 3), else null. */
  private static @Nullable Heard announcement(long atNanos, ByteBuffer frame) throws IOException {
    String sender = address(frame, ETHERNET_BYTES + 14);
    return sender.equals(address(frame, ETHERNET_BYTES + 24))
        ? new Heard.Announcement(atNanos, sender)
        : null;
  }

  private static String address(ByteBuffer frame, int at) throws IOException {
    byte[] address = new byte[4];
    frame.get(at, address);
    return InetAddress.getByAddress(address).getHostAddress();
  }
}
