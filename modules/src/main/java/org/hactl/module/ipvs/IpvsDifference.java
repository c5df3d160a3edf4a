package org.hactl.module.ipvs;

import java.util.ArrayList;
import java.util.List;
import org.hactl.linux.kernel.ipvs.IpvsChange;
import org.hactl.linux.kernel.ipvs.IpvsDestination;
import org.hactl.linux.kernel.ipvs.IpvsEntry;
import org.hactl.linux.kernel.ipvs.IpvsForwardMethod;
import org.hactl.linux.kernel.ipvs.IpvsService;
import org.hactl.linux.kernel.ipvs.IpvsServiceKey;
import org.hactl.linux.kernel.ipvs.IpvsTunnel;
import org.hactl.module.FieldChange;
import org.jspecify.annotations.Nullable;

/**
 * The difference between a service as it is and as it is wanted: as fields to show, and as changes
 * for the kernel. Pure.
 *
 * <p>Weights are edited in place, so that no connection is cut. Additions come before removals, so
 * that the service always has a real server.
 */
record IpvsDifference(List<FieldChange> fields, List<IpvsChange> changes) {
  /**
   * @param now null if there is no such service
   */
  static IpvsDifference between(@Nullable IpvsEntry now, IpvsEntry wanted) {
    List<FieldChange> fields = new ArrayList<>();
    List<IpvsChange> changes = new ArrayList<>();
    IpvsService service = wanted.service();
    if (now == null) {
      describe(fields, null, service);
      changes.add(new IpvsChange.AddService(service));
    } else {
      describe(fields, now.service(), service);
      if (!fields.isEmpty()) {
        changes.add(new IpvsChange.EditService(service));
      }
    }
    List<IpvsDestination> before = now == null ? List.of() : now.destinations();
    for (IpvsDestination destination : wanted.destinations()) {
      put(service.key(), find(before, destination), destination, fields, changes);
    }
    for (IpvsDestination destination : before) {
      if (find(wanted.destinations(), destination) == null) {
        fields.add(new FieldChange(destination.endpoint(), text(destination), null));
        changes.add(
            new IpvsChange.RemoveDestination(
                service.key(), destination.address(), destination.port()));
      }
    }
    return new IpvsDifference(fields, changes);
  }

  private static void put(
      IpvsServiceKey key,
      @Nullable IpvsDestination now,
      IpvsDestination wanted,
      List<FieldChange> fields,
      List<IpvsChange> changes) {
    if (now == null) {
      fields.add(new FieldChange(wanted.endpoint(), null, text(wanted)));
      changes.add(new IpvsChange.AddDestination(key, wanted));
    } else if (!same(now, wanted)) {
      fields.add(new FieldChange(wanted.endpoint(), text(now), text(wanted)));
      changes.add(new IpvsChange.EditDestination(key, wanted));
    }
  }

  /**
   * A forward method {@code local} was set by another program and counts as a difference: it would
   * stay after the address has moved to another host, and packets would be dropped. With any other
   * method the kernel checks for every packet whether the real server is this host itself.
   */
  private static boolean same(IpvsDestination now, IpvsDestination wanted) {
    return now.method() == wanted.method()
        && now.weight() == wanted.weight()
        && now.upperThreshold() == wanted.upperThreshold()
        && now.lowerThreshold() == wanted.lowerThreshold()
        && (wanted.method() != IpvsForwardMethod.TUN || now.tunnel().equals(wanted.tunnel()));
  }

  private static @Nullable IpvsDestination find(
      List<IpvsDestination> destinations, IpvsDestination wanted) {
    for (IpvsDestination destination : destinations) {
      if (destination.sameIdentity(wanted)) {
        return destination;
      }
    }
    return null;
  }

  private static void describe(
      List<FieldChange> fields, @Nullable IpvsService now, IpvsService wanted) {
    compare(fields, "scheduler", now == null ? null : now.scheduler(), wanted.scheduler());
    compare(fields, "flags", now == null ? "" : flags(now), flags(wanted));
    compare(fields, "persistence", now == null ? "" : persistence(now), persistence(wanted));
    compare(
        fields,
        "persistence engine",
        now == null ? "" : now.persistenceEngine(),
        wanted.persistenceEngine());
  }

  private static void compare(
      List<FieldChange> fields, String field, @Nullable String from, String to) {
    if (!to.equals(from)) {
      fields.add(new FieldChange(field, from, to));
    }
  }

  private static String flags(IpvsService service) {
    return IpvsFlags.text(service.flags(), service.scheduler());
  }

  private static String persistence(IpvsService service) {
    if (service.persistenceSeconds() == 0) {
      return "";
    }
    boolean whole = service.persistencePrefix() == service.key().family().addressBits();
    return service.persistenceSeconds()
        + "s"
        + (whole ? "" : " per /" + service.persistencePrefix());
  }

  /** {@code dr weight 1}. */
  static String text(IpvsDestination destination) {
    String text =
        switch (destination.method()) {
              case DR -> "dr";
              case NAT -> "nat";
              case TUN ->
                  destination.tunnel().equals(IpvsTunnel.IPIP)
                      ? "tun"
                      : "tun " + Tunnel.text(destination.tunnel());
              case LOCAL -> "local";
              case BYPASS -> "bypass";
            }
            + " weight "
            + destination.weight();
    if (destination.upperThreshold() > 0 || destination.lowerThreshold() > 0) {
      text +=
          " connections %d to %d"
              .formatted(destination.lowerThreshold(), destination.upperThreshold());
    }
    return text;
  }
}
