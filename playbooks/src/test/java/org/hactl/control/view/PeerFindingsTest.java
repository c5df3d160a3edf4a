package org.hactl.control.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.api.PeersView;
import org.hactl.control.view.Finding.Kind;
import org.hactl.control.view.Finding.Severity;
import org.junit.jupiter.api.Test;

/** Two directors of VI_1 that hold the same key of the site. */
class PeerFindingsTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final long LONG_AGO = NOW - 60_000;

  @Test
  void directorsThatHearEachOtherAreFine() {
    assertThat(find(answer("lvs1", "k", LONG_AGO, "lvs2"), answer("lvs2", "k", LONG_AGO, "lvs1")))
        .isEmpty();
  }

  @Test
  void aBlockedDirectionIsNamed() {
    List<Finding> found =
        find(answer("lvs1", "k", LONG_AGO), answer("lvs2", "k", LONG_AGO, "lvs1"));
    assertThat(found).extracting(Finding::kind).containsExactly(Kind.VERSION_UNHEARD);
    assertThat(found.getFirst().severity()).isEqualTo(Severity.WARNING);
    assertThat(found.getFirst().text()).isEqualTo("lvs1 has not heard lvs2's site version");
    assertThat(found.getFirst().cause()).contains("UDP port 7112");
  }

  @Test
  void differentKeysAreNamed() {
    List<Finding> found = find(answer("lvs1", "k", LONG_AGO), answer("lvs2", "l", LONG_AGO));
    assertThat(found).hasSize(2);
    assertThat(found.getFirst().cause()).isEqualTo("they hold different keys of the site");
  }

  @Test
  void aDirectorWithoutAKeyOrWithANewOneIsNotMissed() {
    assertThat(find(answer("lvs1", "", 0), answer("lvs2", "k", LONG_AGO))).isEmpty();
    assertThat(find(answer("lvs1", "k", NOW - 9_000), answer("lvs2", "k", LONG_AGO))).isEmpty();
    assertThat(find(answer("lvs1", "k", LONG_AGO), HostAnswer.silent("lvs2"))).isEmpty();
  }

  @Test
  void aDirectorThatHasJustGotItsRouterIsNotMissed() {
    assertThat(
            find(
                answer("lvs1", "k", LONG_AGO, NOW - 3_000),
                answer("lvs2", "k", LONG_AGO, NOW - 3_000)))
        .isEmpty();
  }

  private static List<Finding> find(HostAnswer... answers) {
    return new PeerFindings(RouterOnHosts.of(List.of(answers))).find();
  }

  private static HostAnswer answer(String host, String key, long sinceMillis, String... heard) {
    return answer(host, key, sinceMillis, LONG_AGO, heard);
  }

  private static HostAnswer answer(
      String host, String key, long sinceMillis, long routerSinceMillis, String... heard) {
    RouterView router =
        RouterView.builder("VI_1", 51, 2, "eth0")
            .state("BACKUP", "startup", routerSinceMillis)
            .addresses(List.of("192.0.2.254"), List.of("192.0.2.254/24"))
            .build();
    List<PeersView.Peer> peers =
        Stream.of(heard).map(name -> new PeersView.Peer(name, 9, false)).toList();
    HostStatus status =
        HostStatus.builder(host)
            .times(NOW, 0)
            .routers(List.of(router))
            .peers(new PeersView(key, sinceMillis, peers, Map.of(), ""))
            .build();
    return HostAnswer.of(host, status, NOW);
  }
}
