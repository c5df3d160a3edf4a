package org.hactl.api;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import org.hactl.host.Hold;
import org.jspecify.annotations.Nullable;

/** A reply of an agent. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Reply.Hello.class, name = "hello"),
  @JsonSubTypes.Type(value = Reply.Done.class, name = "done"),
  @JsonSubTypes.Type(value = Reply.Plan.class, name = "plan"),
  @JsonSubTypes.Type(value = Reply.Progress.class, name = "progress"),
  @JsonSubTypes.Type(value = Reply.KeyOfSite.class, name = "key-of-site"),
  @JsonSubTypes.Type(value = Reply.Applied.class, name = "applied"),
  @JsonSubTypes.Type(value = Reply.Status.class, name = "status"),
  @JsonSubTypes.Type(value = Reply.Drift.class, name = "drift"),
  @JsonSubTypes.Type(value = Reply.Happened.class, name = "event"),
  @JsonSubTypes.Type(value = Reply.History.class, name = "history"),
  @JsonSubTypes.Type(value = Reply.Generations.class, name = "generations"),
  @JsonSubTypes.Type(value = Reply.Compared.class, name = "compared"),
  @JsonSubTypes.Type(value = Reply.Holds.class, name = "holds"),
  @JsonSubTypes.Type(value = Reply.TakesPassed.class, name = "takes-passed"),
  @JsonSubTypes.Type(value = Reply.PassesOn.class, name = "passes-on"),
  @JsonSubTypes.Type(value = Reply.Pulse.class, name = "pulse"),
  @JsonSubTypes.Type(value = Reply.Probe.class, name = "probe"),
  @JsonSubTypes.Type(value = Reply.Endpoint.class, name = "endpoint"),
  @JsonSubTypes.Type(value = Reply.Failed.class, name = "failed")
})
public sealed interface Reply {
  /**
   * @param pendingGeneration the number of the pending generation, 0 for none
   */
  record Hello(
      int protocol,
      String agentVersion,
      String runtimeDigest,
      long generation,
      String generationDigest,
      long pendingGeneration)
      implements Reply {}

  /**
   * @param problems why the state cannot be reached on this host; an apply would be refused for
   *     these reasons
   * @param sameGeneration whether this state is already confirmed, so that all changes are drift
   * @param version the version of the site that this host holds now; null if it holds none, or its
   *     agent is older
   * @param holds what operators hold on this host, ended holds too; null if its agent is older
   */
  record Plan(
      List<ChangeView> changes,
      List<String> problems,
      boolean sameGeneration,
      @Nullable SiteVersion version,
      @Nullable List<Hold> holds)
      implements Reply {
    /** A plan of a host that holds no version of the site. */
    public Plan(List<ChangeView> changes, List<String> problems, boolean sameGeneration) {
      this(changes, problems, sameGeneration, null, null);
    }

    /** The same plan with these changes, on a host that has this version and these holds. */
    public Plan with(List<ChangeView> others, @Nullable SiteVersion held, List<Hold> all) {
      return new Plan(others, problems, sameGeneration, held, all);
    }
  }

  /** What a host has at an address and a port. */
  record Endpoint(EndpointView view) implements Reply {}

  /** The request was carried out. */
  record Done() implements Reply {}

  /** A change has been applied or, if {@code done} is false, a longer change has begun. */
  record Progress(String text, @Nullable ChangeView change, boolean done) implements Reply {}

  /**
   * The key of the site that this host holds.
   *
   * @param id names the key; empty if the host holds none
   * @param madeAtMillis when it was made; 0 without a key
   * @param key null unless it was asked for
   * @param accepted names another key that the host accepts; null for none
   */
  record KeyOfSite(String id, long madeAtMillis, @Nullable SiteKey key, @Nullable String accepted)
      implements Reply {
    /** A host that accepts one key. */
    public KeyOfSite(String id, long madeAtMillis, @Nullable SiteKey key) {
      this(id, madeAtMillis, key, null);
    }
  }

  /**
   * The result of an apply or a rollback.
   *
   * @param generation the number of the generation now in force; it waits for {@link
   *     Request.Confirm} if {@code needsConfirm}
   * @param resources how many resources the host now has
   * @param errors empty after a success; otherwise the host is back at the last confirmed
   *     generation if {@code rolledBack}
   */
  record Applied(
      long generation,
      boolean needsConfirm,
      int resources,
      List<ChangeView> changes,
      List<String> errors,
      boolean rolledBack)
      implements Reply {}

  record Status(HostStatus status) implements Reply {}

  record Drift(List<DriftEntry> entries) implements Reply {}

  record Happened(Event event) implements Reply {}

  record History(List<AuditEntry> entries) implements Reply {}

  record Generations(List<GenerationView> generations) implements Reply {
    public Generations {
      generations = List.copyOf(generations);
    }
  }

  record Compared(List<ChangeView> changes) implements Reply {
    public Compared {
      changes = List.copyOf(changes);
    }
  }

  /**
   * @param holds all holds of the host, ended ones too
   */
  record Holds(List<Hold> holds) implements Reply {}

  /**
   * The host takes packets that the master passes on.
   *
   * @param ways by VIP: its own address to which the master sends them; without the VIPs for which
   *     it has none
   */
  record TakesPassed(Map<String, String> ways) implements Reply {
    public TakesPassed {
      ways = Map.copyOf(ways);
    }
  }

  /**
   * The master passes new connections on.
   *
   * @param services how many virtual services it passes on
   * @param open how many connections to its own real servers these services have still
   * @param left the services of these routers that it does not pass on, and why, one sentence each
   */
  record PassesOn(int services, long open, List<String> left) implements Reply {
    public PassesOn {
      left = List.copyOf(left);
    }
  }

  /**
   * The host is alive, and has sent all events up to now.
   *
   * @param lost how many events were left out because this connection is read too slowly
   */
  record Pulse(long lost) implements Reply {}

  /**
   * @param detail the answer of the real server, or the error and the step at which it came
   */
  record Probe(boolean ok, String detail, long millis) implements Reply {}

  /**
   * The request could not be served. {@code code} is stable; {@code message} is for the operator.
   */
  record Failed(String code, String message) implements Reply {
    /** The code of an answer to a client that does not have the host's lock. */
    public static final String LOCKED = "locked";

    /** The code of an answer about a generation that the host neither keeps nor has pending. */
    public static final String NO_SUCH_GENERATION = "no-such-generation";

    /** The code of an answer about a generation that is confirmed and cannot be taken back. */
    public static final String CONFIRMED = "confirmed";

    /** The code of an answer of a host that is not master of the router in question. */
    public static final String NOT_MASTER = "not-master";

    /** The code of an answer to a request that the agent does not know or cannot read. */
    public static final String UNKNOWN_REQUEST = "unknown-request";
  }
}
