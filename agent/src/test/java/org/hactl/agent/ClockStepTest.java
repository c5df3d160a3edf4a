package org.hactl.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hactl.agent.converge.SettableClock;
import org.hactl.api.DriftEntry;
import org.hactl.api.Event;
import org.hactl.api.HostStatus;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.host.HostState;
import org.hactl.host.TrackSpec;
import org.hactl.host.TrackerSpec;
import org.hactl.host.VrrpPolicy;
import org.hactl.linux.kernel.SysctlKey;
import org.hactl.module.sysctl.SysctlResource;
import org.hactl.track.TrackStates;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The wall clock of a running agent is set: ages, intervals and the order of events stay right. */
class ClockStepTest extends RunningAgent {
  private static final SysctlKey FORWARD = SysctlKey.parse("net.ipv4.ip_forward");
  private static final long FAR_ABOVE_THIS_TEST_MILLIS = Duration.ofDays(1).toMillis();

  private final SettableClock clock = new SettableClock();

  private void restartWithTheSettableClock() throws IOException {
    host.stop();
    host.clock = clock;
    host.start();
  }

  private static HostState watched() {
    TrackerSpec script =
        new TrackerSpec.Script("gw", List.of("ok"), null, 60_000, 1_000, 1, 1, true);
    return HostState.builder("shop", "lvs1")
        .virtualRouters(List.of(TrackStates.router("VI_1", new TrackSpec("gw", -10))))
        .virtualServices(director().virtualServices())
        .vrrp(new VrrpPolicy(List.of(), List.of(script), List.of(), List.of(), List.of(), false))
        .build();
  }

  @ParameterizedTest
  @ValueSource(longs = {365, -365})
  void agesStayRight(long days) throws IOException {
    restartWithTheSettableClock();
    agent.confirm(watched());
    await().until(() -> agent.status().trackers().getFirst().value().equals("true"));
    await().until(() -> agent.status().drift().lastPassAtMillis() > 0);
    clock.step(days);
    HostStatus status = agent.status();
    List<Long> since = new ArrayList<>();
    since.add(status.startedAtMillis());
    since.add(status.drift().lastPassAtMillis());
    status.trackers().forEach(tracker -> since.add(tracker.sinceMillis()));
    status
        .services()
        .forEach(
            service -> service.realServers().forEach(server -> since.add(server.sinceMillis())));
    assertThat(since)
        .hasSize(5)
        .allSatisfy(moment ->
            assertThat(status.nowMillis() - moment).isBetween(0L, FAR_ABOVE_THIS_TEST_MILLIS));
  }

  @ParameterizedTest
  @ValueSource(longs = {365, -365})
  void driftAndEventsKeepTheirOrder(long days) throws IOException {
    restartWithTheSettableClock();
    agent.confirm(state(List.of(), List.of(), new SysctlResource(FORWARD.toString(), "1")));
    host.kernel.sysctls().write(FORWARD, "0");
    await().until(() -> agent.drift().size() == 1);
    List<Event> before = agent.events(Event.class);
    clock.step(days);
    host.kernel.sysctls().write(FORWARD, "0");
    await().until(() -> agent.drift().size() == 2);
    assertThat(agent.drift())
        .extracting(DriftEntry::stoodMillis)
        .allSatisfy(stood -> assertThat(stood).isBetween(0L, FAR_ABOVE_THIS_TEST_MILLIS));
    List<Event> after = agent.events(Event.class);
    assertThat(after.subList(0, before.size())).isEqualTo(before);
    assertThat(after.getLast().atMillis())
        .isCloseTo(clock.millis(), offset(FAR_ABOVE_THIS_TEST_MILLIS));
  }

  @ParameterizedTest
  @ValueSource(longs = {365, -365})
  void aConfirmationCountsItsTimeAsItPasses(long days) throws IOException {
    restartWithTheSettableClock();
    HostState one = state(List.of(), List.of(), new SysctlResource(FORWARD.toString(), "1"));
    Reply.Applied applied = agent.apply(one);
    clock.step(days);
    assertThat(agent.status().confirmed()).as("it may still be confirmed").isFalse();
    assertThat(agent.ask(new Request.Confirm(applied.generation())))
        .isInstanceOf(Reply.Hello.class);
    var _ = agent.ask(new Request.Apply(HostState.empty("shop", "lvs1"), 50));
    clock.step(days);
    await()
        .until(() ->
            agent.events(Event.GenerationChanged.class).stream()
                .anyMatch(event -> event.toString().contains("not confirmed in time")));
  }
}
