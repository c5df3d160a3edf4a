package org.hactl.control;

import java.util.List;
import org.hactl.api.ChangeView;

/** What happens while hosts are brought to what the site says. */
public sealed interface HostEvent {
  /** A host is at something; the newest text replaces the one before. */
  record Working(String host, String text) implements HostEvent {}

  /** A change is done on a host. */
  record Changed(String host, ChangeView change) implements HostEvent {}

  /**
   * What would change on a host.
   *
   * @param notes what else would happen, such as an agent to be installed
   */
  record Planned(String host, List<String> notes, List<ChangeView> changes) implements HostEvent {
    public Planned {
      notes = List.copyOf(notes);
      changes = List.copyOf(changes);
    }
  }

  /** A host is done with. */
  record Ended(HostResult result) implements HostEvent {}
}
