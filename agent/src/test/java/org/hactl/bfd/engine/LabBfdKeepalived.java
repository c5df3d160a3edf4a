package org.hactl.bfd.engine;

/** A real keepalived that runs BFD only. */
public final class LabBfdKeepalived {
  private LabBfdKeepalived() {}

  /**
   * Starts a keepalived with one session.
   *
   * @param neighbour the address of hactl
   * @param source the address of keepalived
   * @param minRx in ms
   * @param minTx in ms
   */
  public static LabPeer start(
      String namespace, String neighbour, String source, int minRx, int minTx, int multiplier) {
    LabPeer peer = new LabPeer("keepalived");
    peer.write(
        "keepalived.conf",
        """
        bfd_instance hactl {
          neighbor_ip %s
          source_ip %s
          min_rx %d
          min_tx %d
          multiplier %d
          %s 255
        }
        """
            .formatted(
                neighbour,
                source,
                minRx,
                minTx,
                multiplier,
                neighbour.contains(":") ? "hoplimit" : "ttl"));
    peer.start(
        namespace,
        "keepalived",
        "-n",
        "-l",
        "-D",
        "-f",
        peer.path("keepalived.conf").toString(),
        "-p",
        peer.path("pid").toString(),
        "-r",
        peer.path("vrrp.pid").toString(),
        "-c",
        peer.path("checkers.pid").toString(),
        "-b",
        peer.path("bfd.pid").toString());
    return peer;
  }
}
