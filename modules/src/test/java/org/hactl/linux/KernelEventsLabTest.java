package org.hactl.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.linux.NetworkNamespace.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Notifications of the real kernel about what {@code ip} and {@code sysctl} do. */
@Tag("lab")
class KernelEventsLabTest {
  private final BlockingQueue<KernelEvent> events = new LinkedBlockingQueue<>();

  @Test
  void tellsWhatForeignHandsDo() throws Exception {
    NetworkNamespace.run(() -> {
      tool("ip", "link", "set", "lo", "up");
      SysctlKey key = SysctlKey.ofInterface(Family.INET, "lo", "arp_ignore");
      SysctlKey missing = SysctlKey.ofInterface(Family.INET, "eth9", "arp_ignore");
      try (Kernel kernel = NetlinkKernel.open();
          KernelEvents.Subscription subscription = kernel.events().subscribe(this::collect)) {
        subscription.watchSysctls(List.of(key, missing));

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
        tool("ip", "link", "del", "v0");
        expect(event ->
            event instanceof KernelEvent.LinkRemoved(Link link) && link.name().equals("v0"));
        subscription.watchSysctls(List.of());
      }
      assertThat(Thread.getAllStackTraces().keySet())
          .noneMatch(thread -> thread.getName().equals("netlink"));
    });
  }

  private void collect(KernelEvent event) {
    events.add(event);
    // A listener that fails must not end the subscription.
    throw new IllegalStateException("this listener always fails");
  }

  private void expect(Predicate<KernelEvent> wanted) throws InterruptedException {
    List<KernelEvent> seen = new ArrayList<>();
    while (true) {
      KernelEvent event = events.poll(10, TimeUnit.SECONDS);
      assertThat(event).as("an event after %s", seen).isNotNull();
      if (event == null || wanted.test(event)) {
        return;
      }
      seen.add(event);
    }
  }
}
