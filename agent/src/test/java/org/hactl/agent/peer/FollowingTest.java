package org.hactl.agent.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.agent.peer.TestPeer.NEW;
import static org.hactl.agent.peer.TestPeer.OLD;
import static org.hactl.agent.peer.TestPeer.SECOND;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hactl.api.SiteVersion;
import org.hactl.vrrp.model.State;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Serial 9 waits on lvs1, which holds serial 7; lvs2 tells what it has confirmed. */
class FollowingTest {
  @Test
  void followsADirectorThatHasConfirmedTheVersionThatWaits() {
    assertThat(following(waits(9, Map.of("lvs1", NEW)), peer(9, NEW))).contains("lvs2");
  }

  @Test
  void followsNoDirectorWithAnotherVersion() {
    LocalSite lvs1 = waits(9, Map.of("lvs1", NEW));
    assertThat(following(lvs1, peer(7, OLD))).as("older").isEmpty();
    assertThat(following(lvs1, peer(10, NEW))).as("newer").isEmpty();
    assertThat(following(lvs1, peer(9, OLD))).as("another apply gave the serial").isEmpty();
  }

  @Test
  void followsNoneWhileTheRunIsBeforeItsConfirmation() {
    LocalSite before = TestPeer.site("lvs1", 7, OLD, Map.of("lvs1", OLD), State.BACKUP);
    assertThat(following(before, peer(9, NEW))).isEmpty();
  }

  @Test
  void aHostThatTheVersionDoesNotNameFollowsNone() {
    assertThat(following(waits(9, Map.of()), peer(9, ""))).isEmpty();
  }

  private static Optional<String> following(LocalSite local, HeardPeer peer) {
    return Following.of(local, List.of(peer)).map(HeardPeer::host);
  }

  private static LocalSite waits(long serial, Map<String, String> members) {
    LocalSite site = TestPeer.site("lvs1", 7, OLD, Map.of("lvs1", OLD), State.BACKUP);
    @Nullable SiteVersion following =
        new SiteVersion("shop", serial, "", false, "ann@desk", 0, members, List.of());
    return new LocalSite(
        site.state(),
        site.version(),
        NEW,
        serial,
        site.routers(),
        true,
        site.released(),
        following);
  }

  private static HeardPeer peer(long serial, String wanted) {
    return new HeardPeer(
        "lvs2", serial, PeerExchange.shortDigest(wanted), SECOND, SECOND, SECOND, Map.of());
  }
}
