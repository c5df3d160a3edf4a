package org.hactl.bfd.protocol;

import java.util.ArrayList;
import java.util.List;
import org.hactl.bfd.model.BfdReason;
import org.hactl.bfd.model.BfdState;
import org.hactl.bfd.model.Diagnostic;

/** One thing that a session asks the engine to do; the engine carries out the effects in order. */
public sealed interface BfdEffect {

  /** Send a packet, as {@link BfdSession#write} writes it. */
  enum Send implements BfdEffect {
    PLAIN(0),
    /** With the Poll bit: asks the neighbour to answer at once. */
    POLL(ControlPacket.POLL),
    /** With the Final bit: the answer to a poll. */
    FINAL(ControlPacket.FINAL);

    private final int flags;
    private final List<BfdEffect> alone = List.of(this);

    Send(int flags) {
      this.flags = flags;
    }

    /** The flag bit of this packet on the wire. */
    int flags() {
      return flags;
    }

    /** A list with only this effect. */
    List<BfdEffect> alone() {
      return alone;
    }
  }

  /** Report a change of state. */
  record ChangeState(BfdState from, BfdState to, BfdReason reason, Diagnostic diagnostic)
      implements BfdEffect {}

  /** The effects of the first list, then the effects of the second list. */
  static List<BfdEffect> concat(List<BfdEffect> first, List<BfdEffect> second) {
    if (first.isEmpty()) {
      return second;
    }
    if (second.isEmpty()) {
      return first;
    }
    List<BfdEffect> both = new ArrayList<>(first);
    both.addAll(second);
    return both;
  }
}
