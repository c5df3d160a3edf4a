package org.hactl.control.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.hactl.api.ConnectionSyncView;
import org.hactl.api.ConnectionSyncView.Flow;
import org.hactl.api.HostStatus;
import org.junit.jupiter.api.Test;

class SyncFindingsTest {
  private static final long NOW = 1_000_000;
  private static final Flow JUST_NOW = new Flow(5, 9, NOW - 2_000);
  private static final Flow LONG_AGO = new Flow(5, 9, NOW - 100_000);

  @Test
  void aDirectorThatGetsNothingOfWhatIsSentIsFound() {
    List<Finding> found =
        find(host("lvs1", 51, JUST_NOW, Flow.NONE, 0), host("lvs2", 51, Flow.NONE, LONG_AGO, 0));

    assertThat(found).hasSize(1);
    assertThat(found.getFirst().text())
        .isEqualTo("lvs2 gets no connections of lvs1: a failover would end them");
    assertThat(found.getFirst().cause()).contains("UDP port 8848 to 224.0.0.81");
    assertThat(found.getFirst().next()).isEqualTo("tcpdump -ni eth0 udp port 8848 on lvs2");
  }

  @Test
  void nothingIsFoundWhereNothingIsWrong() {
    HostStatus sender = host("lvs1", 51, JUST_NOW, Flow.NONE, 0);
    assertThat(find(sender, host("lvs2", 51, Flow.NONE, JUST_NOW, 0))).isEmpty();
    assertThat(find(sender, host("lvs2", 52, Flow.NONE, Flow.NONE, 0))).isEmpty();
    assertThat(find(sender, host("lvs2", 51, Flow.NONE, Flow.NONE, NOW - 5_000))).isEmpty();
    assertThat(find(sender, HostStatus.builder("lvs2").times(NOW, 0).build())).isEmpty();
    assertThat(
            find(
                host("lvs1", 51, LONG_AGO, Flow.NONE, 0),
                host("lvs2", 51, Flow.NONE, Flow.NONE, 0)))
        .isEmpty();
  }

  private static List<Finding> find(HostStatus... hosts) {
    return new SyncFindings(
            Arrays.stream(hosts).map(host -> HostAnswer.of(host.host(), host, NOW)).toList())
        .find();
  }

  private static HostStatus host(
      String name, int id, Flow sent, Flow received, long startedAtMillis) {
    return HostStatus.builder(name)
        .times(NOW, startedAtMillis)
        .connectionSync(
            new ConnectionSyncView("eth0", id, "224.0.0.81", 8848, sent, received, false, ""))
        .build();
  }
}
