package org.hactl.lab.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulation must be able to fail: it finds each of these mistakes. */
class PlantedMistakesTest extends SimulationOfSites {
  /** More than needed to find each of the mistakes. */
  private static final long SEEDS = 4_000;

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake("the content of files is not synced", new Mistakes.ContentIsNotSynced()),
        mistake("new names are not synced", new Mistakes.NamesAreNotSynced()),
        mistake("files are replaced by copies", new Mistakes.RenamesAreCopies()),
        mistake("a confirmation is written later", new Mistakes.ConfirmationIsWrittenLater()),
        mistake("a start rolls a confirmed generation back", new Mistakes.ConfirmedIsRolledBack()),
        mistake("holds stay in memory", new Mistakes.HoldsAreNotKept()),
        mistake(
            "the ownership journal comes after the change",
            new Mistakes.OwnershipComesAfterTheChange()),
        mistake("the dead-man timer never ends", new Mistakes.DeadManNeverWakes()),
        mistake("two runs can change a host at once", new Mistakes.LocksDoNotHold()),
        mistake("a lock outlives its connection", new Mistakes.LocksNeverEnd()),
        mistake("only one host confirms", new Mistakes.OnlyOneHostConfirms()),
        mistake("what a run has decided is forgotten", new Mistakes.DecisionsAreForgotten()),
        mistake("addresses are removed by prefix", new KernelMistakes.RemovesByPrefix()),
        mistake("an address stays after its role", new KernelMistakes.KeepsAddresses()),
        mistake("a change on the wire has no stages", new Mistakes.ChangesWithoutStages()),
        mistake("directors tell each other nothing", new Mistakes.DirectorsAreSilent()));
  }

  private static Arguments mistake(String what, Parts parts) {
    return Arguments.of(Named.of(what, parts));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void isFound(Parts mistake) {
    boolean found =
        LongStream.range(0, SEEDS)
            .anyMatch(seed -> new SiteSimulation(seed, mistake, image(), false).run() != null);
    assertThat(found).isTrue();
  }
}
