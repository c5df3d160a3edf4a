package org.hactl.api;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.hactl.host.HostState;
import org.hactl.host.VirtualServiceSpec;
import org.jspecify.annotations.Nullable;

/** What can be asked of an agent. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Request.Hello.class, name = "hello"),
  @JsonSubTypes.Type(value = Request.Plan.class, name = "plan"),
  @JsonSubTypes.Type(value = Request.Apply.class, name = "apply"),
  @JsonSubTypes.Type(value = Request.Confirm.class, name = "confirm"),
  @JsonSubTypes.Type(value = Request.Rollback.class, name = "rollback"),
  @JsonSubTypes.Type(value = Request.Status.class, name = "status"),
  @JsonSubTypes.Type(value = Request.Drift.class, name = "drift"),
  @JsonSubTypes.Type(value = Request.Events.class, name = "events"),
  @JsonSubTypes.Type(value = Request.Probe.class, name = "probe")
})
public sealed interface Request {
  /** Who are you, what generation do you hold. Answer: {@link Reply.Hello}. */
  record Hello() implements Request {}

  /** What would change. Nothing is. Answer: {@link Reply.Plan}. */
  record Plan(HostState state) implements Request {}

  /**
   * Make it so, as one generation: all of it, or the last confirmed one again. Answer: {@link
   * Reply.Progress} per change, then {@link Reply.Applied}. The work goes on when the connection
   * breaks.
   *
   * @param confirmWithinMillis the generation is taken back unless {@link Confirm} arrives this
   *     long after it converged
   */
  record Apply(HostState state, long confirmWithinMillis) implements Request {}

  /** The control node still reaches this host: keep the generation. Answer: {@link Reply.Hello}. */
  record Confirm(long generation) implements Request {}

  /** Take back the generation that waits for its confirmation. Answer: {@link Reply.Applied}. */
  record Rollback(long generation) implements Request {}

  /** Answer: {@link Reply.Status}. */
  record Status() implements Request {}

  /** The newest entries of the drift journal, newest first. Answer: {@link Reply.Drift}. */
  record Drift(int limit) implements Request {}

  /**
   * What happened and, with {@code follow}, what happens until the connection closes. Answer:
   * {@link Reply.Happened} for each event, oldest first, and {@link Reply.Pulse} when the past is
   * told, then every few seconds; the first of these is the closing reply without {@code follow}.
   *
   * @param last how many events of the past at most
   * @param sinceMillis events before that are left out; in milliseconds since the epoch
   */
  record Events(int last, long sinceMillis, boolean follow) implements Request {}

  /**
   * Try a virtual service once. With {@code viaAddress} null: from this host to the VIP, as on a
   * real server whose loopback holds it. Otherwise: from this host to the VIP by way of that real
   * server's address, past IPVS, so that exactly that real server answers; only a host that does
   * not hold the VIP can do it. Answer: {@link Reply.Probe}.
   */
  record Probe(VirtualServiceSpec service, @Nullable String viaAddress) implements Request {}
}
