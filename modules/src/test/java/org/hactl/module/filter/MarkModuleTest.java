package org.hactl.module.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.hactl.module.Owned;
import org.hactl.module.Plan;
import org.hactl.module.command.FakeCommandRunner;
import org.hactl.module.kernel.Host;
import org.junit.jupiter.api.Test;

class MarkModuleTest {
  private static final MarkResource WEB = new MarkResource("192.168.0.254", "tcp", 8_000, 8_100, 7);
  private static final MarkResource DNS = new MarkResource("2001:DB8::1", "udp", 53, 53, 8);

  private final FakeCommandRunner nft = new FakeCommandRunner();
  private final MarkModule module = new MarkModule(nft);

  @Test
  void makesTheTableWithTheFirstMark() {
    Plan plan = plan(List.of(WEB, DNS), List.of(), ObservedMarks.NOTHING);

    assertThat(Host.words(plan))
        .containsExactly(
            "CREATE mark[192.168.0.254 tcp 8000-8100] | table: - > inet hactl_marks"
                + " | 192.168.0.254 . tcp . 8000-8100: - > 7",
            "CREATE mark[2001:db8::1 udp 53] | 2001:db8::1 . udp . 53: - > 8");
    assertThat(MarkTable.script(plan.changes()))
        .startsWith("add table inet hactl_marks\n")
        .contains("flags interval; }\n", "hook prerouting priority -150")
        .endsWith(
            """
            add element inet hactl_marks marks4 { 192.168.0.254 . tcp . 8000-8100 : 7 }
            add element inet hactl_marks marks6 { 2001:db8::1 . udp . 53 : 8 }
            """);
  }

  /** As nft 1.0.6 wrote it. */
  @Test
  void readsWhatNftLists() throws Exception {
    nft.answer(
        "nft -j",
        """
        {"nftables": [{"table": {"family": "inet", "name": "hactl_marks", "handle": 1}},
        {"map": {"family": "inet", "name": "marks4", "map": "mark", "flags": ["interval"], "elem":
        [[{"concat": ["192.168.0.254", "tcp", {"range": [8000, 8100]}]}, 7],
        [{"concat": ["192.168.0.254", "udp", 53]}, 8]]}},
        {"chain": {"name": "prerouting", "type": "filter", "hook": "prerouting", "prio": -150}},
        {"rule": {"chain": "prerouting", "comment": "marks of IPv4", "expr": []}},
        {"rule": {"chain": "prerouting", "comment": "marks of IPv6", "expr": []}}]}
        """);

    ObservedMarks observed = module.observe(List.of(WEB), List.of());

    assertThat(observed)
        .isEqualTo(
            new ObservedMarks(
                true,
                true,
                Map.of("192.168.0.254 . tcp . 8000-8100", "7", "192.168.0.254 . udp . 53", "8")));
    assertThat(Host.words(plan(List.of(WEB), List.of(owned(WEB)), observed)))
        .containsExactly(
            "UPDATE mark[192.168.0.254 tcp 8000-8100] | 192.168.0.254 . udp . 53: 8 > -");
  }

  @Test
  void anotherMarkIsPutBackInOneTransaction() {
    ObservedMarks observed =
        new ObservedMarks(true, true, Map.of("192.168.0.254 . tcp . 8000-8100", "9"));
    Plan plan = plan(List.of(WEB), List.of(owned(WEB)), observed);

    assertThat(Host.words(plan))
        .containsExactly(
            "UPDATE mark[192.168.0.254 tcp 8000-8100] | 192.168.0.254 . tcp . 8000-8100: 9 > 7");
    assertThat(MarkTable.script(plan.changes()))
        .endsWith(
            """
            delete element inet hactl_marks marks4 { 192.168.0.254 . tcp . 8000-8100 }
            add element inet hactl_marks marks4 { 192.168.0.254 . tcp . 8000-8100 : 7 }
            """);
  }

  @Test
  void theLastMarkTakesTheTableWithIt() {
    ObservedMarks observed =
        new ObservedMarks(
            true,
            true,
            Map.of("192.168.0.254 . tcp . 8000-8100", "7", "2001:db8::1 . udp . 53", "8"));
    Plan one = plan(List.of(WEB), List.of(owned(WEB), owned(DNS)), observed);
    Plan none = plan(List.of(), List.of(owned(WEB), owned(DNS)), observed);

    assertThat(Host.words(one))
        .containsExactly("DELETE mark[2001:db8::1 udp 53] | 2001:db8::1 . udp . 53: 8 > -");
    assertThat(MarkTable.script(one.changes()))
        .isEqualTo("delete element inet hactl_marks marks6 { 2001:db8::1 . udp . 53 }\n");
    assertThat(MarkTable.script(none.changes())).isEqualTo("delete table inet hactl_marks\n");
  }

  @Test
  void nftIsRunOnlyIfAMarkIsWanted() throws Exception {
    assertThat(module.observe(List.of(), List.of())).isEqualTo(ObservedMarks.NOTHING);
    assertThat(nft.ran()).isEmpty();
  }

  @Test
  void invalidMarksAreRefused() {
    assertThatThrownBy(() -> new MarkResource("192.0.2.1", "tcp", 90, 80, 7))
        .hasMessageContaining("the ports 1 to 65535");
  }

  private Plan plan(List<MarkResource> desired, List<Owned> owned, ObservedMarks observed) {
    return module.plan(desired, owned, observed, false);
  }

  private static Owned owned(MarkResource mark) {
    return new Owned(mark, Map.of());
  }
}
