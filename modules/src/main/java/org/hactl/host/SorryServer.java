package org.hactl.host;

import org.hactl.host.VirtualServiceSpec.ForwardMethod;

/**
 * The server that gets the connections of a service while its quorum is lost. It is not checked,
 * and nothing is done on it.
 *
 * @param inhibit whether it stays in IPVS with weight 0 while it is not needed
 */
public record SorryServer(String address, int port, ForwardMethod forward, boolean inhibit) {
  /** Its weight in IPVS, as in keepalived; it is alone there. */
  public static final int WEIGHT = 1;

  public boolean isAt(String otherAddress, int otherPort) {
    return port == otherPort && address.equals(otherAddress);
  }

  /** The form {@code 192.0.2.9:80}. */
  public String text() {
    return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
  }
}
