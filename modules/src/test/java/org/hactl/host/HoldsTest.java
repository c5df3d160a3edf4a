package org.hactl.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.hactl.host.Hold.ApplyDrain;
import org.hactl.host.Hold.Drain;
import org.hactl.host.Hold.Maintenance;
import org.hactl.host.Hold.State;
import org.hactl.host.Hold.Word;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class HoldsTest {
  private static final long DAY = 24L * 3600 * 1000;

  @Test
  void theNewerOfTwoWordsCountsAlsoIfItEndsTheHold() {
    Hold held = drain(State.HELD, 1);
    Hold ended = drain(State.ENDED, 2);
    assertThat(Holds.of(List.of(held, ended)).held()).isEmpty();
    assertThat(Holds.of(List.of(ended, held)).held()).isEmpty();
    Hold again = drain(State.HELD, 3);
    assertThat(Holds.of(List.of(ended, again, held)).held()).containsExactly(again);
  }

  @Test
  void ofTwoWordsOfTheSameMomentTheOneThatHoldsCounts() {
    Hold held = drain(State.HELD, 1);
    assertThat(Holds.of(List.of(held, drain(State.ENDED, 1))).held()).containsExactly(held);
  }

  /** Hosts hear of holds in any order, and some of them twice. */
  @RepeatedTest(50)
  void allOrdersOfMergingGiveTheSame(RepetitionInfo repetition) {
    long seed = repetition.getCurrentRepetition();
    Random random = new Random(seed);
    List<Hold> said =
        new ArrayList<>(
            IntStream.range(0, 20)
                .mapToObj(_ ->
                    (Hold)
                        new Drain(
                            "web" + random.nextInt(3),
                            random.nextBoolean() ? null : "web",
                            new Word(
                                State.values()[random.nextInt(2)],
                                random.nextBoolean() ? "ann@desk" : "ben@lap",
                                random.nextBoolean() ? "" : "why",
                                random.nextInt(3),
                                random.nextInt(4))))
                .toList());
    Holds all = Holds.of(said);
    Collections.shuffle(said, random);
    Holds half = Holds.of(said.subList(0, 10));
    assertThat(half.merge(said.subList(5, 20)).merge(half.all()))
        .as("seed %d", seed)
        .isEqualTo(all);
    assertThat(all.newerThan(all)).isEmpty();
    assertThat(half.merge(all.newerThan(half)).held()).isEqualTo(all.held());
  }

  @Test
  void aWordIsNewerThanAllKnownOnesAlsoAfterAClockThatWasAhead() {
    Hold fromTheFuture = drain(State.HELD, 9_000);
    Word word = Word.after(List.of(fromTheFuture), State.ENDED, "ben@lap", "", 5_000);
    assertThat(word.version()).isEqualTo(9_001);
    assertThat(fromTheFuture.with(word).isNewerThan(fromTheFuture)).isTrue();
    assertThat(Word.after(List.of(), State.HELD, "ben@lap", "", 5_000).version()).isEqualTo(5_000);
  }

  @Test
  void endedHoldsAreForgottenByAgeAndNumber() {
    List<Hold> many = new ArrayList<>();
    IntStream.range(0, 1_500).forEach(i -> many.add(ended("web" + i, 100 * DAY + i)));
    many.add(ended("old", 69 * DAY));
    many.add(new Drain("held", null, new Word(State.HELD, "ann@desk", "", 0, 1)));
    Holds pruned = Holds.of(many).pruned(100 * DAY);
    assertThat(pruned.all()).hasSize(1_001);
    assertThat(pruned.held()).hasSize(1);
    assertThat(pruned.find("drain web1499")).isPresent();
    assertThat(pruned.find("drain web0")).isEmpty();
    assertThat(pruned.find("drain old")).isEmpty();
  }

  @Test
  void anEndedHoldThatAHostNeverHadIsNothingNew() {
    Holds ended = Holds.of(List.of(drain(State.ENDED, 3)));
    assertThat(ended.newerThan(Holds.NONE)).isEmpty();
    assertThat(ended.newerThan(Holds.of(List.of(drain(State.HELD, 2))))).hasSize(1);
    assertThat(Holds.NONE.newerThan(ended)).isEmpty();
  }

  @Test
  void maintenanceOfARealServerDrainsItInEveryService() {
    Maintenance web1 = new Maintenance("web1", new Word(State.HELD, "ann@desk", "new disk", 5, 5));
    Holds holds = Holds.of(List.of(web1));
    assertThat(holds.isDrained("any", "web1", "192.0.2.18")).isTrue();
    assertThat(holds.isDrained("any", "web2", "192.0.2.20")).isFalse();
    assertThat(holds.draining("any", "web1", "192.0.2.18")).containsExactly(web1);
    assertThat(holds.maintenance("web1")).contains(web1);
    assertThat(holds.maintenance("web2")).isEmpty();
  }

  @Test
  void theWordsOfAnApplyDoNotOverrideThatOfAnOperator() {
    ApplyDrain drain = new ApplyDrain("web1", 60_000, drain(State.HELD, 1_000).word());
    ApplyDrain signOfLife = drain.next(State.HELD, "");
    Hold ended = drain.with(Word.after(List.of(signOfLife), State.ENDED, "ben@lap", "", 5_000_000));
    assertThat(Holds.of(List.of(ended, signOfLife.next(State.HELD, ""))).held()).isEmpty();
    assertThat(Holds.of(List.of(drain)).isDrained("any", "web1", "192.0.2.18")).isTrue();
    assertThat(Holds.of(List.of(drain, signOfLife.over(), drain.over())).held()).isEmpty();
    assertThat(Holds.of(List.of(drain.over(), signOfLife)).held()).containsExactly(signOfLife);
  }

  @Test
  void refusesWhatNoHoldNeeds() {
    assertThatThrownBy(() -> new Word(State.HELD, "ann@desk", "", 0, Word.MAX_VERSION + 1))
        .hasMessageContaining("not 0 to 100000000000000");
    assertThatThrownBy(() -> new Word(State.HELD, "ann@desk", "x".repeat(301), 0, 1))
        .hasMessageContaining("301 characters");
    assertThatThrownBy(() -> new Drain(" ", null, drain(State.HELD, 1).word()))
        .hasMessageContaining("a name in a hold");
    assertThatThrownBy(() -> new ApplyDrain("web1", 0, drain(State.HELD, 1).word()))
        .hasMessageContaining("lasts 0 ms, not 1 to 86400000");
  }

  private static Hold drain(State state, long version) {
    return new Drain("web1", null, new Word(state, "ann@desk", "", version, version));
  }

  private static Hold ended(String server, long version) {
    return new Drain(server, null, new Word(State.ENDED, "ann@desk", "", 0, version));
  }
}
