package org.hactl.agent;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.hactl.bfd.model.BfdConfig;
import org.hactl.bfd.model.BfdPath;
import org.hactl.bfd.model.BfdTiming;
import org.hactl.host.CheckSpec;
import org.hactl.host.HookSpec;
import org.hactl.host.HostState;
import org.hactl.host.MailPolicy;
import org.hactl.host.TrackSpec;
import org.hactl.host.TrackerSpec;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.host.VrrpPolicy;
import org.hactl.linux.net.InetAddresses;
import org.hactl.module.address.AddressResource;
import org.hactl.module.sysctl.SysctlResource;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.GratuitousArp;

/**
 * The host state that a rehearsal applies: a resource of each kind whose first use must not be
 * slow.
 *
 * @param interfaceName of the virtual router; no host has it, so that the router stays in FAULT
 * @param folder for the file and the pipe
 */
record RehearsalState(String interfaceName, Path folder) {
  private static final String NAME = "rehearsal";
  private static final String LOOPBACK = "127.0.0.1";

  /** No program listens there: a check and an e-mail fail at once. */
  private static final int CLOSED_PORT = 1;

  private static final String MAILBOX = "rehearsal@localhost";
  private static final List<String> COMMAND = List.of("/bin/true");

  HostState get() {
    return HostState.builder(NAME, NAME)
        .resources(
            List.of(
                AddressResource.of("lo", "192.0.2.3/32"),
                new SysctlResource("net.ipv4.conf.lo.arp_ignore", "1")))
        .virtualRouters(List.of(router()))
        .vrrp(
            new VrrpPolicy(
                List.of(
                    new VrrpPolicy.SyncGroupSpec(
                        NAME, List.of(NAME), List.of(new TrackSpec("daemon", -10)), List.of())),
                trackers(),
                List.of(session()),
                List.of(new HookSpec(COMMAND, null, 1_000, Set.of())),
                List.of(folder.resolve("fifo").toString()),
                false))
        .virtualServices(List.of(service()))
        .mail(new MailPolicy(List.of(MAILBOX), MAILBOX, LOOPBACK, CLOSED_PORT, 1_000))
        .build();
  }

  private VirtualRouterSpec router() {
    return VirtualRouterSpec.of(
            NAME,
            2,
            1,
            interfaceName,
            100,
            1_000,
            true,
            0,
            Authentication.none(),
            List.of("192.0.2.1/32"),
            GratuitousArp.DEFAULT)
        .tracking(
            List.of(
                new TrackSpec("link and neighbour or not (script and real)", 0),
                new TrackSpec("file", 1)));
  }

  private List<TrackerSpec> trackers() {
    return List.of(
        new TrackerSpec.Interface("link", "lo", 0, 100),
        new TrackerSpec.Script("script", COMMAND, null, 1_000, 1_000, 1, 1, true),
        new TrackerSpec.File("file", folder.resolve("weight").toString(), 0),
        new TrackerSpec.Process("daemon", "hactl-none", List.of(), 0, 1, 0, 100),
        new TrackerSpec.Bfd("neighbour", NAME),
        new TrackerSpec.Service("real", NAME, 1));
  }

  /** A session with itself, on loopback. */
  private static BfdConfig session() {
    InetAddress loopback = InetAddresses.parse(LOOPBACK);
    Duration interval = Duration.ofMillis(100);
    return new BfdConfig(
        NAME,
        new BfdPath(loopback, loopback, "lo", false),
        new BfdTiming(interval, interval, Duration.ofSeconds(1), 3),
        false,
        255,
        255);
  }

  private static VirtualServiceSpec service() {
    return VirtualServiceSpec.builder(NAME, "192.0.2.1", 80)
        .virtualRouter(NAME)
        .scheduler("rr")
        .realServers(List.of(new RealServerSpec(NAME, LOOPBACK, CLOSED_PORT, 1)))
        .check(
            new CheckSpec.Http(
                null, "/", List.of(200), null, null, new CheckSpec.Timing(100, 1_000, 1, 1)))
        .build();
  }
}
