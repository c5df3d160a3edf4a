package org.hactl.control.rollback;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hactl.api.GenerationView;
import org.hactl.api.Protocol;
import org.hactl.api.SiteVersion;
import org.hactl.control.plan.Wanted;
import org.hactl.host.HostState;

/**
 * A rollback of hosts to generations that they keep.
 *
 * @param wanted the generation of each host
 * @param version the version that the hosts get; its serial comes from what they hold
 */
public record Rollback(Map<String, Wanted> wanted, SiteVersion version) {
  /** What the hosts go back to, in words. */
  public String to() {
    return version.rollback() == null ? "" : version.rollback().to();
  }

  /** Who goes back, and when. */
  public record By(String author, long nowMillis) {}

  /**
   * Each host goes back to what it had in a version of the site.
   *
   * @param hosts the hosts that go back
   * @param inventory all hosts
   * @throws RollbackException if one of them does not keep it any more; the message names all
   */
  public static Rollback toVersion(
      KeptVersions kept,
      SiteVersion target,
      List<String> hosts,
      Collection<String> inventory,
      Protocol protocol,
      By by)
      throws RollbackException {
    Map<String, String> members = new TreeMap<>();
    inventory.forEach(host -> members.put(host, target.members().getOrDefault(host, "")));
    String to = "serial " + target.serial() + commit(target);
    Map<String, Wanted> wanted = new LinkedHashMap<>();
    List<RollbackException> missing = new ArrayList<>();
    for (String host : hosts) {
      try {
        Optional<GenerationView> had = kept.of(host, target);
        if (had.isPresent()) {
          wanted.put(host, new Wanted.Earlier(had.get()));
          // A renamed host is no member of that version.
          members.computeIfPresent(
              host, (_, digest) -> digest.isEmpty() ? had.get().digest() : digest);
        } else if (!kept.kept().getOrDefault(host, List.of()).isEmpty()) {
          wanted.put(host, new Wanted.Earlier(nothing(target.site(), host, protocol)));
        }
      } catch (RollbackException e) {
        missing.add(e);
      }
    }
    refuse(missing);
    return new Rollback(wanted, draft(kept, target, members, to, by));
  }

  /**
   * Hosts go back to the generation with this number. The rest of the site stays as it is.
   *
   * @throws RollbackException if one of them does not keep it any more; the message names all
   */
  public static Rollback toGeneration(
      KeptVersions kept, long number, List<String> hosts, Collection<String> inventory, By by)
      throws RollbackException {
    SiteVersion current = kept.current();
    Map<String, String> members = new TreeMap<>();
    inventory.forEach(host -> members.put(host, current.members().getOrDefault(host, "")));
    Map<String, Wanted> wanted = new LinkedHashMap<>();
    List<RollbackException> missing = new ArrayList<>();
    for (String host : hosts) {
      try {
        GenerationView generation = kept.generation(host, number);
        wanted.put(host, new Wanted.Earlier(generation));
        members.put(host, generation.digest());
      } catch (RollbackException e) {
        missing.add(e);
      }
    }
    refuse(missing);
    String to = "generation %d of %s".formatted(number, String.join(", ", hosts));
    return new Rollback(wanted, draft(kept, current, members, to, by));
  }

  /** The generation number 0, with the digest of the empty state that it stands for. */
  private static GenerationView nothing(String site, String host, Protocol protocol) {
    String digest = protocol.digest(HostState.empty(site, host));
    return new GenerationView(0, digest, 0, 0, 0, 0, null);
  }

  private static String commit(SiteVersion version) {
    return version.commit().isEmpty() ? "" : " (" + version.commit() + ")";
  }

  private static SiteVersion draft(
      KeptVersions kept, SiteVersion target, Map<String, String> members, String to, By by) {
    SiteVersion current = kept.current();
    return new SiteVersion(
        current.site(),
        0,
        target.revision(),
        target.modified(),
        by.author(),
        by.nowMillis(),
        members,
        List.of(),
        new SiteVersion.Rollback(
            to, current.serial(), current.revision(), current.membersDigest()));
  }

  private static void refuse(List<RollbackException> missing) throws RollbackException {
    if (!missing.isEmpty()) {
      throw new RollbackException(
          String.join("; ", missing.stream().map(Throwable::getMessage).toList())
              + "; nothing was changed",
          missing.getFirst().nextStep());
    }
  }
}
