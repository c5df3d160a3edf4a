package org.hactl.agent.converge;

import static java.lang.Thread.State.TERMINATED;
import static java.lang.Thread.State.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Set;
import org.hactl.agent.converge.TestHost.Running;
import org.hactl.api.Reply;
import org.junit.jupiter.api.Test;

/** How long the old virtual routers are heard after a change is confirmed. */
class SettlingTest extends TestAgent {
  @Test
  void oldPasswordsAreAcceptedForAWhileAfterTheConfirmation() throws IOException {
    try (Running agent = start()) {
      Reply.Applied first = apply(agent, ONE, new ArrayList<>());
      agent.engines().settles = true;
      assertThat(agent.core().generations().confirm(first.generation())).isEmpty();
      assertThat(agent.engines().settles).isTrue();
      host.alarms.getLast().run();
      assertThat(agent.engines().settles).isFalse();
    }
  }

  @Test
  void theTimeInWhichOldPasswordsAreAcceptedBeginsAnewWithTheNextChange() throws IOException {
    try (Running agent = start()) {
      agent.engines().settles = true;
      confirm(agent, ONE);
      Runnable first = host.alarms.getLast();
      confirm(agent, TWO);
      first.run();
      assertThat(agent.engines().settles).isTrue();
      host.alarms.getLast().run();
      assertThat(agent.engines().settles).isFalse();
    }
  }

  @Test
  void theTimeInWhichOldPasswordsAreAcceptedBeginsAnewWithAnotherApply() throws IOException {
    try (Running agent = start()) {
      agent.engines().settles = true;
      confirm(agent, ONE);
      Runnable first = host.alarms.getLast();
      assertThat(apply(agent, ONE, new ArrayList<>()).needsConfirm()).isFalse();
      first.run();
      assertThat(agent.engines().settles).isTrue();
      host.alarms.getLast().run();
      assertThat(agent.engines().settles).isFalse();
    }
  }

  @Test
  void aRestartDoesNotEndTheTimeInWhichOldPasswordsAreAccepted() throws IOException {
    try (Running agent = start()) {
      confirm(agent, ONE);
      Reply.Applied second = apply(agent, TWO, new ArrayList<>());
      agent.engines().settles = true;
      assertThat(agent.core().generations().confirm(second.generation())).isEmpty();
    }
    try (Running agent = start()) {
      assertThat(agent.engines().accepted).isEqualTo(ONE);
      host.alarms.getLast().run();
    }
    try (Running agent = start()) {
      assertThat(agent.engines().accepted).as("they are refused by then").isNull();
    }
  }

  @Test
  void anotherGenerationEndsTheTimeInWhichOldPasswordsAreAccepted() throws IOException {
    try (Running agent = start()) {
      confirm(agent, ONE);
      Reply.Applied second = apply(agent, TWO, new ArrayList<>());
      agent.engines().settles = true;
      assertThat(agent.core().generations().confirm(second.generation())).isEmpty();
      agent.engines().settles = false;
      confirm(agent, ONE);
    }
    try (Running agent = start()) {
      assertThat(agent.engines().accepted).isNull();
    }
  }

  @Test
  void oldPasswordsAreRefusedAfterThatAlsoIfAnApplyRunsThen() throws IOException {
    try (Running agent = start()) {
      Reply.Applied first = apply(agent, ONE, new ArrayList<>());
      agent.engines().settles = true;
      assertThat(agent.core().generations().confirm(first.generation())).isEmpty();
      GenerationLock lock = agent.core().generations().lock();
      assertThat(lock.enter()).isTrue();
      Thread alarm = Thread.ofPlatform().start(host.alarms.getLast());
      await().until(() -> Set.of(WAITING, TERMINATED).contains(alarm.getState()));
      lock.leave();
      await().untilAsserted(() -> assertThat(agent.engines().settles).isFalse());
    }
  }
}
