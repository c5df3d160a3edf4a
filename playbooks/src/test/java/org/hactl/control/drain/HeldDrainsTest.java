package org.hactl.control.drain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hactl.api.HostStatus;
import org.hactl.control.AgentQueries.Answer;
import org.hactl.control.hold.HoldSites;
import org.hactl.control.host.HostFailure;
import org.hactl.control.rollout.RunClock;
import org.hactl.host.Hold;
import org.hactl.host.Hold.ApplyDrain;
import org.hactl.host.Hold.State;
import org.hactl.host.Hold.Word;
import org.hactl.host.Holds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeldDrainsTest {
  private final Map<String, Holds> known = new TreeMap<>();
  private final Set<String> deaf = new HashSet<>();
  private final HeldDrains drains =
      new HeldDrains(new Told(), RunClock.system(), (host, text) -> {});

  /** Directors that merge what they are told, unless they are deaf. */
  private final class Told implements BatchDrains.Directors {
    @Override
    public List<Answer<HostStatus>> status() {
      return List.of();
    }

    @Override
    public List<Answer<List<Hold>>> hold(List<String> hosts, List<Hold> words) {
      return hosts.stream().map(host -> tell(host, words)).toList();
    }

    private Answer<List<Hold>> tell(String host, List<Hold> words) {
      if (deaf.contains(host)) {
        return new Answer<>(host, null, new HostFailure("no answer", "look at it"), true);
      }
      Holds after = known.getOrDefault(host, Holds.NONE).merge(words);
      known.put(host, after);
      return new Answer<>(host, after.all(), null, false);
    }
  }

  @BeforeEach
  void web1IsDrained() {
    ApplyDrain web1 =
        new ApplyDrain("web1", 300_000, new Word(State.HELD, "ann@desk", "apply", 1, 1));
    assertThat(drains.begin(List.of(web1), HoldSites.pair())).isEmpty();
    assertThat(draining()).containsExactly("lvs1", "lvs2");
  }

  @AfterEach
  void theRunEnds() {
    deaf.clear();
    assertThat(drains.end()).isEmpty();
    assertThat(draining()).isEmpty();
  }

  @Test
  void signsOfLifeKeepADrain() {
    drains.signOfLife();
    drains.signOfLife();
    assertThat(draining()).containsExactly("lvs1", "lvs2");
    assertThat(known.values()).allMatch(each -> each.all().getFirst().word().version() == 3);
  }

  @Test
  void aDrainThatEndedOnOneDirectorDoesNotBeginThereAgain() {
    deaf.add("lvs2");
    assertThat(HeldDrains.failure("still drains", drains.release(List.of("web1")), List.of("web1")))
        .contains(new HostFailure("lvs2 still drains web1: no answer", "look at it"));
    assertThat(draining()).containsExactly("lvs2");
    drains.signOfLife();
    assertThat(draining()).containsExactly("lvs2");
    deaf.clear();
    drains.signOfLife();
    assertThat(draining()).isEmpty();
  }

  private List<String> draining() {
    return known.entrySet().stream()
        .filter(each -> !each.getValue().held().isEmpty())
        .map(Map.Entry::getKey)
        .toList();
  }
}
