package org.hactl.control.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hactl.api.HostStatus;
import org.hactl.api.SiteVersion;
import org.hactl.control.version.HeldVersion;
import org.hactl.control.version.SiteVersions;
import org.hactl.control.view.Finding.Kind;
import org.hactl.host.HostState;

/**
 * Whether all hosts hold the newest version of the site, and which hosts left it. Hosts of another
 * site are compared with each other. Pure.
 */
record VersionFindings(List<HostAnswer> answers, Asked asked) {
  List<Finding> find() {
    Map<String, SiteVersion> held = new TreeMap<>();
    for (HostAnswer answer : answers) {
      if (answer.status() instanceof HostStatus status
          && status.version() instanceof SiteVersion version) {
        held.put(answer.host(), version);
      }
    }
    List<Finding> findings = new ArrayList<>();
    Set<String> compared = new HashSet<>();
    for (String site : sites(held)) {
      SiteVersions.newest(site, held).ifPresent(newest -> findings.addAll(of(newest, compared)));
    }
    return findings;
  }

  /** The loaded site first, then those that most hosts hold. */
  private List<String> sites(Map<String, SiteVersion> held) {
    Map<String, Long> holders =
        held.values().stream()
            .collect(Collectors.groupingBy(SiteVersion::site, TreeMap::new, Collectors.counting()));
    Set<String> loaded =
        asked.site().values().stream().map(HostState::site).collect(Collectors.toSet());
    return holders.keySet().stream()
        .sorted(
            Comparator.<String, Boolean>comparing(site -> !loaded.contains(site))
                .thenComparing(holders::get, Comparator.reverseOrder()))
        .toList();
  }

  /** The findings of one site, about hosts that no earlier site has compared. */
  private List<Finding> of(HeldVersion newest, Set<String> compared) {
    List<Finding> findings = new ArrayList<>();
    halfConfirmed(newest).ifPresent(findings::add);
    boolean any = false;
    for (HostAnswer answer : answers) {
      HostStatus status = answer.status();
      if (status == null) {
        continue;
      }
      SiteVersion own = status.version();
      boolean ofSite = own != null && own.site().equals(newest.version().site());
      boolean member = !newest.version().members().getOrDefault(answer.host(), "").isEmpty();
      if ((ofSite || member) && compared.add(answer.host())) {
        any |= ofSite;
        older(answer.host(), status, newest).ifPresent(findings::add);
      }
    }
    if (any) {
      left(newest).ifPresent(findings::add);
    }
    return findings;
  }

  /** Hosts that go back from a version, or follow, while it is in force on others for good. */
  private Optional<Finding> halfConfirmed(HeldVersion held) {
    Map<Boolean, List<String>> hosts =
        answers.stream()
            .filter(answer ->
                held.hosts().contains(answer.host())
                    && answer.status() instanceof HostStatus status
                    && status.generation() != 0)
            .collect(
                Collectors.partitioningBy(
                    answer -> Objects.requireNonNull(answer.status()).confirmed(),
                    Collectors.mapping(HostAnswer::host, Collectors.toList())));
    List<String> confirmed = hosts.getOrDefault(true, List.of());
    List<String> waiting = hosts.getOrDefault(false, List.of());
    return confirmed.isEmpty() || waiting.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Finding.error(
                Kind.HALF_CONFIRMED,
                "%s is confirmed on %s, and still waits on %s"
                    .formatted(
                        held.version().text(),
                        FindingText.list(confirmed),
                        FindingText.list(waiting)),
                "the run that applied it ended while it confirmed the hosts, or hactl confirm named"
                    + " only some of them",
                "hactl confirm keeps it on all hosts"));
  }

  private Optional<Finding> older(String host, HostStatus status, HeldVersion held) {
    SiteVersion newest = held.version();
    String wanted = newest.members().get(host);
    // A host without a generation has nothing that could be old.
    if (wanted == null
        || wanted.isEmpty()
        || status.generation() == 0
        || wanted.equals(status.generationDigest())) {
      return Optional.empty();
    }
    SiteVersion own = status.version();
    // A host that has that version waits as the others do, and may still have another state.
    boolean waits = waits(held) && !newest.isSame(own);
    String says =
        "the newest is "
            + newest.text()
            + asSays(host, held)
            + (waits ? ", which waits for its confirmation" : "");
    String text;
    String cause;
    if (own != null && !own.site().equals(newest.site())) {
      text =
          "%s holds site %s serial %d, not %s; %s"
              .formatted(host, own.site(), own.serial(), newest.site(), says);
      cause =
          "the site was renamed while the host was down or left out with --limit, or another site"
              + " was applied to it";
    } else if (own != null && own.serial() == newest.serial() && !own.isSame(newest)) {
      text = "%s holds another %s; %s".formatted(host, own.text(), says);
      cause = "two applies at the same time, with different --limit, took the same serial";
    } else if (newest.isSame(own)) {
      text = "%s holds another state than %s has for it; %s".formatted(host, newest.text(), says);
      cause = "a real server was left out because it was not ready, or the host rolled back";
    } else {
      text =
          "%s holds %s of the site; %s"
              .formatted(host, own == null ? "an unknown version" : own.text(), says);
      cause =
          "the host was down or left out with --limit when the site was applied, or it went back"
              + " unconfirmed";
    }
    if (waits) {
      cause = "an apply is under way, or its control node is gone";
    }
    String next =
        waits
            ? "wait for the end of that apply, or until the hosts have gone back; then hactl apply"
            : "hactl apply brings it up to date";
    return Optional.of(
        status.routers().isEmpty()
            ? Finding.warning(Kind.OLDER_SITE, text, cause, next)
            : Finding.error(Kind.OLDER_SITE, text, cause, next));
  }

  /** Whether every host that holds a version goes back from it without a confirmation. */
  private boolean waits(HeldVersion held) {
    return answers.stream()
        .filter(answer -> held.hosts().contains(answer.host()))
        .allMatch(answer -> answer.status() instanceof HostStatus status && !status.confirmed());
  }

  /** Names the only host that holds a version: if it is wrong, so is what it says of others. */
  private static String asSays(String about, HeldVersion held) {
    return held.hosts().size() == 1 && !held.hosts().contains(about)
        ? ", as %s says".formatted(held.hosts().getFirst())
        : "";
  }

  private static Optional<Finding> left(HeldVersion held) {
    List<String> left = held.version().left();
    return left.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Finding.warning(
                Kind.HOST_LEFT,
                "no longer in the inventory, but never cleaned: "
                    + FindingText.list(left)
                    + asSays("", held),
                "the host was taken out of the inventory while it ran hactl: it keeps its last"
                    + " state, and a director can become master with it",
                "put it back into the inventory and run hactl offboard HOST, or, if the machine is"
                    + " gone: hactl apply --forget HOST"));
  }
}
