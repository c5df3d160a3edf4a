package org.hactl.control.hold;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hactl.host.Hold;
import org.hactl.host.Hold.ApplyDrain;
import org.hactl.host.Hold.Drain;
import org.hactl.host.Hold.Maintenance;
import org.hactl.host.Hold.State;
import org.hactl.host.Hold.Word;
import org.hactl.host.Holds;

/**
 * The holds of a host that gets another name. They say the same under the new name, before those
 * under the old name end.
 *
 * @param begun what is held under the new name
 * @param ended what ends under the old name
 */
public record Renamed(List<Hold> begun, List<Hold> ended) {
  public Renamed {
    begun = List.copyOf(begun);
    ended = List.copyOf(ended);
  }

  /**
   * @param holds the newest holds of the site
   * @param nowMillis since the epoch
   */
  public static Renamed of(Holds holds, String from, String to, String who, long nowMillis) {
    List<Hold> begun = new ArrayList<>();
    List<Hold> ended = new ArrayList<>();
    String why = "%s is %s now".formatted(from, to);
    for (Hold hold : holds.held()) {
      Word before = hold.word();
      Word same =
          new Word(
              State.HELD,
              before.who(),
              before.why(),
              before.atMillis(),
              Word.after(holds.all(), State.HELD, who, "", nowMillis).version());
      named(hold, from, to)
          .ifPresent(renamed -> {
            begun.add(renamed.with(same));
            ended.add(hold.with(Word.after(holds.all(), State.ENDED, who, why, nowMillis)));
          });
    }
    return new Renamed(begun, ended);
  }

  /** The same hold of the new name; empty if it is about another host, or ends by itself. */
  private static Optional<Hold> named(Hold hold, String from, String to) {
    return switch (hold) {
      case Drain drain ->
          drain.realServer().equals(from)
              ? Optional.of(new Drain(to, drain.service(), drain.word()))
              : Optional.empty();
      case Maintenance maintenance ->
          maintenance.host().equals(from)
              ? Optional.of(new Maintenance(to, maintenance.word()))
              : Optional.empty();
      case ApplyDrain _ -> Optional.empty();
    };
  }

  /** The end of what was begun, if the rename goes back. */
  public List<Hold> takenBack(Holds holds, String who, long nowMillis) {
    Holds known = holds.merge(begun);
    return begun.stream()
        .map(hold -> hold.with(Word.after(known.all(), State.ENDED, who, "", nowMillis)))
        .toList();
  }
}
