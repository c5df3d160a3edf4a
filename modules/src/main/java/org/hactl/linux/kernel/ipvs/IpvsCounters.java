package org.hactl.linux.kernel.ipvs;

/** Totals since the service or the destination was added, and the kernel's rates per second. */
public record IpvsCounters(
    long connections,
    long inPackets,
    long outPackets,
    long inBytes,
    long outBytes,
    long connectionsPerSecond,
    long inPacketsPerSecond,
    long outPacketsPerSecond,
    long inBytesPerSecond,
    long outBytesPerSecond) {
  public static final IpvsCounters ZERO = new IpvsCounters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
