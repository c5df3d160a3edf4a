package org.hactl.agent.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hactl.agent.converge.time.Clock;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.api.SiteVersion;
import org.junit.jupiter.api.Test;

class HostLockTest {
  private static final Request.Lock ANN = new Request.Lock("ann@desk", "apply", "1", false);
  private static final Request.Lock BEN = new Request.Lock("ben@lap", "apply", "2", false);

  private final HostLock lock = new HostLock(Clock.SYSTEM);

  @Test
  void oneConnectionHasItUntilItLeaves() {
    assertThat(lock.enter("a", ANN, Optional.empty())).isEmpty();
    assertThat(lock.enter("a", ANN, Optional.empty())).as("once more").isEmpty();
    assertThat(lock.enter("b", BEN, Optional.empty()))
        .hasValueSatisfying(refused -> {
          assertThat(refused.code()).isEqualTo(Reply.Failed.LOCKED);
          assertThat(refused.message())
              .startsWith("ann@desk has locked this host for apply since ");
        });
    assertThat(lock.refusal("b")).isPresent();
    assertThat(lock.refusal("a")).isEmpty();
    lock.leave("b");
    assertThat(lock.holder()).as("another connection ends nothing").isPresent();
    lock.leave("a");
    assertThat(lock.holder()).isEmpty();
    assertThat(lock.enter("b", BEN, Optional.empty())).isEmpty();
  }

  @Test
  void theSameRunGetsItAgainOverAnotherConnection() {
    assertThat(lock.enter("a", ANN, Optional.empty())).isEmpty();
    assertThat(lock.enter("b", new Request.Lock("ann@desk", "apply", "3", false), Optional.empty()))
        .as("another run of the same operator")
        .isPresent();
    assertThat(lock.enter("b", ANN, Optional.empty())).isEmpty();
    lock.leave("a");
    assertThat(lock.holder()).as("the broken connection ends nothing").isPresent();
    assertThat(lock.refusal("b")).isEmpty();
  }

  @Test
  void runsWithoutANameKeepEachOtherOut() {
    Request.Lock ann = new Request.Lock("ann@desk", "apply", "", false);
    Request.Lock ben = new Request.Lock("ben@lap", "apply", "", false);
    assertThat(lock.enter("a", ann, Optional.empty())).isEmpty();
    assertThat(lock.enter("b", ben, Optional.empty())).isPresent();
  }

  @Test
  void aRunCanTakeItFromAnother() {
    assertThat(lock.enter("a", ANN, Optional.empty())).isEmpty();
    Request.Lock breaking = new Request.Lock("ben@lap", "apply", "2", true);
    assertThat(lock.enter("b", breaking, Optional.empty())).isEmpty();
    assertThat(lock.refusal("a"))
        .hasValueSatisfying(refused -> assertThat(refused.message()).startsWith("ben@lap"));
  }

  @Test
  void withoutALockEveryConnectionMayApply() {
    assertThat(lock.refusal("a")).isEmpty();
  }

  @Test
  void aGenerationThatWaitsForItsAuthorKeepsOthersOut() {
    Optional<SiteVersion> pending =
        Optional.of(new SiteVersion("shop", 9, "", false, "ann@desk", 0, Map.of(), List.of()));
    assertThat(lock.enter("b", BEN, pending))
        .hasValueSatisfying(refused -> assertThat(refused.message()).contains("ann@desk"));
    assertThat(lock.enter("b", new Request.Lock("ben@lap", "confirm", "3", false), pending))
        .as("another operator may confirm for ann")
        .isEmpty();
    lock.leave("b");
    assertThat(lock.enter("a", ANN, pending)).isEmpty();
  }
}
