package org.hactl.linux.netlink;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A captured conversation: see README.md beside the files. */
record Fixture(List<byte[]> sent, List<byte[]> received) {
  static Fixture load(String name) {
    List<byte[]> sent = new ArrayList<>();
    List<byte[]> received = new ArrayList<>();
    for (String line : text(name + ".hex").lines().toList()) {
      byte[] bytes = HexFormat.of().parseHex(line.substring(2));
      (line.startsWith(">") ? sent : received).add(bytes);
    }
    return new Fixture(sent, received);
  }

  private static String text(String name) {
    try (InputStream in = Fixture.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("no fixture " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The last request, in hexadecimal, without what differs from run to run: sequence and port. */
  String request() {
    byte[] bytes = sent.getLast().clone();
    ByteBuffer.wrap(bytes).putLong(8, 0);
    return HexFormat.of().formatHex(bytes);
  }

  /** All messages of all answers. */
  List<NetlinkMessage> messages() {
    return received.stream()
        .flatMap(datagram -> NetlinkMessage.split(datagram, datagram.length).stream())
        .toList();
  }

  List<NetlinkMessage> messages(int type) {
    return messages().stream().filter(message -> message.type() == type).toList();
  }
}
