package org.hactl.bfd.protocol;

import java.nio.ByteBuffer;
import org.hactl.bfd.model.BfdRejectReason;
import org.hactl.bfd.model.BfdState;
import org.hactl.bfd.model.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * A view of the control packet in a buffer, from 0 to the limit (RFC 5880 section 4.1). Reads
 * fields where they are, so that receiving allocates nothing. All methods except {@link #problem}
 * expect a packet without a problem.
 */
public final class ControlPacket implements BfdInput {
  public static final int LENGTH_BYTES = 24;

  /** The length with the shortest authentication section. */
  private static final int AUTHENTICATED_LENGTH_BYTES = 26;

  static final int VERSION = 1;
  static final int POLL = 0x20;
  public static final int FINAL = 0x10;
  public static final int AUTHENTICATION = 0x04;
  static final int DEMAND = 0x02;
  static final int MULTIPOINT = 0x01;

  private final ByteBuffer buffer;

  public ControlPacket(ByteBuffer buffer) {
    this.buffer = buffer;
  }

  /** Why the packet must be discarded, judged by the packet alone; null if it is valid. */
  @Nullable
  public BfdRejectReason problem() {
    // RFC 5880 section 6.8.6, in its order.
    if (buffer.limit() < LENGTH_BYTES) {
      return BfdRejectReason.TOO_SHORT;
    }
    if (byteAt(0) >> 5 != VERSION) {
      return BfdRejectReason.VERSION;
    }
    int length = byteAt(3);
    if (length < (isAuthenticated() ? AUTHENTICATED_LENGTH_BYTES : LENGTH_BYTES)
        || length > buffer.limit()) {
      return BfdRejectReason.LENGTH;
    }
    if (multiplier() == 0) {
      return BfdRejectReason.MULTIPLIER;
    }
    if (has(MULTIPOINT)) {
      return BfdRejectReason.MULTIPOINT;
    }
    if (myDiscriminator() == 0) {
      return BfdRejectReason.NO_DISCRIMINATOR;
    }
    boolean namesNoSession = yourDiscriminator() == 0;
    if (namesNoSession && state() != BfdState.DOWN && state() != BfdState.ADMIN_DOWN) {
      return BfdRejectReason.STATE;
    }
    return null;
  }

  public Diagnostic diagnostic() {
    return Diagnostic.of(byteAt(0) & 0x1f);
  }

  public BfdState state() {
    return BfdState.of(byteAt(1) >> 6);
  }

  public boolean isPoll() {
    return has(POLL);
  }

  public boolean isFinal() {
    return has(FINAL);
  }

  public boolean isAuthenticated() {
    return has(AUTHENTICATION);
  }

  boolean isDemand() {
    return has(DEMAND);
  }

  int multiplier() {
    return byteAt(2);
  }

  /** The sender's discriminator. */
  int myDiscriminator() {
    return buffer.getInt(4);
  }

  /** The field Your Discriminator: our discriminator, or 0 if the sender does not know it. */
  public int yourDiscriminator() {
    return buffer.getInt(8);
  }

  public long desiredMinTxMicros() {
    return Integer.toUnsignedLong(buffer.getInt(12));
  }

  long requiredMinRxMicros() {
    return Integer.toUnsignedLong(buffer.getInt(16));
  }

  private boolean has(int flag) {
    return (byteAt(1) & flag) != 0;
  }

  private int byteAt(int index) {
    return buffer.get(index) & 0xff;
  }

  /**
   * Writes a packet from 0, and sets the limit. We support no echo and no authentication, and never
   * ask for demand mode.
   *
   * @param flags {@link #POLL}, {@link #FINAL} or 0
   */
  static void write(
      ByteBuffer packet,
      BfdState state,
      Diagnostic diagnostic,
      int flags,
      int multiplier,
      int myDiscriminator,
      int yourDiscriminator,
      long desiredMinTxMicros,
      long requiredMinRxMicros) {
    packet.clear();
    packet.put(0, (byte) (VERSION << 5 | diagnostic.ordinal()));
    packet.put(1, (byte) (state.ordinal() << 6 | flags));
    packet.put(2, (byte) multiplier);
    packet.put(3, (byte) LENGTH_BYTES);
    packet.putInt(4, myDiscriminator);
    packet.putInt(8, yourDiscriminator);
    packet.putInt(12, (int) desiredMinTxMicros);
    packet.putInt(16, (int) requiredMinRxMicros);
    packet.putInt(20, 0);
    packet.limit(LENGTH_BYTES);
  }
}
