package org.hactl.linux.kernel.ipvs;

/**
 * How long IPVS keeps the entry of a connection without packets.
 *
 * @param tcpSeconds of an established TCP connection
 * @param tcpFinSeconds of a TCP connection after a FIN
 * @param udpSeconds of a UDP flow
 */
public record IpvsTimeouts(int tcpSeconds, int tcpFinSeconds, int udpSeconds) {
  /** Those of a kernel: {@code tcp_timeouts} and {@code udp_timeouts}. */
  public static final IpvsTimeouts OF_THE_KERNEL = new IpvsTimeouts(900, 120, 300);
}
