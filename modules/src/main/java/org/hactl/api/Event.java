package org.hactl.api;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Objects;
import org.hactl.host.Hold;

/**
 * Something that happened on a host: a line of its event journal, also sent as an answer to {@link
 * Request.Events}. All times are in milliseconds since the epoch; states are {@code MASTER}, {@code
 * BACKUP}, {@code FAULT} and {@code INIT}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Event.Drifted.class, name = "drift"),
  @JsonSubTypes.Type(value = Event.RouterChanged.class, name = "transition"),
  @JsonSubTypes.Type(value = Event.GroupChanged.class, name = "group-transition"),
  @JsonSubTypes.Type(value = Event.PriorityChanged.class, name = "priority"),
  @JsonSubTypes.Type(value = Event.LowerPriorityHeard.class, name = "lower-priority-heard"),
  @JsonSubTypes.Type(value = Event.TwoMasters.class, name = "two-masters"),
  @JsonSubTypes.Type(value = Event.TwoMastersOver.class, name = "two-masters-over"),
  @JsonSubTypes.Type(value = Event.OlderSite.class, name = "older-site"),
  @JsonSubTypes.Type(value = Event.OlderSiteOver.class, name = "older-site-over"),
  @JsonSubTypes.Type(value = Event.BfdChanged.class, name = "bfd"),
  @JsonSubTypes.Type(value = Event.Stalled.class, name = "stalled"),
  @JsonSubTypes.Type(value = Event.HookEnded.class, name = "hook"),
  @JsonSubTypes.Type(value = Event.HooksSkipped.class, name = "hooks-skipped"),
  @JsonSubTypes.Type(value = Event.HandOverAsked.class, name = "hand-over"),
  @JsonSubTypes.Type(value = Event.HealthChanged.class, name = "health"),
  @JsonSubTypes.Type(value = Event.QuorumChanged.class, name = "quorum"),
  @JsonSubTypes.Type(value = Event.SyncSilent.class, name = "sync-silent"),
  @JsonSubTypes.Type(value = Event.SyncSpeaks.class, name = "sync-speaks"),
  @JsonSubTypes.Type(value = Event.GenerationChanged.class, name = "generation"),
  @JsonSubTypes.Type(value = Event.HoldChanged.class, name = "hold"),
  @JsonSubTypes.Type(value = Event.MailFailed.class, name = "mail-failed"),
  @JsonSubTypes.Type(value = Event.StateUnreadable.class, name = "state-unreadable"),
  @JsonSubTypes.Type(value = Event.Rested.class, name = "rest"),
  @JsonSubTypes.Type(value = Event.AgentStarted.class, name = "agent-started"),
  @JsonSubTypes.Type(value = Event.AgentStopped.class, name = "agent-stopped")
})
public sealed interface Event {
  long atMillis();

  record Drifted(long atMillis, DriftEntry drift) implements Event {}

  /**
   * @param reason the reason, in the form {@code interface-down}
   * @param detail the cause in the system's words; empty if the reason is enough
   */
  record RouterChanged(
      long atMillis, String router, String from, String to, String reason, String detail)
      implements Event {
    public RouterChanged {
      // An older agent sends no detail.
      detail = Objects.requireNonNullElse(detail, "");
    }
  }

  /** All routers of a sync group are now in the same state. */
  record GroupChanged(long atMillis, String group, String from, String to, String reason)
      implements Event {}

  /** Tracking or a change of the site has changed the priority that a router advertises. */
  record PriorityChanged(long atMillis, String router, int from, int to) implements Event {}

  /** A peer of lower priority advertised itself as master. At most once a minute for each peer. */
  record LowerPriorityHeard(long atMillis, String router, String peer, int peerPriority)
      implements Event {}

  /**
   * Another host is master of a router at the same time as this host.
   *
   * @param peerPriority 0 if its packets cannot be read
   * @param reason why this host rejects its advertisements, in the form {@code password}; empty if
   *     it accepts them
   * @param text the event as a sentence for the operator, with the next step
   */
  record TwoMasters(
      long atMillis, String router, String peer, int peerPriority, String reason, String text)
      implements Event {}

  record TwoMastersOver(long atMillis, String router, String peer, long lastedMillis)
      implements Event {}

  /**
   * Another director holds a newer version of the site, which has another state for this host.
   *
   * @param serial that this host holds
   * @param newest that the other director holds
   * @param peer the name of the other director
   * @param routers the routers that do not preempt it
   */
  record OlderSite(long atMillis, long serial, long newest, String peer, List<String> routers)
      implements Event {
    public OlderSite {
      routers = List.copyOf(routers);
    }
  }

  /** This host holds the newest version of the site again. */
  record OlderSiteOver(long atMillis, long serial) implements Event {}

  /**
   * A BFD session changed its state, or has not come up since it was created.
   *
   * @param from {@code up}, {@code init}, {@code down} or {@code admin-down}
   */
  record BfdChanged(long atMillis, String session, String from, String to, String reason)
      implements Event {}

  /** The agent, or the whole system, stood still. */
  record Stalled(long atMillis, long stoodStillMillis) implements Event {}

  /**
   * A hook has run.
   *
   * @param about {@code INSTANCE} or {@code GROUP}
   * @param name the name of the router or the group
   * @param state the state that the hook got as an argument
   * @param ok whether the hook ended by itself, with status 0
   * @param outcome how the hook ended, with the last line that it printed, or why it could not run
   */
  record HookEnded(
      long atMillis,
      String about,
      String name,
      String state,
      String command,
      boolean ok,
      String outcome,
      long tookMillis)
      implements Event {}

  /**
   * A router or a group changed faster than its hooks run; so the agent does not run them for these
   * states.
   *
   * @param about {@code INSTANCE} or {@code GROUP}
   */
  record HooksSkipped(long atMillis, String about, String name, List<String> states)
      implements Event {
    public HooksSkipped {
      states = List.copyOf(states);
    }
  }

  /**
   * An operator asked this host to hand a virtual router over; a transition follows when another
   * host has taken it.
   *
   * @param who in the form {@code ann@desk}
   */
  record HandOverAsked(long atMillis, String router, String who) implements Event {}

  record HealthChanged(
      long atMillis, String service, String realServer, String from, String to, String detail)
      implements Event {}

  /**
   * A director has sent none of its connections to the others for a minute.
   *
   * @param connections how many have come in that minute
   */
  record SyncSilent(long atMillis, String interfaceName, long connections) implements Event {}

  /** It sends them again. */
  record SyncSpeaks(long atMillis, String interfaceName) implements Event {}

  /**
   * A virtual service reached or lost its quorum.
   *
   * @param quorum in the form {@code 2} or {@code weight 4 ± 1}
   * @param live what the healthy real servers count that are not drained
   * @param all what all of them would count
   */
  record QuorumChanged(
      long atMillis, String service, boolean reached, String quorum, int live, int all)
      implements Event {}

  record GenerationChanged(long atMillis, long generation, String digest, Step step, String detail)
      implements Event {
    public enum Step {
      BEGUN,
      CONVERGED,
      CONFIRMED,
      ROLLED_BACK
    }
  }

  /** An operator drained a real server, put a host into maintenance, or ended that. */
  record HoldChanged(long atMillis, Hold hold) implements Event {}

  record MailFailed(long atMillis, String subject, String error) implements Event {}

  /**
   * When the agent started, it could not read a file of its own state.
   *
   * @param file the file, in the agent's state folder
   */
  record StateUnreadable(long atMillis, String file, String reason) implements Event {}

  /**
   * The agent leaves a resource alone for a while, because another program keeps changing it.
   *
   * @param resource the resource, in the form {@code sysctl[net.ipv4.ip_forward]}
   * @param text the reason in a sentence, with how long
   */
  record Rested(long atMillis, String resource, long forMillis, String text) implements Event {}

  record AgentStarted(long atMillis, String version, boolean afterBoot) implements Event {}

  /** The agent ends because it was told to; an agent that crashes does not say so. */
  record AgentStopped(long atMillis, String version) implements Event {}
}
