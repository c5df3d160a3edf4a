package org.hactl.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.linux.netlink.NetworkNamespace.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.hactl.linux.kernel.AddressChange;
import org.hactl.linux.kernel.InterfaceAddress;
import org.hactl.linux.kernel.Kernel;
import org.hactl.linux.kernel.KernelEvent;
import org.hactl.linux.kernel.KernelEvents;
import org.hactl.linux.kernel.Link;
import org.hactl.linux.kernel.Route;
import org.hactl.linux.kernel.SysctlKey;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetPrefix;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Notifications of the real kernel about what {@code ip} and {@code sysctl} do. */
@Tag("lab")
class KernelEventsLabTest {
  private static final int MORE_THAN_THE_SOCKET_HOLDS = 20_000;

  private final BlockingQueue<KernelEvent> events = new LinkedBlockingQueue<>();
  private boolean failed;

  @Test
  void reportsWhatOtherProgramsDo() throws Exception {
    NetworkNamespace.run(() -> {
      tool("ip", "link", "set", "lo", "up");
      SysctlKey key = SysctlKey.ofInterface(Family.INET, "lo", "arp_ignore");
      SysctlKey missing = SysctlKey.ofInterface(Family.INET, "eth9", "arp_ignore");
      try (Kernel kernel = NetlinkKernel.open();
          KernelEvents.Subscription subscription = kernel.events().subscribe(this::collect)) {
        SysctlKey later = SysctlKey.ofInterface(Family.INET, "v0", "arp_ignore");
        subscription.watchSysctls(List.of(key, missing, later));

        tool("ip", "addr", "add", "192.168.0.254/32", "dev", "lo");
        expect(event ->
            event instanceof KernelEvent.AddressAdded(InterfaceAddress address)
                && address.prefix().equals(InetPrefix.parse("192.168.0.254/32"))
                && address.interfaceName().equals("lo"));
        tool("ip", "addr", "del", "192.168.0.254/32", "dev", "lo");
        expect(event -> event instanceof KernelEvent.AddressRemoved);

        tool("ip", "link", "add", "v0", "type", "veth", "peer", "name", "v1");
        expect(event ->
            event instanceof KernelEvent.LinkChanged(Link link) && link.name().equals("v0"));
        tool("sysctl", "-w", "net.ipv4.conf.v0.arp_ignore=1");
        expect(event -> event.equals(new KernelEvent.SysctlWritten(later)));
        tool("ip", "addr", "add", "10.9.0.1/24", "dev", "v0");
        expect(event ->
            event instanceof KernelEvent.AddressAdded(InterfaceAddress address)
                && address.interfaceName().equals("v0"));
        tool("ip", "link", "set", "v0", "up");
        tool("ip", "link", "set", "v1", "up");
        expect(event ->
            event instanceof KernelEvent.LinkChanged(Link link)
                && link.name().equals("v0")
                && link.running());
        tool("ip", "route", "add", "10.77.0.0/16", "via", "10.9.0.2");
        expect(event ->
            event instanceof KernelEvent.RouteAdded(Route route)
                && route.toString().equals("10.77.0.0/16 via 10.9.0.2 dev v0"));
        tool("ip", "route", "del", "10.77.0.0/16");
        expect(event -> event instanceof KernelEvent.RouteRemoved);

        tool("sysctl", "-w", "net.ipv4.conf.lo.arp_ignore=1");
        expect(event -> event.equals(new KernelEvent.SysctlWritten(key)));
        tool("sysctl", "-w", "net.ipv4.conf.lo.arp_ignore=2");
        expect(event -> event.equals(new KernelEvent.SysctlWritten(key)));
        tool("ip", "link", "set", "v0", "down");
        tool("ip", "link", "set", "v0", "name", "lan0");
        expect(event ->
            event instanceof KernelEvent.LinkRenamed(String from, Link link)
                && from.equals("v0")
                && link.name().equals("lan0"));
        tool("ip", "link", "del", "lan0");
        expect(event ->
            event instanceof KernelEvent.LinkRemoved(Link link) && link.name().equals("lan0"));
        subscription.watchSysctls(List.of());
      }
      assertThat(Thread.getAllStackTraces().keySet())
          .noneMatch(thread -> thread.getName().equals("netlink"));
    });
  }

  @Test
  void aSysctlThatCannotBeWatchedDoesNotAffectOthers() throws Exception {
    NetworkNamespace.run(() -> {
      SysctlKey writeOnly = SysctlKey.parse("net.ipv4.route.flush");
      SysctlKey noFolder = SysctlKey.parse("net.ipv4.ip_forward.no");
      SysctlKey key = SysctlKey.ofInterface(Family.INET, "lo", "arp_ignore");
      try (Kernel kernel = NetlinkKernel.open();
          KernelEvents.Subscription subscription = kernel.events().subscribe(events::add)) {
        subscription.watchSysctls(List.of(writeOnly, noFolder, key));
        tool("sysctl", "-w", "net.ipv4.conf.lo.arp_ignore=1");
        expect(event -> event.equals(new KernelEvent.SysctlWritten(key)));
      }
    });
  }

  @Test
  void lostEventsAreReportedAsAResync() throws Exception {
    NetworkNamespace.run(() -> {
      tool("ip", "link", "set", "lo", "up");
      CountDownLatch listening = new CountDownLatch(1);
      try (Kernel kernel = NetlinkKernel.open();
          KernelEvents.Subscription subscription =
              kernel
                  .events()
                  .subscribe(event -> {
                    awaitUninterruptibly(listening);
                    events.add(event);
                  })) {
        subscription.watchSysctls(List.of());
        List<AddressChange> changes = new ArrayList<>();
        for (int i = 0; i < MORE_THAN_THE_SOCKET_HOLDS; i++) {
          String prefix = "10.%d.%d.%d/32".formatted(i / 62_500, i / 250 % 250, i % 250);
          changes.add(new AddressChange.Add(InterfaceAddress.of("lo", InetPrefix.parse(prefix))));
        }
        kernel.addresses().apply(changes).orThrow();
        listening.countDown();
        expect(event -> event instanceof KernelEvent.Resync);
        kernel.addresses().add(InterfaceAddress.of("lo", InetPrefix.parse("192.168.0.254")));
        expect(event ->
            event instanceof KernelEvent.AddressAdded(InterfaceAddress address)
                && address.prefix().equals(InetPrefix.parse("192.168.0.254")));
      }
    });
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void collect(KernelEvent event) {
    events.add(event);
    if (!failed) {
      failed = true;
      throw new IllegalStateException("a listener that fails does not end the subscription");
    }
  }

  private void expect(Predicate<KernelEvent> wanted) throws InterruptedException {
    List<KernelEvent> seen = new ArrayList<>();
    while (true) {
      KernelEvent event = events.poll(10, TimeUnit.SECONDS);
      assertThat(event).as("an event after %s", last(seen)).isNotNull();
      if (event == null || wanted.test(event)) {
        return;
      }
      seen.add(event);
    }
  }

  private static List<KernelEvent> last(List<KernelEvent> seen) {
    return seen.subList(Math.max(0, seen.size() - 10), seen.size());
  }
}
