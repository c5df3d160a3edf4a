package org.hactl.host;

/**
 * The address and port on which an agent serves metrics to Prometheus, over HTTP and without a
 * password.
 *
 * @param address the address to listen on, without brackets
 */
public record MetricsPolicy(String address, int port) {
  @Override
  public String toString() {
    return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
  }
}
