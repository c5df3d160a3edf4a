package org.hactl.agent.report;

import java.net.InetAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hactl.agent.engines.TwoMastersText;
import org.hactl.host.HostState;
import org.hactl.host.VirtualRouterSpec;
import org.hactl.notify.Notification;
import org.hactl.notify.Subject;
import org.hactl.vrrp.model.OtherMaster;
import org.hactl.vrrp.model.RejectReason;
import org.hactl.vrrp.model.State;
import org.hactl.vrrp.model.Transition;
import org.hactl.vrrp.model.VrrpEvent;

/**
 * Turns VRRP events into notifications in keepalived's words, and adds the details. Not
 * thread-safe.
 */
final class NotificationFormat {
  private HostState state = HostState.empty("", "");

  /** The advertised priority of each router. */
  private final Map<String, Integer> priorities = new HashMap<>();

  private final Set<String> masters = new HashSet<>();

  /**
   * The last known configuration of each router; a removed router stays here until its stop is
   * reported.
   */
  private final Map<String, VirtualRouterSpec> routers = new HashMap<>();

  void configure(HostState wanted) {
    state = wanted;
    wanted.virtualRouters().forEach(router -> routers.put(router.name(), router));
  }

  /**
   * @param stopping whether the agent is stopping: then a router that stops is still in the site
   */
  Optional<Notification> of(VrrpEvent event, boolean stopping) {
    return switch (event) {
      case Transition transition -> Optional.of(transition(transition, stopping));
      case VrrpEvent.GroupTransition group -> Optional.of(group(group, stopping));
      case VrrpEvent.LowerPriorityPeer heard -> {
        Map<String, String> details = router(heard.router(), heard.at());
        peer(details, heard.peer(), heard.peerPriority());
        yield Optional.of(told(heard.router(), Notification.MASTER_RX_LOWER_PRI, details));
      }
      case VrrpEvent.PriorityChange changed -> {
        priorities.put(changed.router(), changed.to());
        yield Optional.of(priority(changed));
      }
      case VrrpEvent.OtherMasterSeen two -> Optional.of(twoMasters(two));
      case VrrpEvent.OtherMasterGone over -> {
        Map<String, String> details = router(over.router(), over.at());
        details.put("HACTL_PEER", over.peer().getHostAddress());
        yield Optional.of(told(over.router(), Notification.TWO_MASTERS_OVER, details));
      }
      case VrrpEvent.Stall _ -> Optional.empty();
    };
  }

  /** What hooks get about each router that stands back for a newer version of the site. */
  List<Notification> olderSite(
      List<String> names, long serial, long newest, String peer, Instant at) {
    return names.stream()
        .map(name -> {
          Map<String, String> details = router(name, at);
          details.put("HACTL_SITE_SERIAL", Long.toString(serial));
          details.put("HACTL_NEWEST_SERIAL", Long.toString(newest));
          details.put("HACTL_PEER", peer);
          return told(name, Notification.OLDER_SITE, details);
        })
        .toList();
  }

  private Notification priority(VrrpEvent.PriorityChange changed) {
    Map<String, String> details = router(changed.router(), changed.at());
    details.put("HACTL_PRIORITY_FROM", Integer.toString(changed.from()));
    String word =
        masters.contains(changed.router())
            ? Notification.MASTER_PRIORITY
            : Notification.BACKUP_PRIORITY;
    return told(changed.router(), word, details);
  }

  private Notification twoMasters(VrrpEvent.OtherMasterSeen two) {
    OtherMaster other = two.other();
    RejectReason rejected = other.rejected();
    Map<String, String> details = router(two.router(), two.at());
    if (rejected != null) {
      details.put("HACTL_REASON", rejected.text());
    }
    details.put("HACTL_DETAIL", TwoMastersText.of(other));
    peer(details, other.peer(), other.priority());
    return told(two.router(), Notification.TWO_MASTERS, details);
  }

  private Notification transition(Transition transition, boolean stopping) {
    if (transition.to() == State.MASTER) {
      masters.add(transition.router());
    } else {
      masters.remove(transition.router());
    }
    priorities.put(transition.router(), transition.priority());
    Map<String, String> details = router(transition.router(), transition.at());
    details.put("HACTL_FROM", transition.from().name());
    details.put("HACTL_REASON", transition.reason().text());
    if (transition.detail() != null) {
      details.put("HACTL_DETAIL", transition.detail());
    }
    InetAddress peer = transition.peer();
    if (peer != null) {
      peer(details, peer, transition.peerPriority());
    }
    Notification told = told(transition.router(), word(transition.to(), stopping), details);
    if (told.state().equals(Notification.DELETED)
        && !state.routerNames().contains(transition.router())) {
      routers.remove(transition.router());
      priorities.remove(transition.router());
    }
    return told;
  }

  private Notification group(VrrpEvent.GroupTransition transition, boolean stopping) {
    Map<String, String> details = host(transition.at());
    details.put("HACTL_FROM", transition.from().name());
    details.put("HACTL_REASON", transition.reason().text());
    state.vrrp().syncGroups().stream()
        .filter(group -> group.name().equals(transition.group()))
        .findFirst()
        .ifPresent(group -> details.put("HACTL_ROUTERS", String.join(" ", group.routers())));
    return new Notification(
        Subject.group(transition.group()), word(transition.to(), stopping), 0, details);
  }

  private Notification told(String router, String word, Map<String, String> details) {
    return new Notification(
        Subject.router(router), word, priorities.getOrDefault(router, 0), details);
  }

  private static String word(State to, boolean stopping) {
    return switch (to) {
      case MASTER, BACKUP, FAULT -> to.name();
      case INIT -> stopping ? Notification.STOP : Notification.DELETED;
    };
  }

  private Map<String, String> host(Instant at) {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("HACTL_SITE", state.site());
    details.put("HACTL_HOST", state.host());
    details.put("HACTL_AT", at.toString());
    return details;
  }

  private Map<String, String> router(String name, Instant at) {
    Map<String, String> details = host(at);
    VirtualRouterSpec router = routers.get(name);
    if (router != null) {
      details.put("HACTL_INTERFACE", router.interfaceName());
      details.put("HACTL_VRID", Integer.toString(router.config().virtualRouterId()));
      details.put("HACTL_ADDRESSES", String.join(" ", router.addressTexts()));
    }
    state.vrrp().groupOf(name).ifPresent(group -> details.put("HACTL_GROUP", group.name()));
    return details;
  }

  private static void peer(Map<String, String> details, InetAddress peer, int priority) {
    details.put("HACTL_PEER", peer.getHostAddress());
    details.put("HACTL_PEER_PRIORITY", Integer.toString(priority));
  }
}
