package org.hactl.control.plan;

import java.util.List;
import org.hactl.api.ChangeView;
import org.hactl.api.GenerationView;
import org.hactl.api.Protocol;
import org.hactl.api.Request;
import org.hactl.api.SiteVersion;
import org.hactl.host.HostState;
import org.jspecify.annotations.Nullable;

/** What a host is brought to. */
public sealed interface Wanted {
  /** A state that was compiled from a site file. */
  record Compiled(HostState state) implements Wanted {}

  /**
   * A generation that the host keeps. Its state does not leave the host.
   *
   * @param generation with the number 0 for a host without anything
   */
  record Earlier(GenerationView generation) implements Wanted {}

  /** Whether the host has virtual routers. */
  default boolean hasRouters() {
    return switch (this) {
      case Compiled(HostState state) -> !state.virtualRouters().isEmpty();
      case Earlier(GenerationView generation) -> generation.routers() > 0;
    };
  }

  /** Whether the host has virtual routers or virtual services. */
  default boolean directs() {
    return switch (this) {
      case Compiled(HostState state) -> state.directs();
      case Earlier(GenerationView generation) -> hasRouters() || generation.services() > 0;
    };
  }

  /** Whether the host has nothing. */
  default boolean isNothing() {
    return switch (this) {
      case Compiled(HostState state) -> HostPlan.wantsNothing(state);
      case Earlier _ -> size() == 0;
    };
  }

  /** How many resources, virtual routers and virtual services the host has. */
  default int size() {
    return switch (this) {
      case Compiled(HostState state) -> HostPlan.size(state);
      case Earlier(GenerationView it) -> it.routers() + it.services() + it.resources();
    };
  }

  /** The changes on a host without an agent. */
  default List<ChangeView> creatingAll() {
    return switch (this) {
      case Compiled(HostState state) -> HostPlan.creatingAll(state);
      case Earlier _ -> List.of();
    };
  }

  /** The digest of the state. */
  default String digest(Protocol protocol) {
    return switch (this) {
      case Compiled(HostState state) -> protocol.digest(state);
      case Earlier(GenerationView generation) -> generation.digest();
    };
  }

  /** The question what would change. */
  default Request planRequest() {
    return switch (this) {
      case Compiled(HostState state) -> new Request.Plan(state);
      case Earlier(GenerationView generation) -> new Request.PlanReturn(generation.number());
    };
  }

  /** The request to bring the host there. */
  default Request applyRequest(long confirmWithinMillis, @Nullable SiteVersion version) {
    return switch (this) {
      case Compiled(HostState state) -> new Request.Apply(state, confirmWithinMillis, version);
      case Earlier(GenerationView generation) ->
          new Request.Return(generation.number(), confirmWithinMillis, version);
    };
  }
}
