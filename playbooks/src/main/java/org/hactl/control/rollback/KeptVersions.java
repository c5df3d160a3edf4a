package org.hactl.control.rollback;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hactl.api.GenerationView;
import org.hactl.api.SiteVersion;
import org.hactl.control.version.SiteVersions;

/**
 * The generations that hosts keep, and the versions of the site in them.
 *
 * @param kept the generations by host, newest first; the first is the one in force
 * @param current the newest version that is in force on a host
 * @param versions the versions of this site that hosts keep, by serial
 */
public record KeptVersions(
    SortedMap<String, List<GenerationView>> kept,
    SiteVersion current,
    SortedMap<Long, SiteVersion> versions) {
  private static final String UPGRADE = "run `hactl apply` first: it gives the hosts a version";

  /**
   * @throws RollbackException if no host holds a version of a site, or they hold several sites
   */
  public static KeptVersions of(Map<String, List<GenerationView>> kept) throws RollbackException {
    Map<String, SiteVersion> inForce = new TreeMap<>();
    kept.forEach((host, generations) -> {
      if (!generations.isEmpty()
          && generations.getFirst().version() instanceof SiteVersion version) {
        inForce.put(host, version);
      }
    });
    TreeSet<String> sites =
        inForce.values().stream()
            .map(SiteVersion::site)
            .collect(Collectors.toCollection(TreeSet::new));
    if (sites.size() > 1) {
      throw new RollbackException(
          "the hosts hold several sites: " + String.join(", ", sites),
          "name the hosts of one site with --limit");
    }
    SiteVersion current =
        (sites.isEmpty() ? Optional.<SiteVersion>empty() : newest(sites.first(), inForce))
            .orElseThrow(() -> new RollbackException("no host holds a version of a site", UPGRADE));
    SortedMap<Long, SiteVersion> versions = new TreeMap<>();
    kept.values().stream()
        .flatMap(Collection::stream)
        .map(GenerationView::version)
        .filter(version -> version != null && version.site().equals(current.site()))
        .sorted(Comparator.comparingLong(SiteVersion::atMillis))
        .forEach(version -> versions.put(version.serial(), version));
    return new KeptVersions(new TreeMap<>(kept), current, versions);
  }

  private static Optional<SiteVersion> newest(String site, Map<String, SiteVersion> inForce) {
    return SiteVersions.newest(site, inForce).map(held -> held.version());
  }

  /**
   * The version before the one in force.
   *
   * @throws RollbackException if no host keeps an earlier one
   */
  public SiteVersion before() throws RollbackException {
    SortedMap<Long, SiteVersion> earlier = versions.headMap(current.serial());
    if (earlier.isEmpty()) {
      throw new RollbackException(
          "no host keeps a version before %s".formatted(current.text()),
          "a host keeps as many generations as kept_generations of the site says (10 without it);"
              + " apply the site from its repository instead");
    }
    return serial(earlier.lastKey());
  }

  /**
   * The version with this serial.
   *
   * @throws RollbackException if no host keeps it
   */
  public SiteVersion serial(long serial) throws RollbackException {
    SiteVersion version = versions.get(serial);
    if (version == null) {
      throw new RollbackException(
          "no host keeps serial %d; the hosts keep %s (in force: %d)"
              .formatted(
                  serial,
                  versions.keySet().stream()
                      .map(Object::toString)
                      .collect(Collectors.joining(", ")),
                  current.serial()),
          "`hactl history` shows what was applied; an older version is in the site's repository");
    }
    return version;
  }

  /**
   * What a host had in a version.
   *
   * @return empty if it had nothing in that version
   * @throws RollbackException if it does not keep that generation any more
   */
  public Optional<GenerationView> of(String host, SiteVersion version) throws RollbackException {
    List<GenerationView> generations = kept.getOrDefault(host, List.of());
    Optional<GenerationView> given =
        generations.stream()
            .filter(each ->
                each.version() instanceof SiteVersion its
                    && its.site().equals(version.site())
                    && its.serial() == version.serial())
            .findFirst();
    String digest = version.members().getOrDefault(host, "");
    if (given.isPresent()) {
      return given;
    }
    if (digest.isEmpty()) {
      return underAnotherName(generations, version);
    }
    return Optional.of(
        generations.stream()
            .filter(each -> each.digest().equals(digest))
            .findFirst()
            .orElseThrow(() -> missing(host, "its state of serial " + version.serial())));
  }

  /** What a renamed host had: the state of a host that the inventory no longer has. */
  private Optional<GenerationView> underAnotherName(
      List<GenerationView> generations, SiteVersion version) {
    return generations.stream()
        .filter(each ->
            version.members().entrySet().stream()
                .anyMatch(member ->
                    !kept.containsKey(member.getKey()) && member.getValue().equals(each.digest())))
        .findFirst();
  }

  /**
   * The generation with this number.
   *
   * @throws RollbackException if the host does not keep it
   */
  public GenerationView generation(String host, long number) throws RollbackException {
    return kept.getOrDefault(host, List.of()).stream()
        .filter(each -> each.number() == number)
        .findFirst()
        .orElseThrow(() -> missing(host, "generation " + number));
  }

  private RollbackException missing(String host, String what) {
    List<GenerationView> generations = new ArrayList<>(kept.getOrDefault(host, List.of()));
    String kept =
        generations.isEmpty()
            ? "no generation"
            : "generations "
                + generations.reversed().stream()
                    .map(each -> Long.toString(each.number()))
                    .collect(Collectors.joining(", "));
    return new RollbackException(
        "%s does not keep %s; it keeps %s".formatted(host, what, kept),
        "leave it out with --limit '!%s', or apply the site from its repository".formatted(host));
  }
}
