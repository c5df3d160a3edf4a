package org.hactl.module.ipvs;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.hactl.linux.kernel.ipvs.IpvsTunnel;

/**
 * In which packets those of a real server are sent that is reached by {@code tun}.
 *
 * @param port the UDP port of GUE; 0 for the others
 */
public record Tunnel(Type type, int port, Checksum checksum) {
  /** IP in IP. */
  public static final Tunnel IPIP = new Tunnel(Type.IPIP, 0, Checksum.NONE);

  /** The kinds of tunnels that IPVS knows. */
  public enum Type {
    IPIP,
    GUE,
    GRE;

    @JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static Type parse(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }

  /** The checksum of the outer packet. */
  public enum Checksum {
    NONE(0),
    CSUM(IpvsTunnel.CHECKSUM),
    REMCSUM(IpvsTunnel.REMOTE_CHECKSUM);

    private final int flags;

    Checksum(int flags) {
      this.flags = flags;
    }

    @JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static Checksum parse(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }

  IpvsTunnel inKernel() {
    return new IpvsTunnel(IpvsTunnel.Type.valueOf(type.name()), port, checksum.flags);
  }

  /** The tunnel in words: {@code gue 6080 csum}. */
  @Override
  public String toString() {
    return text(inKernel());
  }

  static String text(IpvsTunnel tunnel) {
    return tunnel.type().name().toLowerCase(Locale.ROOT)
        + (tunnel.port() > 0 ? " " + tunnel.port() : "")
        + ((tunnel.flags() & IpvsTunnel.CHECKSUM) != 0 ? " csum" : "")
        + ((tunnel.flags() & IpvsTunnel.REMOTE_CHECKSUM) != 0 ? " remcsum" : "");
  }
}
