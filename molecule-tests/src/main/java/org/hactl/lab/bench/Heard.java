package org.hactl.lab.bench;

/**
 * A frame captured on the segment.
 *
 * @see Capture
 */
sealed interface Heard {
  /** When the kernel received the frame, in nanoseconds since 1970. */
  long atNanos();

  /** A VRRP advertisement over IPv4. */
  record HeardAdvertisement(long atNanos, String source, int virtualRouterId, int priority)
      implements Heard {}

  /** A gratuitous ARP. */
  record Announcement(long atNanos, String address) implements Heard {}
}
