package org.hactl.vrrp.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.hactl.vrrp.model.AddressMismatch;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.GratuitousArp;
import org.hactl.vrrp.model.ProtocolOptions;
import org.hactl.vrrp.model.RouterConfig;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.VrrpVersion;
import org.hactl.vrrp.wire.Fixtures;
import org.junit.jupiter.api.Test;

/**
 * What a change of a router costs a pair that serves: the backup gets it first and the master some
 * seconds later. Two engines hear each other without loss.
 */
class LivePairTest {
  private static final long MS = 1_000_000L;
  private static final long STEP = 10 * MS;
  private static final String VIP = "192.0.2.254";
  private static final String ANOTHER = "192.0.2.253";

  private final Random random = new Random(51);

  /** The time with two masters and the time with none, since the change began. */
  private record Lost(long twoMastersMillis, long noMasterMillis) {
    static final Lost NOTHING = new Lost(0, 0);
  }

  private static final class Node {
    private final FakeVrrpNetwork network = new FakeVrrpNetwork();
    private final VrrpCore core;

    Node(Pair pair, String address) {
      network.link("v0", 7, true, address);
      core =
          new VrrpCore(network, _ -> {}, RoleMemory.none(), () -> pair.now, InstantSource.system());
    }

    void configure(RouterConfig config) {
      core.configure(List.of(config), List.of(), Map.of());
    }

    boolean isMaster() {
      return core.routerStatus().getFirst().state() == State.MASTER;
    }

    /** A master that another one has preempted serves on for a moment, and says nothing. */
    boolean leads() {
      return isMaster() && !core.handsOver();
    }
  }

  private static final class Pair {
    private long now = 1_000_000 * MS;
    private final Node master = new Node(this, "192.0.2.2");
    private final Node backup = new Node(this, "192.0.2.1");
    private long two;
    private long none;
    private boolean masterIsDead;

    void pass(long millis) {
      for (long end = now + millis * MS; now < end; now += STEP) {
        for (Node each : masterIsDead ? List.of(backup) : List.of(master, backup)) {
          each.core.fireTimers();
        }
        exchange();
        int masters = (master.isMaster() ? 1 : 0) + (backup.isMaster() ? 1 : 0);
        two += master.leads() && backup.leads() ? STEP : 0;
        none += masters == 0 ? STEP : 0;
      }
    }

    private void exchange() {
      List<byte[]> ofMaster = master.network.takePackets();
      List<byte[]> ofBackup = backup.network.takePackets();
      while (!ofMaster.isEmpty() || !ofBackup.isEmpty()) {
        backup.network.deliver("v0", ofMaster.toArray(byte[][]::new));
        if (!masterIsDead) {
          master.network.deliver("v0", ofBackup.toArray(byte[][]::new));
        }
        ofMaster = master.network.takePackets();
        ofBackup = backup.network.takePackets();
      }
    }

    Lost lost() {
      return new Lost(two / MS, none / MS);
    }
  }

  /** A pair with this router, which has been serving for a random time. */
  private Pair serving(RouterConfig router) {
    Pair pair = new Pair();
    pair.master.configure(router);
    pair.backup.configure(router.withPriority(90));
    pair.pass(4 * router.advertInterval().toMillis() + 6_000 + random.nextInt(1_000));
    assertThat(pair.master.isMaster()).isTrue();
    assertThat(pair.backup.isMaster()).isFalse();
    pair.two = 0;
    pair.none = 0;
    return pair;
  }

  /** Gives the stages of a change to the backup first; the last stage stays. */
  private Lost change(
      RouterConfig router, long gapMillis, List<UnaryOperator<RouterConfig>> stages) {
    Pair pair = serving(router);
    for (UnaryOperator<RouterConfig> stage : stages) {
      pair.backup.configure(stage.apply(router.withPriority(90)));
      pair.pass(gapMillis);
      pair.master.configure(stage.apply(router));
      pair.pass(gapMillis);
    }
    pair.pass(40_000);
    assertThat(pair.master.isMaster()).isTrue();
    assertThat(pair.backup.isMaster()).isFalse();
    return pair.lost();
  }

