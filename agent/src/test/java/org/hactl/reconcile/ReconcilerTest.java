package org.hactl.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hactl.host.DriftPolicy.Mode;
import org.hactl.module.Owned;
import org.hactl.module.Phase;
import org.hactl.module.Resource;
import org.hactl.module.ResourceId;
import org.junit.jupiter.api.Test;

class ReconcilerTest {
  private static final Thing ARP = new Thing("sysctl", "net.ipv4.conf.lo.arp_ignore", "1");
  private static final Thing LOOPBACK_VIP = new Thing("address", "lo 192.168.0.254/32", "");
  private static final Thing VIP = new Thing("address", "eth0 192.168.0.254/24", "");
  private static final Thing SECOND_VIP = new Thing("address", "eth0 192.168.0.253/24", "");

  private final Map<ResourceId, String> host = new TreeMap<>();
  private final List<String> trace = new ArrayList<>();
  private final MemoryOwnership ownership = new MemoryOwnership();
  private final ThingModule sysctl = new ThingModule("sysctl", Phase.NETWORK, host, trace);
  private final ThingModule address = new ThingModule("address", Phase.NETWORK, host, trace);
  private final Set<ResourceId> overtaken = new HashSet<>();
  private long now = 1_000_000_000L;
  private final Reconciler reconciler =
      new Reconciler(
          Phase.NETWORK,
          List.of(address, sysctl),
          ownership,
          new FightLimiter(3, Duration.ofMinutes(1), Duration.ofSeconds(30)),
          () -> now,
          change -> overtaken.contains(change.id()));

  @Test
  void addsBottomUpAndRemovesTopDown() {
    reconcile(want(ARP, LOOPBACK_VIP));
    assertThat(trace)
        .containsExactly(
            "CREATE sysctl[net.ipv4.conf.lo.arp_ignore]", "CREATE address[lo 192.168.0.254/32]");
    trace.clear();

    reconcile(want());
    assertThat(trace)
        .containsExactly(
            "DELETE address[lo 192.168.0.254/32]", "DELETE sysctl[net.ipv4.conf.lo.arp_ignore]");
    assertThat(ownership.owned).isEmpty();
  }

  /** Also from a change that failed: it may have changed something on the host. */
  @Test
  void whatAChangeShowsIsRemembered() {
    Owned arp = new Owned(ARP, Map.of("brought", "more"));
    Owned vip = new Owned(VIP, Map.of("brought", "more"));
    sysctl.learnt.put(ARP.id(), arp);
    address.learnt.put(VIP.id(), vip);
    address.refused.put(VIP.id(), "refused");

    assertThat(reconcile(want(ARP, VIP)).errors()).containsExactly("refused");

    assertThat(ownership.owned.values()).containsExactlyInAnyOrder(arp, vip);
  }

  @Test
  void secondPassFindsNothingToDo() {
    reconcile(want(ARP, VIP));
    PassOutcome second = reconcile(want(ARP, VIP));
    assertThat(second.done()).isEmpty();
    assertThat(second.errors()).isEmpty();
  }

  @Test
  void aFailedResourceDelaysNoOther() {
    Thing unreadable = new Thing("sysctl", "net.ipv4.route.flush", "1");
    sysctl.unreachable.put(unreadable.id(), "cannot be read");
    host.put(ARP.id(), ARP.value());
    PassOutcome outcome = reconcile(want(ARP, unreadable, LOOPBACK_VIP));
    assertThat(trace).containsExactly("CREATE address[lo 192.168.0.254/32]");
    assertThat(outcome.errors()).containsExactly("cannot be read");
    assertThat(outcome.inPlace()).containsExactlyInAnyOrder(ARP.id(), LOOPBACK_VIP.id());
  }

  @Test
  void aChangeToANewStateIsIntendedAndAChangeBackToTheReachedStateIsDrift() {
    assertThat(reconcile(want(VIP)).done()).noneMatch(PassOutcome.Done::drift);
    host.remove(VIP.id());
    assertThat(reconcile(want(VIP)).done()).singleElement().matches(PassOutcome.Done::drift);
    Thing changed = new Thing(VIP.kind(), VIP.key(), "other");
    assertThat(reconcile(want(changed)).done()).singleElement().matches(done -> !done.drift());
  }

