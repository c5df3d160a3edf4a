package org.hactl.agent.peer;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hactl.agent.peer.PeerMessage.Router;
import org.hactl.vrrp.model.Deference;
import org.hactl.vrrp.model.State;
import org.jspecify.annotations.Nullable;

/**
 * Decides how far each virtual router of this host stands back. Pure; for one thread.
 *
 * <p>Another director counts as newer if its serial is higher and its version of the site has
 * another state for this host; a host whose state is the same in both versions is up to date. For
 * each router of this host:
 *
 * <ul>
 *   <li>If a newer director has the same router on the network (VRID, VRRP version and family), and
 *       is master or a backup whose services are healthy, this router takes the role from no master
 *       that it hears, and lets other backups go first: {@link Deference#TAKEOVER}. If no
 *       advertisements come, it takes over: an older service is better than none. Whether the two
 *       have the same addresses does not matter. Real servers follow the newer version, so what the
 *       newer director serves works, and an address that only the older version has does not.
 *   <li>If a newer director has this router or one of its addresses under another VRID, VRRP
 *       version or family, and is master there, the two would not hear each other and both would
 *       have the address. So this router is in FAULT: {@link Deference#ROLE}. It returns when the
 *       newer director was not heard for {@link PeerExchange#HEARD_WITHIN}.
 *   <li>If both are master for {@link #DEAF} although this one gives the role up, they do not hear
 *       each other, for example because of another password: {@link Deference#ROLE} likewise, for
 *       as long as the newer director is master.
 *   <li>A router that only this host has stays as it is: no one else would serve.
 *   <li>A master gives the role up when a newer director has been heard for {@link #READY} and can
 *       serve, at most once in {@link #BETWEEN}, and not while an apply is under way on this host:
 *       that one may bring it up to date. When the newer director is master as well, it gives the
 *       role up at once. In both cases the newer director must have spoken within {@link #ALIVE},
 *       and since this router became master: a director that has just died takes no role.
 *   <li>A router that has just come up waits {@link #LISTENING} for the word of the master that it
 *       hears before it preempts.
 * </ul>
 */
final class StandBack {
  static final Duration LISTENING = Duration.ofSeconds(2);
  static final Duration READY = Duration.ofSeconds(3);
  static final Duration BETWEEN = Duration.ofMinutes(1);
  static final Duration ALIVE = Duration.ofSeconds(1);
  static final Duration DEAF = Duration.ofSeconds(3);

  private final Map<String, Long> upSince = new HashMap<>();
  private final Map<String, Long> masterSince = new HashMap<>();
  private final Map<String, Long> givenUp = new HashMap<>();
  private final Map<Pair, Long> bothSince = new HashMap<>();

  /** Those that do not hear each other, with the serial that this host had then. */
  private final Map<Pair, Long> deaf = new HashMap<>();

  private boolean needsWord;

  /** A router of this host and the same one of a newer director. */
  private record Pair(String router, String peer) {}

  /**
   * What a router does.
   *
   * @param peer the director that it stands back for; null if it only listens, or does not
   * @param serial that the peer holds; 0 without a peer
   * @param givesUp whether it gives its role away now
   */
  record Verdict(Deference level, @Nullable String peer, long serial, boolean givesUp) {
    static final Verdict NONE = new Verdict(Deference.NONE, null, 0, false);

    /** Why it stands back, for people; null if it does not. */
    @Nullable String text(long ownSerial) {
      String older = "older site version (%d of %d)".formatted(ownSerial, serial);
      return switch (level) {
        case NONE -> null;
        case PREEMPTION -> "does not preempt before it has heard the master's site version";
        case TAKEOVER -> "%s: does not preempt %s".formatted(older, peer);
        case ROLE -> "%s: %s serves its addresses".formatted(older, peer);
      };
    }
  }

  /** The verdict for each router of this host, by name. */
  Map<String, Verdict> verdicts(LocalSite local, Collection<HeardPeer> heard, long nowNanos) {
    List<Router> routers = PeerExchange.routers(local);
    Map<String, Verdict> verdicts = new LinkedHashMap<>();
    List<HeardPeer> newer = heard.stream().filter(peer -> isNewer(peer, local)).toList();
    Set<String> names = new HashSet<>();
    needsWord = false;
    for (Router router : routers) {
      names.add(router.name());
      if (router.state() == State.MASTER) {
        masterSince.putIfAbsent(router.name(), nowNanos);
      } else {
        masterSince.remove(router.name());
      }
      boolean listens = listens(router, heard, nowNanos);
      Verdict verdict = Verdict.NONE;
      for (HeardPeer peer : newer) {
        verdict = worse(verdict, of(router, peer, local, nowNanos));
      }
      if (verdict.level() == Deference.NONE && listens) {
        verdict = new Verdict(Deference.PREEMPTION, null, 0, false);
      }
      if (verdict.givesUp()) {
        givenUp.put(router.name(), nowNanos);
      }
      verdicts.put(router.name(), verdict);
    }
    upSince.keySet().retainAll(names);
    masterSince.keySet().retainAll(names);
    givenUp.keySet().retainAll(names);
    Set<String> hosts = newer.stream().map(HeardPeer::host).collect(Collectors.toSet());
    for (Map<Pair, Long> pairs : List.of(bothSince, deaf)) {
      pairs.keySet().removeIf(each -> !names.contains(each.router) || !hosts.contains(each.peer));
    }
    return verdicts;
  }

