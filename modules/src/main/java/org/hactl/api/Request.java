package org.hactl.api;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import org.hactl.host.Hold;
import org.hactl.host.HostState;
import org.hactl.host.VirtualServiceSpec;
import org.jspecify.annotations.Nullable;

/** A request to an agent. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Request.Hello.class, name = "hello"),
  @JsonSubTypes.Type(value = Request.Lock.class, name = "lock"),
  @JsonSubTypes.Type(value = Request.Unlock.class, name = "unlock"),
  @JsonSubTypes.Type(value = Request.Plan.class, name = "plan"),
  @JsonSubTypes.Type(value = Request.KeyOfSite.class, name = "key-of-site"),
  @JsonSubTypes.Type(value = Request.HoldKey.class, name = "hold-key"),
  @JsonSubTypes.Type(value = Request.Apply.class, name = "apply"),
  @JsonSubTypes.Type(value = Request.Extend.class, name = "extend"),
  @JsonSubTypes.Type(value = Request.Confirm.class, name = "confirm"),
  @JsonSubTypes.Type(value = Request.Rollback.class, name = "rollback"),
  @JsonSubTypes.Type(value = Request.Status.class, name = "status"),
  @JsonSubTypes.Type(value = Request.Drift.class, name = "drift"),
  @JsonSubTypes.Type(value = Request.Events.class, name = "events"),
  @JsonSubTypes.Type(value = Request.History.class, name = "history"),
  @JsonSubTypes.Type(value = Request.Holds.class, name = "holds"),
  @JsonSubTypes.Type(value = Request.HandOver.class, name = "hand-over"),
  @JsonSubTypes.Type(value = Request.TakePassed.class, name = "take-passed"),
  @JsonSubTypes.Type(value = Request.PassOn.class, name = "pass-on"),
  @JsonSubTypes.Type(value = Request.Generations.class, name = "generations"),
  @JsonSubTypes.Type(value = Request.Compare.class, name = "compare"),
  @JsonSubTypes.Type(value = Request.PlanReturn.class, name = "plan-return"),
  @JsonSubTypes.Type(value = Request.Return.class, name = "return"),
  @JsonSubTypes.Type(value = Request.Probe.class, name = "probe"),
  @JsonSubTypes.Type(value = Request.Reach.class, name = "reach"),
  @JsonSubTypes.Type(value = Request.Endpoint.class, name = "endpoint")
})
public sealed interface Request {
  /** Asks for the agent's version and its generation. Answer: {@link Reply.Hello}. */
  record Hello() implements Request {}

  /**
   * Locks this host: until {@link Unlock} or the end of this connection, other connections get no
   * lock and cannot apply. Answer: {@link Reply.Done}, or {@link Reply.Failed} with the code {@code
   * locked} and the name of who has it.
   *
   * @param owner who asks, in the form {@code ann@desk}
   * @param purpose what the owner is doing, in the form {@code apply}
   * @param run names this run of the command; after its connection broke, the same run gets the
   *     lock again over another one
   * @param breaksOther whether it takes the lock also from a run that has it
   */
  record Lock(String owner, String purpose, String run, boolean breaksOther) implements Request {}

  /** Ends the lock that this connection has. Answer: {@link Reply.Done}. */
  record Unlock() implements Request {}

  /** Asks what an apply would change, without changing anything. Answer: {@link Reply.Plan}. */
  record Plan(HostState state) implements Request {}

  /**
   * Asks which key of the site this host holds. Answer: {@link Reply.KeyOfSite}.
   *
   * @param withValue whether to tell the key itself, so that another director gets it
   */
  record KeyOfSite(boolean withValue) implements Request {}

  /**
   * Holds this key of the site from now on. Answer: {@link Reply.Done}, or {@link Reply.Failed}
   * with the code {@code locked} if another run has locked the host.
   *
   * @param accepted a key with which other directors may still, or already, write; null for none
   */
  record HoldKey(SiteKey key, @Nullable SiteKey accepted) implements Request {
    /** The only key. */
    public HoldKey(SiteKey key) {
      this(key, null);
    }
  }

  /**
   * Applies a host state as one generation: either all of it succeeds, or the host returns to the
   * last confirmed generation. Answer: {@link Reply.Progress} per change, then {@link
   * Reply.Applied}. The agent carries on if the connection breaks.
   *
   * @param confirmWithinMillis the generation is rolled back unless {@link Confirm} or {@link
   *     Extend} arrives within this time after it converged
   * @param version the version of the site that the state belongs to; the host holds it from then
   *     on, also if its state does not change. Null from a control node that does not say
   * @param adopts the service whose virtual routers this state takes over, such as {@code
   *     keepalived}: it runs until the moment in which they start. Null for none
   */
  record Apply(
      HostState state,
      long confirmWithinMillis,
      @Nullable SiteVersion version,
      @Nullable String adopts)
      implements Request {
    /** An apply that takes no service over. */
    public Apply(HostState state, long confirmWithinMillis, @Nullable SiteVersion version) {
      this(state, confirmWithinMillis, version, null);
    }

    /** The same apply, which takes a service over; null for none. */
    public Apply adopting(@Nullable String service) {
      return new Apply(state, confirmWithinMillis, version, service);
    }

    /** An apply of a state that belongs to no version of a site. */
    public Apply(HostState state, long confirmWithinMillis) {
      this(state, confirmWithinMillis, null);
    }
  }

  /**
   * A sign of life of the control node, which still works on other hosts: the time in which the
   * pending generation must be confirmed begins again. Answer: {@link Reply.Done}; {@link
   * Reply.Failed} with the code {@code no-such-generation} if it does not wait any more.
   *
   * @param stage how far the run has come; null from a control node that does not say
   */
  record Extend(long generation, long confirmWithinMillis, @Nullable Stage stage)
      implements Request {
    /** A sign of life that tells no stage. */
    public Extend(long generation, long confirmWithinMillis) {
      this(generation, confirmWithinMillis, null);
    }

    /** How far a run has come, in this order. A host forgets it when its agent ends. */
    public enum Stage {
      WORKING,
      /**
       * The run has come back over a new connection, and confirms all hosts or none. From now on a
       * director also follows one that has confirmed the same version of the site.
       */
      REACHED,
      /**
       * The site keeps this version, whatever becomes of the run. Half of the time later, a host
       * that has heard nothing more confirms the generation by itself.
       */
      DECIDED
    }

    /** The stage; a run that does not say works on other hosts. */
    public Stage at() {
      return stage == null ? Stage.WORKING : stage;
    }
  }

  /**
   * Confirms the generation: the control node still reaches this host. Answer: {@link Reply.Hello}.
   */
  record Confirm(long generation) implements Request {}

  /**
   * Rolls back the pending generation. Answer: {@link Reply.Applied}; {@link Reply.Failed} with the
   * code {@link Reply.Failed#CONFIRMED} if it is confirmed.
   */
  record Rollback(long generation) implements Request {}

  /**
   * Answer: {@link Reply.Status}.
   *
   * @param brief whether to leave the virtual services out, unless one of them lacks a real server:
   *     a thousand of them are long to read and to send. See {@link HostStatus#servicesDigest}
   */
  record Status(boolean brief) implements Request {}

  /** The latest drift in the event journal, newest first. Answer: {@link Reply.Drift}. */
  record Drift(int limit) implements Request {}

  /**
   * Asks for past events and, with {@code follow}, for new ones until the connection closes.
   * Answer: {@link Reply.Happened} for each event, oldest first, and a {@link Reply.Pulse} after
   * the past events. Without {@code follow} this is the closing reply; with it, another one follows
   * every few seconds.
   *
   * @param last the maximum number of past events
   * @param sinceMillis the events before the first one of this time or later are left out; in
   *     milliseconds since the epoch. Times may go back where the wall clock was set back
   */
  record Events(int last, long sinceMillis, boolean follow) implements Request {}

  /**
   * The newest entries of the audit log, newest first. Answer: {@link Reply.History}; {@link
   * Reply.Failed} with the code {@code unknown-request} from an agent that keeps no audit log.
   *
   * @param last the maximum number of entries
   */
  record History(int last) implements Request {}

  /**
   * Hands a virtual router over to another director without a gap, with all routers of its sync
   * group. Afterwards this host follows the new master until that one fails. Answer: {@link
   * Reply.Done} as soon as the other directors are told; the status tells what came of it. {@link
   * Reply.Failed} with the code {@link Reply.Failed#LOCKED}, {@link Reply.Failed#NOT_MASTER} or
   * {@link Reply.Failed#UNKNOWN_REQUEST} (from an agent that cannot do it).
   *
   * @param router its name
   * @param who asks, in the form {@code ann@desk}
   */
  record HandOver(String router, String who) implements Request {}

  /**
   * Before a hand-over: takes the packets for the VIPs of these virtual routers that their master
   * passes on, for a while. Other hosts on the segment do not notice: it does not answer for the
   * VIPs. The same request begins the time anew. Answer: {@link Reply.TakesPassed}, or {@link
   * Reply.Failed} from a host that is master of one of them, has no such router or cannot do it,
   * and {@link Reply.Failed#UNKNOWN_REQUEST} from an older agent.
   *
   * @param routers their names
   * @param millis for how long; 0 ends it
   */
  record TakePassed(List<String> routers, long millis) implements Request {
    public TakePassed {
      routers = List.copyOf(routers);
    }
  }

  /**
   * Before a hand-over: the master of these virtual routers passes new connections on to the next
   * master for a while, which then knows them when the VIPs come to it. Connections that are
   * established go on as before. It ends with the role, and the same request begins the time anew.
   * Answer: {@link Reply.PassesOn}, or {@link Reply.Failed} as to {@link HandOver}.
   *
   * @param routers their names
   * @param ways by VIP: the address of the next master to which its packets go, as {@link
   *     Reply.TakesPassed} tells it
   * @param millis for how long; 0 ends it
   */
  record PassOn(List<String> routers, Map<String, String> ways, long millis) implements Request {
    public PassOn {
      routers = List.copyOf(routers);
      ways = Map.copyOf(ways);
    }
  }

  /**
   * The confirmed generations that the host keeps, newest first. Answer: {@link Reply.Generations}.
   */
  record Generations() implements Request {}

  /**
   * The differences between the states of two generations that the host keeps; 0 stands for a host
   * without anything. Secrets are hidden. Answer: {@link Reply.Compared}; {@link Reply.Failed} with
   * the code {@code no-such-generation} for one that the host does not keep.
   */
  record Compare(long from, long to) implements Request {}

  /**
   * Asks what {@link Return} would change, without changing anything. Answer: {@link Reply.Plan},
   * or {@link Reply.Failed} with the code {@code no-such-generation}.
   */
  record PlanReturn(long generation) implements Request {}

  /**
   * Applies the state of a generation that the host keeps, as a new generation. The state does not
   * leave the host, and neither do the secrets in it. Answer: as to {@link Apply}, or {@link
   * Reply.Failed} with the code {@code no-such-generation}.
   *
   * @param generation 0 for a state without anything
   * @param confirmWithinMillis as in {@link Apply}
   * @param version as in {@link Apply}
   */
  record Return(long generation, long confirmWithinMillis, @Nullable SiteVersion version)
      implements Request {}

  /**
   * Gives words about holds to this host, which takes over those that are newer than its own. A
   * lock of the host does not matter. Answer: {@link Reply.Holds}; {@link Reply.Failed} with the
   * code {@code unknown-request} from an agent that keeps no holds.
   */
  record Holds(List<Hold> holds) implements Request {
    public Holds {
      holds = List.copyOf(holds);
    }
  }

  /**
   * Tries a virtual service once. If {@code viaAddress} is null, this host connects to the VIP, as
   * a real server with the VIP on its loopback does. Otherwise it connects to the VIP through that
   * real server's address and not through IPVS, so that exactly that real server answers; only a
   * host that does not hold the VIP can do this. Answer: {@link Reply.Probe}.
   */
  record Probe(VirtualServiceSpec service, @Nullable String viaAddress) implements Request {}

  /**
   * Asks whether another host answers at an address, such as the master at a VIP. Answer: {@link
   * Reply.Probe}; {@link Reply.Failed} with the code {@code probe-refused} from a host that has the
   * address itself, and {@code unknown-request} from an older agent.
   *
   * @param address an IP address
   */
  record Reach(String address) implements Request {}

  /**
   * Asks what this host has that matters to an address and a port. It changes nothing, but the
   * kernel asks anew which neighbour has the address. Answer: {@link Reply.Endpoint}; {@link
   * Reply.Failed} with the code {@code unknown-request} from an older agent.
   *
   * @param address an IP address
   * @param protocol {@code tcp}, {@code udp} or {@code sctp}
   */
  record Endpoint(String address, int port, String protocol) implements Request {}
}