  @Test
  void takingAndGivingUpAClaimedAddressWithARoleIsNoDrift() {
    WantedResources backup = new WantedResources(List.of(), List.of(VIP), Set.of(), Mode.CORRECT);
    WantedResources master =
        new WantedResources(List.of(VIP), List.of(VIP), Set.of(), Mode.CORRECT);
    reconcile(backup);
    assertThat(reconcile(master).done()).singleElement().matches(done -> !done.drift());
    assertThat(reconcile(backup).done()).singleElement().matches(done -> !done.drift());
    assertThat(ownership.owned).containsKey(VIP.id());

    host.put(VIP.id(), "");
    PassOutcome stray = reconcile(backup);
    assertThat(stray.done()).singleElement().matches(PassOutcome.Done::drift);
    assertThat(host).isEmpty();
  }

  @Test
  void onlyWantedResourcesAreReportedInPlace() {
    WantedResources backup = new WantedResources(List.of(), List.of(VIP), Set.of(), Mode.CORRECT);
    assertThat(reconcile(backup).inPlace()).isEmpty();
    WantedResources master =
        new WantedResources(List.of(VIP), List.of(VIP), Set.of(), Mode.CORRECT);
    assertThat(reconcile(master).inPlace()).containsExactly(VIP.id());
    assertThat(reconcile(master).inPlace()).containsExactly(VIP.id());
  }

  @Test
  void aChangeToTheResourcesOfAnEstablishedRoleIsDrift() {
    WantedResources backup = new WantedResources(List.of(), List.of(VIP), Set.of(), Mode.CORRECT);
    WantedResources master =
        new WantedResources(List.of(VIP), List.of(VIP), Set.of(), Mode.CORRECT);
    reconcile(backup);
    reconciler.reached(List.of(VIP), List.of());
    assertThat(reconcile(master).done()).singleElement().matches(PassOutcome.Done::drift);
    reconciler.reached(List.of(), List.of(VIP.id()));
    assertThat(reconcile(backup).done()).singleElement().matches(PassOutcome.Done::drift);
  }

  @Test
  void leavesUnmanagedResourcesAloneAndReportsThem() {
    Thing foreign = new Thing("address", "eth0 10.0.0.1/24", "");
    host.put(foreign.id(), "");
    PassOutcome outcome = reconcile(want(VIP));
    assertThat(outcome.unmanaged()).containsEntry("address", List.of(foreign.id()));
    assertThat(host).containsKey(foreign.id());
  }

  @Test
  void somethingNewInAnExclusiveKindIsDrift() {
    WantedResources exclusive =
        new WantedResources(List.of(VIP), List.of(), Set.of("address"), Mode.CORRECT);
    Thing foreign = new Thing("address", "eth0 10.0.0.1/24", "");
    host.put(foreign.id(), "");
    assertThat(reconcile(exclusive).done()).noneMatch(PassOutcome.Done::drift);
    host.put(foreign.id(), "");
    assertThat(reconcile(exclusive).done()).singleElement().matches(PassOutcome.Done::drift);
    assertThat(host).doesNotContainKey(foreign.id());
  }

  @Test
  void inReportModeReportsDriftButStillFollowsTheSite() {
    reconcile(report(VIP));
    assertThat(host).containsKey(VIP.id());
    host.remove(VIP.id());
    PassOutcome outcome = reconcile(report(VIP));
    assertThat(outcome.done()).singleElement().matches(done -> done.drift() && !done.applied());
    assertThat(outcome.errors()).isEmpty();
    assertThat(host).isEmpty();
  }

  @Test
  void withholdsALoopbackAddressUntilTheHostNoLongerAnswersArpForIt() {
    sysctl.refused.put(ARP.id(), "write sysctl: Permission denied");
    PassOutcome refused = reconcile(want(ARP, LOOPBACK_VIP));
    assertThat(host).isEmpty();
    assertThat(refused.errors())
        .containsExactly(
            "write sysctl: Permission denied",
            "address[lo 192.168.0.254/32] waits for [sysctl[net.ipv4.conf.lo.arp_ignore]], which"
                + " could not be set");
    sysctl.refused.clear();
    assertThat(reconcile(want(ARP, LOOPBACK_VIP)).errors()).isEmpty();
    assertThat(host).containsKeys(ARP.id(), LOOPBACK_VIP.id());
  }

