package org.hactl.vrrp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.vrrp.wire.Fixtures.address;
import static org.hactl.vrrp.wire.Fixtures.decode;
import static org.hactl.vrrp.wire.Fixtures.router;

import java.net.InetAddress;
import java.time.Duration;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.RejectReason;
import org.hactl.vrrp.model.Rejected;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.VrrpVersion;

/** Names the reason for which a decoder rejects a packet. */
final class Rejections {
  static final InetAddress KEEPALIVED = address("192.0.2.1");

  /** The offset of the VRRP message in the captures. */
  static final int VRRP = 20;

  private Rejections() {}

  static RejectReason reasonFor(RouterConfig config, byte[] packet) {
    assertThat(decode(config, packet)).isInstanceOf(Rejected.class);
    return ((Rejected) decode(config, packet)).reason();
  }

  static RouterConfig unicastAh(String password) {
    return router(
        VrrpVersion.V2,
        Duration.ofSeconds(1),
        Authentication.ah(password),
        Fixtures.unicastTo("192.0.2.1"),
        "192.0.2.254");
  }
}
