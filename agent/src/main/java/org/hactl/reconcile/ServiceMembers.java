package org.hactl.reconcile;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hactl.health.RealServerHealth;
import org.hactl.host.CapacitySpec;
import org.hactl.host.CapacitySpec.AllDown;
import org.hactl.host.Holds;
import org.hactl.host.SlowStart;
import org.hactl.host.SorryServer;
import org.hactl.host.VirtualServiceSpec;
import org.hactl.host.VirtualServiceSpec.OnDown;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.hactl.reconcile.ServiceResources.Member;
import org.jspecify.annotations.Nullable;

/**
 * Which real servers of a service get connections, and whether its sorry server does. Pure.
 *
 * <p>As in keepalived, the sorry server is in while the quorum is lost, and all real servers are
 * out then, the healthy ones as well.
 */
final class ServiceMembers {
  private final VirtualServiceSpec service;
  private final HealthLookup health;
  private final Holds holds;
  private final ProgrammedService inKernel;
  private final @Nullable SlowStart slowStart;
  private final int factor;

  ServiceMembers(
      VirtualServiceSpec service, HealthLookup health, Holds holds, ProgrammedService inKernel) {
    this.service = service;
    this.health = health;
    this.holds = holds;
    this.inKernel = inKernel;
    this.slowStart = service.capacityOrNone().slowStart();
    this.factor = slowStart == null ? 1 : SlowStart.factor(service.realServers());
  }

  /** What serves. */
  private enum Serving {
    /** The real servers, as their checks say. */
    CHECKED,
    /** The sorry server alone. */
    SORRY,
    /** All real servers: each check has failed. */
    ALL,
    /** The real servers that served before: no check is known to pass, but some have no result. */
    AS_BEFORE
  }

  List<Member> members() {
    List<Member> members = new ArrayList<>();
    CapacitySpec capacity = service.capacityOrNone();
    SorryServer sorry = capacity.sorry();
    Serving serving =
        sorry != null && isInUse(sorry)
            ? Serving.SORRY
            : capacity.whenAllDown() == AllDown.KEEP ? kept() : Serving.CHECKED;
    for (RealServerSpec realServer : service.realServers()) {
      member(realServer, serving).ifPresent(members::add);
    }
    if (sorry != null && (serving == Serving.SORRY || sorry.inhibit())) {
      int weight = serving == Serving.SORRY ? SorryServer.WEIGHT : 0;
      members.add(new Member(sorry.address(), sorry.port(), weight));
    }
    return members;
  }

  private boolean isInUse(SorryServer sorry) {
    return switch (health.quorum(service)) {
      case REACHED -> false;
      case LOST -> true;
      case UNKNOWN ->
          inKernel
              .find(sorry.address(), sorry.port())
              .filter(member -> member.weight() > 0)
              .isPresent();
    };
  }

  /** What serves if a real server stays although all of them fail; drained ones do not count. */
  private Serving kept() {
    Set<RealServerHealth> found = EnumSet.noneOf(RealServerHealth.class);
    for (RealServerSpec each : service.realServers()) {
      if (each.weight() > 0 && !holds.isDrained(service, each)) {
        found.add(health.of(service, each));
      }
    }
    if (found.contains(RealServerHealth.HEALTHY) || found.contains(RealServerHealth.UNCHECKED)) {
      return Serving.CHECKED;
    }
    return found.contains(RealServerHealth.UNKNOWN) ? Serving.AS_BEFORE : Serving.ALL;
  }

  private Optional<Member> member(RealServerSpec realServer, Serving serving) {
    Member in = new Member(realServer.address(), realServer.port(), weight(realServer));
    Member quiet = new Member(realServer.address(), realServer.port(), 0);
    if (holds.isDrained(service, realServer)) {
      return Optional.of(quiet);
    }
    return switch (serving) {
      case SORRY -> out(realServer, quiet);
      case ALL -> Optional.of(in);
      case AS_BEFORE -> asBefore(realServer, in, quiet);
      case CHECKED ->
          switch (health.of(service, realServer)) {
            case HEALTHY, UNCHECKED -> Optional.of(in);
            case UNHEALTHY -> out(realServer, quiet);
            case UNKNOWN -> asBefore(realServer, in, quiet);
          };
    };
  }

  /** What comes back begins with a part of its weight. */
  private int weight(RealServerSpec realServer) {
    int weight = health.weight(service, realServer);
    return slowStart == null
        ? weight
        : SlowStart.part(weight * factor, health.percent(service, realServer));
  }

  private Optional<Member> out(RealServerSpec realServer, Member quiet) {
    return service.onDownOf(realServer) == OnDown.QUIESCE ? Optional.of(quiet) : Optional.empty();
  }

  /** Until a check has decided, it stays in service or out of service as it was. */
  private Optional<Member> asBefore(RealServerSpec realServer, Member in, Member quiet) {
    return inKernel
        .find(realServer.address(), realServer.port())
        .map(member -> member.weight() == 0 && !inKernel.isPassedOn(service) ? quiet : in);
  }
}
