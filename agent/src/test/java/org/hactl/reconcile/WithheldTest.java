package org.hactl.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hactl.host.DriftPolicy.Mode;
import org.hactl.module.Phase;
import org.hactl.module.ResourceId;
import org.junit.jupiter.api.Test;

/** A real server whose ARP sysctl another program keeps changing. */
class WithheldTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Thing ARP = new Thing("sysctl", "net.ipv4.conf.all.arp_ignore", "1");
  private static final Thing VIP = new Thing("address", "lo 192.168.0.254/32", "");
  private static final Set<String> SYSCTLS = Set.of("sysctl");
  private static final Set<String> ALL = Set.of("sysctl", "address");
  private static final WantedResources WANT =
      new WantedResources(List.of(ARP, VIP), List.of(), Set.of(), Mode.CORRECT);

  private final Map<ResourceId, String> host = new TreeMap<>();
  private final List<String> trace = new ArrayList<>();
  private long now = SECOND;
  private final Reconciler reconciler =
      new Reconciler(
          Phase.NETWORK,
          List.of(
              new ThingModule("address", Phase.NETWORK, host, trace),
              new ThingModule("sysctl", Phase.NETWORK, host, trace)),
          new MemoryOwnership(),
          new FightLimiter(3, Duration.ofMinutes(1), Duration.ofSeconds(30)),
          () -> now,
          _ -> false);

  @Test
  void dropsItsVipBeforeTheSysctlIsLeftAlone() {
    fight();
    assertThat(host).containsEntry(VIP.id(), "").containsEntry(ARP.id(), "1");
    PassOutcome dropped = pass(Set.of("address"));
    assertThat(host).doesNotContainKey(VIP.id());
    assertThat(dropped.errors())
        .singleElement()
        .asString()
        .contains("address[lo 192.168.0.254/32] is removed from this host")
        .contains("another program keeps changing sysctl[net.ipv4.conf.all.arp_ignore]");
    assertThat(dropped.outdated()).isEmpty();
    host.put(ARP.id(), "0");
    assertThat(pass(SYSCTLS).rests()).containsKey("sysctl");
    assertThat(host).containsEntry(ARP.id(), "0").doesNotContainKey(VIP.id());
  }

  @Test
  void addsItAgainWhenTheSysctlStayedRightForAWindow() {
    fight();
    var _ = pass(ALL);
    host.put(ARP.id(), "0");
    now += 31 * SECOND;
    assertThat(pass(ALL).applied(ARP.id())).isTrue();
    now += 40 * SECOND;
    host.put(ARP.id(), "0");
    assertThat(pass(ALL).applied(ARP.id())).isTrue();
    now += 59 * SECOND;
    assertThat(pass(SYSCTLS).outdated()).isEmpty();
    assertThat(host).doesNotContainKey(VIP.id());
    now += 2 * SECOND;
    assertThat(pass(SYSCTLS).outdated()).containsExactly("address");
    assertThat(pass(ALL).errors()).isEmpty();
    assertThat(host).containsEntry(VIP.id(), "");
  }

  @Test
  void harmlessResourcesStayInAFight() {
    Thing other = new Thing("sysctl", "net.core.somaxconn", "4096");
    WantedResources want =
        new WantedResources(List.of(ARP, VIP, other), List.of(), Set.of(), Mode.CORRECT);
    var _ = reconciler.reconcile(want, Pass.over(ALL), PassListener.SILENT);
    for (int i = 0; i < 3; i++) {
      host.put(other.id(), "128");
      assertThat(reconciler.reconcile(want, Pass.over(ALL), PassListener.SILENT).outdated())
          .isEmpty();
    }
    assertThat(host).containsEntry(VIP.id(), "");
  }

  private void fight() {
    var _ = pass(ALL);
    for (int i = 1; i <= 3; i++) {
      host.put(ARP.id(), "0");
      now += SECOND;
      PassOutcome outcome = pass(SYSCTLS);
      assertThat(outcome.outdated()).isEqualTo(i < 3 ? Set.of() : Set.of("address"));
    }
  }

  private PassOutcome pass(Set<String> kinds) {
    return reconciler.reconcile(WANT, Pass.over(kinds), PassListener.SILENT);
  }
}
