package org.hactl.cli.rehearsal;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The packets of one SSH connection (RFC 4253, section 6), for one thread. */
final class SshTransport {
  private static final int BLOCK_BYTES = 16;
  private static final int MIN_PADDING = 4;
  private static final int MAX_PACKET_BYTES = 1 << 18;

  private final DataInputStream in;
  private final OutputStream out;
  private @Nullable PacketCipher receiving;
  private @Nullable PacketCipher sending;

  SshTransport(InputStream in, OutputStream out) {
    this.in = new DataInputStream(in);
    this.out = out;
  }

  /** Says which version of SSH this is; returns what the other side says. */
  String greet(String version) throws IOException {
    out.write((version + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
    StringBuilder line = new StringBuilder();
    for (int next = in.readByte(); next != '\n'; next = in.readByte()) {
      line.append((char) next);
    }
    return line.toString().strip();
  }

  void encrypt(PacketCipher incoming, PacketCipher outgoing) {
    receiving = incoming;
    sending = outgoing;
  }

  /** The next packet's payload. */
  byte[] read() throws IOException, GeneralSecurityException {
    int length = in.readInt();
    if (length < 0 || length > MAX_PACKET_BYTES) {
      throw new IOException("a packet of " + length + " bytes");
    }
    byte[] packet =
        receiving == null
            ? in.readNBytes(length)
            : receiving.apply(length, in.readNBytes(length + PacketCipher.TAG_BYTES));
    return Arrays.copyOfRange(packet, 1, packet.length - packet[0]);
  }

  void write(SshWriter payload) throws IOException, GeneralSecurityException {
    byte[] bytes = payload.bytes();
    // Encrypted, the length is outside of the blocks.
    int before = 1 + (sending == null ? Integer.BYTES : 0) + bytes.length + MIN_PADDING;
    int padding = MIN_PADDING + (BLOCK_BYTES - before % BLOCK_BYTES) % BLOCK_BYTES;
    byte[] packet = new SshWriter().u8(padding).raw(bytes).raw(new byte[padding]).bytes();
    byte[] sent = sending == null ? packet : sending.apply(packet.length, packet);
    out.write(new SshWriter().u32(packet.length).raw(sent).bytes());
    out.flush();
  }
}
