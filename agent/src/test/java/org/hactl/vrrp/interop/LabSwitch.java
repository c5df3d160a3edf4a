package org.hactl.vrrp.interop;

/**
 * A second segment between the hosts of a network, with an interface {@code v1} on each. A switch
 * in a namespace of its own joins them, so that a link that goes down on one side stays up on the
 * other.
 */
final class LabSwitch implements AutoCloseable {
  static final String INTERFACE = "v1";

  private final String namespace;

  LabSwitch(LabNetwork network, String ownAddress, String peerAddress) {
    namespace = network.ours() + "-switch";
    LabNetwork.run("ip", "netns", "add", namespace);
    LabNetwork.run("ip", "-n", namespace, "link", "add", "br0", "type", "bridge");
    LabNetwork.run("ip", "-n", namespace, "link", "set", "br0", "up");
    plug(network.ours(), "p0", ownAddress);
    plug(network.peers(), "p1", peerAddress);
  }

  private void plug(String host, String port, String address) {
    LabNetwork.run(
        "ip", "-n", host, "link", "add", INTERFACE, "type", "veth", "peer", "name", port, "netns",
        namespace);
    LabNetwork.run("ip", "-n", namespace, "link", "set", port, "master", "br0", "up");
    LabNetwork.address(host, "add", INTERFACE, address + "/24");
    link(host, "up");
  }

  /** The namespace of a client on this segment, which gets the given address. */
  String client(String address) {
    LabNetwork.address(namespace, "add", "br0", address + "/24");
    return namespace;
  }

  /** Takes a host's interface down or up. */
  void link(String host, String what) {
    LabNetwork.run("ip", "-n", host, "link", "set", INTERFACE, what);
  }

  @Override
  public void close() {
    LabNetwork.run("ip", "netns", "del", namespace);
  }
}
