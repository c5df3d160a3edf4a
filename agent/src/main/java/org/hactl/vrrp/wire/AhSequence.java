package org.hactl.vrrp.wire;

/**
 * The sequence numbers of one virtual router's authentication headers. As keepalived does it, all
 * its routers count on together: the next master continues from the number last heard, and what is
 * not above that is a packet sent again. What crosses with our own last packet is not: two that
 * become master at once would else never hear each other.
 *
 * <p>Our own numbers also follow the clock, in quarters of a second, so that they go on growing
 * when this process is started anew.
 */
public class AhSequence {
  /** 2020-01-01, from which 32 bits of quarters of a second last until 2054. */
  private static final long EPOCH_SECONDS = 1_577_836_800L;

  private static final long MILLIS_PER_NUMBER = 250;

  /** The number sent last, and the one before; unsigned 32 bits. */
  private long sent;

  private long sentBefore;

  /** The highest number heard. */
  private long heard;

  /** The number of the next packet. */
  public int next(long epochMillis) {
    long clock = (epochMillis - EPOCH_SECONDS * 1_000) / MILLIS_PER_NUMBER;
    sentBefore = sent;
    sent = Math.max(Math.max(sent, heard) + 1, Math.min(clock, 0xffff_ffffL));
    return (int) sent;
  }

  /** Whether a genuine packet's number is new; if so, no other packet may have it. */
  public boolean accept(int sequence) {
    long number = Integer.toUnsignedLong(sequence);
    boolean isNew = number > heard && number > sentBefore;
    heard = Math.max(heard, number);
    return isNew;
  }
}
