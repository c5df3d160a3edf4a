package org.hactl.linux.kernel.ipvs;

import org.hactl.linux.kernel.CodecException;

/** How IPVS passes a packet on to a real server: the low bits of the connection flags. */
public enum IpvsForwardMethod {
  /** The packet's addresses are rewritten: masquerading, ipvsadm's {@code -m}. */
  NAT(0),
  /** The real server is this host itself. Only the kernel sets this method. */
  LOCAL(1),
  /** The packet is sent inside another packet: tunnelling, ipvsadm's {@code -i}. */
  TUN(2),
  /**
   * The packet goes unchanged to the real server's Ethernet address: direct routing, {@code -g}.
   */
  DR(3),
  /** The packet is not balanced at all. */
  BYPASS(4);

  private static final IpvsForwardMethod[] ALL = values();
  static final int MASK = 0x7;

  private final int code;

  IpvsForwardMethod(int code) {
    this.code = code;
  }

  public static IpvsForwardMethod of(int connectionFlags) {
    int code = connectionFlags & MASK;
    if (code >= ALL.length) {
      throw new CodecException("IPVS forward method " + code + " is unknown");
    }
    return ALL[code];
  }

  public int code() {
    return code;
  }
}
