package org.hactl.control.rollout;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.hactl.api.ChangeView;
import org.hactl.control.cost.Cost;
import org.hactl.control.cost.Stages;
import org.hactl.host.DirectRouting;
import org.hactl.host.HostState;
import org.hactl.module.Action;
import org.hactl.module.FieldChange;
import org.hactl.module.packages.PackageResource;
import org.hactl.module.service.ServiceResource;
import org.jspecify.annotations.Nullable;

/** What the changes of one host do to its traffic while they are made. Pure. */
public final class ChangeCost {
  private ChangeCost() {}

  /**
   * Whether a real server may not serve meanwhile: software that runs is restarted, reloaded,
   * stopped, replaced or removed, or what direct routing needs is loosened or removed.
   */
  public static boolean disturbs(List<ChangeView> changes) {
    return changes.stream().anyMatch(ChangeCost::disturbs);
  }

  private static boolean disturbs(ChangeView change) {
    return interrupts(change)
        || (change.action() != Action.CREATE
            && DirectRouting.isNeeded(change.id())
            && !restrictsArp(change));
  }

  /** Whether software that runs is restarted, reloaded, stopped, replaced or removed. */
  public static boolean interrupts(List<ChangeView> changes) {
    return changes.stream().anyMatch(ChangeCost::interrupts);
  }

  private static boolean interrupts(ChangeView change) {
    return switch (change.id().kind()) {
      case ServiceResource.KIND ->
          change.action() == Action.RUN
              || change.action() == Action.DELETE
              || change.fields().stream().anyMatch(ChangeCost::interrupts);
      case PackageResource.KIND -> change.action() != Action.CREATE;
      default -> false;
    };
  }

  /**
   * Whether an ARP parameter is set that was at the kernel's default. A host that serves by direct
   * routing has it already, so this is a new real server.
   */
  private static boolean restrictsArp(ChangeView change) {
    return DirectRouting.isArpSysctl(change.id())
        && change.fields().stream()
            .anyMatch(each -> "0".equals(each.from()) && !"0".equals(each.to()));
  }

  private static boolean interrupts(FieldChange field) {
    return switch (field.field()) {
      case "restart", "reload" -> true;
      case "running" -> "no".equals(field.to());
      default -> false;
    };
  }

  /**
   * Whether directors do not understand each other while only some of them have the changes, or two
   * of them could hold one VIP: a new router, a VIP that may move between routers; or one of them
   * would balance what the other sends to it.
   *
   * @param after the host's state with the changes; null if it is not known
   */
  static boolean partsDirectors(List<ChangeView> changes, @Nullable HostState after) {
    List<ChangeView> routers =
        changes.stream().filter(each -> each.id().kind().equals("vrrp")).toList();
    long moving = routers.stream().filter(ChangeCost::altersAddresses).count();
    return moving > 1
        || addsRouters(changes)
        || routers.stream()
            .anyMatch(each ->
                each.action() == Action.UPDATE
                    && (leavesLoopback(each) || !Stages.has(each, changes, after)));
  }

  /**
   * Whether a director that is itself a real server is it no more for a VIP: the master would send
   * to it until it changes, too, and it would balance that again.
   */
  private static boolean leavesLoopback(ChangeView router) {
    return router.fields().stream()
        .anyMatch(each -> each.field().equals("while_not_master") && each.from() != null);
  }

  /** Whether the host gets a virtual router. */
  static boolean addsRouters(List<ChangeView> changes) {
    return changes.stream()
        .anyMatch(each -> each.id().kind().equals("vrrp") && each.action() == Action.CREATE);
  }

  /** Whether a virtual router of the host changes and stays. */
  static boolean changesRouters(List<ChangeView> changes) {
    return changes.stream()
        .anyMatch(each -> each.id().kind().equals("vrrp") && each.action() == Action.UPDATE);
  }

  /** Whether a virtual router goes: the other directors have to be there before. */
  static boolean endsRouters(List<ChangeView> changes) {
    return changes.stream()
        .anyMatch(each -> each.id().kind().equals("vrrp") && each.action() == Action.DELETE);
  }

  /**
   * The virtual routers whose role the changes of their master cost it, with the priority that it
   * has afterwards; 0 if it has no such router any more.
   *
   * @param costs those of the changes
   */
  static Map<String, Integer> rolesLost(List<ChangeView> changes, List<Cost> costs) {
    Map<String, Integer> lost = new TreeMap<>();
    for (Cost cost : costs) {
      for (ChangeView change : changes) {
        if (change.id().equals(cost.change()) && change.id().kind().equals("vrrp")) {
          priorityAfter(change, cost).ifPresent(it -> lost.put(change.id().key(), it));
        }
      }
    }
    return lost;
  }

  private static OptionalInt priorityAfter(ChangeView change, Cost cost) {
    return switch (cost.effect()) {
      case GOES -> change.action() == Action.DELETE ? OptionalInt.of(0) : OptionalInt.empty();
      case ROLE_MAY_MOVE ->
          change.fields().stream()
              .filter(field -> field.field().equals("priority"))
              .map(FieldChange::to)
              .filter(to -> to != null && to.matches("[0-9]{1,3}"))
              .mapToInt(Integer::parseInt)
              .findFirst();
      case NONE, TWO_MASTERS, CONNECTIONS_CUT, RESTART -> OptionalInt.empty();
    };
  }

  private static boolean altersAddresses(ChangeView router) {
    return router.action() == Action.UPDATE
        && router.fields().stream().map(FieldChange::field).anyMatch("addresses"::equals);
  }
}
