package org.hactl.agent.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.agent.peer.TestPeer.NEW;
import static org.hactl.agent.peer.TestPeer.OLD;
import static org.hactl.agent.peer.TestPeer.SECOND;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.hactl.agent.peer.StandBack.Verdict;
import org.hactl.vrrp.model.Deference;
import org.hactl.vrrp.model.ServiceRank;
import org.hactl.vrrp.model.State;
import org.junit.jupiter.api.Test;

/** What VI_1 of lvs1, which holds serial 7, does beside lvs2. */
class StandBackTest {
  private static final ServiceRank SHORT = new ServiceRank(50, true, "web has 0 of 2 healthy");

  private final StandBack standBack = new StandBack();
  private long now = 1_000 * SECOND;
  private long since = now;

  @Test
  void itListensForAMomentAfterItCameUp() {
    assertThat(verdict(site(State.INIT)).level()).isEqualTo(Deference.PREEMPTION);
    assertThat(verdict(site(State.BACKUP)).level()).isEqualTo(Deference.PREEMPTION);
    assertThat(standBack.needsWord()).isTrue();
    now += StandBack.LISTENING.toNanos();
    assertThat(verdict(site(State.BACKUP))).isEqualTo(Verdict.NONE);
    assertThat(standBack.needsWord()).isFalse();
  }

  @Test
  void aWordOfTheMasterEndsTheListening() {
    assertThat(verdict(site(State.BACKUP)).level()).isEqualTo(Deference.PREEMPTION);
    assertThat(verdict(site(State.BACKUP), peer(7, OLD, State.MASTER))).isEqualTo(Verdict.NONE);
  }

  @Test
  void itStandsBackForANewerDirectorThatCanServe() {
    for (State state : List.of(State.MASTER, State.BACKUP)) {
      assertThat(settled(peer(9, NEW, state)))
          .isEqualTo(new Verdict(Deference.TAKEOVER, "lvs2", 9, false));
    }
  }

  @Test
  void itDoesNotStandBackForADirectorThatIsNotNewerOrCannotServe() {
    assertThat(settled(peer(7, NEW, State.MASTER))).isEqualTo(Verdict.NONE);
    assertThat(settled(peer(6, NEW, State.MASTER))).isEqualTo(Verdict.NONE);
    assertThat(settled(peer(9, OLD, State.MASTER)))
        .as("the state of this host is the same in both versions")
        .isEqualTo(Verdict.NONE);
    assertThat(settled(peer(9, NEW, State.FAULT))).isEqualTo(Verdict.NONE);
    assertThat(settled(peer(9, NEW, State.MASTER, 51, "192.0.2.254", SHORT)))
        .isEqualTo(Verdict.NONE);
  }

  @Test
  void aMasterKeepsTheRoleThatAnOperatorGaveItFromANewerDirector() {
    LocalSite master = site(State.MASTER);
    verdict(master);
    now += SECOND;
    since = now;
    assertThat(verdict(master, released(State.MASTER)))
        .as("it serves on for a moment")
        .isEqualTo(Verdict.NONE);
    now += StandBack.BETWEEN.toNanos();
    assertThat(verdict(master, released(State.BACKUP))).isEqualTo(Verdict.NONE);
  }

  @Test
  void itIsInFaultIfTheNewerMasterDoesNotHearThatItGivesTheRoleUp() {
    verdict(site(State.MASTER));
    for (int second = 0; second < 3; second++) {
      now += SECOND;
      since = now;
      assertThat(verdict(site(State.MASTER), peer(9, NEW, State.MASTER)))
          .isEqualTo(new Verdict(Deference.TAKEOVER, "lvs2", 9, true));
    }
    now += SECOND;
    since = now;
    Verdict fault = new Verdict(Deference.ROLE, "lvs2", 9, false);
    assertThat(verdict(site(State.MASTER), peer(9, NEW, State.MASTER))).isEqualTo(fault);
    now += 10 * SECOND;
    since = now;
    assertThat(verdict(site(State.FAULT), peer(9, NEW, State.MASTER)))
        .as("as long as it is master")
        .isEqualTo(fault);
    assertThat(verdict(site(State.FAULT), peer(9, NEW, State.BACKUP)).level())
        .isEqualTo(Deference.TAKEOVER);
  }

  @Test
  void anotherNewerDirectorThatIsBackupChangesNothingInThat() {
    Verdict last = Verdict.NONE;
    for (int second = 0; second < 5; second++) {
      now += SECOND;
      since = now;
      HeardPeer master = peer(9, NEW, State.MASTER);
      HeardPeer backup = peer(9, NEW, State.BACKUP);
      last = verdict(site(State.MASTER), named("lvs3", backup), master, named("lvs4", backup));
    }
    assertThat(last).isEqualTo(new Verdict(Deference.ROLE, "lvs2", 9, false));
  }

