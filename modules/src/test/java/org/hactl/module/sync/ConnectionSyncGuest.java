package org.hactl.module.sync;

import static org.hactl.linux.netlink.NetworkNamespace.tool;

import java.util.List;
import org.hactl.linux.kernel.Kernel;
import org.hactl.linux.netlink.NetlinkKernel;
import org.hactl.module.kernel.Host;
import org.hactl.module.sync.ConnectionSyncResource.Role;

/**
 * Runs in a guest whose kernel has IPVS: brings the threads from state to state and prints after
 * each what {@code ipvsadm} says. {@link ConnectionSyncGuestLabTest} starts it and judges.
 */
final class ConnectionSyncGuest {
  private ConnectionSyncGuest() {}

  public static void main(String[] args) throws Exception {
    try (Kernel kernel = NetlinkKernel.open()) {
      Host<ConnectionSyncResource, ConnectionSyncModule.Observed> host =
          new Host<>(new ConnectionSyncModule(kernel));
      host.converge(
          List.of(
              new ConnectionSyncResource(Role.SENDER, "dummy0", 51, null, null, null, null),
              new ConnectionSyncResource(Role.RECEIVER, "dummy0", 51, null, null, null, null)));
      show("both");
      host.converge(
          List.of(
              new ConnectionSyncResource(Role.SENDER, "dummy0", 52, "224.0.0.90", 8849, 3, 1000)));
      show("changed");
      tool("ipvsadm", "--stop-daemon", "master");
      host.converge(
          List.of(
              new ConnectionSyncResource(Role.SENDER, "dummy0", 52, "224.0.0.90", 8849, 3, 1000)));
      show("repaired");
      host.converge(List.of());
      show("removed");
    }
    System.out.println("== end");
  }

  private static void show(String step) throws Exception {
    System.out.println("== " + step + "\n" + tool("ipvsadm", "-L", "--daemon"));
  }
}
