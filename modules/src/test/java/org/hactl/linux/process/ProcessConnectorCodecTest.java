package org.hactl.linux.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.hactl.linux.kernel.CodecException;
import org.hactl.linux.kernel.LinuxException;
import org.hactl.linux.kernel.ProcessEvent;
import org.hactl.linux.netlink.NetlinkMessage;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages captured from the connector of Linux 6.18 on x86-64 while {@code true} ran. */
class ProcessConnectorCodecTest {
  private static final String AGREEMENT =
      "4c00000003000000000000000000000001000000010000000000000001000000280000000000000000000000"
          + "c429e46261010000000000000000000000000000000000000000000000000000";
  private static final String FORK =
      "4c00000003000000010000000000000001000000010000000100000000000000280000000100000000000000"
          + "130ce662610100009f3c00009f3c0000c83c0000c83c00000000000000000000";
  private static final String EXEC =
      "4c00000003000000020000000000000001000000010000000200000000000000280000000200000000000000"
          + "fabfed6261010000c83c0000c83c000000000000000000000000000000000000";
  private static final String EXIT =
      "4c00000003000000030000000000000001000000010000000300000000000000280000000000008000000000"
          + "ce51f46261010000c83c0000c83c000000000000110000009f3c00009f3c0000";

  /** Where the child's thread, and the exiting thread, stand in the text. */
  private static final int CHILD_THREAD = 2 * 60;

  private static final int THREAD = 2 * 52;

  @BeforeEach
  void capturesAreLittleEndian() {
    Assumptions.assumeTrue(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void recognisesTheKernelsAgreement() {
    assertThat(ProcessConnectorCodec.isAgreement(message(AGREEMENT))).isTrue();
    assertThat(ProcessConnectorCodec.decode(message(AGREEMENT))).isEmpty();
    assertThat(ProcessConnectorCodec.isAgreement(message(FORK))).isFalse();
  }

  @Test
  void aRefusalKeepsTheKernelsErrno() {
    String refused = replace(AGREEMENT, THREAD, "01000000");
    assertThatThrownBy(() -> ProcessConnectorCodec.isAgreement(message(refused)))
        .isInstanceOf(LinuxException.class)
        .hasMessage("listen to process events: Operation not permitted (EPERM)");
  }

  @Test
  void decodesForkExecAndExit() {
    assertThat(decode(FORK)).contains(new ProcessEvent.Forked(0x3c9f, 0x3cc8));
    assertThat(decode(EXEC)).contains(new ProcessEvent.Changed(0x3cc8));
    assertThat(decode(EXIT)).contains(new ProcessEvent.Exited(0x3cc8));
  }

  @Test
  void threadsAreNotReported() {
    assertThat(decode(replace(FORK, CHILD_THREAD, "01020000"))).isEmpty();
    assertThat(decode(replace(EXIT, THREAD, "01020000"))).isEmpty();
  }

  @Test
  void messagesOfOtherConnectorsAreIgnored() {
    assertThat(decode(replace(FORK, 2 * 16, "07000000"))).isEmpty();
  }

  @Test
  void aTruncatedMessageIsRefused() {
    byte[] whole = HexFormat.of().parseHex(FORK);
    for (int length = 16; length < 16 + 20 + 32; length++) {
      byte[] cut = java.util.Arrays.copyOf(whole, length);
      cut[0] = (byte) length;
      assertThatThrownBy(
              () -> ProcessConnectorCodec.decode(NetlinkMessage.split(cut, cut.length).getFirst()))
          .as("%d bytes", length)
          .isInstanceOf(CodecException.class);
    }
  }

  @Test
  void encodesTheRequestAsTheHeaderSays() {
    assertThat(HexFormat.of().formatHex(ProcessConnectorCodec.listen()))
        .isEqualTo(
            "28000000030000000000000000000000"
                + "0100000001000000000000000000000004000000"
                + "01000000");
  }

  private static Optional<ProcessEvent> decode(String hex) {
    return ProcessConnectorCodec.decode(message(hex));
  }

  private static NetlinkMessage message(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    List<NetlinkMessage> messages = NetlinkMessage.split(bytes, bytes.length);
    assertThat(messages).hasSize(1);
    return messages.getFirst();
  }

  private static String replace(String hex, int at, String with) {
    return hex.substring(0, at) + with + hex.substring(at + with.length());
  }
}