  private long gapMillis() {
    return 4_000 + random.nextInt(8_000);
  }

  @Test
  void namesAddressesPrioritiesAndVersion3IntervalsChangeWithoutLoss() {
    for (VrrpVersion version : VrrpVersion.values()) {
      RouterConfig router = router(version, 51, 1_000, Authentication.none(), VIP);
      List<UnaryOperator<RouterConfig>> changes = new ArrayList<>();
      changes.add(each -> each.toBuilder().name("outside").build());
      changes.add(each -> each.withAddresses(addresses(VIP, ANOTHER)));
      changes.add(each -> each.withAddresses(addresses(ANOTHER)));
      changes.add(each -> each.withPriority(each.priority() + 20));
      if (version == VrrpVersion.V3) {
        changes.add(each -> with(each, router(version, 51, 200, Authentication.none(), VIP)));
        changes.add(each -> with(each, router(version, 51, 3_000, Authentication.none(), VIP)));
      }
      for (int i = 0; i < changes.size(); i++) {
        assertThat(change(router, gapMillis(), List.of(changes.get(i))))
            .as("change %d of version %s", i, version)
            .isEqualTo(Lost.NOTHING);
      }
    }
  }

  /** Each of these changes comes after the one before it. */
  private static List<RouterConfig> oneAfterTheOther() {
    Authentication old = Authentication.pass("1111");
    Authentication now = Authentication.pass("2222");
    return List.of(
        router(VrrpVersion.V2, 51, 1_000, Authentication.none(), VIP),
        router(VrrpVersion.V2, 51, 1_000, old, VIP),
        router(VrrpVersion.V2, 51, 1_000, now, VIP),
        router(VrrpVersion.V2, 51, 1_000, Authentication.ah("1111"), VIP),
        router(VrrpVersion.V2, 51, 1_000, Authentication.ah("2222"), VIP),
        router(VrrpVersion.V2, 52, 1_000, Authentication.ah("2222"), VIP),
        router(VrrpVersion.V2, 52, 3_000, old, VIP),
        router(VrrpVersion.V2, 52, 10_000, old, VIP),
        router(VrrpVersion.V2, 52, 1_000, old, VIP),
        router(VrrpVersion.V3, 52, 1_000, Authentication.none(), VIP),
        router(VrrpVersion.V3, 52, 200, Authentication.none(), VIP, ANOTHER),
        router(VrrpVersion.V3, 51, 5_000, Authentication.none(), ANOTHER),
        router(VrrpVersion.V2, 52, 2_000, now, VIP));
  }

  private static List<UnaryOperator<RouterConfig>> stages(RouterConfig before, RouterConfig after) {
    return List.of(
        each -> with(each, after).appearingAs(before).hearing(with(each, after)),
        each -> with(each, after).hearing(with(each, after).appearingAs(before)),
        each -> with(each, after));
  }

  @Test
  void whatDirectorsTellAdvertisementsApartByChangesInStagesWithoutLoss() {
    List<RouterConfig> routers = oneAfterTheOther();
    for (int i = 1; i < routers.size(); i++) {
      RouterConfig before = routers.get(i - 1);
      RouterConfig after = routers.get(i);
      assertThat(change(before, random.nextInt(20_000), stages(before, after)))
          .as("%s to %s", before, after)
          .isEqualTo(Lost.NOTHING);
    }
  }