  /** Whether a decision of the last verdicts waits for a word of another director. */
  boolean needsWord() {
    return needsWord;
  }

  /**
   * Whether a director holds a newer version of the site, which has another state for this host.
   */
  static boolean isNewer(HeardPeer peer, LocalSite local) {
    return peer.serial() > local.serial()
        && peer.wanted() != PeerExchange.shortDigest(local.digest());
  }

  private static Verdict worse(Verdict one, Verdict other) {
    return other.level().compareTo(one.level()) > 0 || other.givesUp() && !one.givesUp()
        ? other
        : one;
  }

  private Verdict of(Router router, HeardPeer peer, LocalSite local, long nowNanos) {
    Router same =
        peer.routers().stream()
            .filter(each -> each.wire().equals(router.wire()))
            .findFirst()
            .orElse(null);
    if (same != null) {
      if (!same.canServe()) {
        return Verdict.NONE;
      }
      if (isDeaf(router, same, peer, local, nowNanos)) {
        return new Verdict(Deference.ROLE, peer.host(), peer.serial(), false);
      }
      boolean givesUp =
          router.state() == State.MASTER
              && mayGiveUp(router, same, peer, local, nowNanos)
              && isAlive(router, peer, nowNanos);
      return new Verdict(Deference.TAKEOVER, peer.host(), peer.serial(), givesUp);
    }
    boolean served =
        peer.routers().stream()
            .anyMatch(each -> each.state() == State.MASTER && each.isLike(router));
    return served ? new Verdict(Deference.ROLE, peer.host(), peer.serial(), false) : Verdict.NONE;
  }

  private boolean isDeaf(
      Router router, Router same, HeardPeer peer, LocalSite local, long nowNanos) {
    Pair pair = new Pair(router.name(), peer.host());
    if (same.state() != State.MASTER) {
      bothSince.remove(pair);
      deaf.remove(pair);
      return false;
    }
    Long serial = deaf.get(pair);
    if (serial != null && serial == local.serial()) {
      return true;
    }
    if (router.state() != State.MASTER) {
      bothSince.remove(pair);
      return false;
    }
    if (!isAlive(router, peer, nowNanos)) {
      return false;
    }
    Long since = bothSince.putIfAbsent(pair, nowNanos);
    if (since == null || nowNanos - since < DEAF.toNanos()) {
      return false;
    }
    deaf.put(pair, local.serial());
    return true;
  }

  private boolean mayGiveUp(
      Router router, Router same, HeardPeer peer, LocalSite local, long nowNanos) {
    if (same.state() == State.MASTER) {
      return true;
    }
    Long last = givenUp.get(router.name());
    return !local.busy()
        && nowNanos - peer.sinceNanos() >= READY.toNanos()
        && (last == null || nowNanos - last >= BETWEEN.toNanos());
  }

  private boolean isAlive(Router router, HeardPeer peer, long nowNanos) {
    long sinceNanos = masterSince.getOrDefault(router.name(), nowNanos);
    boolean alive =
        nowNanos - peer.saidNanos() <= ALIVE.toNanos() && peer.saidNanos() - sinceNanos >= 0;
    needsWord |= !alive;
    return alive;
  }

  /** Whether a router came up a moment ago, and no director has spoken of the router since. */
  private boolean listens(Router router, Collection<HeardPeer> heard, long nowNanos) {
    boolean up = router.state() == State.MASTER || router.state() == State.BACKUP;
    if (!up) {
      upSince.remove(router.name());
      return true;
    }
    long sinceNanos = upSince.computeIfAbsent(router.name(), _ -> nowNanos);
    boolean told =
        heard.stream()
            .flatMap(peer -> peer.parts().values().stream())
            .anyMatch(part ->
                part.router().wire().equals(router.wire())
                    && part.router().state() == State.MASTER
                    && part.saidNanos() >= sinceNanos);
    boolean listens = !told && nowNanos - sinceNanos < LISTENING.toNanos();
    needsWord |= listens;
    return listens;
  }
}
