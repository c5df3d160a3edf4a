package org.hactl.control.hold;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hactl.api.HostStatus;
import org.hactl.host.Hold;
import org.hactl.host.Hold.ApplyDrain;
import org.hactl.host.Hold.Drain;
import org.hactl.host.Hold.Maintenance;
import org.hactl.host.Holds;
import org.jspecify.annotations.Nullable;

/**
 * The drains that an operator ends.
 *
 * @param refusal why none is ended; empty if there is one
 * @param next what to do then
 */
public record Undrain(List<Hold> drains, String refusal, String next) {
  /**
   * @param said an inventory name or an address, of a real server that the site may no longer have
   * @param service the only service in which it is meant; null for all
   */
  public static Undrain of(
      String said, @Nullable String service, Map<String, HostStatus> statuses, Holds holds) {
    Set<String> names =
        statuses.values().stream()
            .flatMap(status -> status.services().stream())
            .flatMap(each -> each.realServers().stream())
            .filter(server -> server.host().equals(said) || Addresses.same(server.address(), said))
            .map(server -> server.host().equals(said) ? server.address() : server.host())
            .collect(Collectors.toSet());
    List<Hold> of =
        holds.held().stream()
            .filter(hold ->
                drained(hold)
                    .filter(name -> Addresses.same(name, said) || names.contains(name))
                    .isPresent())
            .toList();
    List<Hold> meant =
        of.stream().filter(hold -> service == null || isOnlyIn(service, hold)).toList();
    if (!meant.isEmpty()) {
      return new Undrain(meant, "", "");
    }
    if (!of.isEmpty()) {
      return refused(
          "%s is not drained in service %s alone, but by: %s"
              .formatted(said, service, subjects(of)),
          "hactl undrain %s, without --service, ends all of it; nothing was changed"
              .formatted(said));
    }
    if (holds.maintenance(said).isPresent()) {
      return refused(
          said + " is not drained by itself: it is in maintenance",
          "hactl maintenance %s off; nothing was changed".formatted(said));
    }
    return refused(
        "no director that answered drains " + said,
        "hactl holds shows what is held; nothing was changed");
  }

  /** The real server that a hold drains, also one that an apply has left drained. */
  private static Optional<String> drained(Hold hold) {
    return switch (hold) {
      case Drain drain -> Optional.of(drain.realServer());
      case ApplyDrain drain -> Optional.of(drain.realServer());
      case Maintenance _ -> Optional.empty();
    };
  }

  private static boolean isOnlyIn(String service, Hold hold) {
    return hold instanceof Drain drain && service.equals(drain.service());
  }

  private static String subjects(List<Hold> drains) {
    return drains.stream().map(Hold::subject).collect(Collectors.joining(", "));
  }

  private static Undrain refused(String refusal, String next) {
    return new Undrain(List.of(), refusal, next);
  }
}
