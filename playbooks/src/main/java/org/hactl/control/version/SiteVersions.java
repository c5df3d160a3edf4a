package org.hactl.control.version;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hactl.api.SiteVersion;

/** Compares versions of a site that hosts hold. Pure. */
public final class SiteVersions {
  /** No host misses so many applies. */
  private static final long MAX_SERIALS_MISSED = 1_000_000;

  private static final Comparator<HeldVersion> NEWEST_FIRST =
      Comparator.<HeldVersion>comparingLong(held -> held.version().serial())
          .thenComparingLong(held -> held.version().atMillis())
          .reversed()
          .thenComparing(held -> held.hosts().getFirst());

  private SiteVersions() {}

  /**
   * The version of the site of this name with the highest serial, and of those with the same serial
   * the latest. A version that only one host holds does not count if its serial is far above all
   * others: that host is broken, and the others would have to follow it.
   *
   * @param held what the hosts hold, by host
   */
  public static Optional<HeldVersion> newest(String site, Map<String, SiteVersion> held) {
    Map<SiteVersion, List<String>> holders = new HashMap<>();
    new TreeMap<>(held)
        .forEach((host, version) -> {
          // No serial could follow the highest one.
          if (version.site().equals(site) && version.serial() < SiteVersion.MAX_SERIAL) {
            holders.computeIfAbsent(version, _ -> new ArrayList<>()).add(host);
          }
        });
    List<HeldVersion> newestFirst =
        holders.entrySet().stream()
            .map(each -> new HeldVersion(each.getKey(), each.getValue()))
            .sorted(NEWEST_FIRST)
            .toList();
    return IntStream.range(0, newestFirst.size())
        .filter(i ->
            i + 1 == newestFirst.size()
                || !isFarAbove(newestFirst.get(i), newestFirst.get(i + 1).version()))
        .mapToObj(newestFirst::get)
        .findFirst();
  }

  private static boolean isFarAbove(HeldVersion version, SiteVersion next) {
    return version.hosts().size() == 1
        && version.version().serial() - next.serial() > MAX_SERIALS_MISSED;
  }

  /**
   * Whether a newer version of the same site has another state for a host than the one it holds.
   */
  public static boolean misses(String host, SiteVersion own, SiteVersion newest) {
    return own.site().equals(newest.site())
        && own.serial() < newest.serial()
        && !newest.members().getOrDefault(host, "").equals(own.members().getOrDefault(host, ""));
  }

  /** The hosts on which this version of the site has anything, with the digest of their state. */
  static Map<String, String> managed(SiteVersion version) {
    Map<String, String> managed = new TreeMap<>(version.members());
    managed.values().removeIf(String::isEmpty);
    return managed;
  }

  /**
   * The version that an apply gives to its hosts: the newest one if it says the same of every host,
   * else one with the next serial. An apply from a commit gives a new one too if the newest was
   * applied with changes in no commit: from then on a commit names it.
   *
   * @param draft the site that is applied; its serial and its list of hosts that left do not matter
   * @param newest what hosts hold
   * @param changed whether the version is new in any case, as a host gets a state that it does not
   *     hold
   * @param forgotten hosts that left and need no mention any more
   */
  public static SiteVersion next(
      SiteVersion draft,
      Optional<SiteVersion> newest,
      boolean changed,
      Collection<String> forgotten) {
    List<String> left =
        newest.stream()
            .flatMap(
                before -> Stream.concat(before.left().stream(), managed(before).keySet().stream()))
            .filter(host -> !draft.members().containsKey(host) && !forgotten.contains(host))
            .distinct()
            .sorted()
            .toList();
    long serial = newest.map(SiteVersion::serial).orElse(0L);
    SiteVersion same = draft.with(serial, left);
    boolean committed =
        newest.stream().anyMatch(SiteVersion::modified)
            && !draft.modified()
            && !draft.revision().isEmpty();
    return !changed && !committed && same.isSame(newest.orElse(null))
        ? newest.orElseThrow()
        : draft.with(serial + 1, left);
  }
}
