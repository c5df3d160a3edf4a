package org.hactl.host;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.hactl.host.Hold.ApplyDrain;
import org.hactl.host.Hold.Drain;
import org.hactl.host.Hold.Maintenance;
import org.hactl.host.VirtualServiceSpec.RealServerSpec;
import org.jspecify.annotations.Nullable;

/**
 * The holds that a host knows, each with its newest word. To merge the holds of several hosts gives
 * the same result in any order. Immutable.
 */
public final class Holds {
  public static final Holds NONE = new Holds(new TreeMap<>());

  /** So many holds are in force at most; an operator holds a few. */
  public static final int MAX_HELD = 1_000;

  private static final int MAX_ENDED = 1_000;

  /** A host that was down for longer may bring an ended hold back. */
  private static final long ENDED_KEPT_MILLIS = 30L * 24 * 3600 * 1000;

  private final Map<String, Hold> bySubject;
  private final Set<Drained> drained = new HashSet<>();

  /** A real server's name or address, and a service; null for all services. */
  private record Drained(String realServer, @Nullable String service) {}

  private Holds(Map<String, Hold> bySubject) {
    this.bySubject = bySubject;
    for (Hold hold : bySubject.values()) {
      if (hold.inForce()) {
        drained.add(
            switch (hold) {
              case Drain drain -> new Drained(drain.realServer(), drain.service());
              case ApplyDrain drain -> new Drained(drain.realServer(), null);
              case Maintenance maintenance -> new Drained(maintenance.host(), null);
            });
      }
    }
  }

  public static Holds of(Collection<? extends Hold> all) {
    return NONE.merge(all);
  }

  /** These holds and others; of two words about the same subject the newer one counts. */
  public Holds merge(Collection<? extends Hold> others) {
    Map<String, Hold> merged = new TreeMap<>(bySubject);
    others.forEach(other ->
        merged.merge(
            other.subject(), other, (known, said) -> said.isNewerThan(known) ? said : known));
    return new Holds(merged);
  }

  /**
   * Without ended holds that are too old or too many to be kept. Versions are times; a control node
   * whose clock is behind gives a greater version than that of the hold which it ends.
   */
  public Holds pruned(long nowMillis) {
    Map<String, Hold> kept = new TreeMap<>();
    held().forEach(hold -> kept.put(hold.subject(), hold));
    bySubject.values().stream()
        .filter(hold -> !hold.inForce())
        .filter(hold -> nowMillis - hold.word().version() < ENDED_KEPT_MILLIS)
        .sorted(Comparator.comparingLong((Hold hold) -> hold.word().version()).reversed())
        .limit(MAX_ENDED)
        .forEach(hold -> kept.put(hold.subject(), hold));
    return new Holds(kept);
  }

  /** All holds, ended ones too, sorted by their subject. */
  public List<Hold> all() {
    return List.copyOf(bySubject.values());
  }

  /** The holds in force. */
  public List<Hold> held() {
    return bySubject.values().stream().filter(Hold::inForce).toList();
  }

  /** The words here about subjects of which the other one has an older word, or none. */
  public List<Hold> newerThan(Holds other) {
    return bySubject.values().stream()
        .filter(hold -> {
          Hold theirs = other.bySubject.get(hold.subject());
          return theirs == null ? hold.inForce() : hold.isNewerThan(theirs);
        })
        .toList();
  }

  /** The newest word about the same subject; empty if there is none. */
  public Optional<Hold> find(String subject) {
    return Optional.ofNullable(bySubject.get(subject));
  }

  /** Whether a real server gets no new connections. */
  public boolean isDrained(VirtualServiceSpec service, RealServerSpec realServer) {
    // Nearly always there is no hold, and a site may have ten thousand real servers.
    return !drained.isEmpty() && isDrained(service.name(), realServer.host(), realServer.address());
  }

  public boolean isDrained(String service, String host, String address) {
    return drained.contains(new Drained(host, null))
        || drained.contains(new Drained(address, null))
        || drained.contains(new Drained(host, service))
        || drained.contains(new Drained(address, service));
  }

  /** The holds in force that drain a real server. */
  public List<Hold> draining(String service, String host, String address) {
    return held().stream()
        .filter(hold -> Holds.of(List.of(hold)).isDrained(service, host, address))
        .toList();
  }

  /** The hold by which a host is in maintenance. */
  public Optional<Maintenance> maintenance(String host) {
    return bySubject.values().stream()
        .filter(Hold::inForce)
        .filter(Maintenance.class::isInstance)
        .map(Maintenance.class::cast)
        .filter(each -> each.host().equals(host))
        .findFirst();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Holds holds && bySubject.equals(holds.bySubject);
  }

  @Override
  public int hashCode() {
    return bySubject.hashCode();
  }

  @Override
  public String toString() {
    return bySubject.values().toString();
  }
}
