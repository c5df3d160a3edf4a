package org.hactl.module.kernel;

import static org.awaitility.Awaitility.await;
import static org.hactl.linux.netlink.NetworkNamespace.tool;

import org.hactl.linux.kernel.Kernel;
import org.hactl.linux.netlink.NetlinkKernel;
import org.hactl.linux.netlink.NetworkNamespace;

/** The real kernel in a network namespace with a pair of interfaces. */
final class LabKernel {
  private LabKernel() {}

  interface Body {
    void run(Kernel kernel) throws Exception;
  }

  static void inNamespace(Body body) throws Exception {
    NetworkNamespace.run(() -> {
      tool("ip", "link", "set", "lo", "up");
      tool("ip", "link", "add", "v0", "type", "veth", "peer", "name", "v1");
      tool("sysctl", "-w", "net.ipv6.conf.v0.addr_gen_mode=1", "net.ipv6.conf.v1.addr_gen_mode=1");
      tool("ip", "link", "set", "v0", "up");
      tool("ip", "link", "set", "v1", "up");
      tool("ip", "addr", "add", "10.9.0.1/24", "dev", "v0");
      tool("ip", "addr", "add", "fd09::1/64", "dev", "v0", "nodad");
      // The kernel detects the carrier and enables the address a little later.
      await().until(() -> !tool("ip", "-br", "link").contains("LOWERLAYERDOWN"));
      await().until(() -> tool("ip", "-6", "route", "show", "table", "local").contains("fd09::1"));
      try (Kernel kernel = NetlinkKernel.open()) {
        body.run(kernel);
      }
    });
  }
}
