package org.hactl.vrrp.wire;

/**
 * The sequence numbers of one virtual router's authentication headers. As in keepalived, all
 * directors of a virtual router share one count: the next master continues from the number last
 * heard, and a packet with no higher number is a replay. A packet that crosses our own last one is
 * not a replay: otherwise two routers that become master at once would never hear each other.
 *
 * <p>Our own numbers also follow the clock, in quarters of a second, so that they keep growing
 * after a start of the host. After a start of this process they go on above {@link #startAbove}
 * too, since the clock may have been set back.
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

  /** The highest number that an earlier process sent or heard. */
  private long earlier;

  /**
   * Sends only numbers above this one, an unsigned one of 32 bits. What others send is new or not
   * as before: their clocks may have been set back as well.
   */
  public void startAbove(int highest) {
    earlier = Integer.toUnsignedLong(highest);
  }

  /** The highest number sent or heard, also by an earlier process. */
  public int highest() {
    return (int) Math.max(earlier, Math.max(sent, heard));
  }

  /** The number of the next packet. */
  public int next(long epochMillis) {
    long clock = (epochMillis - EPOCH_SECONDS * 1_000) / MILLIS_PER_NUMBER;
    sentBefore = sent;
    sent = Math.max(Integer.toUnsignedLong(highest()) + 1, Math.min(clock, 0xffff_ffffL));
    return (int) sent;
  }

  /** The number sent last; 0 for none. */
  public long sent() {
    return sent;
  }

  /** The highest number heard; 0 for none. */
  public long heard() {
    return heard;
  }

  /** Goes on with the count of another process. */
  public void restore(long lastSent, long lastHeard) {
    sent = lastSent;
    sentBefore = lastSent;
    heard = lastHeard;
  }

  /** Whether the number of an authenticated packet is new. The number then counts as used. */
  public boolean accept(int sequence) {
    long number = Integer.toUnsignedLong(sequence);
    boolean isNew = number > heard && number > sentBefore;
    heard = Math.max(heard, number);
    return isNew;
  }
}
