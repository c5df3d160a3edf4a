package org.hactl.cli.rehearsal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An SSH server after its key exchange: lets everyone in (RFC 4252) and gives commands and sockets
 * to the host in memory (RFC 4254). Nothing is run.
 */
final class SshDialogue {
  private static final int DISCONNECT = 1;
  private static final int SERVICE_REQUEST = 5;
  private static final int SERVICE_ACCEPT = 6;
  private static final int USERAUTH_REQUEST = 50;
  private static final int USERAUTH_FAILURE = 51;
  private static final int USERAUTH_SUCCESS = 52;
  private static final int USERAUTH_PK_OK = 60;
  private static final int GLOBAL_REQUEST = 80;
  private static final int REQUEST_FAILURE = 82;
  private static final int CHANNEL_OPEN = 90;
  private static final int CHANNEL_OPEN_CONFIRMATION = 91;
  private static final int CHANNEL_DATA = 94;
  private static final int CHANNEL_EXTENDED_DATA = 95;
  private static final int CHANNEL_EOF = 96;
  private static final int CHANNEL_CLOSE = 97;
  private static final int CHANNEL_REQUEST = 98;
  private static final int CHANNEL_SUCCESS = 99;

  /** More than a rehearsal sends, so that the window is never adjusted. */
  private static final int WINDOW_BYTES = Integer.MAX_VALUE;

  private static final int MAX_PACKET_BYTES = 32 * 1024;
  private static final int STANDARD_ERROR = 1;

  private final SshTransport transport;
  private final MemoryHost host;
  private final Map<Integer, MemoryHost.Talk> talks = new HashMap<>();

  SshDialogue(SshTransport transport, MemoryHost host) {
    this.transport = transport;
    this.host = host;
  }

  /** Answers until the client disconnects. */
  void run() throws IOException, GeneralSecurityException {
    while (true) {
      SshReader packet = new SshReader(transport.read());
      int type = packet.u8();
      switch (type) {
        case DISCONNECT -> {
          return;
        }
        case SERVICE_REQUEST ->
            transport.write(new SshWriter().u8(SERVICE_ACCEPT).text(packet.text()));
        case USERAUTH_REQUEST -> logIn(packet);
        case GLOBAL_REQUEST -> transport.write(new SshWriter().u8(REQUEST_FAILURE));
        case CHANNEL_OPEN -> open(packet);
        case CHANNEL_REQUEST -> request(packet);
        case CHANNEL_DATA -> say(packet.u32(), packet.string());
        case CHANNEL_EOF -> end(packet.u32());
        case CHANNEL_CLOSE -> close(packet.u32());
        default -> {
          // Such as a window that grows: no answer is as long as the first window.
        }
      }
    }
  }

  private void logIn(SshReader packet) throws IOException, GeneralSecurityException {
    var _ = packet.text();
    var _ = packet.text();
    if (!packet.text().equals("publickey")) {
      transport.write(new SshWriter().u8(USERAUTH_FAILURE).text("publickey").bool(false));
    } else if (packet.bool()) {
      transport.write(new SshWriter().u8(USERAUTH_SUCCESS));
    } else {
      transport.write(
          new SshWriter().u8(USERAUTH_PK_OK).text(packet.text()).string(packet.string()));
    }
  }

  private void open(SshReader packet) throws IOException, GeneralSecurityException {
    String kind = packet.text();
    int channel = packet.u32();
    talks.put(channel, kind.equals("session") ? host.command("") : host.agent());
    transport.write(
        new SshWriter()
            .u8(CHANNEL_OPEN_CONFIRMATION)
            .u32(channel)
            .u32(channel)
            .u32(WINDOW_BYTES)
            .u32(MAX_PACKET_BYTES));
  }

  private void request(SshReader packet) throws IOException, GeneralSecurityException {
    int channel = packet.u32();
    String kind = packet.text();
    boolean wantsReply = packet.bool();
    if (wantsReply) {
      transport.write(new SshWriter().u8(CHANNEL_SUCCESS).u32(channel));
    }
    if (kind.equals("exec")) {
      MemoryHost.Talk talk = host.command(packet.text());
      talks.put(channel, talk);
      send(channel, talk.begin());
    }
  }

  private void say(int channel, byte[] text) throws IOException, GeneralSecurityException {
    MemoryHost.Talk talk = talks.get(channel);
    if (talk != null) {
      send(channel, talk.hear(new String(text, StandardCharsets.UTF_8)));
    }
  }

  /** The client's standard input has ended; then a command ends, and an agent does not. */
  private void end(int channel) throws IOException, GeneralSecurityException {
    MemoryHost.Talk talk = talks.get(channel);
    Optional<MemoryHost.Ended> ended = talk == null ? Optional.empty() : talk.end();
    if (ended.isPresent()) {
      send(channel, ended.get().out());
      transport.write(
          new SshWriter()
              .u8(CHANNEL_EXTENDED_DATA)
              .u32(channel)
              .u32(STANDARD_ERROR)
              .text(ended.get().err()));
      transport.write(
          new SshWriter().u8(CHANNEL_REQUEST).u32(channel).text("exit-status").bool(false).u32(0));
      transport.write(new SshWriter().u8(CHANNEL_EOF).u32(channel));
      close(channel);
    }
  }

  private void send(int channel, String text) throws IOException, GeneralSecurityException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < bytes.length; at += MAX_PACKET_BYTES / 2) {
      int end = Math.min(bytes.length, at + MAX_PACKET_BYTES / 2);
      transport.write(
          new SshWriter()
              .u8(CHANNEL_DATA)
              .u32(channel)
              .string(java.util.Arrays.copyOfRange(bytes, at, end)));
    }
  }

  private void close(int channel) throws IOException, GeneralSecurityException {
    if (talks.remove(channel) != null) {
      transport.write(new SshWriter().u8(CHANNEL_CLOSE).u32(channel));
    }
  }
}
