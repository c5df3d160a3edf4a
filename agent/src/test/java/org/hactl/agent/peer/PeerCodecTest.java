package org.hactl.agent.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.hactl.agent.peer.PeerCodec.Decoded;
import org.hactl.agent.peer.PeerCodec.Refusal;
import org.hactl.agent.peer.PeerMessage.Answer;
import org.hactl.agent.peer.PeerMessage.Router;
import org.hactl.agent.peer.PeerMessage.Wire;
import org.hactl.api.SiteKey;
import org.hactl.api.SiteKeys;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.VrrpVersion;
import org.junit.jupiter.api.Test;

class PeerCodecTest {
  private static final PeerMessage MESSAGE =
      new PeerMessage(
          "shop",
          "lvs1",
          9,
          77,
          -5,
          true,
          List.of(new Answer("lvs2", 1, -2, 3), new Answer("lvs3", 0, 4, 0)),
          List.of(
              new Router(
                  "VI_1",
                  new Wire(51, VrrpVersion.V2, Family.INET),
                  State.MASTER,
                  true,
                  Set.of(InetAddresses.parse("192.0.2.254"))),
              new Router(
                  "VI_6",
                  new Wire(255, VrrpVersion.V3, Family.INET6),
                  State.FAULT,
                  false,
                  Set.of(InetAddresses.parse("2001:db8::1"), InetAddresses.parse("fe80::1")))));

  private final PeerCodec codec = new PeerCodec(new SiteKeys(key(1), null));

  @Test
  void readsWhatItWrites() {
    byte[] packet = codec.encode(MESSAGE);
    assertThat(decode(packet)).isEqualTo(new Decoded.Heard(MESSAGE));
    assertThat(packet.length).isLessThan(PeerCodec.FULL_BYTES);
  }

  @Test
  void whileAKeyIsReplacedMessagesWithEitherAreRead() {
    PeerCodec first = new PeerCodec(new SiteKeys(key(1), key(2)));
    PeerCodec second = new PeerCodec(new SiteKeys(key(2), key(1)));
    assertThat(first.encode(MESSAGE)).isEqualTo(codec.encode(MESSAGE));
    for (PeerCodec reader : List.of(first, second)) {
      for (PeerCodec writer : List.of(codec, first, second)) {
        assertThat(reader.decode(ByteBuffer.wrap(writer.encode(MESSAGE))))
            .isEqualTo(new Decoded.Heard(MESSAGE));
      }
    }
    assertThat(decode(second.encode(MESSAGE))).isEqualTo(new Decoded.Refused(Refusal.OTHER_KEY));
  }

  @Test
  void aChangeOfAnyBitIsRefused() {
    byte[] packet = codec.encode(MESSAGE);
    for (int bit = 0; bit < packet.length * 8; bit++) {
      byte[] changed = packet.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(decode(changed)).as("bit %d", bit).isInstanceOf(Decoded.Refused.class);
    }
  }

  @Test
  void aPartOfAMessageIsRefused() {
    byte[] packet = codec.encode(MESSAGE);
    for (int length = 0; length < packet.length; length++) {
      assertThat(decode(Arrays.copyOf(packet, length))).isInstanceOf(Decoded.Refused.class);
    }
  }

  @Test
  void theMessageOfAnotherKeyIsRefused() {
    assertThat(decode(new PeerCodec(new SiteKeys(key(2), null)).encode(MESSAGE)))
        .isEqualTo(new Decoded.Refused(Refusal.OTHER_KEY));
  }

  @Test
  void noPacketOfAStrangerFailsWithAnError() {
    long seed = 20_261_130;
    Random random = new Random(seed);
    byte[] packet = codec.encode(MESSAGE);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = Arrays.copyOf(packet, random.nextInt(packet.length + 20));
      for (int change = random.nextInt(5); change >= 0 && bytes.length > 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      assertThat(decode(bytes))
          .as("seed %d round %d", seed, round)
          .isIn(
              new Decoded.Heard(MESSAGE),
              new Decoded.Refused(Refusal.FORM),
              new Decoded.Refused(Refusal.OTHER_KEY),
              new Decoded.Refused(Refusal.CODE));
    }
  }

  @Test
  void aNameThatIsTooLongIsToldAsItsDigest() {
    PeerMessage longName =
        new PeerMessage("s".repeat(400), "lvs1", 9, 77, 5, false, List.of(), List.of());
    assertThat(((Decoded.Heard) decode(codec.encode(longName))).message().site()).hasSize(64);
  }

  private Decoded decode(byte[] packet) {
    return codec.decode(ByteBuffer.wrap(packet));
  }

  private static SiteKey key(int first) {
    byte[] bytes = new byte[SiteKey.BYTES];
    bytes[0] = (byte) first;
    return SiteKey.of(1, bytes);
  }
}
