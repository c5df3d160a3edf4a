package org.hactl.control.version;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hactl.api.SiteVersion;

/** Compares versions of a site that hosts hold. Pure. */
public final class SiteVersions {
  private SiteVersions() {}

  /** The version with the highest serial of the site of this name. */
  public static Optional<SiteVersion> newest(String site, Collection<SiteVersion> held) {
    return held.stream()
        .filter(version -> version.site().equals(site))
        .max(Comparator.comparingLong(SiteVersion::serial));
  }

  /** The hosts on which this version of the site has anything. */
  private static Stream<String> managed(SiteVersion version) {
    return version.members().entrySet().stream()
        .filter(member -> !member.getValue().isEmpty())
        .map(Map.Entry::getKey);
  }

  /**
   * The version that an apply gives to its hosts: the newest one if it says the same of every host,
   * else one with the next serial.
   *
   * @param draft the site that is applied; its serial and its list of hosts that left do not matter
   * @param held what the hosts hold
   * @param changed whether a host gets a state that it does not hold
   * @param forgotten hosts that left and need no mention any more
   */
  public static SiteVersion next(
      SiteVersion draft,
      Collection<SiteVersion> held,
      boolean changed,
      Collection<String> forgotten) {
    Optional<SiteVersion> newest = newest(draft.site(), held);
    List<String> left =
        newest.stream()
            .flatMap(before -> Stream.concat(before.left().stream(), managed(before)))
            .filter(host -> !draft.members().containsKey(host) && !forgotten.contains(host))
            .distinct()
            .sorted()
            .toList();
    long serial = newest.map(SiteVersion::serial).orElse(0L);
    SiteVersion same = draft.with(serial, left);
    return !changed && same.isSame(newest.orElse(null))
        ? newest.orElseThrow()
        : draft.with(serial + 1, left);
  }
}
