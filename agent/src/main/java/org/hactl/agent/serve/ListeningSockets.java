package org.hactl.agent.serve;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.hactl.linux.net.InetAddresses;
import org.hactl.linux.net.TransportProtocol;
import org.jspecify.annotations.Nullable;

/**
 * The sockets that take connections or datagrams: {@code /proc/net/tcp} and {@code udp}, proc(5).
 */
final class ListeningSockets {
  private static final Path FOLDER = Path.of("/proc/net");
  private static final String TCP_LISTEN = "0A";

  /** Of a datagram socket without a peer. */
  private static final String UDP_UNCONNECTED = "07";

  private ListeningSockets() {}

  /** The local addresses of the sockets at a port; null if the system does not tell. */
  static @Nullable List<String> at(TransportProtocol protocol, int port) {
    return switch (protocol) {
      case TCP -> at("tcp", TCP_LISTEN, port);
      case UDP -> at("udp", UDP_UNCONNECTED, port);
      case SCTP -> null;
    };
  }

  private static @Nullable List<String> at(String file, String state, int port) {
    List<String> addresses = new ArrayList<>();
    try (Stream<String> lines = Files.lines(FOLDER.resolve(file))) {
      addresses.addAll(parse(lines, state, port));
    } catch (IOException _) {
      return null;
    }
    // A kernel without IPv6 has no such file.
    try (Stream<String> lines = Files.lines(FOLDER.resolve(file + "6"))) {
      addresses.addAll(parse(lines, state, port));
    } catch (IOException _) {
      return addresses;
    }
    return addresses;
  }

  /** Lines such as {@code 0: 0100007F:1F90 00000000:0000 0A …}; the first one is a heading. */
  static List<String> parse(Stream<String> lines, String state, int port) {
    return lines
        .map(line -> line.strip().split("\\s+"))
        .filter(words -> words.length > 3 && words[3].equals(state))
        .map(words -> words[1])
        .filter(local -> local.endsWith(":%04X".formatted(port)))
        .map(local -> address(local.substring(0, local.indexOf(':'))))
        .distinct()
        .toList();
  }

  /** Words of 32 bits, each in the processor's byte order. */
  private static String address(String hex) {
    ByteBuffer words = ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    ByteBuffer bytes = ByteBuffer.allocate(words.capacity()).order(ByteOrder.nativeOrder());
    while (words.hasRemaining()) {
      bytes.putInt(words.getInt());
    }
    InetAddress address = InetAddresses.of(bytes.array());
    return InetAddresses.format(address);
  }
}
