package org.hactl.bfd.protocol;

import java.nio.ByteBuffer;
import org.hactl.bfd.model.BfdState;
import org.hactl.bfd.model.Diagnostic;

/** Control packets of a neighbour with the discriminator {@link #THEIRS}. */
public record Packets(
    BfdState state,
    Diagnostic diagnostic,
    int flags,
    int multiplier,
    int yourDiscriminator,
    long desiredMinTxMillis,
    long requiredMinRxMillis) {
  static final int THEIRS = 0x7ee75;
  static final int OURS = 0x0095;

  /** A packet to our session with intervals of 50 ms both ways and multiplier 3. */
  public static Packets of(BfdState state) {
    return new Packets(state, Diagnostic.NONE, 0, 3, OURS, 50, 50);
  }

  public Packets flags(int bits) {
    return new Packets(
        state,
        diagnostic,
        bits,
        multiplier,
        yourDiscriminator,
        desiredMinTxMillis,
        requiredMinRxMillis);
  }

  Packets multiplier(int times) {
    return new Packets(
        state,
        diagnostic,
        flags,
        times,
        yourDiscriminator,
        desiredMinTxMillis,
        requiredMinRxMillis);
  }

  public Packets to(int discriminator) {
    return new Packets(
        state,
        diagnostic,
        flags,
        multiplier,
        discriminator,
        desiredMinTxMillis,
        requiredMinRxMillis);
  }

  Packets intervals(long desiredMinTx, long requiredMinRx) {
    return new Packets(
        state, diagnostic, flags, multiplier, yourDiscriminator, desiredMinTx, requiredMinRx);
  }

  public ByteBuffer bytes() {
    ByteBuffer buffer = ByteBuffer.allocate(ControlPacket.LENGTH_BYTES);
    ControlPacket.write(
        buffer,
        state,
        diagnostic,
        flags,
        multiplier,
        THEIRS,
        yourDiscriminator,
        desiredMinTxMillis * 1_000,
        requiredMinRxMillis * 1_000);
    return buffer;
  }

  public ControlPacket packet() {
    return new ControlPacket(bytes());
  }
}
