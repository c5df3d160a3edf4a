package org.hactl.linux.kernel.ipvs;

import org.hactl.linux.kernel.CodecException;

/**
 * In which packets IPVS sends those of a destination of the method {@link IpvsForwardMethod#TUN}.
 *
 * @param port the UDP port of GUE; 0 for the others
 * @param flags {@code IP_VS_TUNNEL_ENCAP_FLAG_*}
 */
public record IpvsTunnel(Type type, int port, int flags) {
  public static final IpvsTunnel IPIP = new IpvsTunnel(Type.IPIP, 0, 0);

  /** {@code IP_VS_TUNNEL_ENCAP_FLAG_CSUM}: with a checksum. */
  public static final int CHECKSUM = 1;

  /** {@code IP_VS_TUNNEL_ENCAP_FLAG_REMCSUM}: GUE's remote checksum offload. */
  public static final int REMOTE_CHECKSUM = 2;

  /** {@code IP_VS_CONN_F_TUNNEL_TYPE_*}, in the kernel's order. */
  public enum Type {
    IPIP,
    GUE,
    GRE;

    private static final Type[] ALL = values();

    public static Type of(int code) {
      if (code < 0 || code >= ALL.length) {
        throw new CodecException("IPVS tunnel type " + code + " is unknown");
      }
      return ALL[code];
    }

    public int code() {
      return ordinal();
    }
  }
}
