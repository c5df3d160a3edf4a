package org.hactl.module.ipvs;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.hactl.linux.kernel.ipvs.IpvsTimeouts;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;

/** How long IPVS keeps entries of connections in one state when they have no packets. */
public record IpvsTimeoutResource(State state, int seconds) implements Resource {
  public static final String KIND = "ipvs-timeout";

  /** Which connections. */
  public enum State {
    TCP,
    TCPFIN,
    UDP;

    @JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static State parse(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }

    int of(IpvsTimeouts all) {
      return switch (this) {
        case TCP -> all.tcpSeconds();
        case TCPFIN -> all.tcpFinSeconds();
        case UDP -> all.udpSeconds();
      };
    }

    /** Timeouts of which only this one is to be changed: the kernel leaves those of 0. */
    IpvsTimeouts only(int seconds) {
      return new IpvsTimeouts(
          this == TCP ? seconds : 0, this == TCPFIN ? seconds : 0, this == UDP ? seconds : 0);
    }
  }

  @Override
  public ResourceId id() {
    return new ResourceId(KIND, state.text());
  }

  /** The state that a resource's identity of this kind names. */
  static State state(ResourceId id) {
    return State.parse(id.key());
  }
}