  @Test
  void theSameVridWithOtherAddressesIsTheSameRouter() {
    assertThat(settled(peer(9, NEW, State.MASTER, 51, "192.0.2.7", ServiceRank.FULL)).level())
        .isEqualTo(Deference.TAKEOVER);
  }

  @Test
  void itTakesNoRoleWhileItsAddressIsServedUnderAnotherVrid() {
    assertThat(settled(peer(9, NEW, State.MASTER, 52, "192.0.2.254", ServiceRank.FULL)))
        .isEqualTo(new Verdict(Deference.ROLE, "lvs2", 9, false));
    assertThat(settled(peer(9, NEW, State.BACKUP, 52, "192.0.2.254", ServiceRank.FULL)))
        .isEqualTo(Verdict.NONE);
  }

  @Test
  void aMasterGivesUpWhenTheNewerDirectorIsReadyAndHasJustSpoken() {
    LocalSite master = site(State.MASTER);
    verdict(master);
    now += SECOND;
    since = now;
    assertThat(verdict(master, peer(9, NEW, State.BACKUP)).givesUp()).isFalse();
    now += StandBack.READY.toNanos();
    assertThat(verdict(busy(), peer(9, NEW, State.BACKUP)).givesUp())
        .as("an apply is under way")
        .isFalse();
    HeardPeer spoke = peer(9, NEW, State.BACKUP);
    now += 2 * SECOND;
    assertThat(verdict(master, spoke).givesUp()).as("it may have died").isFalse();
    assertThat(standBack.needsWord()).isTrue();
    assertThat(verdict(master, peer(9, NEW, State.BACKUP)).givesUp()).isTrue();
    assertThat(verdict(master, peer(9, NEW, State.BACKUP)).givesUp())
        .as("once in a while")
        .isFalse();
    now += StandBack.BETWEEN.toNanos();
    assertThat(verdict(master, peer(9, NEW, State.BACKUP)).givesUp()).isTrue();
  }

  @Test
  void aMasterBesideANewerMasterGivesUpAtOnceButNotForAWordOfBefore() {
    HeardPeer before = peer(9, NEW, State.MASTER);
    now += SECOND / 2;
    LocalSite master = site(State.MASTER);
    assertThat(verdict(master, before).givesUp()).isFalse();
    now += SECOND / 10;
    assertThat(verdict(master, peer(9, NEW, State.MASTER)).givesUp()).isTrue();
  }

  private Verdict settled(HeardPeer peer) {
    StandBack fresh = new StandBack();
    fresh.verdicts(site(State.BACKUP), List.of(), now - 60 * SECOND);
    return Objects.requireNonNull(
        fresh.verdicts(site(State.BACKUP), List.of(peer), now).get("VI_1"));
  }

  private Verdict verdict(LocalSite local, HeardPeer... heard) {
    return Objects.requireNonNull(standBack.verdicts(local, List.of(heard), now).get("VI_1"));
  }

  private static LocalSite site(State state) {
    return TestPeer.site("lvs1", 7, OLD, Map.of("lvs1", OLD), state);
  }

  private static LocalSite busy() {
    LocalSite site = site(State.MASTER);
    return new LocalSite(
        site.state(),
        site.version(),
        site.digest(),
        site.serial(),
        site.routers(),
        true,
        Set.of(),
        null);
  }

  private HeardPeer peer(long serial, String wanted, State state) {
    return peer(serial, wanted, state, 51, "192.0.2.254", ServiceRank.FULL);
  }

  /** lvs2, which has just spoken. */
  private HeardPeer peer(
      long serial, String wanted, State state, int vrid, String vip, ServiceRank rank) {
    return peer(TestPeer.site("lvs2", serial, wanted, Map.of(), state, vrid, vip, rank), wanted);
  }

  private static HeardPeer named(String host, HeardPeer peer) {
    return new HeardPeer(
        host,
        peer.serial(),
        peer.wanted(),
        peer.saidNanos(),
        peer.sentNanos(),
        peer.sinceNanos(),
        peer.parts());
  }

  private HeardPeer released(State state) {
    LocalSite site = TestPeer.site("lvs2", 9, NEW, Map.of(), state);
    return peer(TestPeer.released(site), NEW);
  }

  private HeardPeer peer(LocalSite site, String wanted) {
    PeerMessage message =
        new PeerMessage(
            "shop", "lvs2", site.serial(), now, 1, false, List.of(), PeerExchange.routers(site));
    return HeardPeer.after(null, message, PeerExchange.shortDigest(wanted), now, since);
  }
}