  /** As a keepalived, which has one configuration, and drops the other advertisements. */
  @Test
  void aBackupThatChangesAtOnceHearsTheMasterInEachStage() {
    List<RouterConfig> routers = oneAfterTheOther();
    for (int i = 1; i < routers.size(); i++) {
      RouterConfig before = routers.get(i - 1).with(discarding());
      RouterConfig after = routers.get(i).with(discarding());
      for (boolean last : List.of(false, true)) {
        Pair pair = serving(before);
        pair.master.configure(after.appearingAs(before).hearing(after));
        pair.pass(gapMillis());
        if (!last) {
          pair.backup.configure(after.withPriority(90));
        }
        pair.pass(gapMillis());
        pair.master.configure(after.hearing(after.appearingAs(before)));
        pair.pass(gapMillis());
        pair.backup.configure(after.withPriority(90));
        pair.pass(60_000);
        pair.master.configure(after);
        pair.pass(60_000);
        assertThat(pair.lost()).as("%s to %s", before, after).isEqualTo(Lost.NOTHING);
      }
    }
  }

  @Test
  void aMasterThatDiesInAnyStageIsReplacedInTime() {
    List<RouterConfig> routers = oneAfterTheOther();
    for (int i = 1; i < routers.size(); i++) {
      RouterConfig before = routers.get(i - 1);
      RouterConfig after = routers.get(i);
      List<UnaryOperator<RouterConfig>> stages = stages(before, after);
      long interval =
          Math.max(before.advertInterval().toMillis(), after.advertInterval().toMillis());
      for (int last = 1; last <= 2 * stages.size(); last++) {
        Pair pair = serving(before);
        for (int turn = 0; turn < last; turn++) {
          UnaryOperator<RouterConfig> stage = stages.get(turn / 2);
          Node node = turn % 2 == 0 ? pair.backup : pair.master;
          node.configure(stage.apply(turn % 2 == 0 ? before.withPriority(90) : before));
          pair.pass(random.nextInt(1_000));
        }
        pair.masterIsDead = true;
        // A skew time is at most one interval in version 3, and one second in version 2.
        pair.pass(4 * interval + 1_000);
        assertThat(pair.backup.isMaster()).as("%s to %s: %d", before, after, last).isTrue();
      }
    }
  }

  private static ProtocolOptions discarding() {
    return ProtocolOptions.DEFAULT.toBuilder().addressMismatch(AddressMismatch.DISCARD).build();
  }

  /** What a plan calls two masters is what happens. */
  @Test
  void whatDividesDirectorsMakesTwoMasters() {
    RouterConfig router = router(VrrpVersion.V2, 51, 1_000, Authentication.pass("1111"), VIP);
    for (RouterConfig changed :
        List.of(
            router(VrrpVersion.V2, 52, 1_000, Authentication.pass("1111"), VIP),
            router(VrrpVersion.V3, 51, 1_000, Authentication.none(), VIP),
            router(VrrpVersion.V2, 51, 2_000, Authentication.pass("1111"), VIP),
            router(VrrpVersion.V2, 51, 1_000, Authentication.pass("2222"), VIP))) {
      Lost lost = change(router, 10_000, List.of(each -> with(each, changed)));
      assertThat(lost.twoMastersMillis()).as(changed.toString()).isPositive();
    }
  }

  /** What cannot change in stages changes on all directors at the same moment. */
  @Test
  void anotherRouterOnBothAtTheSameMomentGoesOnInPlaceOfTheFirstOne() {
    RouterConfig router = router(VrrpVersion.V2, 51, 1_000, Authentication.none(), VIP);
    RouterConfig changed = router(VrrpVersion.V2, 52, 1_000, Authentication.none(), VIP);
    assertThat(change(router, 0, List.of(each -> with(each, changed)))).isEqualTo(Lost.NOTHING);
  }

  private static RouterConfig with(RouterConfig before, RouterConfig changed) {
    return changed.withPriority(before.priority());
  }

  private static List<InetAddress> addresses(String... texts) {
    return List.of(texts).stream().map(Fixtures::address).toList();
  }

  private static RouterConfig router(
      VrrpVersion version,
      int id,
      long intervalMillis,
      Authentication authentication,
      String... vips) {
    return RouterConfig.of(
        "VI_1",
        version,
        id,
        "v0",
        100,
        Duration.ofMillis(intervalMillis),
        true,
        Duration.ZERO,
        authentication,
        addresses(vips),
        GratuitousArp.DEFAULT);
  }
}
