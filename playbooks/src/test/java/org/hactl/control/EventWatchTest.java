package org.hactl.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hactl.api.Event;
import org.hactl.api.Reply;
import org.hactl.api.Request;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.host.HostTarget;
import org.hactl.control.image.RuntimeImages;
import org.hactl.ssh.SshEndpoint;
import org.junit.jupiter.api.Test;

class EventWatchTest {
  private static final Event FIRST = new Event.PriorityChanged(1, "VI_1", 100, 90);
  private static final Event SECOND = new Event.PriorityChanged(2, "VI_1", 90, 80);

  /** The host's clock was set back by a year meanwhile. */
  private static final Event THIRD =
      new Event.PriorityChanged(2 - Duration.ofDays(365).toMillis(), "VI_2", 90, 80);

  private final FakeAgent agent = new FakeAgent(FakeAgent.probeText("d"), this::answer);
  private final List<String> told = Collections.synchronizedList(new ArrayList<>());
  private int connections;

  @Test
  void tellsThePastOfEveryHost() {
    assertThat(new AgentQueries(fleet()).events(List.of("lvs1"), 5, 0))
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("atMillis")
        .containsExactly(new Answer<>("lvs1", List.of(FIRST, SECOND), null, false));
    assertThat(agent.asked).last().isEqualTo(new Request.Events(5, 0, false));
  }

  @Test
  void aHostThatWasGoneTellsWhatHappenedMeanwhileAndNothingTwice() throws Exception {
    EventWatch watch = new EventWatch(fleet(), new Telling(), Duration.ZERO);
    Thread follower = Thread.ofPlatform().start(() -> watch.follow(List.of("lvs1"), 5, 0));
    await().until(() -> told.contains("lost 1"));
    assertThat(told)
        .containsExactly(
            FIRST.toString(),
            SECOND.toString(),
            "lost 0",
            "the agent refused to report its events: it stops (stopping)",
            THIRD.toString(),
            "lost 1");
    assertThat(agent.asked)
        .containsExactly(
            new Request.Hello(),
            new Request.Events(5, 0, true),
            new Request.Hello(),
            new Request.Events(1_000, 2, true));
    follower.interrupt();
    follower.join();
  }

  private synchronized List<Reply> answer(Request request) {
    if (!(request instanceof Request.Events events)) {
      return List.of(new Reply.Hello(1, "0.1.0", "d", 3, "d", 0));
    }
    connections++;
    if (!events.follow()) {
      return List.of(new Reply.Happened(FIRST), new Reply.Happened(SECOND), new Reply.Pulse(0));
    }
    return connections == 1
        ? List.of(
            new Reply.Happened(FIRST),
            new Reply.Happened(SECOND),
            new Reply.Pulse(0),
            new Reply.Failed("stopping", "it stops"))
        : List.of(new Reply.Happened(SECOND), new Reply.Happened(THIRD), new Reply.Pulse(1));
  }

  private Fleet fleet() {
    HostTarget target =
        new HostTarget(
            "lvs1",
            Optional.of(new SshEndpoint("lvs1", 22, Optional.of("root"), Optional.empty())),
            false);
    return new Fleet(
        Map.of("lvs1", target),
        _ -> agent,
        new RuntimeImages(Path.of("none"), Path.of("none"), Path.of("none")),
        FakeAgent.PROTOCOL,
        1,
        Duration.ZERO);
  }

  private final class Telling implements EventWatch.Listener {
    @Override
    public void happened(String host, Event event) {
      told.add(event.toString());
    }

    @Override
    public void upToDate(String host, long lost) {
      told.add("lost " + lost);
    }

    @Override
    public void trouble(Answer<Event> why) {
      told.add(why.failure() == null ? "no agent" : why.failure().message());
    }
  }
}
