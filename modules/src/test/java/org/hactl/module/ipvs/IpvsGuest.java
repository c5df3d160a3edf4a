package org.hactl.module.ipvs;

import static org.hactl.linux.netlink.NetworkNamespace.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.hactl.linux.kernel.Kernel;
import org.hactl.linux.netlink.NetlinkKernel;
import org.hactl.module.Change;
import org.hactl.module.ChangeResult;
import org.hactl.module.Owned;
import org.hactl.module.Plan;
import org.hactl.module.ResourceId;
import org.hactl.module.ipvs.IpvsResource.Destination;
import org.hactl.module.ipvs.IpvsResource.Forward;

/**
 * Runs in a guest whose kernel has IPVS: brings the table from state to state and prints after each
 * what {@code ipvsadm} says. {@link IpvsGuestLabTest} starts it and judges what it prints.
 */
final class IpvsGuest {
  private static final String WEB = "192.168.0.254:80/tcp";
  private static final List<String> SCHEDULERS =
      List.of(
          "rr", "wrr", "lc", "wlc", "lblc", "lblcr", "sh", "mh", "dh", "fo", "ovf", "sed", "nq",
          "twos");

  private final IpvsModule module;
  private final TreeMap<ResourceId, Owned> journal = new TreeMap<>();

  private IpvsGuest(Kernel kernel) {
    this.module = new IpvsModule(kernel.ipvs());
  }

  public static void main(String[] args) throws Exception {
    try (Kernel kernel = NetlinkKernel.open()) {
      System.out.println("== version " + kernel.ipvs().version());
      new IpvsGuest(kernel).run(kernel);
    }
    System.out.println("== end");
  }

  private void run(Kernel kernel) throws Exception {
    List<IpvsResource> first =
        List.of(
            IpvsResource.of(
                WEB,
                "rr",
                List.of(
                    dr("192.168.0.18", 1),
                    new Destination("192.168.0.20", 8080, Forward.NAT, 3, 100, 50, null),
                    Destination.of("192.168.0.22", 80, Forward.TUN, 2))),
            IpvsResource.of(
                "[2001:db8::254]:80/tcp",
                "wlc",
                List.of(
                    dr("2001:db8::18", 1),
                    Destination.of("2001:db8::20", 8080, Forward.NAT, 1),
                    Destination.of("2001:db8::22", 80, Forward.TUN, 1))),
            new IpvsResource(
                "192.168.0.253:53/udp", "wrr", List.of("ops"), 300, 24, null, List.of()),
            new IpvsResource("fwm 7", "sh", List.of("sh-port"), 0, null, null, List.of()));
    converge("created", first, false);
    System.out.println("== thresholds\n" + tool("ipvsadm", "-Ln", "--thresholds"));
    converge(
        "edited",
        List.of(IpvsResource.of(WEB, "wrr", List.of(dr("192.168.0.18", 0), dr("192.168.0.24", 5)))),
        false);
    converge("removed", List.of(), false);

    Destination lost = dr("255.255.255.255", 1);
    refused("no such scheduler", IpvsResource.of(WEB, "nosuch", List.of()));
    refused("no unicast address", IpvsResource.of(WEB, "rr", List.of(lost)));
    converge("cleaned", List.of(), false);

    tool("ipvsadm", "-A", "-t", "192.168.0.252:25", "-s", "rr");
    converge("foreign", List.of(IpvsResource.of(WEB, "rr", List.of())), false);
    converge("exclusive", List.of(IpvsResource.of(WEB, "rr", List.of())), true);

    converge(
        "schedulers",
        IntStream.range(0, SCHEDULERS.size())
            .mapToObj(i ->
                IpvsResource.of(
                    "192.168.0.254:" + (8000 + i) + "/tcp", SCHEDULERS.get(i), List.of()))
            .toList(),
        false);
    many("thousand", 1);
    many("thousand edited", 2);
    System.out.println(
        "statistics "
            + kernel.ipvs().statistics().stream().mapToInt(s -> s.destinations().size()).sum());
    converge("emptied", List.of(), false);
  }

  private void many(String step, int weight) throws Exception {
    List<Destination> destinations =
        IntStream.range(0, 1000)
            .mapToObj(i -> dr("192.168.%d.%d".formatted(4 + i / 250, 1 + i % 250), weight))
            .toList();
    converge(step, List.of(IpvsResource.of(WEB, "rr", destinations)), false);
  }

  private void converge(String step, List<IpvsResource> desired, boolean exclusive)
      throws Exception {
    System.out.println("== " + step);
    long start = System.nanoTime();
    Plan plan = plan(desired, exclusive);
    for (ChangeResult result : apply(plan)) {
      if (result.error() != null) {
        System.out.println("error " + result.error().getMessage());
      }
    }
    Plan second = plan(desired, exclusive);
    System.out.printf(
        "milliseconds %d%nleft %d%n",
        (System.nanoTime() - start) / 1_000_000, second.changes().size());
    second.unmanaged().forEach(id -> System.out.println("unmanaged " + id));
    System.out.println(tool("ipvsadm", "-Sn"));
  }

  private void refused(String step, IpvsResource resource) throws Exception {
    System.out.println("== " + step);
    for (ChangeResult result : apply(plan(List.of(resource), false))) {
      System.out.println("error " + (result.error() == null ? "" : result.error().getMessage()));
    }
  }

  private Plan plan(List<IpvsResource> desired, boolean exclusive) throws Exception {
    List<Owned> owned = List.copyOf(journal.values());
    return module.plan(desired, owned, module.observe(desired, owned), exclusive);
  }

  private List<ChangeResult> apply(Plan plan) {
    plan.forget().forEach(journal::remove);
    for (Change change : plan.changes()) {
      if (change.take() != null) {
        journal.put(change.id(), change.take());
      }
    }
    List<ChangeResult> results = new ArrayList<>(module.apply(plan.changes()));
    for (ChangeResult result : results) {
      if (result.error() == null && result.change().desired() == null) {
        journal.remove(result.change().id());
      }
    }
    return results;
  }

  private static Destination dr(String address, int weight) {
    return Destination.of(address, 80, Forward.DR, weight);
  }
}
