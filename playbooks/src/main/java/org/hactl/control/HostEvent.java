package org.hactl.control;

import java.util.List;
import org.hactl.api.ChangeView;
import org.hactl.control.view.Finding;
import org.hactl.host.Hold;

/** What happens while hosts are changed to match the site. */
public sealed interface HostEvent {
  /** The present step of the work on a host; a newer text replaces this one. */
  record Working(String host, String text) implements HostEvent {}

  /** A change was made on a host. */
  record ResourceChanged(String host, ChangeView change) implements HostEvent {}

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

  /**
   * The hosts that change together, one wave after the other; told if there are several waves, or
   * hosts that are drained.
   *
   * @param drained the hosts that are drained before they change
   * @param objections why hosts cannot be drained, a sentence for each; an apply is then refused
   */
  record RolloutPlanned(List<List<String>> waves, List<String> drained, List<String> objections)
      implements HostEvent {}

  /**
   * A wave begins.
   *
   * @param number the first one is 1
   * @param of how many waves there are
   */
  record WaveBegun(int number, int of, List<String> hosts) implements HostEvent {}

  /** The findings on the whole site. They come before a plan is shown, and after an apply. */
  record SiteViewed(List<Finding> findings) implements HostEvent {
    public SiteViewed {
      findings = List.copyOf(findings);
    }
  }

  /** What operators hold on a host, ended holds too. It comes with the host's plan. */
  record HoldsTold(String host, List<Hold> holds) implements HostEvent {
    public HoldsTold {
      holds = List.copyOf(holds);
    }
  }

  /**
   * What operators hold on the hosts of a plan or an apply.
   *
   * @param remarks which hosts lack which words, and what was done about it
   */
  record HoldsMet(List<Hold> held, List<String> remarks) implements HostEvent {
    public HoldsMet {
      held = List.copyOf(held);
      remarks = List.copyOf(remarks);
    }
  }

  /** The work on a host has ended. */
  record HostEnded(HostResult result) implements HostEvent {}
}
