package org.hactl.linux.kernel.ipvs;

/**
 * What the kernel counts of a service or a destination.
 *
 * @param total since it was added
 * @param perSecond the kernel's rates
 */
public record IpvsCounters(Traffic total, Traffic perSecond) {
  public static final IpvsCounters ZERO =
      new IpvsCounters(new Traffic(0, 0, 0, 0, 0), new Traffic(0, 0, 0, 0, 0));

  /** Connections, and what they carried to the real servers (in) and back (out). */
  public record Traffic(
      long connections, long inPackets, long outPackets, long inBytes, long outBytes) {}
}
