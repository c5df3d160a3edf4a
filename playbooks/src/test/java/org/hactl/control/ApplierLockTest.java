package org.hactl.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.api.SiteVersion;
import org.hactl.control.VersionToApply.Older;
import org.hactl.control.rollout.RunClock;
import org.junit.jupiter.api.Test;

/** One apply at a time: locks of all hosts, or of none. */
class ApplierLockTest extends TestFleet {
  private final AtomicInteger refusals = new AtomicInteger();
  private Duration waited = Duration.ZERO;

  @Test
  void anApplyLocksEachHostBeforeItPlans() throws Exception {
    host("lvs1", request -> answer("lvs1", request));
    host("web1", request -> answer("web1", request));
    apply(Duration.ZERO);
    for (String host : List.of("lvs1", "web1")) {
      List<Request> asked = agent(host).asked;
      Request.Lock lock =
          asked.stream()
              .filter(Request.Lock.class::isInstance)
              .map(Request.Lock.class::cast)
              .findFirst()
              .orElseThrow();
      assertThat(lock.owner()).isEqualTo("ann@desk");
      assertThat(asked.stream().filter(Request.Lock.class::isInstance))
          .as("before the agent may be replaced, and after")
          .containsExactly(lock, lock);
      assertThat(asked.lastIndexOf(lock)).isLessThan(first(asked, Request.Plan.class));
    }
    assertThat(applied).hasSize(2);
  }

  @Test
  void aLockedHostStopsTheApplyBeforeAnyChangeAndNoHostStaysLocked() {
    host("lvs1", this::lockedByBen);
    refusals.set(100);
    host("web1", request -> answer("web1", request));
    assertThatThrownBy(() -> apply(Duration.ZERO))
        .isInstanceOf(ControlException.class)
        .hasMessage("lvs1: ben@lap has locked this host");
    assertThat(applied).isEmpty();
    assertThat(agent("web1").asked).contains(new Request.Unlock());
    assertThat(agent("web1").asked).noneMatch(Request.Plan.class::isInstance);
  }

  @Test
  void anApplyThatWaitsBeginsWhenTheOtherRunEnds() throws Exception {
    host("lvs1", this::lockedByBen);
    refusals.set(3);
    host("web1", request -> answer("web1", request));
    apply(Duration.ofMinutes(5));
    assertThat(applied).hasSize(2);
    assertThat(waited).isEqualTo(Duration.ofSeconds(3));
    assertThat(events)
        .contains(new HostEvent.Working("lvs1", "waiting: ben@lap has locked this host"));
  }

  @Test
  void anApplyWaitsNoLongerThanItsLimit() {
    host("lvs1", this::lockedByBen);
    refusals.set(100);
    host("web1", request -> answer("web1", request));
    assertThatThrownBy(() -> apply(Duration.ofSeconds(10))).isInstanceOf(ControlException.class);
    assertThat(waited).isEqualTo(Duration.ofSeconds(10));
  }

  private static int first(List<Request> asked, Class<? extends Request> type) {
    return asked.indexOf(asked.stream().filter(type::isInstance).findFirst().orElseThrow());
  }

  private List<Reply> lockedByBen(Request request) {
    return request instanceof Request.Lock && refusals.getAndDecrement() > 0
        ? List.of(new Reply.Failed(Reply.Failed.LOCKED, "ben@lap has locked this host"))
        : answer("lvs1", request);
  }

  private void apply(Duration limit) throws ControlException {
    SiteVersion draft = new SiteVersion("shop", 0, "", false, "ann@desk", 0, Map.of(), List.of());
    VersionToApply version = new VersionToApply(draft, Optional.empty(), Set.of(), Older.REFUSED);
    var _ =
        new Applier(
                fleet()
                    .with(new Fleet.LockPolicy(limit, false))
                    .with(RunClock.pausing(time -> waited = waited.plus(time))),
                events::add,
                null,
                version)
            .apply(states());
  }
}
