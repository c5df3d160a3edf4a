package org.hactl.control.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.control.failover.Directors.LVS2;
import static org.hactl.control.failover.Directors.NOW;
import static org.hactl.control.failover.Directors.backup;
import static org.hactl.control.failover.Directors.master;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hactl.api.HostStatus;
import org.hactl.api.Reply;
import org.hactl.control.AgentQueries.Answer;
import org.junit.jupiter.api.Test;

/** Which roles a director hands over before its changes take them. */
class LeavingTest {
  private final List<String> said = new ArrayList<>();
  private final List<String> handedOver = new ArrayList<>();
  private Map<String, HostStatus> statuses =
      Map.of("lvs1", master("lvs1").status(), "lvs2", backup("lvs2").status());
  private long nowMillis = NOW;

  @Test
  void aRoleThatTheChangeTakesIsHandedOver() throws Exception {
    leave(99);
    assertThat(handedOver).containsExactly("lvs1 VI_1");
    assertThat(said).last().isEqualTo("lvs2 is master of VI_1 now");
  }

  @Test
  void aRouterThatIsRemovedIsHandedOver() throws Exception {
    leave(0);
    assertThat(handedOver).containsExactly("lvs1 VI_1");
  }

  @Test
  void aPriorityThatIsStillTheHighestKeepsTheRole() throws Exception {
    leave(100);
    assertThat(handedOver).isEmpty();
  }

  @Test
  void aBackupHasNothingToHandOver() throws Exception {
    new Leaving(agents(), () -> nowMillis, millis -> nowMillis += millis, said::add)
        .of("lvs2", Map.of("VI_1", 0), Map.of("VI_1", List.of("lvs1", "lvs2")));
    assertThat(handedOver).isEmpty();
  }

  @Test
  void aDirectorThatServesWorseDoesNotGetTheRole() throws Exception {
    statuses =
        Map.of(
            "lvs1", master("lvs1").serving(3, 0).status(),
            "lvs2", backup("lvs2").serving(1, 2).status());
    leave(0);
    assertThat(handedOver).isEmpty();
    assertThat(said)
        .containsExactly(
            "VI_1 is not handed over before: lvs2 sees 1 healthy real servers of web, lvs1 sees 3");
  }

  private void leave(int priority) throws InterruptedException {
    new Leaving(agents(), () -> nowMillis, millis -> nowMillis += millis, said::add)
        .of("lvs1", Map.of("VI_1", priority), Map.of("VI_1", List.of("lvs1", "lvs2")));
  }

  private Failover.Agents agents() {
    return new Failover.Agents() {
      @Override
      public List<Answer<HostStatus>> status(List<String> hosts) {
        nowMillis += 200;
        return hosts.stream()
            .map(each -> new Answer<>(each, statuses.get(each), null, false, nowMillis))
            .toList();
      }

      @Override
      public Answer<Reply.Done> handOver(String host, String router) {
        handedOver.add(host + " " + router);
        statuses =
            Map.of(
                "lvs1",
                    Directors.host("lvs1").router("VI_1", "BACKUP", "operator", 150, LVS2).status(),
                "lvs2",
                    Directors.host("lvs2")
                        .router("VI_1", "MASTER", "priority-zero", 100, null)
                        .status());
        return new Answer<>(host, new Reply.Done(), null, false);
      }
    };
  }
}
