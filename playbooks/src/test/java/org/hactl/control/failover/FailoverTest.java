package org.hactl.control.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hactl.control.failover.Directors.LVS2;
import static org.hactl.control.failover.Directors.NOW;
import static org.hactl.control.failover.Directors.backup;
import static org.hactl.control.failover.Directors.host;
import static org.hactl.control.failover.Directors.master;

import java.util.ArrayList;
import java.util.List;
import org.hactl.api.HostStatus;
import org.hactl.api.Reply;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.host.HostFailure;
import org.junit.jupiter.api.Test;

/** The request to the master, and the proof that another director has taken the role. */
class FailoverTest {
  private static final Preflight PLAN =
      new Preflight("VI_1", "lvs1", "lvs2", List.of("VI_1"), List.of(), List.of());

  private final List<String> said = new ArrayList<>();
  private final List<String> handedOver = new ArrayList<>();
  private long nowMillis = NOW;

  @Test
  void itIsDoneWhenExactlyTheWantedDirectorIsMaster() throws Exception {
    Directors old = host("lvs1").router("VI_1", "BACKUP", "operator", 150, LVS2);
    Directors taken = host("lvs2").router("VI_1", "MASTER", "priority-zero", 100, null, NOW - 500);
    Outcome outcome =
        run(
            PLAN,
            List.of(master("lvs1"), backup("lvs2")),
            List.of(master("lvs1"), taken),
            List.of(old, taken));
    // Three answers of 200 ms and two pauses of 100 ms: master 500 ms before the last answer.
    assertThat(outcome).isEqualTo(new Outcome.Done("lvs2", 300));
    assertThat(handedOver).containsExactly("lvs1 VI_1");
    assertThat(said)
        .containsExactly(
            "lvs1 hands over VI_1",
            "lvs1 is MASTER, lvs2 is BACKUP",
            "lvs1 is MASTER, lvs2 is MASTER");
  }

  @Test
  void aMasterThatKeepsItsRoleIsSaidToServe() throws Exception {
    assertThat(run(PLAN, List.of(master("lvs1"), backup("lvs2"))))
        .isEqualTo(new Outcome.Kept("lvs1"));
  }

  @Test
  void withoutAnAnswerNothingIsProved() throws Exception {
    Directors old = host("lvs1").router("VI_1", "BACKUP", "operator", 150, LVS2);
    assertThat(run(PLAN, List.of(old)))
        .isEqualTo(new Outcome.Unproved("lvs1 is BACKUP, lvs2 does not answer"));
  }

  @Test
  void aKeepalivedIsProvedByWhatTheOldMasterHears() throws Exception {
    Preflight alone = new Preflight("VI_1", "lvs1", null, List.of("VI_1"), List.of(), List.of());
    Directors deaf = host("lvs1").router("VI_1", "BACKUP", "operator", 150, null, NOW);
    Directors old = host("lvs1").router("VI_1", "BACKUP", "operator", 150, LVS2, NOW);
    assertThat(run(alone, List.of(deaf), List.of(old)))
        .isInstanceOfSatisfying(Outcome.Done.class, done -> assertThat(done.to()).isEqualTo(LVS2));
  }

  @Test
  void aRefusalOfTheMasterIsToldWithTheNextStep() throws Exception {
    Failover refused =
        new Failover(
            new Failover.Agents() {
              @Override
              public List<Answer<HostStatus>> status(List<String> hosts) {
                throw new AssertionError("nothing was handed over");
              }

              @Override
              public Answer<Reply.Done> handOver(String host, String router) {
                return new Answer<>(host, null, new HostFailure("locked", "wait"), false);
              }
            },
            () -> nowMillis,
            _ -> {},
            said::add);
    assertThat(refused.run(PLAN, 1_000L)).isEqualTo(new Outcome.Refused("locked", "wait", false));
  }

  /** Gives these answers in turn, and the last one from then on. */
  @SafeVarargs
  private Outcome run(Preflight plan, List<Directors>... answers) throws Exception {
    Failover failover =
        new Failover(
            new Failover.Agents() {
              private int asked;

              @Override
              public List<Answer<HostStatus>> status(List<String> hosts) {
                nowMillis += 200;
                List<Directors> now = answers[Math.min(asked++, answers.length - 1)];
                return hosts.stream().map(host -> answer(host, now)).toList();
              }

              @Override
              public Answer<Reply.Done> handOver(String host, String router) {
                handedOver.add(host + " " + router);
                return new Answer<>(host, new Reply.Done(), null, false);
              }
            },
            () -> nowMillis,
            millis -> nowMillis += millis,
            said::add);
    return failover.run(plan, 1_000L);
  }

  private Answer<HostStatus> answer(String host, List<Directors> directors) {
    HostStatus status =
        directors.stream()
            .map(Directors::status)
            .filter(each -> each.host().equals(host))
            .findFirst()
            .orElse(null);
    return status == null
        ? new Answer<>(host, null, new HostFailure("gone", "look"), true)
        : new Answer<>(host, status, null, false, nowMillis);
  }
}
