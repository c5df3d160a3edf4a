package org.hactl.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.hactl.api.HostStatus;
import org.hactl.api.HostStatus.RouterView;
import org.hactl.api.PeersView;
import org.junit.jupiter.api.Test;

class PeersTextTest {
  @Test
  void namesTheDirectorsThatItHears() {
    List<PeersView.Peer> peers =
        List.of(new PeersView.Peer("lvs2", 9, true), new PeersView.Peer("lvs3", 7, false));
    assertThat(text(new PeersView("k", 1, peers, Map.of(), "")))
        .isEqualTo("  hears lvs2 (serial 9, newer), lvs3 (serial 7)\n");
  }

  @Test
  void saysThatItCannotKnowTheVersionOfAMasterItDoesNotHear() {
    assertThat(text(new PeersView("k", 1, List.of(), Map.of(), "")))
        .isEqualTo(
            "  has not heard the site version of 192.168.0.15, master of VI_1: it runs no hactl, or"
                + " UDP port 7112 is blocked\n");
    assertThat(text(PeersView.NONE)).isEmpty();
  }

  @Test
  void showsWhyItCannotSend() {
    List<PeersView.Peer> peers = List.of(new PeersView.Peer("lvs2", 9, false));
    assertThat(text(new PeersView("k", 1, peers, Map.of(), "send: Operation not permitted")))
        .contains("cannot tell other directors its site version: send: Operation not permitted");
  }

  private static String text(PeersView peers) {
    RouterView router =
        RouterView.builder("VI_1", 51, 2, "eth0")
            .state("BACKUP", "startup", 0)
            .master("192.168.0.15", 100)
            .build();
    return new PeersText(false)
        .of(HostStatus.builder("lvs1").routers(List.of(router)).peers(peers).build());
  }
}