  @Test
  void ownershipIsWrittenBeforeAnythingIsChanged() {
    ownership.full = true;
    PassOutcome outcome = reconcile(want(VIP));
    assertThat(host).isEmpty();
    assertThat(outcome.errors())
        .singleElement()
        .asString()
        .contains("ownership journal", "No space left on device");
  }

  @Test
  void slowsDownInAFight() {
    reconcile(want(VIP));
    for (int i = 0; i < 3; i++) {
      host.remove(VIP.id());
      assertThat(reconcile(want(VIP)).applied(VIP.id())).isTrue();
    }
    host.remove(VIP.id());
    PassOutcome paused = reconcile(want(VIP));
    assertThat(host).isEmpty();
    assertThat(paused.rests())
        .containsExactly(entry("address", new PassOutcome.Rest(Duration.ofSeconds(30), true)));
    assertThat(paused.errors()).singleElement().asString().contains("3 times within 60 s");
    now += Duration.ofSeconds(30).toNanos();
    assertThat(reconcile(want(VIP)).applied(VIP.id())).isTrue();
  }

  @Test
  void aFightOverOneKindDoesNotPauseAnother() {
    reconcile(want(VIP));
    for (int i = 0; i < 3; i++) {
      host.remove(VIP.id());
      reconcile(want(VIP));
    }
    host.remove(VIP.id());
    sysctl.refused.put(ARP.id(), "busy now");
    address.refused.put(SECOND_VIP.id(), "busy too");
    PassOutcome outcome = reconcile(want(ARP, VIP));
    assertThat(outcome.errorsByKind()).containsOnlyKeys("address", "sysctl");
    assertThat(outcome.rests())
        .containsExactly(entry("address", new PassOutcome.Rest(Duration.ofSeconds(30), true)));
    now += Duration.ofSeconds(10).toNanos();
    assertThat(reconcile(want(ARP, VIP, SECOND_VIP)).rests())
        .as("another field differs as well")
        .containsExactly(entry("address", new PassOutcome.Rest(Duration.ofSeconds(20), false)));
  }

  @Test
  void driftThatArisesWhileTheAgentIsDownIsRecognisedFromTheJournal() {
    reconcile(want(VIP));
    host.remove(VIP.id());
    Reconciler restarted =
        new Reconciler(
            Phase.NETWORK,
            List.of(address),
            ownership,
            FightLimiter.standard(),
            () -> now,
            change -> overtaken.contains(change.id()));
    restarted.assumeReached();
    PassOutcome outcome =
        restarted.reconcile(want(VIP), Pass.over(Set.of("address")), PassListener.SILENT);
    assertThat(outcome.done()).singleElement().matches(PassOutcome.Done::drift);
  }

  @Test
  void skipsChangesWhoseRoleChangedAfterThePassWasPlanned() {
    overtaken.add(VIP.id());
    reconcile(want(VIP));
    assertThat(host).doesNotContainKey(VIP.id());
    overtaken.clear();
    reconcile(want(VIP));
    assertThat(host).containsKey(VIP.id());
    overtaken.add(VIP.id());
    reconcile(want());
    assertThat(host).containsKey(VIP.id());
    overtaken.clear();
    reconcile(want());
    assertThat(host).doesNotContainKey(VIP.id());
  }

  @Test
  void reportsWhenAKindLastMatched() {
    reconcile(want(VIP));
    long right = now;
    now += 5_000;
    host.remove(VIP.id());
    assertThat(reconcile(want(VIP)).done().getFirst().rightUntilNanos()).contains(right);
  }

  private PassOutcome reconcile(WantedResources want) {
    return reconciler.reconcile(want, Pass.over(Set.of("address", "sysctl")), PassListener.SILENT);
  }

  private static WantedResources want(Resource... desired) {
    return new WantedResources(List.of(desired), List.of(), Set.of(), Mode.CORRECT);
  }

  private static WantedResources report(Resource... desired) {
    return new WantedResources(List.of(desired), List.of(), Set.of(), Mode.REPORT);
  }
}
