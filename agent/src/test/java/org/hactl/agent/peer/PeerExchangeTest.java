package org.hactl.agent.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.agent.peer.TestPeer.NEW;
import static org.hactl.agent.peer.TestPeer.OLD;
import static org.hactl.agent.peer.TestPeer.SECOND;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.vrrp.model.RouterStatus;
import org.hactl.vrrp.model.ServiceRank;
import org.hactl.vrrp.model.State;
import org.junit.jupiter.api.Test;

/** lvs1 holds serial 7, lvs2 serial 9 with another state for lvs1. */
class PeerExchangeTest {
  private static final LocalSite ONE =
      TestPeer.site("lvs1", 7, OLD, Map.of("lvs1", OLD, "lvs2", OLD), State.BACKUP);
  private static final LocalSite TWO =
      TestPeer.site("lvs2", 9, NEW, Map.of("lvs1", NEW, "lvs2", NEW), State.MASTER);

  private final Random random = new Random(7);
  private long now = 1_000 * SECOND;
  private PeerExchange one = exchange();
  private final PeerExchange two = exchange();

  @Test
  void aMessageCountsOnlyAfterItAnswersOurChallenge() {
    PeerMessage first = only(two.round(TWO, false, now));
    one.hear(first, ONE, now);
    assertThat(one.heard(now)).isEmpty();
    assertThat(one.nextNanos()).as("lvs2 gets an answer at once").isEqualTo(now);
    two.hear(only(one.round(ONE, false, now)), TWO, now);
    one.hear(only(two.round(TWO, false, now)), ONE, now);
    HeardPeer heard = lvs2();
    assertThat(heard.serial()).isEqualTo(9);
    assertThat(heard.wanted()).isEqualTo(PeerExchange.shortDigest(NEW));
    assertThat(heard.routers()).extracting(PeerMessage.Router::state).containsExactly(State.MASTER);
  }

  @Test
  void aRecordedMessageKeepsNoDirectorAlive() {
    meet();
    List<PeerMessage> recorded = two.round(TWO, false, now);
    one.hear(only(recorded), ONE, now);
    assertThat(one.heard(now)).containsKey("lvs2");
    for (int second = 0; second < 30; second++) {
      now += SECOND;
      one.round(ONE, false, now);
      one.hear(only(recorded), ONE, now);
    }
    assertThat(one.heard(now)).isEmpty();
  }

  @Test
  void aRecordedMessageCountsForNothingAfterARestart() {
    meet();
    PeerMessage recorded = only(two.round(TWO, false, now));
    one = exchange();
    one.round(ONE, false, now);
    one.hear(recorded, ONE, now);
    assertThat(one.heard(now)).isEmpty();
  }

  @Test
  void anOlderMessageDoesNotReplaceANewerOne() {
    meet();
    PeerMessage before = only(two.round(TWO, false, now));
    LocalSite later =
        TestPeer.site("lvs2", 10, NEW, Map.of("lvs1", NEW, "lvs2", NEW), State.MASTER);
    now += SECOND;
    PeerMessage after = only(two.round(later, false, now));
    one.hear(after, ONE, now);
    one.hear(before, ONE, now);
    assertThat(lvs2().serial()).isEqualTo(10);
  }

  @Test
  void copiesOfOldMessagesDoNotSilenceADirectorThatIsHeard() {
    PeerMessage recorded = only(one.round(ONE, false, now));
    now += 60 * SECOND;
    meet();
    for (int round = 0; round < 20; round++) {
      now += 2 * SECOND;
      two.hear(only(one.round(ONE, false, now)), TWO, now);
      two.hear(recorded, TWO, now);
      one.hear(only(two.round(TWO, false, now)), ONE, now);
      assertThat(one.heard(now)).containsKey("lvs2");
    }
  }

