package org.hactl.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hactl.agent.converge.SettableClock;
import org.hactl.agent.converge.TestHost;
import org.hactl.api.Event;
import org.hactl.api.HostStatus.HookView;
import org.hactl.host.HookSpec;
import org.hactl.host.HostState;
import org.hactl.host.VrrpPolicy;
import org.hactl.notify.HookResult;
import org.hactl.notify.Notification;
import org.hactl.notify.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HookLogTest {
  private static final Subject ROUTER = Subject.router("VI_1");

  private final List<Event> journal = new ArrayList<>();
  private final SettableClock clock = new SettableClock();
  private final HookLog hooks = new HookLog(journal::add, clock);

  @Test
  void keepsTheLastResultOfEachHookInTheSite() {
    hooks.configure(state("/old"));
    end("/old", true);
    end("/old", false);
    assertThat(hooks.last(ROUTER))
        .singleElement()
        .satisfies(view -> assertThat(view.ok()).isFalse());
    hooks.configure(state("/new"));
    assertThat(hooks.last(ROUTER)).isEmpty();
    end("/old", false);
    assertThat(hooks.last(ROUTER)).as("the hook ended late").isEmpty();
    end("/new", true);
    hooks.configure(state("/new"));
    assertThat(hooks.last(ROUTER)).extracting(HookView::command).containsExactly("/new");
    hooks.configure(HostState.empty("shop", "lvs1"));
    assertThat(hooks.last(ROUTER)).isEmpty();
    assertThat(journal).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(longs = {365, -365})
  void theAgeOfAResultStaysRightWhenTheClockIsSet(long days) {
    hooks.configure(state("/new"));
    end("/new", true);
    clock.step(days);
    assertThat(hooks.last(ROUTER))
        .singleElement()
        .satisfies(view ->
            assertThat(clock.millis() - view.atMillis())
                .isBetween(0L, Duration.ofDays(1).toMillis()));
  }

  private void end(String command, boolean ok) {
    hooks.ended(
        new HookResult(
            new Notification(ROUTER, Notification.MASTER, 100, Map.of()),
            command,
            ok,
            ok ? "exit 0" : "exit 1",
            Instant.EPOCH,
            Duration.ZERO));
  }

  private static HostState state(String command) {
    HookSpec hook = new HookSpec(List.of(command), null, 1_000, Set.of());
    return HostState.builder("shop", "lvs1")
        .virtualRouters(List.of(TestHost.ROUTER))
        .vrrp(new VrrpPolicy(List.of(), List.of(), List.of(), List.of(hook), List.of(), false))
        .build();
  }
}