  @Test
  void copiesOfRecentMessagesDoNotMakeAWordOlder() {
    meet();
    PeerMessage recent = only(one.round(ONE, false, now));
    two.hear(recent, TWO, now);
    long saidNanos = 0;
    for (int round = 0; round < 3; round++) {
      now += SECOND;
      two.hear(only(one.round(ONE, false, now)), TWO, now);
      two.hear(recent, TWO, now);
      one.hear(only(two.round(TWO, false, now)), ONE, now);
      saidNanos = lvs2().saidNanos();
    }
    assertThat(saidNanos).isEqualTo(now);
  }

  @Test
  void messagesOfAnotherSiteAndOurOwnDoNotCount() {
    LocalSite other =
        new LocalSite(
            HostState.builder("other", "lvs2").build(),
            TWO.version(),
            NEW,
            9,
            List.of(),
            false,
            Set.of(),
            null);
    for (int round = 0; round < 3; round++) {
      two.hear(only(one.round(ONE, false, now)), other, now);
      one.hear(only(two.round(other, false, now)), ONE, now);
      one.hear(only(one.round(ONE, false, now)), ONE, now);
    }
    assertThat(one.heard(now)).isEmpty();
  }

  @Test
  void aChangeOfARoleIsToldSoon() {
    meet();
    now += SECOND;
    two.round(TWO, false, now);
    two.tellChanges(TWO, now);
    assertThat(two.nextNanos()).isEqualTo(now + PeerExchange.INTERVAL.toNanos());
    LocalSite backup = TestPeer.site("lvs2", 9, NEW, Map.of(), State.BACKUP);
    two.tellChanges(backup, now);
    assertThat(two.nextNanos()).isEqualTo(now + PeerExchange.SPACING.toNanos());
  }

  @Test
  void answersAreBounded() {
    meet();
    int rounds = 0;
    for (int step = 0; step < 1_000; step++) {
      now += 10_000_000;
      two.hear(only(one.round(ONE, true, now)), TWO, now);
      if (two.nextNanos() <= now) {
        two.round(TWO, false, now);
        rounds++;
      }
    }
    assertThat(rounds).isEqualTo(50);
  }

  @Test
  void aMessageWithoutManyRoutersFitsIntoAFrame() {
    List<VirtualRouterSpec> specs = new ArrayList<>();
    List<RouterStatus> statuses = new ArrayList<>();
    for (int index = 1; index <= 250; index++) {
      specs.add(TestPeer.router("VI_" + index, index, "192.0.2." + index));
      statuses.add(TestPeer.status("VI_" + index, index, State.MASTER, ServiceRank.FULL));
    }
    LocalSite many =
        new LocalSite(
            HostState.builder("shop", "lvs2").virtualRouters(specs).build(),
            TWO.version(),
            NEW,
            9,
            statuses,
            false,
            Set.of(),
            null);
    meet();
    PeerCodec codec =
        new PeerCodec(new org.hactl.api.SiteKeys(org.hactl.api.SiteKey.of(1, new byte[32]), null));
    List<PeerMessage> messages = two.round(many, false, now);
    assertThat(messages).allMatch(each -> codec.encode(each).length <= 1_472);
    messages.forEach(each -> one.hear(each, ONE, now));
    assertThat(lvs2().routers()).hasSize(250);
  }

  private void meet() {
    for (int round = 0; round < 2; round++) {
      two.hear(only(one.round(ONE, false, now)), TWO, now);
      one.hear(only(two.round(TWO, false, now)), ONE, now);
    }
    assertThat(one.heard(now)).containsOnlyKeys("lvs2");
    assertThat(two.heard(now)).containsOnlyKeys("lvs1");
  }

  /** lvs2 as lvs1 has heard it. */
  private HeardPeer lvs2() {
    return Objects.requireNonNull(one.heard(now).get("lvs2"));
  }

  private PeerExchange exchange() {
    return new PeerExchange(random::nextLong, now);
  }

  private static PeerMessage only(List<PeerMessage> messages) {
    assertThat(messages).hasSize(1);
    return messages.getFirst();
  }
}
